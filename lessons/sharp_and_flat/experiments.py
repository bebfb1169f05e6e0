"""Lesson 12's runs, and the valleys in which they are and end.

A point is in the valley of the minimum to which gradient descent in short steps, without noise,
leads from there. Noise shakes a run about in its valley, so that nearness to a minimum would not
tell where it is.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim import gradients, sweep, trace
from optim.proportion import Share, wilson
from surfaces import NEAR, Surface, sharp_and_flat
from ui.page import controls, palette
from ui.page.settings import Settings
from ui.runs import tuning
from ui.runs.choosing import chosen_run
from ui.runs.knobs import turned
from ui.runs.result import RunResult, follow
from ui.runs.run import Run
from ui.turns import in_turns

VIEWS: Mapping[str, str | None] = MappingProxyType(
    {"noise": "sharp_and_flat", "ripples": "ripples", "any": None}
)
"""The surface of each experiment; None for the one that the reader chooses."""

FLAT, SHARP = 0, 1
"""The two minima, as `sharp_and_flat` lists them."""

RATES = np.geomspace(0.005, 0.2, 11)
SIZES = (1, 4, 16)
"""The rates and batch sizes at which it is counted where runs end."""

_LONG = 2000

Point = tuple[float, float]
Valleys = NDArray[np.intp]


def surface_of(settings: Settings) -> Surface:
    """The surface of the chosen experiment."""
    return controls.surface_of(settings, VIEWS[settings["view"]])


def valleys(surface: Surface, points: Any) -> Valleys:
    """The index of the minimum in whose valley each point is; −1 where it is none that is known.

    Args:
        points: shape `(n, 2)`; those that are not finite are in none.
    """
    found = np.full(len(points), -1)
    there = np.isfinite(points).all(axis=1)
    if not there.any():
        return found
    steepest = max(surface.curvatures(x, y)[1] for x, y in surface.minima)

    def arrived(x: Any, y: Any) -> Any:
        return surface.nearest_minima(x, y)[1] <= NEAR

    reached = sweep("gd", surface, points[there], steps=_LONG, until=arrived, lr=1.0 / steepest)
    nearest, _ = surface.nearest_minima(*reached.points.T)
    found[there] = np.where(reached.steps_taken >= 0, nearest, -1)
    return found


def noise(settings: Settings) -> dict[str, Any]:
    """The noisy gradients and their seed, as `optim.trace` takes them."""
    source = gradients.noisy(settings["sigma"], settings["batch"])
    return {"gradient": source, "seed": settings["seed"]}


def descend(settings: Settings, surface: Surface, start: Point) -> tuple[list[RunResult], str]:
    """Follow the experiment's runs, those without noise first; and what is said of their rates."""
    steps = settings["steps"]
    if settings["view"] == "any":
        chosen = turned(settings["runs"], chosen_run(settings))
        runs, rates = tuning.apply(settings, chosen, surface, start, steps=steps)
        return follow(runs, surface, start, steps=steps), rates
    rate = {"lr": settings["lr"]}
    exact, noisy = [Run("gd", rate)], [Run("gd", rate, "SGD")]
    told = ""
    if settings["view"] == "ripples":
        exact.append(Run("momentum", {**rate, "beta": settings["beta"]}))
        exact, one = tuning.apply(settings, exact, surface, start, steps=steps)
        noisy, other = tuning.apply(settings, noisy, surface, start, steps=steps, **noise(settings))
        told = " ".join(dict.fromkeys((one, other)))
    looks = palette.styles([run.optimizer for run in (*exact, *noisy)])
    still, shaken = looks[: len(exact)], looks[len(exact) :]
    results = follow(exact, surface, start, steps=steps, styles=still)
    results += follow(noisy, surface, start, steps=steps, styles=shaken, **noise(settings))
    return results, told


def visited(result: RunResult) -> list[int]:
    """The valleys that a run was in, one after the other; −1 for none that is known."""
    points = result.trajectory.points[: result.steps_taken + 1]
    found = valleys(result.surface, points)
    changes = np.flatnonzero(np.diff(found, prepend=found[0] - 1))
    return [int(valley) for valley in found[changes]]


@dataclass(frozen=True)
class Setup:
    """What decides where runs of SGD end, but for their rate, batch size and start.

    Attributes:
        ratio, distance: of the surface with a sharp and a flat minimum.
        sigma: the noise of one example; steps: how long runs are.
        count: how many there are; seed: that of the first.
    """

    ratio: float
    distance: float
    sigma: float
    steps: int
    count: int
    seed: int

    @property
    def surface(self) -> Surface:
        """The surface."""
        return sharp_and_flat(self.ratio, self.distance)

    @property
    def alike(self) -> bool:
        """Whether all runs from one start are the same: there is no noise."""
        return self.sigma == 0.0

    def share(self, count: int) -> Share:
        """The share that so many runs are; it is certain where all are the same."""
        if not self.alike:
            return wilson(count, self.count)
        share = count / self.count
        return Share(share, share, share)


def setup_of(settings: Settings) -> Setup:
    """The setup that the settings describe."""
    keys = ("ratio", "distance", "sigma", "steps", "count", "seed")
    return Setup(**{key: settings[key] for key in keys})


@functools.lru_cache(maxsize=8)
def cloud(setup: Setup, start: Point, lr: float, size: int) -> NDArray[np.float64]:
    """The points of many runs of SGD, of which the first is the one that is drawn as a path.

    Shape `(steps + 1, n, 2)`.
    """
    return trace(
        "gd",
        setup.surface,
        start,
        steps=setup.steps,
        gradient=gradients.noisy(setup.sigma, size),
        seed=setup.seed + np.arange(setup.count),
        lr=lr,
    ).points


@functools.lru_cache(maxsize=64)
def ends(setup: Setup, start: Point, lr: float, size: int) -> tuple[int, ...]:
    """The valleys in which the many runs of SGD end."""
    return tuple(valleys(setup.surface, cloud(setup, start, lr, size)[-1]).tolist())


@functools.lru_cache(maxsize=32)
def flat_shares(setup: Setup, start: Point) -> dict[int, tuple[Share, ...]]:
    """By batch size and for each of `RATES`: the share of runs that end in the flat valley."""
    pieces = [functools.partial(_flat_shares, setup, start, size) for size in SIZES]
    return dict(zip(SIZES, in_turns(pieces), strict=True))


def _flat_shares(setup: Setup, start: Point, size: int) -> tuple[Share, ...]:
    """All rates meet the same random draws."""
    lr, seed = np.meshgrid(RATES, setup.seed + np.arange(setup.count), indexing="ij")
    found = sweep(
        "gd",
        setup.surface,
        start,
        steps=setup.steps,
        gradient=gradients.noisy(setup.sigma, size),
        seed=seed.ravel(),
        lr=lr.ravel(),
    )
    flat = valleys(setup.surface, found.points).reshape(lr.shape) == FLAT
    return tuple(setup.share(int(count)) for count in flat.sum(axis=1))


@functools.lru_cache(maxsize=32)
def control(setup: Setup, start: Point) -> tuple[int, ...]:
    """The valley in which gradient descent ends, for each of `RATES`; −1 for none."""
    found = sweep("gd", setup.surface, start, steps=setup.steps, lr=RATES)
    return tuple(valleys(setup.surface, found.points).tolist())


@functools.lru_cache(maxsize=64)
def leaving(setup: Setup, lr: float, size: int) -> tuple[int, int]:
    """Of so many runs from each minimum, how many end in another valley or in none.

    From the flat one, then from the sharp one; all runs have draws of their own.
    """
    return _leaving(setup, lr, size, FLAT), _leaving(setup, lr, size, SHARP)


def _leaving(setup: Setup, lr: float, size: int, minimum: int) -> int:
    found = sweep(
        "gd",
        setup.surface,
        setup.surface.minima[minimum],
        steps=setup.steps,
        gradient=gradients.noisy(setup.sigma, size),
        seed=setup.seed + minimum * setup.count + np.arange(setup.count),
        lr=lr,
    )
    return int((valleys(setup.surface, found.points) != minimum).sum())
