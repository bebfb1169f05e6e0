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
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .gradients import Gradient
from .numeric import Array, Number
from .rules import at_point
from .run import FAR, Run

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


def walk(run: Run) -> Path:
    """Follow one path, on plain floats: they cost a fraction of what arrays of length two do."""
    rule, look, hypers = run.optimizer.rule, run.optimizer.look, dict(run.hypers)
    lr, ahead, plane = hypers["lr"], look is not at_point, run.dimension == 2
    low, inf, bound = run.tolerance, math.inf, BOUND
    x, y = run.start if plane else (run.start[0], 0.0)
    at_x, at_y = ((place, *[0.0] * len(run.optimizer.memory)) for place in (x, y))
    path = Path([*at_x], [*at_y])
    xs, ys, gradients = path.x, path.y, path.gradients
    # A curve is walked as a surface whose second coordinate never moves.
    stream = run.stream() if plane else map(_on_axis, run.stream())
    t = 0
    try:
        for t, factor, gradient in zip(count(1), run.factors, stream):
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


Record: TypeAlias = Callable[[int, Array, Array, list[Array]], None]


@dataclass(eq=False)
class Lanes:
    """Where many paths ended, and how.

    Attributes:
        x: their last points, shape `(dimension, n)`; NaN where they diverged.
        diverged_at, stopped_at: shape `(n,)`; −1 where they did not.
        moving: which have not ended, shape `(n,)`.
    """

    x: Array
    diverged_at: NDArray[np.int64]
    stopped_at: NDArray[np.int64]
    moving: NDArray[np.bool_]

    def diverge(self, where: NDArray[np.bool_], t: int) -> None:
        """End the moving lanes among these at step `t`."""
        self.diverged_at[self.moving & where] = t
        self.moving &= ~where

    def stop(self, where: NDArray[np.bool_], t: int) -> None:
        """Hold the moving lanes among these where `t` steps took them."""
        self.stopped_at[self.moving & where] = t
        self.moving &= ~where

    def hold(self, new: Number, old: Array) -> Array:
        """`new` for moving lanes, `old` for stopped ones, NaN for diverged ones."""
        kept = np.where(self.diverged_at < 0, old, math.nan)
        return np.where(self.moving, new, kept)


def walk_lanes(run: Run, record: Record | None = None) -> Lanes:
    """Follow many paths at once, on arrays.

    `record(t, x, g, memory)` is told the state after step `t` and the gradient that was handed to
    it, of shape `(dimension, n)` each. Without it the walk is over when every lane has ended.
    """
    rule, look, hypers = run.optimizer.rule, run.optimizer.look, dict(run.hypers)
    lr, everywhere = hypers["lr"], True
    x = np.array(run.start)
    memory = [np.zeros_like(x) for _ in run.optimizer.memory]
    held = x
    none = np.full(x.shape[1], -1)
    lanes = Lanes(x, none, none.copy(), np.ones(x.shape[1], dtype=np.bool_))
    with np.errstate(all="ignore"):
        for t, factor, gradient in zip(count(1), run.factors, run.stream()):
            hypers["lr"] = lr * factor
            g = _rows(gradient(*look(x, *memory, **hypers)), x)
            if not everywhere:
                g = lanes.hold(g, held)
            if run.tolerance >= 0.0 or not _within(g, math.inf):
                size = _squared(g)
                g = np.where(size < math.inf, g, math.nan)
                lanes.diverge(~(size < math.inf), t)
                lanes.stop(size <= run.tolerance, t - 1)
            new, *fresh = rule(t, x, g, *memory, **hypers)
            if not _within(new, BOUND / 2):
                lanes.diverge(~(_squared(new) <= BOUND), t)
            everywhere = everywhere and bool(lanes.moving.all())
            if not everywhere:
                new = lanes.hold(new, x)
                fresh = [lanes.hold(a, b) for a, b in zip(fresh, memory, strict=True)]
            x, memory, held = new, fresh, g
            if record is not None:
                record(t, x, g, memory)
            elif not everywhere and not lanes.moving.any():
                break
    lanes.x = x
    return lanes


def _on_axis(gradient: Gradient) -> Gradient:
    return lambda x, y: (*gradient(x), 0.0)


def _rows(components: Iterable[Number], like: Array) -> Array:
    rows = np.empty_like(like)
    for row, component in zip(rows, components, strict=True):
        row[...] = component
    return rows


def _squared(rows: Array) -> Array:
    """Squared length of every column, summed in the order of `walk`."""
    return np.asarray(sum(row * row for row in rows))


def _within(rows: Array, bound: float) -> bool:
    """Whether all squared lengths together are below `bound`: one cheap question for all lanes."""
    flat = rows.ravel()
    return bool(flat @ flat < bound)
