"""What the race says of its results."""

import math
from collections.abc import Sequence

import numpy as np

from lessons.race.experiments import TuningCost
from optim.gradients import is_random
from ui.page.numbers import as_text
from ui.page.words import counted, listed
from ui.runs.fates import Outcome
from ui.runs.outcomes import note
from ui.runs.result import RunResult
from ui.runs.run import Run, distinct_names
from ui.runs.tuning import UNTUNED, sentence

EARLY = 10
"""So many first steps are compared with and without bias correction."""


def ending(outcome: Outcome) -> str:
    """How a run ended, for the table."""
    steps = counted(outcome.steps_taken, "step")
    return note(outcome) or {
        "arrived": f"arrived, after {steps}",
        "saddle": "at a saddle",
        "maximum": "at a maximum",
        "cycles": "to and fro between two points",
        "hovers": "hovering",
        "passed": "passed by",
    }.get(outcome.fate, f"after {steps}")


def fairness(results: Sequence[RunResult], best: Sequence[float | None]) -> str:
    """What all runs had in common, and what they had not."""
    parts = [_common(results), *_unequal_noise(results), _rates(results, best)]
    return " ".join([*parts, *_uncorrected(results)])


def _common(results: Sequence[RunResult]) -> str:
    """What the runs share: the start, the draws, and what they may spend, if batches are equal."""
    spreads = _spreads(results)
    draws = ", the same random draws" * (len(spreads) == 1 and spreads[0] > 0.0)
    budgets = sorted({result.budget for result in results})
    if len(budgets) == 1:
        spent = counted(budgets[0], "gradient evaluation")
        return f"Every run has the same start{draws} and {spent} to spend."
    steps = counted(len(results[0].trajectory.gradients), "step")
    return (
        f"Every run has the same start{draws} and {steps}, but not the same costs: with batches of "
        f"their own they have {budgets[0]} to {budgets[-1]} gradient evaluations to spend."
    )


def _unequal_noise(results: Sequence[RunResult]) -> list[str]:
    """How far apart the noise of the runs is, where it is not the same."""
    spreads = _spreads(results)
    if len(spreads) == 1:
        return []
    return [
        "Their random draws are the same, but not equally strong: the noise of a gradient, σ/√B, "
        f"is {as_text(spreads[0])} to {as_text(spreads[-1])}."
    ]


def _spreads(results: Sequence[RunResult]) -> list[float]:
    """The standard deviations of the runs' gradients, each once, the smallest first."""
    sources = [{"sigma": 0.0, "batch": 1.0, **result.source} for result in results]
    return sorted({each["sigma"] / math.sqrt(each["batch"]) for each in sources})


def cost_words(runs: Sequence[Run], costs: Sequence[TuningCost]) -> str:
    """Who is ahead with one try, who with all of them, and who without any."""
    names = distinct_names(runs)
    first, last = (_lowest(names, [cost.best[k] for cost in costs]) for k in (0, -1))
    usual = _lowest(names, [cost.usual for cost in costs])
    all_tried = f"with all {len(costs[0].best)} rates tried"
    return (
        f"After one try at random the expected loss of {first}; {all_tried}, that of {last}; at "
        f"the usual rates, the loss of {usual}."
    )


def _lowest(names: Sequence[str], losses: Sequence[float]) -> str:
    """Whose loss is the lowest, or that it is the same for all."""
    least = min(losses)
    who = [name for name, value in zip(names, losses, strict=True) if value == least]
    if len(names) == 1:
        return f"{who[0]} is {as_text(least)}"
    if len(who) == len(names):
        return f"all is the same, {as_text(least)}"
    return f"{listed(who)} is the lowest, {as_text(least)}"


def _rates(results: Sequence[RunResult], best: Sequence[float | None]) -> str:
    """Whether the rates are the best of those that tuning tries."""
    runs = [result.run for result in results]
    if [run.hypers["lr"] for run in runs] == list(best):
        noisy = [is_random(result.plan.source) for result in results]
        return sentence(runs, best, len(results[0].trajectory.gradients), noisy=noisy)
    return UNTUNED


def _uncorrected(results: Sequence[RunResult]) -> list[str]:
    """How much longer Adam's first steps are without correction, where both run at one rate."""
    by_key = {result.run.optimizer: result for result in results}
    corrected, bare = by_key.get("adam"), by_key.get("adam_uncorrected")
    if not corrected or not bare or corrected.run.hypers != bare.run.hypers:
        return []
    count = min(EARLY, corrected.steps_taken, bare.steps_taken)
    if not count:
        return []
    with_, without = (_travelled(result, count) for result in (corrected, bare))
    first = f"In its first {counted(count, 'step')} Adam goes {as_text(with_)} in all"
    longer = " That acts like a larger rate: tune both alike before you judge." * (without > with_)
    return [f"{first}, without correction {as_text(without)}.{longer}"]


def _travelled(result: RunResult, count: int) -> float:
    """The length of the first so many steps together."""
    moves = np.diff(result.trajectory.points[: count + 1], axis=0)
    return float(np.hypot(*moves.T).sum())
