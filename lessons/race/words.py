"""What the race says of its results."""

from collections.abc import Sequence

import numpy as np

from ui.page.numbers import as_text
from ui.page.words import counted
from ui.runs.fates import Outcome
from ui.runs.outcomes import note
from ui.runs.result import RunResult
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
    budget = counted(results[0].budget, "gradient evaluation")
    same = f"Every run has the same start, the same random draws and {budget} to spend."
    return " ".join([same, _rates(results, best), *_uncorrected(results)])


def _rates(results: Sequence[RunResult], best: Sequence[float | None]) -> str:
    """Whether the rates are the best of those that tuning tries."""
    runs = [result.run for result in results]
    if [run.hypers["lr"] for run in runs] == list(best):
        return sentence(runs, best, len(results[0].trajectory.gradients))
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
