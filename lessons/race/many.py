"""The race's runs from several starts and with several seeds: how low, how often, how far apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons.race.experiments import gaps_of
from optim.gradients import is_random
from optim.trace import Track, tracked
from surfaces import Surface
from surfaces.surface import Point
from ui.runs.fates import since
from ui.runs.kept import Kept
from ui.runs.measures import loss
from ui.runs.run import Run
from ui.stage.payload import identity
from ui.turns import in_turns

Array = NDArray[np.float64]

ROOM = 400_000
"""So many steps are taken with one rule, over all its starts and seeds."""

TICKS = 200
"""At most so many steps of the whole are drawn, beside the first."""

QUARTERS = (0.25, 0.5, 0.75)

_STARTS = 2024
_TRIES = 50

_kept: Kept["Many"] = Kept(256)


@dataclass(frozen=True, eq=False)
class Many:
    """What became of one run from all starts, with all seeds.

    Attributes:
        losses: the final ones above the lowest minimum known, shape `(n,)`; infinite where the run
            diverged, minus infinity where it left all bounds downwards on a surface without end.
        reached: from which step on each stays within the threshold, shape `(n,)`; infinite where it
            does not.
        ticks: the steps at which `quartiles` are known.
        quartiles: of the losses at these steps, shape `(3, ticks)`: one of the losses each, above
            which lie three quarters, half and one quarter of them.
        lost: whether runs ended where the surface has no value, which have infinite losses, too.
    """

    losses: Array
    reached: Array
    ticks: NDArray[np.int_]
    quartiles: Array
    lost: bool = False

    @property
    def count(self) -> int:
        """How many runs there were."""
        return len(self.losses)

    @property
    def ended(self) -> Array:
        """The final losses of those that stayed within all bounds."""
        return self.losses[np.isfinite(self.losses)]

    @property
    def diverged(self) -> int:
        """How many diverged."""
        return int(np.isposinf(self.losses).sum())

    @property
    def arrived(self) -> Array:
        """The steps of those that reached the threshold."""
        return self.reached[np.isfinite(self.reached)]


def room_for(steps: int, starts: int, seeds: int) -> tuple[int, int]:
    """How many starts and seeds there is room for, at most as many as are wished for."""
    most = max(1, ROOM // max(steps, 1))
    starts = min(starts, most)
    return starts, min(seeds, max(1, most // starts))


def starts_of(surface: Surface, start: Point, count: int) -> Array:
    """The reader's own start, then others drawn evenly over the domain, shape `(count, 2)`.

    They lie where the surface has a value, as long as such places are drawn.
    """
    (x0, x1), (y0, y1) = surface.domain
    drawn = (_TRIES * (count - 1), 2)
    places = np.random.default_rng(_STARTS).uniform((x0, y0), (x1, y1), drawn)
    with np.errstate(all="ignore"):
        lacking = ~np.isfinite(surface.value(*places.T))
    others = places[np.argsort(lacking, kind="stable")[: count - 1]]
    return np.vstack([[start], others])


def many_runs(
    runs: Sequence[Run],
    surface: Surface,
    starts: Array,
    seeds: Sequence[int],
    *,
    steps: int,
    goal: str,
    within: float,
    gradient: Any,
    told: Callable[[int], object] = lambda done: None,
) -> list[Many]:
    """Follow each run from every start, with every seed where its gradients have noise.

    Args:
        starts: shape `(n, 2)`.
        goal, within: the threshold, as `experiments.reached` takes them.
        gradient: the source that all runs share which have none of their own.
        told: is told how many runs are done, before each.
    """
    return in_turns(
        [
            partial(_found, run, surface, starts, seeds, steps, goal, within, gradient)
            for run in runs
        ],
        told,
    )


def _found(
    run: Run,
    surface: Surface,
    starts: Array,
    seeds: Sequence[int],
    steps: int,
    goal: str,
    within: float,
    gradient: Any,
) -> Many:
    """The same of one run, kept for whoever asks once more."""
    how = run.conditions(steps, gradient=gradient)
    drawn = seeds if is_random(how["gradient"]) else seeds[:1]
    one = run.plan(surface, starts[0], steps=steps, **how).identity(identity(surface))
    places, each = np.repeat(starts, len(drawn), axis=0), np.tile(drawn, len(starts))
    asked = one, starts.tobytes(), tuple(drawn), goal, within

    def work() -> Many:
        plan = run.plan(surface, places, steps=steps, **{**how, "seed": each})
        return _many(tracked(plan), surface, steps, goal, within)

    return _kept.get(asked, 1, work)


def _many(track: Track, surface: Surface, steps: int, goal: str, within: float) -> Many:
    ticks = np.unique(np.linspace(0, steps, min(steps, TICKS) + 1).round().astype(np.int_))
    losses = _losses(track, surface)
    # Of infinite losses there is no mean: each quartile is a loss that there is.
    quartiles = np.quantile(losses[ticks], QUARTERS, axis=1, method="inverted_cdf")
    reached = _reached(track, surface, goal, within)
    return Many(losses[-1], reached, ticks, quartiles, _lost(track))


def _losses(track: Track, surface: Surface) -> Array:
    """The losses at each step, with infinity for those that there are none of."""
    values = track.values
    last = np.isfinite(values).sum(axis=0, keepdims=True) - 1
    fell = surface.unbounded & (np.take_along_axis(values, last, axis=0) < values[0])
    return np.where(np.isnan(values), np.where(fell, -np.inf, np.inf), loss(surface, values))


def _lost(track: Track) -> bool:
    """Whether a lane has no loss at its end, since it came where the surface has no value."""
    valueless = np.isfinite(track.points).all(axis=-1) & np.isnan(track.values)
    return bool((valueless.any(axis=0) & np.isnan(track.values[-1])).any())


def _reached(track: Track, surface: Surface, goal: str, within: float) -> Array:
    with np.errstate(all="ignore"):
        near = gaps_of(track.points, track.values, surface, goal) <= within
    steps = since(near).astype(np.float64)
    lost = (steps == len(near)) | (np.asarray(track.diverged_at) >= 0)
    return np.where(lost, np.inf, steps)
