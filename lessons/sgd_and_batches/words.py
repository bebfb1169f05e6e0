"""Where each run ended for the gradients it spent, and what its gradients are."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lessons.sgd_and_batches.experiments import (
    BatchRun,
    batch_gradients,
    stable_rate,
    steepest_example,
)
from surfaces import Regression
from ui.page.numbers import as_text
from ui.page.words import counted, further, listed

MEANINGS = {
    "x": "what is known of an example",
    "y": "what the line is to give for it",
    "θ": "the point (w, b): a line",
    "λmax": "the strongest curvature of the mean error",
    "g": "the gradient that a step is given: the mean over its examples",
    "B": "the batch size: examples a step; a shuffled epoch's last batch may be smaller",
}
"""What symbols mean in this lesson, where that is not the usual."""

RULE = (
    r"g = \frac{1}{B} \sum \nabla \ell_i(\theta) \quad \theta \leftarrow \theta - \alpha g \quad N"
)
"""The letters of the formula beside the picture."""


def outcome(runs: Sequence[BatchRun], replacement: bool) -> str:
    """Where each run ended, for the gradients that all had to spend."""
    full = runs[0]
    budget = int(full.result.trajectory.evaluations[-1])
    epochs = budget // full.size
    ends = "; ".join(part for part in (_distances(runs), _diverged(runs)) if part)
    return (
        f"{counted(epochs, 'epoch')}, at most {counted(budget, 'gradient')} each. {ends}."
        f"{_hint(runs, replacement)}"
        f"{further(_first_epoch(runs) if epochs > 1 else '', _uphill(runs))}"
    )


def _first_epoch(runs: Sequence[BatchRun]) -> str:
    """How far each was after one epoch: who is ahead early."""
    there = [(run.name, run.after_one_epoch) for run in runs if np.isfinite(run.after_one_epoch)]
    if not there:
        return ""
    left = listed([f"{name} {as_text(distance, 2)}" for name, distance in there])
    return f"After the first epoch the distance was: {left}."


def _uphill(runs: Sequence[BatchRun]) -> str:
    """How many of each run's steps went uphill."""
    counts = [
        f"{run.name} {run.uphill} of {run.result.steps_taken}"
        for run in runs
        if run.result.steps_taken
    ]
    return f"Steps that went uphill: {listed(counts)}." if counts else ""


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


def _hint(runs: Sequence[BatchRun], replacement: bool) -> str:
    """Which limit the rate exceeds, and why small batches diverge below that of full ones."""
    surface, lr = runs[0].surface, runs[0].result.run.hypers["lr"]
    limit = stable_rate(surface)
    if lr > limit * (1 + 1e-9):
        raw = surface.scale == 1.0 and surface.centre == 0.0
        also = ", or standardise x" if raw and limit < 1.0 else ""
        return f" α is above 2/λmax = **{as_text(limit, 2)}**: turn it down{also}."
    small = {run.size: run for run in runs[1:] if lr >= run.limit}
    if replacement and small:
        limits = listed([f"**{as_text(run.limit)}** for B = {size}" for size, run in small.items()])
        return f" Drawn with replacement, runs hover only below α = {limits}: {_curved(surface)}."
    if any(run.result.trajectory.diverged_at is not None for run in runs[1:]):
        return f" α is below 2/λmax, but {_curved(surface)}."
    return ""


def _curved(surface: Regression) -> str:
    times = as_text(steepest_example(surface), 2)
    return f"single examples curve up to **{times}** times as much as the mean over all"


def unbiased(run: BatchRun, tick: int | None, clock: str) -> str:
    """That single gradients stray and only their mean is the full gradient, at the shown point."""
    t, surface = run.reached(tick, clock), run.surface
    w, b = run.result.trajectory.points[t].tolist()
    each, batches = np.array(surface.example_gradients(w, b)).T, batch_gradients(run, (w, b))
    # What is left of sums that cancel is rounding.
    least = 1e-9 * float(np.abs(surface.features).max() * np.abs(surface.y).max())

    def told(numbers: NDArray[np.float64]) -> str:
        first, second = (as_text(0.0 if abs(x) < least else x, 2) for x in numbers.tolist())
        return f"({first}, {second})"

    return (
        f"**Unbiased.** At $\\theta_{{{t}}}$ single examples' gradients reach from "
        f"{told(each.min(axis=0))} to {told(each.max(axis=0))}; the mean of all "
        f"{surface.examples} is {told(each.mean(axis=0))}, the full gradient "
        f"{told(np.array(surface.gradient(w, b)))}. {len(batches)} batches of {run.size}, drawn "
        f"here, have the mean {told(batches.mean(axis=0))}; one of them is off by about "
        f"{told(batches.std(axis=0))}."
    )
