"""What the race says of its results."""

from collections.abc import Sequence

from ui.page.words import counted
from ui.runs.fates import Outcome
from ui.runs.outcomes import note
from ui.runs.result import RunResult


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


def fairness(results: Sequence[RunResult]) -> str:
    """What all runs had in common, and what they had not."""
    budget = counted(results[0].budget, "gradient evaluation")
    return (
        f"Every run has the same start, the same random draws and {budget} to spend. The rates are "
        "the ones you set, not tuned alike: a bad rate loses the race for a good rule."
    )
