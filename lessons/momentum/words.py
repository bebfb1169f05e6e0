"""What lesson 7 says of its runs, and of what theory says of every pair of α and β."""

from collections.abc import Sequence

import numpy as np

from lessons.momentum.experiments import (
    DECAY,
    hovering,
    is_noisy,
    stable_below,
    turning_back,
)
from lessons.momentum.settings import SHORT
from optim import theory
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.words import listed
from ui.runs.outcomes import comparison, sentence
from ui.runs.result import RunResult, largest_gap, named

ROUNDING = 1e-9
"""The share of its size by which rounding may part a path from its equal."""


def outcome(results: Sequence[RunResult], settings: Settings, rates: str = "") -> str:
    """How the runs ended, or how far the conventions part; `rates` tells how these were found."""
    if settings["view"] == "conventions":
        return _conventions(results, settings)
    if settings["beta"] == 0.0:
        same = "Without memory (β = 0) the three paths are **the same numbers**: gradient descent."
        return f"{same} {sentence(results[0].run.name, results[0].outcome)}"
    noise = _noise(results, settings) if is_noisy(settings) else ""
    told = (comparison(named(results)), limits(results, settings), noise, rates)
    return " ".join(sentence for sentence in told if sentence)


def limits(results: Sequence[RunResult], settings: Settings) -> str:
    """Each run's stability limit, and which runs are not below theirs."""
    bounds = [(result.run, stable_below(result.run, settings["kappa"])) for result in results]
    each = ", ".join(f"{SHORT[run.optimizer]} {as_text(limit)}" for run, limit in bounds)
    above = [SHORT[run.optimizer] for run, limit in bounds if run.hypers["lr"] >= limit]
    if not above:
        return f"Limits of α: {each}; all runs are below theirs."
    when = " at first" if settings["decay"] else ""
    theirs = "is **not below its own" if len(above) == 1 else "are **not below theirs"
    return f"Limits of α: {each}; {listed(above)} {theirs}**{when}."


def _noise(results: Sequence[RunResult], settings: Settings) -> str:
    """How smooth the paths are, and how far from the minimum noise keeps them."""
    turns = [(SHORT[r.run.optimizer], turning_back(r)) for r in results]
    shares = ", ".join(f"{name} {100 * s:.0f} %" for name, s in turns if np.isfinite(s))
    smooth = f"Steps that turn back on the one before: {shares}." if shares else ""
    if settings["decay"]:
        return smooth
    noise = (settings["kappa"], settings["sigma"], settings["batch"])
    radii = [(SHORT[r.run.optimizer], hovering(r.run, *noise)) for r in results]
    each = ", ".join(f"{name} **{as_text(r, 2)}**" for name, r in radii if np.isfinite(r))
    floor = f"In the long run noise keeps them this far from the minimum: {each}." if each else ""
    return f"{smooth} {floor}".strip()


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


def best_pair(kappa: float) -> str:
    """Theory's best pair on the valley, beside what is best without momentum."""
    heavy, plain = theory.best_heavy_ball(1.0, kappa), theory.best_gd(1.0, kappa)
    return (
        f"For κ = {as_text(kappa)} theory's best pair is α {as_text(heavy.lr)} and "
        f"β {as_text(heavy.beta, 2)}: in the long run the distance shrinks by a factor of "
        f"**{heavy.factor:.3f}** a step. Without momentum the best is α {as_text(plain.lr)}, with "
        f"{plain.factor:.3f}."
    )
