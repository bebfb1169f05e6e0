"""What happened, in words computed from the run: never a fixed label."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from optim import Trajectory
from surfaces import Surface
from ui.page.numbers import as_text
from ui.page.words import counted, listed

NEAR = 0.05
"""How close to a minimum counts as having come to it, in the surface's own units."""

_STILL = 1e-3
_AT_SADDLE = 2 * NEAR


@dataclass(frozen=True)
class Outcome:
    """What one trajectory did on its surface.

    Attributes:
        steps: how many it took: fewer than asked where it diverged or met its tolerance.
        diverged_at: the step at which it diverged, or None; None also where it escaped.
        left_at: the first step outside the picture from which it never came back, or None.
        escaped: whether it left the picture downwards, on a surface that falls without end.
        near_at: the first step within `NEAR` of a minimum, or None.
        distance: from the last point to the nearest minimum; None without a minimum or an end.
        end: the last point, or None if it diverged.
        loss: the surface's value at the end, or None.
        saddle: whether it stands still where the surface still falls to some side.
        evaluations: gradients evaluated in all.
        near_evaluations: gradients evaluated until `near_at`, or None.
    """

    steps: int
    diverged_at: int | None
    left_at: int | None
    escaped: bool
    near_at: int | None
    distance: float | None
    end: tuple[float, float] | None
    loss: float | None
    saddle: bool
    evaluations: int
    near_evaluations: int | None


def observe(trajectory: Trajectory, surface: Surface) -> Outcome:
    """Look at one trajectory (a single start) after the fact."""
    diverged = trajectory.diverged_at
    steps = len(trajectory.points) - 1
    if diverged is not None:
        steps = diverged
    elif trajectory.stopped_at is not None:
        steps = trajectory.stopped_at
    left_at = _left_for_good(trajectory.points, surface)
    escaped = surface.unbounded and left_at is not None and _fell(trajectory)
    near_at = _first_near(trajectory.points, surface)
    end = None if diverged is not None else _pair(trajectory.points[-1])
    nearest = surface.nearest_minimum(*end) if end else None
    return Outcome(
        steps=steps,
        diverged_at=None if escaped else diverged,
        left_at=left_at,
        escaped=escaped,
        near_at=near_at,
        distance=nearest[1] if nearest else None,
        end=end,
        loss=float(trajectory.values[-1]) if end else None,
        saddle=end is not None and _stands_on_saddle(trajectory, surface),
        evaluations=int(trajectory.evaluations[steps]),
        near_evaluations=None if near_at is None else int(trajectory.evaluations[near_at]),
    )


def note(outcome: Outcome) -> str:
    """What the legend says of a path that ended badly; empty otherwise."""
    if outcome.diverged_at is not None:
        return f"diverged at step {outcome.diverged_at}"
    if outcome.left_at is not None:
        return f"left the picture at step {outcome.left_at}"
    return ""


def sentence(name: str, outcome: Outcome) -> str:
    """What one run did, as one sentence in which `**` marks the number that matters."""
    steps = counted(outcome.steps, "step")
    if outcome.diverged_at is not None:
        return f"{name} **diverged at step {outcome.diverged_at}**: the steps grew without bound."
    if outcome.saddle:
        return (
            f"After {steps} {_lower(name)} stands still at a **saddle**: the gradient is almost "
            "zero, but the surface still falls to some side."
        )
    if outcome.distance is None:
        return _without_minimum(name, outcome, steps)
    away = f"**{as_text(outcome.distance, 2)}**"
    if outcome.near_at is not None:
        came = (
            f"{name} first came within {as_text(NEAR)} of a minimum after {_told(outcome.near_at)}"
        )
        return f"{came}; after {steps} it is {away} away."
    return f"After {steps} {_lower(name)} is {away} from the nearest minimum."


def comparison(named: Sequence[tuple[str, Outcome]]) -> str:
    """What several runs did, side by side, in a few sentences."""
    if len(named) == 1:
        return sentence(*named[0])
    arrived = [(name, o) for name, o in named if _arrived(o)]
    short = [(name, o) for name, o in named if not _arrived(o) and _fell_short(o)]
    told = [_arrivals(arrived)] if arrived else []
    told += [_distances(short)] if short else []
    told += [_fate(name, o) for name, o in named if not _arrived(o) and not _fell_short(o)]
    return " ".join(told)


def _arrived(outcome: Outcome) -> bool:
    return outcome.near_at is not None and outcome.end is not None


def _fell_short(outcome: Outcome) -> bool:
    return outcome.distance is not None and not outcome.saddle


def _arrivals(arrived: Sequence[tuple[str, Outcome]]) -> str:
    """Who came near a minimum, the first first; those who came at the same step together."""
    steps = sorted((outcome.near_at or 0, name) for name, outcome in arrived)
    (first, winners), *rest = (
        (at, listed([name for _, name in group])) for at, group in groupby(steps, lambda s: s[0])
    )
    others = "".join(f", {names} after **{at}**" for at, names in rest)
    return f"{winners} first came within {as_text(NEAR)} of a minimum after {_told(first)}{others}."


def _distances(short: Sequence[tuple[str, Outcome]]) -> str:
    """How far those were who did not come near one."""
    ends = [f"**{as_text(o.distance or 0.0, 2)}**" for _, o in short]
    (first, *names), (away, *others) = [name for name, _ in short], ends
    told = [f"{first} ended {away}"]
    told += [f"{name} {end}" for name, end in zip(names, others, strict=True)]
    return f"{listed(told)} from the nearest minimum."


def _fate(name: str, outcome: Outcome) -> str:
    if outcome.diverged_at is not None:
        return f"{name} diverged at step **{outcome.diverged_at}**."
    if outcome.saddle:
        return f"{name} stands still at a **saddle**."
    return _without_minimum(name, outcome, counted(outcome.steps, "step"))


def _without_minimum(name: str, outcome: Outcome, steps: str) -> str:
    if outcome.escaped:
        return f"{name} **escaped**: it left the picture at step **{outcome.left_at}**."
    if outcome.left_at is not None:
        return f"{name} left the picture at step **{outcome.left_at}**."
    return (
        f"{name} is still in the picture after {steps}, at a loss of "
        f"**{as_text(outcome.loss or 0.0)}**."
    )


def _first_near(points: NDArray[np.float64], surface: Surface) -> int | None:
    if not surface.minima:
        return None
    _, distance = surface.nearest_minima(points[:, 0], points[:, 1])
    return _first(distance <= NEAR)


def _left_for_good(points: NDArray[np.float64], surface: Surface) -> int | None:
    (x0, x1), (y0, y1) = surface.domain
    x, y = points[:, 0], points[:, 1]
    inside = (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)
    last_inside = len(inside) - 1 - int(np.argmax(inside[::-1]))
    return last_inside + 1 if last_inside < len(inside) - 1 else None


def _fell(trajectory: Trajectory) -> bool:
    """Whether the last value that is a number lies below the first."""
    values = trajectory.values[np.isfinite(trajectory.values)]
    return bool(values.size and values[-1] < values[0])


def _stands_on_saddle(trajectory: Trajectory, surface: Surface) -> bool:
    """Whether the run ended where the slope is almost gone and the surface still falls somewhere.

    Where it met its tolerance it stands; else its slope must be tiny and its steps must not grow,
    as they do on the way down from a saddle.
    """
    x, y = _pair(trajectory.points[-1])
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


def _first(mask: NDArray[np.bool_]) -> int | None:
    return int(np.argmax(mask)) if mask.any() else None


def _pair(point: NDArray[np.float64]) -> tuple[float, float]:
    x, y = point.tolist()
    return x, y


def _told(steps: int) -> str:
    return f"**{steps}** {'step' if steps == 1 else 'steps'}"


def _lower(name: str) -> str:
    """A name within a sentence: "Gradient descent" is a common noun, "Adam" is not."""
    return name[0].lower() + name[1:] if name.startswith("Gradient") else name
