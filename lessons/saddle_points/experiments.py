"""Lesson 11's runs, when they leave the saddle, and how that depends on where they start."""

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim import gradients, sweep, theory
from optim.spread import SURE
from surfaces import SURFACES, Surface
from surfaces.surface import Point
from ui.page.settings import Settings
from ui.runs import tuning
from ui.runs.choosing import chosen_run
from ui.runs.knobs import turned
from ui.runs.result import RunResult, follow
from ui.runs.run import Run

SADDLES: Mapping[str, Surface] = MappingProxyType(
    {key: SURFACES[key] for key in ("saddle", "monkey_saddle", "double_well")}
)
"""The lab's own: each has one saddle, at the origin, and on the line y = 0 no slope across it."""

AWAY = 0.5
"""How far from the saddle its neighbourhood reaches."""

DISTANCES = np.geomspace(1e-12, 1.0, 37)
"""Three to a decade: how far from the line y = 0 the starts lie whose runs are timed."""

MOST_STEPS = 2000
"""So many steps a run that is timed may take."""

_CLOSE = 1e-3
_FEWEST = 4
# The variance of what is cut off where steps are counted whole.
_WHOLE = 1.0 / 12.0

Array = NDArray[np.float64]


def has_line(surface: Surface) -> bool:
    """Whether there is no slope across the line y = 0, as on the lab's own surfaces."""
    return surface.key in SADDLES


def saddle_of(surface: Surface, start: Sequence[float]) -> Point | None:
    """The known saddle that is nearest to a start; None where none is known."""
    return min(surface.saddles, key=lambda saddle: math.dist(saddle, start), default=None)


def has_left(surface: Surface, saddle: Point, x: Any, y: Any) -> NDArray[np.bool_]:
    """Which points are lower than the saddle and outside its neighbourhood; NaN is not."""
    saddle_x, saddle_y = saddle
    far = np.hypot(x - saddle_x, y - saddle_y) > AWAY
    return np.asarray(far & (surface.value(x, y) < surface.value(saddle_x, saddle_y)))


@dataclass(frozen=True)
class Departure:
    """When a run left the saddle.

    Attributes:
        step: its first point that has left, or None.
        back: whether a later one has not.
        on_line: whether all its points lie exactly on the line y = 0.
    """

    step: int | None
    back: bool
    on_line: bool


def departure(result: RunResult, saddle: Point) -> Departure:
    """When the run left this saddle, if it did."""
    points = result.trajectory.points[: result.steps_taken + 1]
    with np.errstate(all="ignore"):
        left = has_left(result.surface, saddle, *points.T)
    step = int(left.argmax()) if left.any() else None
    back = step is not None and not bool(left[step:].all())
    return Departure(step, back, on_line=not points[:, 1].any())


def runs_of(
    settings: Settings, surface: Surface, start: tuple[float, float]
) -> tuple[list[Run], str]:
    """The runs that the settings describe, and what is said of their rates."""
    runs = turned(settings["runs"], chosen_run(settings))
    return tuning.apply(settings, runs, surface, start, **conditions(settings))


def conditions(settings: Settings) -> dict[str, Any]:
    """Steps, gradient source and seed, as `optim.trace` takes them."""
    return {"steps": settings["steps"], **_noise(settings["sigma"], settings["seed"])}


def _noise(sigma: float, seed: int) -> dict[str, Any]:
    return {"gradient": gradients.noisy(sigma), "seed": seed}


def descend(
    settings: Settings, surface: Surface, start: tuple[float, float]
) -> tuple[list[RunResult], str]:
    """Follow the runs; and what is said of their rates."""
    runs, rates = runs_of(settings, surface, start)
    return follow(runs, surface, start, **conditions(settings)), rates


def curvatures(result: RunResult) -> tuple[Array, Array]:
    """The Hessian's eigenvalues at each point, the smaller first, shape `(steps + 1,)` each."""
    with np.errstate(all="ignore"):
        low, high = result.surface.curvatures(*result.trajectory.points.T)
    return np.asarray(low), np.asarray(high)


def distances(result: RunResult) -> Array:
    """Each point's distance from the line y = 0, shape `(steps + 1,)`."""
    return np.asarray(np.abs(result.trajectory.points[:, 1]))


@dataclass(frozen=True, eq=False)
class Escapes:
    """When runs leave the saddle that start at all of `DISTANCES` from the line y = 0.

    Attributes:
        run: whose they are.
        steps: NaN where a run has not left after `MOST_STEPS`.
    """

    run: Run
    steps: Array

    @functools.cached_property
    def slope(self) -> tuple[float, float]:
        """By how many steps it is longer a factor e closer, and half the 95 % interval's width.

        From the starts that are close to the line; NaN where too few of these leave.
        """
        used = np.isfinite(self.steps) & (DISTANCES <= _CLOSE)
        if used.sum() < _FEWEST:
            return math.nan, math.nan
        return fitted_slope(-np.log(DISTANCES[used]), self.steps[used])


def fitted_slope(x: Array, counts: Array) -> tuple[float, float]:
    """The slope of the line of least squares, and half the width of its 95 % interval."""
    off = x - x.mean()
    slope = float(off @ counts / (off @ off))
    rest = counts - counts.mean() - slope * off
    # Even counts that lie on one line are known no better than to a whole step.
    variance = max(float(rest @ rest) / (len(x) - 2), _WHOLE)
    return slope, SURE * math.sqrt(variance / float(off @ off))


def measured(
    run: Run, surface: Surface, start: tuple[float, float], sigma: float = 0.0, seed: int = 0
) -> Escapes:
    """Time the runs that start beside this start, on its side of the line."""
    hypers = tuple(run.hypers.items())
    side = math.copysign(1.0, start[1])
    return Escapes(
        run, _escape_steps(run.optimizer, hypers, surface.key, start[0], side, sigma, seed)
    )


@functools.lru_cache(maxsize=256)
def _escape_steps(
    optimizer: str,
    hypers: tuple[tuple[str, float], ...],
    key: str,
    x: float,
    side: float,
    sigma: float,
    seed: int,
) -> Array:
    surface, given = SADDLES[key], {**_noise(sigma, seed), **dict(hypers)}
    ends = sweep(
        optimizer,
        surface,
        np.column_stack([np.full_like(DISTANCES, x), side * DISTANCES]),
        steps=MOST_STEPS,
        until=functools.partial(has_left, surface, surface.saddles[0]),
        **given,
    )
    return np.where(ends.steps_taken >= 0, ends.steps_taken, np.nan)


def steps_per_factor(run: Run, surface: Surface) -> float | None:
    """By how many steps theory has a run leave later from a factor e closer to the line.

    1/log of the factor by which each step multiplies y next to the saddle. None where that is not
    known: for other rules, where the saddle does not curve down, and where x does not shrink.
    """
    low, high = surface.curvatures(*surface.saddles[0])
    lr, beta = run.hypers["lr"], run.hypers.get("beta", 0.0)
    growth = {
        "gd": lambda: theory.gd_factor(lr, low),
        "momentum": lambda: theory.heavy_ball_factor(lr, beta, low),
        "momentum_folded": lambda: theory.heavy_ball_factor(lr, beta, low),
        "momentum_ema": lambda: theory.heavy_ball_factor(lr * (1.0 - beta), beta, low),
        "nesterov": lambda: theory.nesterov_factor(lr, beta, low),
    }
    if low >= 0.0 or run.optimizer not in growth:
        return None
    if lr >= theory.stability_limit(run.optimizer, high, beta):
        return None
    return 1.0 / math.log(growth[run.optimizer]())


def predicted(run: Run, surface: Surface) -> Array | None:
    """When gradient descent leaves by theory, from all of `DISTANCES`; None for other rules.

    It takes y to grow from the first step on as next to the saddle, up to `AWAY`.
    """
    slope = steps_per_factor(run, surface)
    if run.optimizer != "gd" or slope is None:
        return None
    return np.asarray(slope * np.log(AWAY / np.minimum(DISTANCES, AWAY)))
