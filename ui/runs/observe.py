"""What a trajectory did on its surface or curve, observed once it is complete."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optim import Trajectory
from surfaces import Curve, Surface

NEAR = 0.05
"""How close to a minimum counts as having come to it, in the surface's own units."""

_STILL = 1e-3
_AT_SADDLE = 2 * NEAR

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Outcome:
    """What one trajectory did.

    Attributes:
        steps_taken: how many steps led to a point: fewer than asked where it diverged or met its
            tolerance.
        diverged_at: the step at which it diverged, or None; None also where it escaped.
        left_at: the first step outside the picture from which it never came back, or None.
        escaped: whether it left the picture downwards, on a surface that falls without end.
        near_at: the first step within `NEAR` of a minimum, or None.
        distance: from the last point to the nearest minimum; None without a minimum or an end.
        end: the last point's coordinates, or None if it diverged.
        loss: the surface's value at the end, or None.
        saddle: whether it stands still where the surface still falls to some side.
        evaluations: gradients evaluated in all, that of the step that diverged among them.
        near_evaluations: gradients evaluated until `near_at`, or None.
    """

    steps_taken: int
    diverged_at: int | None
    left_at: int | None
    escaped: bool
    near_at: int | None
    distance: float | None
    end: tuple[float, ...] | None
    loss: float | None
    saddle: bool
    evaluations: int
    near_evaluations: int | None

    @property
    def arrived(self) -> bool:
        """Whether it came near a minimum and did not diverge."""
        return self.near_at is not None and self.end is not None

    @property
    def fell_short(self) -> bool:
        """Whether its distance from the nearest minimum is all there is to say of its end."""
        return self.distance is not None and not self.saddle


def observe(trajectory: Trajectory, surface: Surface | Curve) -> Outcome:
    """Observe one trajectory, of a single start."""
    diverged, steps = trajectory.diverged_at, trajectory.steps_taken
    left_at = _left_for_good(trajectory.points, surface)
    escaped = _is_unbounded(surface) and left_at is not None and _fell(trajectory)
    near_at = _first_near(trajectory.points, surface)
    end = None if diverged is not None else tuple(trajectory.points[-1].tolist())
    nearest = surface.nearest_minimum(*end) if end else None
    return Outcome(
        steps_taken=steps,
        diverged_at=None if escaped else diverged,
        left_at=left_at,
        escaped=escaped,
        near_at=near_at,
        distance=nearest[1] if nearest else None,
        end=end,
        loss=float(trajectory.values[-1]) if end else None,
        saddle=end is not None and _stands_on_saddle(trajectory, surface),
        evaluations=int(trajectory.evaluations[steps if diverged is None else diverged]),
        near_evaluations=None if near_at is None else int(trajectory.evaluations[near_at]),
    )


def _is_unbounded(surface: Surface | Curve) -> bool:
    return isinstance(surface, Surface) and surface.unbounded


def _first_near(points: Array, surface: Surface | Curve) -> int | None:
    if not surface.minima:
        return None
    if isinstance(surface, Surface):
        _, distance = surface.nearest_minima(points[:, 0], points[:, 1])
    else:
        distance = np.abs(points - np.array(surface.minima)).min(axis=1)
    near = distance <= NEAR
    return int(np.argmax(near)) if near.any() else None


def _left_for_good(points: Array, surface: Surface | Curve) -> int | None:
    intervals = surface.domain if isinstance(surface, Surface) else (surface.domain,)
    sides = [(low <= x) & (x <= high) for (low, high), x in zip(intervals, points.T, strict=True)]
    inside = np.all(sides, axis=0)
    last_inside = len(inside) - 1 - int(np.argmax(inside[::-1]))
    return last_inside + 1 if last_inside < len(inside) - 1 else None


def _fell(trajectory: Trajectory) -> bool:
    """Whether the last value that is a number lies below the first."""
    values = trajectory.values[np.isfinite(trajectory.values)]
    return bool(values.size and values[-1] < values[0])


def _stands_on_saddle(trajectory: Trajectory, surface: Surface | Curve) -> bool:
    """Whether the run ended where the slope is almost gone and the surface still falls somewhere.

    Where it met its tolerance it stands; else its slope must be tiny and its steps must not grow,
    as they do on the way down from a saddle.
    """
    if isinstance(surface, Curve):
        return False
    x, y = trajectory.points[-1].tolist()
    known = any(math.hypot(x - a, y - b) <= _AT_SADDLE for a, b in surface.saddles)
    if trajectory.stopped_at is not None and known:
        return True
    if math.hypot(*surface.gradient(x, y)) > _STILL or _growing(trajectory):
        return False
    lowest, highest = surface.curvatures(x, y)
    return (x, y) in surface.saddles or lowest < 0.0 <= highest


def _growing(trajectory: Trajectory) -> bool:
    """Whether the last step was longer than the one before it."""
    steps = np.hypot(*np.diff(trajectory.points[-3:], axis=0).T)
    return len(steps) == 2 and bool(steps[1] > steps[0])
