"""What a run's loss curve says of its learning rate: explodes, bouncing, stuck, flat or good."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Diagnosis = Literal["explodes", "bouncing", "stuck", "flat", "good"]

KEPT = 0.5
"""A curve that keeps more than this share of its first height is flat."""

RISEN = 0.5
"""Bouncing: in the second half the curve climbs at least this share of what it falls."""

NOTICED = 1e-6
"""Climbs below this share of the first height are rounding, not bouncing."""


STILL = 1e-6
"""A gradient below this share of the first one, and a loss that changes less, are at rest."""

FASTER = 10
"""Flat, too: a larger rate gets as low in one of so many equal parts of the steps, and stays."""


def diagnose(
    losses: ArrayLike, gradients: ArrayLike | None = None, soonest: float | None = None
) -> Diagnosis:
    """Name what one loss curve shows, by these questions in this order.

    1. *explodes*: some loss is not finite, or the last one is above the first.
    2. *bouncing*: over the second half, the loss climbs in all at least `RISEN` times as far as it
       falls, and more than `NOTICED` of its first height: it goes up and down and gets nowhere.
    3. *stuck*: it is at rest, above the lowest value: in a higher minimum, say. No larger rate is
       asked for. Only the gradients tell.
    4. *flat*: more than `KEPT` of the first height is left at the end and a larger rate gets as
       low, or does so in a fraction of the steps: the rate is too small. But if most gradients of
       the second half turn against the one before, the steps are not short, they cancel:
       *bouncing*. At the limit of a quadratic this cannot be seen in the losses.
    5. *good*: none of these.

    Args:
        losses: shape `(steps + 1,)`, the loss above its lowest value, at the start and after each
            step.
        gradients: shape `(steps, dimension)`; without them what bounces level counts as flat.
        soonest: after how many steps some larger rate is as low as this run ends, and stays so;
            infinite where none is. Without it every rate is taken to be improvable.

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
    if gradients is not None and _at_rest(curve, gradients):
        return "stuck" if last > NOTICED * first else "good"
    if last <= NOTICED * first or not _is_slow(curve, soonest):
        return "good" if last <= KEPT * first or not _turns(gradients) else "bouncing"
    return "bouncing" if _turns(gradients) else "flat"


def _is_slow(curve: NDArray[np.float64], soonest: float | None) -> bool:
    """Whether a larger rate would get as low: sooner, or at all where much is left."""
    much = bool(curve[-1] > KEPT * curve[0])
    if soonest is None:
        return much
    steps = len(curve) - 1
    return soonest <= steps if much else soonest <= steps / FASTER


def _turns(gradients: ArrayLike | None) -> bool:
    return gradients is not None and _turns_back(gradients)


def _at_rest(curve: NDArray[np.float64], gradients: ArrayLike) -> bool:
    """Whether the slope has vanished and the last tenth of the curve is level."""
    norms = np.hypot.reduce(np.asarray(gradients, dtype=np.float64), axis=1)
    late = curve[-max(2, len(curve) // 10) :]
    level = float(np.abs(late - curve[-1]).max()) <= STILL * float(curve[-1])
    return bool(norms[-1] <= STILL * norms[0]) and level


def _turns_back(gradients: ArrayLike) -> bool:
    """Whether most gradients of the second half point against the one before."""
    rows = np.asarray(gradients, dtype=np.float64)
    late = rows[len(rows) // 2 :]
    turned = (late[1:] * late[:-1]).sum(axis=1) < 0.0
    return bool(turned.sum() > 0.5 * len(turned))
