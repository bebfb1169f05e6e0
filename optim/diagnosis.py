"""What a run's loss curve says of its learning rate: explodes, bouncing, flat or good."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

Diagnosis = Literal["explodes", "bouncing", "flat", "good"]

KEPT = 0.5
"""A curve that keeps more than this share of its first height is flat."""

RISEN = 0.5
"""Bouncing: in the second half the curve climbs at least this share of what it falls."""

NOTICED = 1e-6
"""Climbs below this share of the first height are rounding, not bouncing."""


def diagnose(losses: ArrayLike, gradients: ArrayLike | None = None) -> Diagnosis:
    """Name what one loss curve shows, by these questions in this order.

    1. *explodes*: some loss is not finite, or the last one is above the first.
    2. *bouncing*: over the second half, the loss climbs in all at least `RISEN` times as far as it
       falls, and more than `NOTICED` of its first height: it goes up and down and gets nowhere.
    3. *flat*: more than `KEPT` of the first height is left at the end: the rate is too small. But
       if most gradients of the second half turn against the one before, the steps are not short,
       they cancel: *bouncing*. At the limit of a quadratic this cannot be seen in the losses.
    4. *good*: none of these.

    Args:
        losses: shape `(steps + 1,)`, the loss above its lowest value, at the start and after each
            step.
        gradients: shape `(steps, dimension)`; without them what bounces level counts as flat.

    Raises:
        ValueError: unless there are at least two losses in one row.
    """
    curve = np.asarray(losses, dtype=np.float64)
    if curve.ndim != 1 or len(curve) < 2:
        raise ValueError(f"losses must have shape (steps + 1,), two at least, not {curve.shape}")
    first, last = float(curve[0]), float(curve[-1])
    if not np.isfinite(curve).all() or last > first:
        return "explodes"
    moves = np.diff(curve[(len(curve) - 1) // 2 :])
    climbed, fallen = float(moves[moves > 0.0].sum()), float(-moves[moves < 0.0].sum())
    if climbed > NOTICED * first and climbed >= RISEN * fallen:
        return "bouncing"
    if last <= KEPT * first:
        return "good"
    return "bouncing" if gradients is not None and _turns_back(gradients) else "flat"


def _turns_back(gradients: ArrayLike) -> bool:
    """Whether most gradients of the second half point against the one before."""
    rows = np.asarray(gradients, dtype=np.float64)
    late = rows[len(rows) // 2 :]
    turned = (late[1:] * late[:-1]).sum(axis=1) < 0.0
    return bool(turned.sum() > 0.5 * len(turned))
