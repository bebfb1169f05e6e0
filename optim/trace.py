"""Follow an optimizer step by step and record everything it did."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.numeric import Array

from .gradients import Source
from .plan import Plan, prepare
from .rules import Optimizer
from .schedules import Schedule
from .walk import Active, walk, walk_lanes


@dataclass(frozen=True, eq=False, kw_only=True)
class Track:
    """Where a descent went. With lanes every array has the lane axis `n` after the step axis.

    Attributes:
        points: `(steps+1, dimension)`, the start first; NaN from the step at which it diverged.
        values: `(steps+1,)`, the surface's value at the points.
        diverged_at: the step at which the path left all bounds or stopped being finite, else None;
            with lanes `(n,)` integers, −1 for none.
        stopped_at: how many steps it took before it met the tolerance, after which it is held in
            place; likewise None or −1.
    """

    points: Array
    values: Array
    diverged_at: Any
    stopped_at: Any

    def lanes(self, first: int, end: int) -> "Track":
        """Some of many lanes."""
        return Track(
            points=self.points[:, first:end],
            values=self.values[:, first:end],
            diverged_at=self.diverged_at[first:end],
            stopped_at=self.stopped_at[first:end],
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class Trajectory(Track):
    """Where a descent went, and all that it did.

    Attributes:
        gradients: `(steps, dimension)`, what the rule was handed at each step: at the look-ahead
            point, with noise, clipped. NaN where it was not finite and after divergence.
        memory: by name, `(steps+1, dimension)`, zero at the start.
        rates: `(steps,)`, the learning rate of each step, after the schedule; `(steps, n)` only
            where the lanes' rates differ.
        evaluations: `(steps+1,)`, gradients evaluated so far; the same for all lanes.
    """

    gradients: Array
    memory: Mapping[str, Array]
    rates: Array
    evaluations: NDArray[np.int64]

    @property
    def steps_taken(self) -> int:
        """How many steps led to a point, on a single path: fewer than asked where it ended early.

        Raises:
            ValueError: if there are lanes.
        """
        if self.points.ndim != 2:
            raise ValueError("lanes take different numbers of steps: see diverged_at, stopped_at")
        if self.stopped_at is not None:
            return int(self.stopped_at)
        if self.diverged_at is not None:
            return int(self.diverged_at) - 1
        return len(self.points) - 1


def trace(
    optimizer: str | Optimizer,
    surface: Any,
    start: Any,
    *,
    steps: int,
    schedule: Schedule | None = None,
    gradient: Source | None = None,
    seed: Any = 0,
    tolerance: float | None = None,
    **hypers: Any,
) -> Trajectory:
    """Descend `steps` steps from `start`.

    Args:
        optimizer: a key of `OPTIMIZERS`, or an `Optimizer`.
        surface: has `value` and `gradient`, functions of `(x, y)`; or of `(x)`, if its `dimension`
            is 1.
        start: `(x, y)`, or many of shape `(n, 2)`; on a curve `x`, or shape `(n, 1)`.
        steps: how many.
        schedule: the factor on the learning rate at step `t`, from 1; constant by default.
        gradient: a source from `optim.gradients`; exact by default.
        seed: of all random draws; of shape `(n,)` to give each lane its own.
        tolerance: the gradient norm at which the path stops; by default it never does.
        hypers: the rule's hyper-parameters; of shape `(n,)` to give each lane its own.

    Raises:
        ValueError: if an argument makes no sense, naming what is allowed.
    """
    plan = prepare(
        optimizer,
        surface,
        start,
        steps=steps,
        schedule=schedule,
        gradient=gradient,
        seed=seed,
        tolerance=tolerance,
        hypers=hypers,
    )
    return traced(plan)


def traced(plan: Plan) -> Trajectory:
    """What the descent of a plan does."""
    evaluations = np.cumsum(np.append(0, plan.costs))
    return _single(plan, evaluations) if plan.lanes is None else _many(plan, evaluations)


def tracked(plan: Plan) -> Track:
    """Where many lanes go, and nothing else: it costs little more than to follow them."""
    plan = plan.in_lanes()
    record = _Places(plan)
    ends = walk_lanes(plan, record)
    record.hold(ends.stopped_at)
    return Track(
        points=record.points.swapaxes(1, 2),
        values=plan.value(record.points.swapaxes(0, 1)),
        diverged_at=ends.diverged_at,
        stopped_at=ends.stopped_at,
    )


def _single(plan: Plan, evaluations: NDArray[np.int64]) -> Trajectory:
    steps, names = len(plan.factors), plan.optimizer.memory
    with np.errstate(all="ignore"):
        path = walk(plan)
    states = np.array([path.x, path.y]).reshape(2, -1, 1 + len(names))[: plan.dimension]
    gradients = np.array(path.gradients).reshape(-1, 2)[:, : plan.dimension]
    held = path.stopped_at is not None
    points, *memory = (_filled(state.T, steps + 1, held) for state in np.moveaxis(states, 2, 0))
    return Trajectory(
        points=points,
        values=plan.value(points.T),
        gradients=_filled(gradients, steps, held),
        memory=MappingProxyType(dict(zip(names, memory, strict=True))),
        rates=plan.rates(),
        evaluations=evaluations,
        diverged_at=path.diverged_at,
        stopped_at=path.stopped_at,
    )


def _filled(rows: Array, length: int, held: bool) -> Array:
    """The rows, and then up to `length` the last one again if the path is held, else NaN."""
    filled = np.full((length, rows.shape[1]), math.nan)
    filled[: len(rows)] = rows
    if held:
        filled[len(rows) :] = rows[-1]
    return filled


def _many(plan: Plan, evaluations: NDArray[np.int64]) -> Trajectory:
    record = _Record(plan)
    ends = walk_lanes(plan, record)
    record.hold(ends.stopped_at)
    memories = (rows.swapaxes(1, 2) for rows in record.memories)
    return Trajectory(
        points=record.points.swapaxes(1, 2),
        values=plan.value(record.points.swapaxes(0, 1)),
        gradients=record.gradients.swapaxes(1, 2),
        memory=MappingProxyType(dict(zip(plan.optimizer.memory, memories, strict=True))),
        rates=plan.rates(),
        evaluations=evaluations,
        diverged_at=ends.diverged_at,
        stopped_at=ends.stopped_at,
    )


class _Places:
    """Where lanes were, NaN after they ended; the coordinate axis comes before the lanes'."""

    def __init__(self, plan: Plan) -> None:
        self.points = np.full((len(plan.factors) + 1, *plan.start.shape), math.nan)
        self.points[0] = plan.start

    def handed(self, t: int, active: Active, g: Array) -> None:
        """Of no account here."""

    def moved(self, t: int, active: Active, x: Array, memory: list[Array]) -> None:
        """Note where they are."""
        if len(active) == self.points.shape[2]:
            self.points[t] = x
        else:
            self.points[t][:, active] = x

    def hold(self, stopped_at: NDArray[np.int64]) -> None:
        """Let stopped lanes stay as they were."""
        for lane in np.flatnonzero(stopped_at >= 0):
            last = stopped_at[lane]
            for rows in self._rows():
                rows[last + 1 :, :, lane] = rows[last, :, lane]

    def _rows(self) -> list[Array]:
        return [self.points]


class _Record(_Places):
    """All that lanes did."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        steps, shape = len(plan.factors), plan.start.shape
        self.gradients = np.full((steps, *shape), math.nan)
        self.memories = [np.full((steps + 1, *shape), math.nan) for _ in plan.optimizer.memory]
        for memory in self.memories:
            memory[0] = 0.0

    def handed(self, t: int, active: Active, g: Array) -> None:
        self.gradients[t - 1][:, active] = g

    def moved(self, t: int, active: Active, x: Array, memory: list[Array]) -> None:
        super().moved(t, active, x, memory)
        for rows, row in zip(self.memories, memory, strict=True):
            rows[t][:, active] = row

    def _rows(self) -> list[Array]:
        return [self.points, self.gradients, *self.memories]
