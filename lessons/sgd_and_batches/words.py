"""Where each run ended for the gradients it spent, and a step with its numbers."""

from collections.abc import Sequence

import numpy as np

from lessons.sgd_and_batches.experiments import BatchRun, stable_rate
from ui.page.numbers import as_latex, as_text, column
from ui.page.words import counted


def outcome(runs: Sequence[BatchRun]) -> str:
    """Where each run ended, for the gradients that all had to spend."""
    full = runs[0]
    budget = int(full.result.trajectory.evaluations[-1])
    ends = "; ".join(part for part in (_distances(runs), _diverged(runs)) if part)
    return (
        f"{counted(budget // full.size, 'epoch')}, at most {counted(budget, 'gradient')} each. "
        f"{ends}.{_hint(full)}"
    )


def _distances(runs: Sequence[BatchRun]) -> str:
    ends = [(run.name, run.result.outcome.distance, run.result.steps_taken) for run in runs]
    distances = [
        f"{name} **{as_text(distance, 2)}** after {counted(updates, 'update')}"
        for name, distance, updates in ends
        if distance is not None
    ]
    return f"Distance left to the star: {', '.join(distances)}" if distances else ""


def _diverged(runs: Sequence[BatchRun]) -> str:
    ends = [(run.name, run.result.trajectory.diverged_at) for run in runs]
    return ", ".join(f"{name} **diverged** at update {at}" for name, at in ends if at is not None)


def _hint(full: BatchRun) -> str:
    if full.result.trajectory.diverged_at is None:
        return ""
    limit = as_text(stable_rate(full.surface), 2)
    return f" α is above 2/λmax = **{limit}**: turn it down, or standardise x."


def step_formula(run: BatchRun, tick: int | None, clock: str) -> str:
    """The run's next update from the shown tick, at the end its last one, in LaTeX with numbers."""
    t, trajectory, lr = run.reached(tick, clock), run.result.trajectory, run.result.run.hypers["lr"]
    point, g = trajectory.points[t], trajectory.gradients[t]
    # A shuffled epoch's last batch may be short.
    size = int(np.diff(trajectory.evaluations)[t])
    mean = rf"\frac{{1}}{{{size}}} \sum_{{i \in \text{{batch}}}} \nabla \ell_i(\theta_{{{t}}})"
    return (
        rf"\theta_{{{t + 1}}} \;=\; \theta_{{{t}}} - \alpha\, {mean} \;=\; "
        rf"{column(point)} - {as_latex(lr, 4)} {column(g)} \;=\; {column(point - lr * g)}"
    )
