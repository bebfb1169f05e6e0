"""The experiments over many seeds: how far from the minimum runs end, and what theory expects."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons.schedules.experiments import (
    Role,
    Values,
    conditions,
    is_noisy,
    larger_batch,
    roles_of,
    run_of,
    schedule_of,
    surface_of,
)
from lessons.schedules.settings import FIELDS
from optim import averages
from optim.mean_square import mean_square
from optim.spread import Spread, off
from surfaces.surface import Point
from ui.page.settings import Settings

SEEDS = np.arange(200)
"""Each run of a measurement has random draws of its own."""

_ELSEWHERE = ("seed", "start", "beside", "tuned")
_KEYS = tuple(field.key for field in FIELDS if field.key not in _ELSEWHERE)

Array = NDArray[np.float64]
Case = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, eq=False)
class Distance:
    """How far from the minimum runs end.

    Attributes:
        name: what the runs are called.
        measured: the root mean square over `SEEDS`; `expected` the same by theory.
        lost: how many of them diverged.
        examples: how many examples a run looks at; None where its gradients are exact.
    """

    name: str
    measured: Spread
    expected: float
    lost: int
    examples: int | None


@dataclass(frozen=True, eq=False)
class Beginning:
    """How runs begin: one number a run each, infinite where it diverged.

    Attributes:
        name: what the runs are called.
        first: the length of the first step.
        highest: the largest loss over the first `early` steps, the start's included.
        final: the last one.
    """

    name: str
    first: Array
    highest: Array
    final: Array


def early(values: Values) -> int:
    """Over how many steps runs begin: those of the warm-up."""
    return int(min(values["warmup"] or 20, values["steps"]))


def case_of(settings: Settings) -> Case:
    """All that a measurement depends on but its start: a table of it can be kept."""
    return tuple((key, settings[key]) for key in _KEYS)


@lru_cache(maxsize=64)
def distances(case: Case, start: Point) -> tuple[Distance, ...]:
    """The measurement of an experiment on the quadratic, a row a run."""
    values = dict(case)
    found = []
    for name, role in roles_of(values).items():
        points = _followed(values, name, start).points
        found.append(_distance(values, role, role.title, points[-1], start))
        if role.averaged:
            average = averages.ema(points, values["smoothing"])[-1]
            title, share = f"{role.title}, averaged", values["smoothing"]
            found.append(_distance(values, role, title, average, start, share))
    return tuple(found)


@lru_cache(maxsize=64)
def beginnings(case: Case, start: Point) -> tuple[Beginning, ...]:
    """The measurement of the warm-up, a row a run."""
    values, found = dict(case), []
    for name, role in roles_of(values).items():
        run = _followed(values, name, start)
        with np.errstate(all="ignore"):
            first = np.hypot(*(run.points[1] - run.points[0]).T)
            heights = np.where(np.isfinite(run.values), run.values, np.inf)
        highest = heights[: early(values) + 1].max(axis=0)
        found.append(Beginning(role.title, first, highest, heights[-1]))
    return tuple(found)


def is_measured(settings: Settings) -> bool:
    """Whether the experiment has anything to measure over many seeds."""
    return settings["view"] != "clipping" and is_noisy(settings)


def _followed(values: Values, name: str, start: Point) -> Any:
    run = run_of(values, roles_of(values)[name])
    how = conditions(values, name)
    steps = values["steps"]
    return run.trace(surface_of(values), start, steps=steps, seed=SEEDS, **how)


def _distance(
    values: Values,
    role: Role,
    name: str,
    ends: Array,
    start: Point,
    smoothing: float = 0.0,
) -> Distance:
    lost = int((~np.isfinite(ends).all(axis=-1)).sum())
    size = 0 if role.exact else larger_batch(values["batch"]) if role.larger else values["batch"]
    schedule, steps = schedule_of(values, role), values["steps"]
    factors = [1.0 if schedule is None else schedule(t) for t in range(1, steps + 1)]
    expected = mean_square(
        [values["lr"] * factor for factor in factors],
        (1.0, values["kappa"]),
        start,
        values["sigma"] ** 2 / size if size else 0.0,
        beta=values["beta"] if role.optimizer == "momentum" else 0.0,
        smoothing=smoothing,
    )
    return Distance(
        name, off(ends, (0.0, 0.0)), float(np.sqrt(expected)), lost, size * steps or None
    )
