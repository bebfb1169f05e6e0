"""What a run did, reckoned from its points alone, in the words of the sentences about it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from optim import gradients
from surfaces import Surface

from .rules import replay

NEAR = 0.05
FAR = 1e6


@dataclass(frozen=True, eq=False)
class Reckoned:
    """One run: its points as far as there are any, and where the last would lead.

    Attributes:
        asked: how many steps were asked for.
        following: where one more step would lead; None where that is nowhere.
        stopped: whether it met its tolerance at the last point.
    """

    surface: Any
    points: list[tuple[float, ...]]
    asked: int
    following: tuple[float, ...] | None
    stopped: bool

    @property
    def steps(self) -> int:
        return len(self.points) - 1

    @property
    def diverged_at(self) -> int | None:
        return None if self.steps == self.asked or self.stopped else self.steps + 1

    @property
    def end(self) -> tuple[float, ...]:
        return self.points[-1]

    @cached_property
    def minima(self) -> list[tuple[float, ...]]:
        return [m if isinstance(m, tuple) else (m,) for m in self.surface.minima]

    def nearest(self, point: Sequence[float]) -> tuple[int, float]:
        """Which minimum is nearest, and how far it is."""
        distances = [math.dist(point, m) for m in self.minima]
        return distances.index(min(distances)), min(distances)

    @property
    def distance(self) -> float:
        """From the end to the nearest minimum."""
        return self.nearest(self.end)[1]

    @cached_property
    def near(self) -> list[int | None]:
        """At each point the minimum that it is within 0.05 of, if any."""
        found = (self.nearest(p) for p in self.points) if self.minima else ()
        return [at if far <= NEAR else None for at, far in found] or [None] * len(self.points)

    @property
    def near_at(self) -> int | None:
        return next((t for t, at in enumerate(self.near) if at is not None), None)

    @property
    def stays_from(self) -> int | None:
        """From which point on all lie near the same minimum."""
        last = self.near[-1]
        if last is None:
            return None
        apart = [t for t, at in enumerate(self.near) if at != last]
        return apart[-1] + 1 if apart else 0

    @property
    def next_stays(self) -> bool:
        """Whether the step after the last would stay there too."""
        if self.following is None or not self.minima:
            return False
        at, far = self.nearest(self.following)
        return far <= NEAR and at == self.near[-1]

    @property
    def frame(self) -> list[tuple[float, float]]:
        """The surface's domain, as far as needed to hold the start, too."""
        domain = self.surface.domain if is_surface(self.surface) else (self.surface.domain,)
        pairs = zip(domain, self.points[0], strict=True)
        return [(min(low, x), max(high, x)) for (low, high), x in pairs]

    @property
    def left_at(self) -> int | None:
        """The first step outside its frame of those from which it never came back."""
        outside = [
            any(not low <= x <= high for (low, high), x in zip(self.frame, p, strict=True))
            for p in self.points
        ]
        if self.diverged_at is not None:
            outside += [True] * (self.asked - self.steps)
        inside = [t for t, out in enumerate(outside) if not out]
        return None if not outside[-1] else inside[-1] + 1


def reckon(result: Any, gradient: Any = None, seed: int = 0, factor: Any = None) -> Reckoned:
    """Reckon a `RunResult`: every step must be the one that the rule, written anew, takes."""
    trajectory, run = result.trajectory, result.run
    asked = len(trajectory.points) - 1
    steps = next((t for t, p in enumerate(trajectory.points) if not all(map(math.isfinite, p))), -1)
    points = [tuple(p) for p in trajectory.points.tolist()][: steps if steps >= 0 else None]
    stopped = result.extended.stopped_at is not None
    if stopped:
        points = points[: result.extended.stopped_at + 1]
    source = gradient or gradients.exact()
    plain = {"factor": factor} if factor else {}
    stream = source.stream(result.surface, seed)
    led = replay(run.optimizer, run.hypers, points, stream, **plain)
    for t, (mine, theirs) in enumerate(zip(led, points[1:], strict=False)):
        assert mine is not None, (t, points[t])
        size = max(*map(abs, (*mine, *theirs, *points[t])), 1e-300)
        assert math.dist(mine, theirs) <= 1e-7 * size, (run, t, mine, theirs)
    last = led[-1] if len(led) == len(points) else None
    following = points[-1] if stopped else last
    found = Reckoned(result.surface, points, asked, following, stopped)
    if found.diverged_at is not None:
        assert last is None or math.hypot(*last) > FAR * (1 - 1e-9), (run, last)
    return found


def is_surface(thing: Any) -> bool:
    return isinstance(thing, Surface)
