"""What lesson 7 says of its runs and of its map."""

from collections.abc import Sequence

import numpy as np

from lessons.momentum.experiments import DECAY, rate_map
from optim import theory
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.runs.outcomes import comparison, sentence
from ui.runs.result import RunResult, largest_gap, named

ROUNDING = 1e-9
"""The share of its size by which rounding may part a path from its equal."""


def outcome(results: Sequence[RunResult], settings: Settings) -> str:
    """How the runs ended, or how far the conventions part."""
    if settings["view"] == "conventions":
        return _conventions(results, settings)
    if settings["beta"] == 0.0:
        same = "Without memory (β = 0) the three paths are **the same numbers**: gradient descent."
        return f"{same} {sentence(results[0].run.name, results[0].outcome)}"
    return comparison(named(results))


def _conventions(results: Sequence[RunResult], settings: Settings) -> str:
    heavy, average, folded = results
    how = (
        f"with α falling by {100 * (1 - DECAY):.0f} % a step"
        if settings["decay"]
        else "at constant α"
    )
    return (
        f"Beside the heavy ball, {how}: “rate inside” is {_distance(heavy, folded)}, "
        f"the average at α = {as_text(average.run.hypers['lr'])} is {_distance(heavy, average)}."
    )


def _distance(one: RunResult, other: RunResult) -> str:
    """How far two paths part; what rounding alone parts is the same path."""
    gap, size = largest_gap(one, other), float(np.nanmax(np.abs(one.trajectory.points)))
    if gap <= ROUNDING * max(1.0, size):
        return "**the same path** but for rounding"
    return f"at most **{as_text(gap, 2)}** away"


def about_map(kappa: float) -> str:
    """The fastest cell measured, and what theory expects."""
    measured, best = rate_map(kappa), theory.best_heavy_ball(1.0, kappa)
    row, column = np.unravel_index(np.argmin(measured.factor), measured.factor.shape)
    return (
        f"The fastest cell, α {as_text(measured.lrs[column])} and β "
        f"{as_text(measured.betas[row], 2)}, shrinks the distance by a factor of "
        f"**{measured.factor[row, column]:.3f}** a step. Theory's best is α {as_text(best.lr)} and "
        f"β {as_text(best.beta, 2)} with {best.factor:.3f}; without momentum it is "
        f"{theory.best_gd(1.0, kappa).factor:.3f}."
    )
