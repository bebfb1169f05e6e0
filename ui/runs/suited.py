"""A rate that suits a surface: what a page brings along when a surface is chosen.

A rate suits a run where its path stays in the picture. Of those rates it is the smallest that
arrives in at most twice the steps of the quickest (or in `SHORT`, which is short enough to watch);
where none arrives, the one that settles lowest. On a surface that falls without end runs leave the
picture, and so there escaping counts as arriving.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from optim import trace
from surfaces import Surface
from ui.runs import tuning
from ui.runs.run import Run

STEPS = 300
"""The steps in which a rate must prove itself."""

SHORT = 40

RATES = np.array([rate for rate in tuning.GRID if rate <= 2.0])


def suited_rates(runs: Sequence[Run], surface: Surface, steps: int = STEPS) -> list[float]:
    """A rate for each run, from the surface's own start; its present rate does not matter."""
    return [_suited(run, surface, steps) for run in runs]


def suited(runs: Sequence[Run], surface: Surface) -> list[Run]:
    """Each run at the rate that suits the surface."""
    rates = suited_rates(runs, surface)
    return [run.changed({"lr": rate}) for run, rate in zip(runs, rates, strict=True)]


def _suited(run: Run, surface: Surface, steps: int) -> float:
    hypers: dict[str, Any] = {**run.hypers, "lr": RATES}
    lanes = trace(run.optimizer, surface, surface.start, steps=steps + 1, **hypers)
    goal = tuning.goal_at(lanes, surface)
    x, y = np.moveaxis(lanes.points, -1, 0)
    (x0, x1), (y0, y1) = surface.domain
    inside = ((x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)).all(axis=0) | surface.unbounded
    goal = np.where(inside, goal, np.inf)
    if np.isfinite(goal).any():
        return float(RATES[np.argmax(goal <= max(2.0 * goal.min(), SHORT))])
    settled = np.where(inside, tuning.settled(lanes.values[:-1]), np.inf)
    return float(RATES[np.argmin(settled)])
