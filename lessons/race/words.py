"""What the race says of its results."""

from collections.abc import Sequence

from ui.page.words import counted
from ui.runs.observe import Outcome
from ui.runs.outcomes import note


def ending(outcome: Outcome) -> str:
    """How a run ended, for the table."""
    if outcome.saddle and not note(outcome):
        return "at a saddle"
    return note(outcome) or f"after {counted(outcome.steps_taken, 'step')}"


def fairness(outcomes: Sequence[Outcome]) -> str:
    """What all runs had in common, and what they had not."""
    whole = [outcome.evaluations for outcome in outcomes if outcome.diverged_at is None]
    spent = counted(max(whole, default=0), "gradient evaluation")
    budget = spent if whole else "the same number of gradients"
    return (
        f"Every run has the same start, the same random draws and {budget} to spend. The rates are "
        "the ones you set, not tuned alike: a bad rate loses the race for a good rule."
    )
