"""The descent itself: one path on plain floats, or many lanes on arrays, bit for bit the same.

A path diverges at step `t` when the gradient it is handed there is not finite (its squared length
overflows), or when the step leaves it not finite or farther than `FAR` from the origin. Counting
the gradient in matters: it would overflow the memories, and an infinite memory pins the path in
place, which looks like convergence.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from formula.numeric import Array, Number

from .gradients import Gradient
from .plan import FAR, Plan
from .rules import at_point

BOUND = FAR * FAR


@dataclass(eq=False)
class Path:
    """Where one path went until it ended.

    Attributes:
        x, y: `x, *memory` of step 0, of step 1, and so on, in one flat list; likewise `y`.
        gradients: `gx, gy` of step 1, and so on; the last may be missing where it was not finite.
        diverged_at, stopped_at: how it ended, if it did before its last step.
    """

    x: list[float]
    y: list[float]
    gradients: list[float] = field(default_factory=list)
    diverged_at: int | None = None
    stopped_at: int | None = None


def walk(plan: Plan) -> Path:
    """Follow one path, on plain floats: they cost a fraction of what arrays of length two do."""
    rule, look, hypers = plan.optimizer.rule, plan.optimizer.look, dict(plan.hypers)
    lr, ahead, plane = hypers["lr"], look is not at_point, plan.dimension == 2
    low, inf, bound = plan.tolerance, math.inf, BOUND
    x, y = plan.start if plane else (plan.start[0], 0.0)
    at_x, at_y = ((place, *[0.0] * len(plan.optimizer.memory)) for place in (x, y))
    path = Path([*at_x], [*at_y])
    xs, ys, gradients = path.x, path.y, path.gradients
    # A curve is walked as a surface whose second coordinate never moves.
    stream = plan.stream() if plane else map(_on_axis, plan.stream())
    t = 0
    try:
        for t, factor, gradient in zip(count(1), plan.factors, stream):
            hypers["lr"] = lr * factor
            if ahead:
                gx, gy = gradient(look(*at_x, **hypers), look(*at_y, **hypers))
            else:
                gx, gy = gradient(x, y)
            gx, gy = float(gx), float(gy)
            size = gx * gx + gy * gy
            if not size < inf:
                path.diverged_at = t
                break
            gradients += (gx, gy)
            if size <= low:
                path.stopped_at = t - 1
                break
            at_x = rule(t, x, gx, *at_x[1:], **hypers)
            if plane:
                at_y = rule(t, y, gy, *at_y[1:], **hypers)
            x, y = at_x[0], at_y[0]
            if not x * x + y * y <= bound:
                path.diverged_at = t
                break
            xs += at_x
            ys += at_y
    except ArithmeticError:
        # Floats raise where arrays hold infinity or NaN.
        path.diverged_at = t
    return path


Active: TypeAlias = NDArray[np.int64]
Until: TypeAlias = Callable[..., NDArray[np.bool_]]
"""Of many points, given coordinate by coordinate: which ones end a path. NaN ends none."""


class Recorder(Protocol):
    """Is told what the lanes that are still moving do; `active` holds their numbers."""

    def handed(self, t: int, active: Active, g: Array) -> None:
        """The gradients the rule is handed at step `t`, shape `(dimension, len(active))`."""

    def moved(self, t: int, active: Active, x: Array, memory: list[Array]) -> None:
        """The points and memories after step `t`, of the same shape."""


@dataclass(eq=False)
class Ends:
    """Where `n` paths ended, and how.

    Attributes:
        x: their last points, shape `(dimension, n)`; NaN where they diverged.
        diverged_at, stopped_at: shape `(n,)`; −1 where they did not.
    """

    x: Array
    diverged_at: NDArray[np.int64]
    stopped_at: NDArray[np.int64]


@dataclass(eq=False)
class _Lanes:
    """The lanes that are still moving: their numbers and all that differs between them."""

    active: Active
    x: Array
    memory: list[Array]
    hypers: dict[str, Number]

    def keep(self, moving: NDArray[np.bool_]) -> None:
        """Drop the lanes that have ended, so that they neither cost nor disturb anything."""
        self.active, self.x = self.active[moving], self.x.compress(moving, axis=1)
        self.memory = [memory.compress(moving, axis=1) for memory in self.memory]
        self.hypers = {
            name: value[moving] if isinstance(value, np.ndarray) else value
            for name, value in self.hypers.items()
        }

    def end(self, ended: NDArray[np.bool_], t: int, ends: Ends) -> None:
        """Let lanes stop where they are after step `t`."""
        stopped = self.active[ended]
        ends.stopped_at[stopped] = t
        ends.x[:, stopped] = self.x[:, ended]
        self.keep(~ended)

    def at(self, factor: float) -> dict[str, Number]:
        """The hyper-parameters with the schedule's factor on the learning rate."""
        return self.hypers if factor == 1.0 else self.hypers | {"lr": self.hypers["lr"] * factor}


def walk_lanes(plan: Plan, recorder: Recorder | None = None, until: Until | None = None) -> Ends:
    """Follow many paths at once, on arrays, until all have ended."""
    rule, look, tolerance = plan.optimizer.rule, plan.optimizer.look, plan.tolerance
    n = plan.start.shape[1]
    memory = [np.zeros_like(plan.start) for _ in plan.optimizer.memory]
    lanes = _Lanes(np.arange(n), plan.start, memory, dict(plan.hypers))
    ends = Ends(np.full_like(plan.start, math.nan), np.full(n, -1), np.full(n, -1))
    with np.errstate(all="ignore"):
        if until is not None:
            lanes.end(until(*lanes.x), 0, ends)
        for t, factor, gradient in zip(count(1), plan.factors, plan.stream()):
            if not lanes.active.size:
                break
            hypers = lanes.at(factor)
            place = look(lanes.x, *lanes.memory, **hypers)
            g = _gradients(gradient, place, lanes.active, plan)
            # The exact questions, lane by lane, are asked only where a cheap one leaves them open.
            careful = tolerance >= 0.0 or not _within(g, math.inf)
            if careful:
                size = _squared(g)
                finite, done = size < math.inf, size <= tolerance
                g = np.where(finite, g, math.nan)
            if recorder is not None:
                recorder.handed(t, lanes.active, g)
            if careful:
                ends.diverged_at[lanes.active[~finite]] = t
                ends.stopped_at[lanes.active[done]] = t - 1
                ends.x[:, lanes.active[done]] = lanes.x[:, done]
                moving = finite & ~done
                if not moving.all():
                    lanes.keep(moving)
                    g, hypers = g.compress(moving, axis=1), lanes.at(factor)
            lanes.x, *lanes.memory = rule(t, lanes.x, g, *lanes.memory, **hypers)
            if not _within(lanes.x, BOUND / 2):
                near = _squared(lanes.x) <= BOUND
                ends.diverged_at[lanes.active[~near]] = t
                lanes.keep(near)
            if recorder is not None:
                recorder.moved(t, lanes.active, lanes.x, lanes.memory)
            if until is not None:
                lanes.end(until(*lanes.x), t, ends)
    ends.x[:, lanes.active] = lanes.x
    return ends


def _on_axis(gradient: Gradient) -> Gradient:
    return lambda x, y: (*gradient(x), 0.0)


def _gradients(gradient: Gradient, place: Array, active: Active, plan: Plan) -> Array:
    """The gradients at the active lanes' places, a row a coordinate."""
    # Draws of their own are made for all lanes, so there the gradient is taken of all.
    if isinstance(plan.seed, np.ndarray) and len(active) < len(plan.seed):
        everywhere = np.zeros_like(plan.start)
        everywhere[:, active] = place
        return _rows(gradient(*everywhere), everywhere).take(active, axis=1)
    return _rows(gradient(*place), place)


def _rows(components: Iterable[Number], like: Array) -> Array:
    rows = np.empty_like(like)
    for row, component in enumerate(components):
        rows[row] = component
    return rows


def _squared(rows: Array) -> Array:
    """Squared length of every column, summed in the order of `walk`."""
    return np.asarray(sum(row * row for row in rows))


def _within(rows: Array, bound: float) -> bool:
    """Whether all squared lengths together are below `bound`: one cheap question for all lanes."""
    return bool(np.vdot(rows, rows) < bound)
