"""One descent at many learning rates: three panels, the three-curve test, and a sweep of all."""

import functools
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim import Sweep, Trajectory, sweep, trace
from optim.diagnosis import Diagnosis, diagnose
from optim.theory import stability_limit
from surfaces import SURFACES, Surface
from ui.page.controls import knob
from ui.page.fields import Choice, Field, Number
from ui.page.numbers import as_text
from ui.page.palette import styles
from ui.page.settings import Settings
from ui.page.words import counted
from ui.runs.measures import loss, measures
from ui.runs.observe import NEAR, Outcome, observe
from ui.runs.outcomes import note
from ui.stage.requests import Changes
from ui.stage.scene import Knob, Panel, Path

Array = NDArray[np.float64]

BOUNDED = {key: surface for key, surface in SURFACES.items() if surface.minima}
"""The surfaces on which a final loss means something."""

LOW, HIGH, COUNT = 1e-5, 10.0, 241
"""The rates that are swept: forty to a decade."""

TEST = (2e-4, 6e-4, 2e-3, 6e-3, 2e-2, 6e-2, 0.2, 0.6)
"""The rates of the three-curve test."""

TRIO = {"left": 1e-4, "middle": 3e-3, "right": 2e-2}
"""The panels, and the rates they begin with."""

_MOST = 100.0

_SAME = 1e-6


def rate_fields() -> list[Field]:
    """The three rates, what scales them all, and which of them a clicked rate replaces."""
    own = (LOW / _MOST, HIGH * _MOST)
    return [
        Number("scale", 1.0, 1.0 / _MOST, _MOST, "all three rates ×", log=True),
        *(Number(place, rate, *own, f"{place} α", log=True) for place, rate in TRIO.items()),
        Choice("adopt", "middle", tuple(TRIO)),
    ]


def rates_of(settings: Settings) -> dict[str, float]:
    """Each panel's rate: its own times the scale, within what is swept."""
    scale = settings["scale"]
    return {place: min(max(_scaled(settings[place], scale), LOW), HIGH) for place in TRIO}


def _scaled(rate: float, scale: float) -> float:
    """The product, without the rounding that would show in its last digits."""
    return rate if scale == 1.0 else float(f"{rate * scale:.12g}")


def rate_knobs(settings: Settings) -> list[Knob]:
    """The scale of all three rates, and each of them as it is scaled."""
    each = [
        replace(knob(settings, place), value=rate, low=LOW, high=HIGH, default=TRIO[place])
        for place, rate in rates_of(settings).items()
    ]
    return [knob(settings, "scale"), *each]


def turn(settings: Settings) -> Changes:
    """A panel's knob shows the scaled rate, so it turns the rate before the scaling."""

    def turned(values: Mapping[str, float]) -> Mapping[str, Any]:
        scale = settings.fields["scale"].validate(values.get("scale", settings["scale"]))
        return {name: v / scale if name in TRIO else v for name, v in values.items()}

    return turned


def adopt(settings: Settings, chosen: Sequence[Mapping[str, Any]]) -> None:
    """Give the chosen panel the swept rate that was clicked; nothing else is believed."""
    with suppress(LookupError, TypeError, ValueError):
        rate = float(chosen[0]["x"])
        if rate in swept_rates():
            settings.set({settings["adopt"]: rate / settings["scale"]})


@dataclass(frozen=True)
class Playground:
    """Gradient descent on one surface from one start, at as many steps, at many rates."""

    surface: Surface
    start: tuple[float, float]
    steps: int
    rates: Mapping[str, float]

    @cached_property
    def trio(self) -> list[Trajectory]:
        """The runs of the three panels."""
        return [
            trace("gd", self.surface, self.start, steps=self.steps, lr=rate)
            for rate in self.rates.values()
        ]

    @cached_property
    def test(self) -> Array:
        """The loss curves of the test's rates, shape `(rates, steps + 1)`."""
        return loss(self.surface, self._lanes.values).T

    @cached_property
    def named(self) -> list[Diagnosis]:
        """What the curves of the test show."""
        return list(map(diagnose, self.test, self._lanes.gradients.swapaxes(0, 1)))

    @cached_property
    def _lanes(self) -> Trajectory:
        return trace("gd", self.surface, self.start, steps=self.steps, lr=np.array(TEST))

    @cached_property
    def swept(self) -> Sweep:
        """How the descent ends at each of `swept_rates`."""
        return sweep("gd", self.surface, self.start, steps=self.steps, lr=swept_rates())

    @property
    def losses(self) -> Array:
        """The final loss at each swept rate; NaN where it diverged."""
        return loss(self.surface, self.swept.values)

    @property
    def final(self) -> list[float]:
        """The final loss in each panel; NaN where it diverged."""
        return [float(loss(self.surface, run.values)[-1]) for run in self.trio]

    @cached_property
    def lowest(self) -> NDArray[np.int64]:
        """Which swept rates end lowest: several where all of them reach the same loss."""
        losses = self.losses
        return np.flatnonzero(losses == np.nanmin(losses, initial=np.inf))

    @property
    def best(self) -> int | None:
        """The rate in the middle of those that end lowest; None where all diverge."""
        return int(self.lowest[len(self.lowest) // 2]) if len(self.lowest) else None

    @property
    def limit(self) -> float:
        """2/λmax at the minimum nearest to where the best rate ends."""
        place = self.start if self.best is None else self.swept.points[self.best].tolist()
        nearest = self.surface.nearest_minimum(*place)
        if nearest is None:
            raise ValueError(f"{self.surface.name} has no known minimum: no rate is its limit")
        return float(stability_limit("gd", self.surface.curvatures(*nearest[0])[1]))

    @cached_property
    def ends(self) -> list[Outcome]:
        """How the runs of the three panels ended."""
        return [observe(run, self.surface) for run in self.trio]

    def diagnoses(self) -> list[Diagnosis]:
        """What the loss curves of the three panels show."""
        return [diagnose(loss(self.surface, run.values), run.gradients) for run in self.trio]


@functools.cache
def swept_rates() -> Array:
    """The rates of the sweep, to three figures."""
    return np.array([float(f"{rate:.3g}") for rate in np.geomspace(LOW, HIGH, COUNT)])


def panels(playground: Playground) -> list[Panel]:
    """The three panels, each titled by its rate and its diagnosis."""
    runs = zip(
        playground.rates.items(),
        playground.trio,
        playground.ends,
        playground.diagnoses(),
        styles(["gd"] * 3),
        strict=True,
    )
    surface = playground.surface
    return [
        Panel(
            surface,
            [
                Path(
                    name=place,
                    detail=f"α {as_text(rate, 4)}",
                    points=run.points,
                    style=style,
                    note=note(end),
                    curves=measures(run, surface),
                )
            ],
            title=f"α = {as_text(rate)}: {diagnosis}",
        )
        for (place, rate), run, end, diagnosis, style in runs
    ]


def outcome(playground: Playground) -> str:
    """What became of the loss in each panel."""
    told = [
        f"{place}: {_fate(height, end, playground.surface)}"
        for place, height, end in zip(
            playground.rates, playground.final, playground.ends, strict=True
        )
    ]
    text = "; ".join(told)
    return f"After {counted(playground.steps, 'step')}, {text}."


def _fate(height: float, end: Outcome, surface: Surface) -> str:
    if end.diverged_at is not None:
        return f"**diverged at step {end.diverged_at}**"
    told = f"loss **{as_text(height)}**"
    if end.saddle:
        return f"{told}, at a saddle"
    return f"{told}, in a higher minimum" if _is_stuck(end, surface) else told


def _is_stuck(end: Outcome, surface: Surface) -> bool:
    """Whether the run ended near a minimum that is not the lowest."""
    nearest = surface.nearest_minimum(*end.end) if end.end else None
    if nearest is None or surface.lowest is None or nearest[1] > NEAR:
        return False
    height = surface.value(*nearest[0]) - surface.lowest
    return height > _SAME * max(1.0, abs(surface.lowest))


def account(playground: Playground) -> str:
    """The best rate and the limit, in words."""
    limit, best = f"at the minimum 2/λmax = **{as_text(playground.limit)}**", playground.best
    if best is None:
        return f"every one of {COUNT} rates diverges from here; {limit}"
    left = as_text(float(playground.losses[best]))
    first, last = (as_text(float(rate)) for rate in swept_rates()[playground.lowest[[0, -1]]])
    if len(playground.lowest) == 1:
        return f"of {COUNT} rates **{first}** ends lowest, at a loss of {left}; {limit}"
    tied = f"{len(playground.lowest)} of {COUNT} rates, from **{first}** to **{last}**"
    return f"{tied}, end lowest, all at a loss of {left}; {limit}"
