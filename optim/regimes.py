"""How gradient descent moves on a line: the regimes, by a parabola's factor or by the path seen."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from formula.numeric import Array

Regime = Literal["still", "monotone", "one step", "crossing", "bouncing", "diverging"]

REST = 1e-9
"""Moves below this share of the longest one are rounding."""

SETTLED = 0.01
"""A last move below this share of the longest one has settled."""

WINDOWS, SHRUNK = 3, 0.95
"""Swings shrink if the longest falls to this share from each of so many windows to the next."""


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
    from its first move on, and *monotone* if it never turns back. A path that turns back is
    *crossing* if its swings come to rest or shrink to the end, window by window; else *bouncing*.

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
    if moving.size == 1 and x.size > 2:
        return "one step"
    if not turns(x):
        return "monotone"
    return "crossing" if _shrinks(np.abs(moves)) else "bouncing"


def settled(points: ArrayLike) -> bool:
    """Whether the last move of a path on a line is below `SETTLED` of its longest.

    Args:
        points: shape `(steps + 1,)` or `(steps + 1, 1)`, all finite.
    """
    sizes = np.abs(np.diff(np.ravel(np.asarray(points, dtype=np.float64))))
    return bool(sizes.size) and bool(sizes[-1] <= SETTLED * sizes.max())


def turns(points: ArrayLike) -> int:
    """How often a path on a line turns back, up to where it stops being finite."""
    x = np.ravel(np.asarray(points, dtype=np.float64))
    signs = np.sign(_moves(x[np.isfinite(x)]))
    signs = signs[signs != 0.0]
    return int((signs[1:] != signs[:-1]).sum())


def _moves(x: Array) -> Array:
    """The moves from point to point; what is rounding counts as none."""
    moves = np.diff(x)
    sizes = np.abs(moves)
    return np.where(sizes > REST * sizes.max(initial=0.0), moves, 0.0)


def _shrinks(sizes: Array) -> bool:
    """Whether the longest move falls from window to window over the second half."""
    late = sizes[sizes.size // 2 :]
    longest = np.array([w.max() for w in np.array_split(late, min(WINDOWS, late.size))])
    return not longest[-1] or bool((longest[1:] <= SHRUNK * longest[:-1]).all())
