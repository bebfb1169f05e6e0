"""One descent at many learning rates: three panels, the three-curve test, and a sweep of all."""

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from optim import Trajectory, trace
from optim.diagnosis import Diagnosis, diagnose
from optim.theory import stability_limit
from surfaces import Surface
from surfaces.surface import Point
from ui.runs.measures import loss
from ui.runs.result import RunResult, follow
from ui.runs.run import Run

Array = NDArray[np.float64]

LOW, HIGH, COUNT = 1e-5, 10.0, 241
"""The rates that are swept: forty to a decade."""

Bottom = Literal["curved", "corner", "level", "none"]

BESIDE = 1e-7, 1e-5
"""How many sides of the frame from a minimum its slopes are compared."""

CORNER, LEVEL = 0.05, 1e-3
"""Where a surface curves, a slope so much nearer is a hundredth. If it is more than the first
share, the minimum is a corner, as that of |x|; if less than the other, it is level, as that of x⁴.
"""

ROUNDING = 4.0 * float(np.finfo(np.float64).eps)
"""A loss of at most this share of the lowest value is rounding, in either direction."""

TEST = (2e-4, 6e-4, 2e-3, 6e-3, 2e-2, 6e-2, 0.2, 0.6)
"""The rates of the three-curve test."""


@functools.cache
def swept_rates() -> Array:
    """The rates of the sweep, to three figures."""
    return np.array([float(f"{rate:.3g}") for rate in np.geomspace(LOW, HIGH, COUNT)])


@dataclass(frozen=True)
class RateComparison:
    """Gradient descent on one surface from one start, for as many steps, at many rates.

    Attributes:
        rates: those of the panels, by the panel's name.
    """

    surface: Surface
    start: tuple[float, float]
    steps: int
    rates: Mapping[str, float]

    @cached_property
    def results(self) -> list[RunResult]:
        """The runs of the panels."""
        runs = [Run("gd", {"lr": rate}, fed={"lr": place}) for place, rate in self.rates.items()]
        return follow(runs, self.surface, self.start, steps=self.steps)

    @cached_property
    def final(self) -> list[float]:
        """The final loss in each panel; NaN where it diverged."""
        return [float(self._losses(r.trajectory.values)[-1]) for r in self.results]

    @property
    def has_floor(self) -> bool:
        """Whether a lowest minimum is known, above which losses are heights: else none is named."""
        return self.surface.lowest is not None

    @cached_property
    def diagnoses(self) -> list[Diagnosis | None]:
        """What the loss curves of the panels show; None each without a floor."""
        if not self.has_floor:
            return [None] * len(self.rates)
        runs = [result.trajectory for result in self.results]
        curves = [self._losses(run.values) for run in runs]
        gradients = [run.gradients for run in runs]
        return list(map(self._diagnosed, self.rates.values(), curves, gradients))

    @cached_property
    def test(self) -> Array:
        """The loss curves of the test's rates, shape `(rates, steps + 1)`."""
        return self._losses(self._runs.values[:, COUNT:]).T

    @cached_property
    def test_diagnoses(self) -> list[Diagnosis]:
        """What the curves of the test show.

        Raises:
            ValueError: without a floor.
        """
        if not self.has_floor:
            raise ValueError(f"{self.surface.name} has no known floor: its curves have no name")
        gradients = self._runs.gradients[:, COUNT:].swapaxes(0, 1)
        return list(map(self._diagnosed, TEST, self.test, gradients))

    def _losses(self, values: Array) -> Array:
        """The losses, without what is left of them by rounding at a minimum."""
        losses = loss(self.surface, values)
        rounding = ROUNDING * abs(self.surface.lowest or 0.0)
        return np.where(np.abs(losses) <= rounding, 0.0, losses)

    def _diagnosed(self, rate: float, curve: Array, gradients: Array) -> Diagnosis:
        return diagnose(curve, gradients, self.soonest(rate, float(curve[-1])))

    def soonest(self, rate: float, height: float) -> float:
        """After how many steps a swept rate above this one is as low, and stays; or infinity."""
        high = ~(self.curves[:, swept_rates() > rate] <= height)
        since = len(high) - np.argmax(high[::-1], axis=0)
        since = np.where(high.any(axis=0), since, 0)
        return float(np.where(since < len(high), since, np.inf).min(initial=np.inf))

    @cached_property
    def _runs(self) -> Trajectory:
        """The descent at each of `swept_rates` and then of `TEST`, a lane each.

        They go together: a step of few lanes costs as much as one of many.
        """
        rates = np.append(swept_rates(), TEST)
        return trace("gd", self.surface, self.start, steps=self.steps, lr=rates)

    @property
    def points(self) -> Array:
        """The point at each step at each swept rate, shape `(steps + 1, COUNT, 2)`."""
        return self._runs.points[:, :COUNT]

    @cached_property
    def curves(self) -> Array:
        """The loss at each step at each swept rate, shape `(steps + 1, COUNT)`."""
        return self._losses(self._runs.values[:, :COUNT])

    @cached_property
    def losses(self) -> Array:
        """The final loss at each swept rate; NaN where it diverged."""
        return np.asarray(self.curves[-1])

    @cached_property
    def bouncing(self) -> NDArray[np.bool_]:
        """Which swept rates bounce: their last loss is one of many, low or high by chance.

        None without a floor, where curves have no name.
        """
        if not self.has_floor:
            return np.zeros(COUNT, dtype=bool)
        gradients = self._runs.gradients[:, :COUNT].swapaxes(0, 1)
        found = map(diagnose, self.curves.T, gradients)
        return np.array([diagnosis == "bouncing" for diagnosis in found])

    @cached_property
    def fluke(self) -> int | None:
        """The rate that bounces and yet happens to end lower than all that do not, or None."""
        ends = np.where(np.isfinite(self.losses), self.losses, np.inf)
        lowest = int(np.argmin(ends))
        calm = np.where(self.bouncing, np.inf, ends).min()
        return lowest if self.bouncing[lowest] and ends[lowest] < calm else None

    @cached_property
    def lowest(self) -> NDArray[np.int64]:
        """Which rates end lowest, of those that do not bounce: several where they end alike."""
        calm = np.where(self.bouncing, np.nan, self.losses)
        return np.flatnonzero(calm == np.nanmin(calm, initial=np.inf))

    @property
    def best(self) -> int | None:
        """The rate in the middle of those that end lowest; None where all diverge or bounce."""
        return int(self.lowest[len(self.lowest) // 2]) if len(self.lowest) else None

    @cached_property
    def minimum(self) -> Point | None:
        """The known minimum nearest to where the best rate ends; None where none is known."""
        place = self.start if self.best is None else self.points[-1, self.best].tolist()
        nearest = self.surface.nearest_minimum(*place)
        return nearest[0] if nearest else None

    @cached_property
    def bottom(self) -> Bottom:
        """What the surface is like at `minimum`, as far as its slope tells."""
        if self.minimum is None:
            return "none"
        near, far = (self._steepest(self.minimum, distance) for distance in BESIDE)
        if not near <= CORNER * far or not math.isfinite(self._curvature):
            return "corner"
        return "level" if near < LEVEL * far or self._curvature <= 0.0 else "curved"

    def _steepest(self, place: Point, distance: float) -> float:
        """The greatest slope at so many sides of the frame from a place."""
        angles = np.linspace(0.0, 2.0 * np.pi, 32, endpoint=False)
        (x0, x1), (y0, y1) = self.surface.domain
        x = place[0] + distance * (x1 - x0) * np.cos(angles)
        y = place[1] + distance * (y1 - y0) * np.sin(angles)
        with np.errstate(all="ignore"):
            return float(np.hypot(*self.surface.gradient(x, y)).max())

    @property
    def _curvature(self) -> float:
        """λmax at `minimum`."""
        assert self.minimum is not None
        with np.errstate(all="ignore"):
            return float(self.surface.curvatures(*self.minimum)[1])

    @property
    def limit(self) -> float | None:
        """2/λmax at `minimum`; None unless the surface curves there."""
        return float(stability_limit("gd", self._curvature)) if self.bottom == "curved" else None
