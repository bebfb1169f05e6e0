"""What became of a run: one word for it, and the numbers that prove it.

A run *arrives* where it stays, not where it first passes. Which of these holds is decided from the
run's own points, in this order:

- *diverged*: it stopped being finite or left all bounds, or *is lost*: it came where the surface
  has neither a value nor a slope;
- *escaped*: it left its frame for good, downwards, on a surface that falls without end;
- *left*: it left its frame for good: the domain, grown to hold its start;
- *arrived*: from some step on, all points to the end lie within `NEAR` of one and the same minimum,
  and so would the next one;
- *saddle*, *maximum*: it stands, or still comes closer to, a place where the gradient vanishes and
  that is no minimum;
- *cycles*: its last steps lead to and fro between two points;
- *hovers*: it came within `NEAR` of a minimum and does so again and again to the end, without
  staying;
- *passed*: it came within `NEAR` of a minimum and has left it since;
- *under way*: none of these.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from optim import Trajectory
from surfaces import NEAR, Curve, Surface

AT_REST = 2 * NEAR
"""How close to a saddle or a maximum a run must end to be standing there."""

LATE = 3
"""A run that comes near in the last of so many equal parts of its steps does so to the end."""

TO_AND_FRO = 1e-3
"""Steps that cancel up to this share of their length lead to and fro."""

FLATTER = 0.1
"""Newton's step finds a place of no slope if it leaves at most this share of the slope."""

Array = NDArray[np.float64]
Fate = Literal[
    "diverged", "escaped", "left", "arrived", "saddle", "maximum",
    "cycles", "hovers", "passed", "under way",
]  # fmt: skip

_Top = Literal["saddle", "maximum"]


@dataclass(frozen=True)
class Outcome:
    """What one run did.

    Attributes:
        fate: what became of it.
        steps_taken: how many steps led to a point: fewer than asked where it diverged or met its
            tolerance.
        diverged_at: the step at which it diverged, or None; None also where it escaped.
        lost: whether that is because its last point has neither a value nor a slope.
        left_at: the first step outside its frame from which it never came back, or None.
        edge: which edge of the frame it went beyond then, as the axis and its value, or None.
        near_at: the first step within `NEAR` of a minimum, or None.
        arrived_at: the step from which on it stays within `NEAR` of `minimum`; None unless it
            arrived.
        near_share: of the steps from `near_at` on, the share that lies within `NEAR` of a minimum.
        standing: the saddle or maximum that it stands at, and how far from it it ends, or None.
        minimum: the known minimum nearest to the end, or None.
        searched: whether minima are known by a search alone, so that others may be nearer.
        distance: from the last point to it; None without a minimum or an end.
        end: the last point's coordinates, or None if it diverged.
        loss: the surface's value at the end, or None.
        last_step: the length of the last step; NaN where none was taken.
        evaluations: gradients evaluated in all, that of the step that diverged among them.
        arrival_evaluations: gradients evaluated until `arrived_at`, or None.
    """

    fate: Fate
    steps_taken: int
    diverged_at: int | None
    lost: bool
    left_at: int | None
    edge: tuple[str, float] | None
    near_at: int | None
    arrived_at: int | None
    near_share: float
    standing: tuple[tuple[float, ...], float] | None
    minimum: tuple[float, ...] | None
    searched: bool
    distance: float | None
    end: tuple[float, ...] | None
    loss: float | None
    last_step: float
    evaluations: int
    arrival_evaluations: int | None


def observe(extended: Trajectory, surface: Surface | Curve) -> Outcome:
    """Observe one run, of a single start.

    Args:
        extended: the run, with the one step more that it would take next.
    """
    run = _Run(extended, surface)
    arrived_at, diverged = run.arrived_at(), run.diverged_at
    escaped = run.escaped()
    nearest = surface.nearest_minimum(*run.end) if run.end else None
    found: Any = nearest[0] if nearest else None
    return Outcome(
        fate=run.fate(arrived_at),
        steps_taken=run.steps,
        diverged_at=None if escaped else diverged,
        lost=diverged is not None and _is_lost(extended, run.steps),
        left_at=run.left_at,
        edge=run.edge(),
        near_at=run.near_at,
        arrived_at=arrived_at,
        near_share=run.near_share(),
        standing=run.standing[1] if run.standing else None,
        minimum=None if found is None else found if isinstance(found, tuple) else (found,),
        searched=getattr(surface, "found", False),
        distance=nearest[1] if nearest else None,
        end=run.end,
        loss=float(extended.values[run.steps]) if run.end else None,
        last_step=run.last_step(),
        evaluations=int(extended.evaluations[run.steps if diverged is None else diverged]),
        arrival_evaluations=None if arrived_at is None else int(extended.evaluations[arrived_at]),
    )


def _is_lost(extended: Trajectory, step: int) -> bool:
    """Whether there is neither a value nor a slope at a step."""
    sloped = np.isfinite(extended.gradients[step]).all()
    return bool(np.isnan(extended.values[step]) and not sloped)


class _Run:
    """A run's points, and the questions that its fate is made of."""

    def __init__(self, extended: Trajectory, surface: Surface | Curve) -> None:
        asked = len(extended.points) - 2
        self.surface = surface
        diverged = extended.diverged_at
        self.diverged_at = diverged if diverged is not None and diverged <= asked else None
        self.steps = min(extended.steps_taken, asked)
        self.points = extended.points[: self.steps + 1]
        self.values = extended.values[: self.steps + 1]
        following = extended.points[self.steps + 1]
        self.following = following if np.isfinite(following).all() else None
        self.stopped = extended.stopped_at is not None and extended.stopped_at <= self.steps
        if self.stopped:
            self.following = self.points[-1]
        last = self.points[-1].tolist()
        self.end: tuple[float, ...] | None = None if self.diverged_at is not None else tuple(last)
        self.near, self.which = _nearness(self.points, surface)
        self.near_at = _first(self.near)
        self.whole = extended.points[: asked + 1]
        self.frame = frame(surface, self.whole[0])
        self.left_at = _left_for_good(self.whole, self.frame)

    def fate(self, arrived_at: int | None) -> Fate:
        """The first of the fates that holds."""
        if self.escaped():
            return "escaped"
        if self.diverged_at is not None:
            return "diverged"
        if self.left_at is not None:
            return "left"
        if arrived_at is not None:
            return "arrived"
        if self.standing:
            return self.standing[0]
        if self.cycles():
            return "cycles"
        if self.near_at is None:
            return "under way"
        return "hovers" if self.near[-max(1, len(self.near) // LATE) :].any() else "passed"

    def arrived_at(self) -> int | None:
        """From which step on it stays near the minimum that it ends at."""
        if self.end is None or self.left_at is not None or not self.near[-1]:
            return None
        if self.following is not None:
            near, which = _nearness(self.following[np.newaxis], self.surface)
            if not near[0] or which[0] != self.which[-1]:
                return None
        return int(since(self.near & (self.which == self.which[-1])))

    def near_share(self) -> float:
        """Of the steps since it first came near, the share that was near."""
        return 0.0 if self.near_at is None else float(self.near[self.near_at :].mean())

    def edge(self) -> tuple[str, float] | None:
        """The edge of the frame that it lies farthest beyond when it has left for good."""
        if self.left_at is None:
            return None
        below, above = np.array(self.frame).T
        with np.errstate(all="ignore"):
            over = np.nan_to_num(
                np.stack([below - self.whole[self.left_at], self.whole[self.left_at] - above])
            )
        side, axis = np.unravel_index(int(over.argmax()), over.shape)
        names = getattr(self.surface, "axes", ("x",))
        return names[axis], float((below, above)[side][axis])

    def escaped(self) -> bool:
        """Whether it left its frame downwards, where the surface falls without end."""
        if self.left_at is None or not getattr(self.surface, "unbounded", False):
            return False
        values = self.values[np.isfinite(self.values)]
        return bool(values.size and values[-1] < values[0])

    def last_step(self) -> float:
        """The length of the last step that led to a point."""
        return float(np.hypot.reduce(self.points[-1] - self.points[-2])) if self.steps else math.nan

    def cycles(self) -> bool:
        """Whether the last steps lead to and fro between two points."""
        moves = np.diff(self.points[-4:], axis=0)
        if len(moves) < 3:
            return False
        length = float(np.abs(moves[-1]).max())
        sums = np.abs(moves[1:] + moves[:-1]).max()
        return bool(length > 0.0 and sums <= TO_AND_FRO * length)

    @cached_property
    def standing(self) -> tuple[_Top, tuple[tuple[float, ...], float]] | None:
        """At which kind of place that is no minimum it stands, where, and how far from it."""
        if self.end is None:
            return None
        tops: dict[_Top, Any] = {
            "saddle": getattr(self.surface, "saddles", ()),
            "maximum": self.surface.maxima,
        }
        for kind, place in ((kind, place) for kind, places in tops.items() for place in places):
            point = np.atleast_1d(np.array(place, dtype=np.float64))
            if self._stays_at(point):
                return kind, (tuple(point.tolist()), math.dist(self.end, point))
        return self._unnamed()

    def _stays_at(self, place: Array) -> bool:
        """Whether it ends close to the place and does not move away, downhill, from it."""
        if math.dist(self.points[-1], place) > AT_REST:
            return False
        recent = self.points[-5:]
        rows = recent if self.following is None else np.vstack([recent, self.following])
        away = np.abs((rows - place) @ _falling_directions(self.surface, place))
        return self.stopped or bool((np.diff(away, axis=0) <= 0.0).all())

    def _unnamed(self) -> tuple[_Top, tuple[tuple[float, ...], float]] | None:
        """A place of no slope, and no minimum, at which it rests: Newton's step leads there."""
        at_rest = self.following is not None and np.array_equal(self.following, self.points[-1])
        if not at_rest:
            return None
        end = self.points[-1]
        hessian, slope = _hessian(self.surface, end), self._slope(end)
        if not (np.isfinite(hessian).all() and np.linalg.det(hessian) != 0.0):
            return None
        sizes, step = np.linalg.eigvalsh(hessian), np.linalg.solve(hessian, slope)
        if sizes[0] >= 0.0 or math.hypot(*step) > AT_REST:
            return None
        # A run may also have been stopped where the slope is not small at all.
        if math.hypot(*self._slope(end - step)) > FLATTER * math.hypot(*slope):
            return None
        place = tuple((end - step).tolist())
        return "saddle" if sizes[-1] > 0.0 else "maximum", (place, math.hypot(*step))

    def _slope(self, place: Array) -> Array:
        return np.atleast_1d(np.array(self.surface.gradient(*place.tolist())))


def _nearness(points: Array, surface: Surface | Curve) -> tuple[NDArray[np.bool_], NDArray[Any]]:
    """For each point whether it is near a minimum, and near which."""
    if not surface.minima:
        return np.zeros(len(points), dtype=bool), np.full(len(points), -1)
    minima = np.array(surface.minima, dtype=np.float64).reshape(len(surface.minima), -1)
    distances = np.sqrt(((points[:, np.newaxis] - minima) ** 2).sum(axis=-1))
    return distances.min(axis=1) <= NEAR, distances.argmin(axis=1)


def frame(surface: Surface | Curve, start: Any) -> list[tuple[float, float]]:
    """What a run from this start leaves when it leaves: the domain, grown to hold the start."""
    intervals = surface.domain if isinstance(surface, Surface) else (surface.domain,)
    places = np.atleast_1d(start).tolist()
    return [(min(low, x), max(high, x)) for (low, high), x in zip(intervals, places, strict=True)]


def inside(points: Array, intervals: list[tuple[float, float]]) -> NDArray[np.bool_]:
    """Whether points lie within the intervals, one a coordinate.

    Args:
        points: shape `(..., dimension)`; those that are not finite lie outside.
    """
    low, high = np.array(intervals).T
    return np.asarray(((low <= points) & (points <= high)).all(axis=-1))


def since(holds: NDArray[np.bool_]) -> NDArray[np.int_]:
    """From which row on something holds to the end; the number of rows where it does not at last.

    Args:
        holds: a row a point, shape `(points, ...)`; what comes out has the shape of a row.
    """
    return np.where(holds.all(axis=0), 0, len(holds) - np.argmin(holds[::-1], axis=0))


def _left_for_good(points: Array, intervals: list[tuple[float, float]]) -> int | None:
    left_at = int(since(~inside(points, intervals)))
    return left_at if left_at < len(points) else None


def _hessian(surface: Surface | Curve, place: Array) -> Array:
    if isinstance(surface, Curve):
        return np.array([[surface.hessian(float(place[0]))]])
    hxx, hxy, hyy = surface.hessian(*place.tolist())
    return np.array([[hxx, hxy], [hxy, hyy]])


def _falling_directions(surface: Surface | Curve, place: Array) -> Array:
    """Unit vectors along which the surface curves down there, a column each.

    All directions where it curves down in none: where curvature vanishes, or there is none as in a
    kink, any may lead down.
    """
    hessian = _hessian(surface, place)
    if not np.isfinite(hessian).all():
        return np.eye(len(hessian))
    sizes, directions = np.linalg.eigh(hessian)
    falling = sizes < 0.0
    return np.asarray(directions[:, falling] if falling.any() else directions)


def _first(mask: NDArray[np.bool_]) -> int | None:
    return int(np.argmax(mask)) if mask.any() else None
