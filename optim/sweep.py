"""Many lanes at once, keeping only where and how they ended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.numeric import Array

from .gradients import Source
from .plan import Plan, prepare
from .rules import Optimizer
from .schedules import Schedule
from .walk import Until, walk_lanes

# So many lanes' coordinates, memories and intermediate results stay in a core's own cache.
BLOCK = 4096


@dataclass(frozen=True, eq=False, kw_only=True)
class Sweep:
    """Where and how `n` lanes ended.

    Attributes:
        points: `(n, dimension)`, the last points; NaN where the lane diverged.
        values: `(n,)`, the surface's value there.
        steps_taken: `(n,)`, steps to the tolerance or to a point that ends a lane; −1 where neither
            was met.
        diverged_at: `(n,)`, the step of divergence; −1 for none.
    """

    points: Array
    values: Array
    steps_taken: NDArray[np.int64]
    diverged_at: NDArray[np.int64]


def sweep(
    optimizer: str | Optimizer,
    surface: Any,
    starts: Any,
    *,
    steps: int,
    tolerance: float | None = None,
    schedule: Schedule | None = None,
    gradient: Source | None = None,
    seed: Any = 0,
    progress: Callable[[int, int], object] | None = None,
    until: Until | None = None,
    **hypers: Any,
) -> Sweep:
    """Descend from many starts or with many hyper-parameters: `trace`, without the way there.

    Args:
        optimizer, surface, steps, tolerance, schedule, gradient, seed, hypers: as for `trace`.
        starts: shape `(n, 2)`, or one start for all lanes; on a curve `(n, 1)` or a number.
        progress: told how many lanes are done, of how many, whenever some are.
        until: of points, given coordinate by coordinate in arrays of shape `(n,)`: which ones end
            their lane. The start is the first point.

    Raises:
        ValueError: if an argument makes no sense, naming what is allowed.
    """
    plan = prepare(
        optimizer,
        surface,
        starts,
        steps=steps,
        schedule=schedule,
        gradient=gradient,
        seed=seed,
        tolerance=tolerance,
        hypers=hypers,
    )
    return swept(plan, progress, until)


def swept(
    plan: Plan,
    progress: Callable[[int, int], object] | None = None,
    until: Until | None = None,
) -> Sweep:
    """`sweep`, by a plan that was prepared before."""
    plan = plan.in_lanes()
    total = plan.start.shape[1]
    points = np.empty((plan.dimension, total))
    values = np.empty(total)
    steps_taken, diverged_at = np.empty((2, total), dtype=np.int64)
    for first in range(0, total, BLOCK):
        part = slice(first, first + BLOCK)
        ends = walk_lanes(plan.block(part), until=until)
        points[:, part], values[part] = ends.x, plan.value(ends.x)
        steps_taken[part], diverged_at[part] = ends.stopped_at, ends.diverged_at
        if progress is not None:
            progress(min(first + BLOCK, total), total)
    return Sweep(points=points.T, values=values, steps_taken=steps_taken, diverged_at=diverged_at)
