"""Lesson 14's measurements: when a run reaches a threshold, and what tuning its rate costs."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim import optimizer
from optim.best_of import expected_best
from surfaces import Surface
from surfaces.surface import Point
from ui.runs import tuning
from ui.runs.fates import since
from ui.runs.measures import loss
from ui.runs.result import RunResult
from ui.runs.run import Run
from ui.turns import in_turns

Array = NDArray[np.float64]

GOALS = ("distance", "loss")
"""What a threshold is of: the distance to the nearest minimum, or the loss above the lowest."""


@dataclass(frozen=True)
class Reached:
    """From which step on a run stays within a threshold, and the gradients evaluated until then."""

    step: int
    evaluations: int


def reached(result: RunResult, goal: str, within: float) -> Reached | None:
    """When a run came within a threshold to stay until its last step; None where it did not.

    Args:
        goal: one of `GOALS`. Where no minimum is known, nothing has a distance to it, and the loss
            is the surface's own value.
    """
    if result.trajectory.diverged_at is not None:
        return None
    gaps = gaps_of(result.trajectory.points, result.trajectory.values, result.surface, goal)
    step = int(since((gaps <= within)[: result.steps_taken + 1]))
    if step > result.steps_taken:
        return None
    return Reached(step, int(result.extended.evaluations[step]))


def gaps_of(points: Array, values: Array, surface: Surface, goal: str) -> Array:
    """How far points are from the goal, shape `(...)`; NaN where that is not known.

    Args:
        points, values: shapes `(..., 2)` and `(...)`.
    """
    if goal == "loss":
        return loss(surface, values)
    if not surface.minima:
        return np.full(values.shape, np.nan)
    # One minimum after the other: a typed formula may have hundreds.
    with np.errstate(all="ignore"):
        return functools.reduce(np.minimum, (_away(points, each) for each in surface.minima))


def _away(points: Array, place: Point) -> Array:
    gaps = points - np.array(place)
    return np.asarray(np.sqrt((gaps * gaps).sum(axis=-1)))


@dataclass(frozen=True)
class TuningCost:
    """What a run's rule reaches by so many tries of its rate, each a run of the whole budget.

    Attributes:
        best: the expected lowest loss after 1, 2, … tries at random rates of the grid, shape
            `(41,)`. Whoever diverges, or ends higher, has won nothing: it counts as the start.
        usual: the loss of one run at the rule's usual rate, counted likewise.
        start: the loss at the start.
    """

    best: Array
    usual: float
    start: float


def tuning_costs(
    runs: Sequence[Run],
    surface: Surface,
    start: tuple[float, float],
    told: Callable[[int], object] = lambda done: None,
    **conditions: Any,
) -> list[TuningCost]:
    """The cost of tuning each run's rate; its other numbers stay as they are.

    Args:
        told: is told how many runs are done, before each.
        conditions: steps, gradient source and seed, as `optim.trace` takes them.
    """
    pieces = [functools.partial(_tuning_cost, run, surface, start, **conditions) for run in runs]
    return in_turns(pieces, told)


def _tuning_cost(
    run: Run, surface: Surface, start: tuple[float, float], *, steps: int, **conditions: Any
) -> TuningCost:
    first = float(loss(surface, np.array([surface.value(*start)]))[0])
    losses = loss(surface, tuning.grid_losses(run, surface, start, steps, **conditions))
    usual = run.changed({"lr": optimizer(run.optimizer).defaults["lr"]})
    how = usual.conditions(steps, **conditions)
    [end] = loss(surface, usual.trace(surface, start, steps=steps, **how).values[-1:])
    return TuningCost(expected_best(np.fmin(losses, first)), float(np.fmin(end, first)), first)
