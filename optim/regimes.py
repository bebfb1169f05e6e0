"""How gradient descent moves on a line: the regimes, by a parabola's factor or by the path seen."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from formula.numeric import Array

Regime = Literal[
    "still", "monotone", "one step", "one side", "crossing", "bouncing", "diverging"
]  # fmt: skip

REST = 1e-13
"""Moves below this share of the largest coordinate are rounding."""

SETTLED = 0.01
"""A last move below this share of the longest one has settled."""

ALIKE = 1e-3
"""Swings whose lengths differ by less than this share no longer shrink."""


def of_factor(factor: float) -> Regime:
    """The regime of x ← factor · x: what a parabola's factor 1 − αλ does to the error.

    From 1 down: above 1 it grows, at 1 nothing moves, then it shrinks on its side, lands at 0,
    shrinks from side to side, changes sides for ever at −1, and grows below.
    """
    if abs(factor) > 1.0:
        return "diverging"
    exact: dict[float, Regime] = {1.0: "still", 0.0: "one step", -1.0: "bouncing"}
    if factor in exact:
        return exact[factor]
    return "monotone" if factor > 0.0 else "crossing"


def of_path(points: ArrayLike) -> Regime:
    """The regime that one path on a line shows.

    It is *diverging* if it stops being finite, *still* if it never moves, *one step* if it rests
    from its first move on, and *monotone* if it never turns back. A path that turns back is on
    *one side* if it still moves but did not do so in the last third of its steps; *crossing* if it
    has come to rest, or if in the second half every move is shorter than the one before; else
    *bouncing*.

    Args:
        points: shape `(steps + 1,)` or `(steps + 1, 1)`.
    """
    x = np.ravel(np.asarray(points, dtype=np.float64))
    if not np.isfinite(x).all():
        return "diverging"
    moves = _moves(x)
    moving = moves[moves != 0.0]
    if not moving.size:
        return "still"
    if moves[0] != 0.0 and moving.size == 1 < moves.size:
        return "one step"
    turned = _turns(moves)
    if not turned.size:
        return "monotone"
    if moves[-1] != 0.0 and 3 * turned[-1] <= 2 * moves.size:
        return "one side"
    return "crossing" if moves[-1] == 0.0 or _shrinks(np.abs(moves)) else "bouncing"


def alike(points: ArrayLike) -> bool:
    """Whether the last two moves of a path on a line are equally long, to within `ALIKE`."""
    sizes = np.abs(np.diff(np.ravel(np.asarray(points, dtype=np.float64))))
    return sizes.size > 1 and bool(abs(sizes[-1] - sizes[-2]) <= ALIKE * sizes[-2])


def settled(points: ArrayLike) -> bool:
    """Whether the last move of a path on a line is below `SETTLED` of its longest.

    Args:
        points: shape `(steps + 1,)` or `(steps + 1, 1)`, all finite.
    """
    sizes = np.abs(np.diff(np.ravel(np.asarray(points, dtype=np.float64))))
    return bool(sizes.size) and bool(sizes[-1] <= SETTLED * sizes.max())


def turns(points: ArrayLike) -> int:
    """How often a path on a line turns back, up to where it stops being finite."""
    return int(turned_at(points).size)


def turned_at(points: ArrayLike) -> Array:
    """The steps, from 1, that go the other way than the move before them."""
    x = np.ravel(np.asarray(points, dtype=np.float64))
    return _turns(_moves(x[np.isfinite(x)]))


def rises(values: ArrayLike) -> int:
    """At how many steps a run's value rises; what is rounding counts as none.

    Args:
        values: shape `(steps + 1,)`; those that are not finite are left out.
    """
    f = np.asarray(values, dtype=np.float64)
    f = f[np.isfinite(f)]
    return int((np.diff(f) > REST * np.maximum(1.0, np.abs(f[:-1]))).sum())


def _moves(x: Array) -> Array:
    """The moves from point to point; what is rounding counts as none."""
    moves = np.diff(x)
    return np.where(np.abs(moves) > REST * np.abs(x).max(initial=0.0), moves, 0.0)


def _turns(moves: Array) -> Array:
    moving = np.flatnonzero(moves)
    signs = np.sign(moves[moving])
    return np.asarray(moving[1:][signs[1:] != signs[:-1]] + 1)


def _shrinks(sizes: Array) -> bool:
    """Whether over the second half every move is shorter than the one before."""
    late = sizes[max(0, sizes.size // 2 - 1) :]
    return bool((late[1:] < late[:-1]).all()) and bool(late[-1] < (1.0 - ALIKE) * late[-2])
