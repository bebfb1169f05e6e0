"""What lesson 2 says of its run: why it stopped, how α compares with the limit."""

import math

import numpy as np

from lessons.gradient_descent.experiments import limits
from ui.page.numbers import as_text, distinct
from ui.page.words import counted
from ui.runs.outcomes import sentence
from ui.runs.result import RunResult
from ui.runs.run import Run

MEANINGS = {"ε": "the slope at which the run stops"}
"""What symbols mean in this lesson, where that is not the usual."""


def limit_name(run: Run) -> str:
    """The formula of the run's stability limit."""
    return "2/λmax" if run.optimizer == "gd" else "2(1+β)/λmax"


def limit_ticks(result: RunResult, point: int) -> list[tuple[float, str]]:
    """The stability limit at a point and at the start, to mark on the learning rate's knob."""
    at = limits(result)
    here, start = float(at[point]), float(at[0])
    marks = [(here, limit_name(result.run))]
    if not math.isclose(here, start, rel_tol=0.05):
        # Side by side, two words would run into each other.
        marks = [(here, "here"), (start, "" if 0.2 < here / start < 5.0 else "start")]
    return [(limit, name) for limit, name in marks if math.isfinite(limit)]


def name_of(run: Run) -> str:
    """What the run is called, with momentum and without."""
    return "Gradient descent" if run.optimizer == "gd" else "Gradient descent with momentum"


def outcome(result: RunResult) -> str:
    """How near the run came, and which of the two rules stopped it."""
    return f"{sentence(name_of(result.run), result.outcome)} {_stop(result)}".strip()


def _stop(result: RunResult) -> str:
    if result.trajectory.diverged_at is not None:
        return ""
    if result.trajectory.stopped_at is not None:
        return f"It stopped because **‖g‖ ≤ ε**.{_noisy_stop(result)}"
    budget = len(result.trajectory.gradients)
    spent = "were" if budget != 1 else "was"
    return f"It stopped because its **{counted(budget, 'step')}** {spent} spent."


def _noisy_stop(result: RunResult) -> str:
    """That the gradient which was short enough is not the surface's own, where it is noisy."""
    at = result.extended.stopped_at
    exact = np.array(result.surface.gradient(*result.trajectory.points[-1].tolist()))
    if at is None or np.array_equal(result.extended.gradients[at], exact):
        return ""
    length = as_text(float(np.hypot(*exact)))
    return f" That is the noisy gradient, short by chance: the exact one is **{length}** long."


def stability(result: RunResult) -> str:
    """The limit at the start beside the rate, in words."""
    limit, lr = float(limits(result)[0]), result.run.hypers["lr"]
    if not math.isfinite(limit):
        return "At the start the surface curves up in no direction: there is no limit."
    _, steepest = result.surface.curvatures(*result.trajectory.points[0].tolist())
    side = "below" if lr < limit else "above" if lr > limit else "exactly at"
    return (
        f"At the start λmax = {as_text(steepest)}, so {limit_name(result.run)} = "
        f"**{distinct(limit, lr)}**: α = {distinct(lr, limit)} is **{side}** it."
    )


def ending(result: RunResult, tolerance: float | None) -> str:
    """Why no step is taken from the point at which a short gradient stopped the run."""
    norm = as_text(float(np.hypot(*result.extended.gradients[result.steps_taken])))
    return f"‖g‖ = {norm} ≤ ε = {as_text(tolerance or 0.0)}: no step is taken from here."
