"""What lesson 8 says of its runs."""

from collections.abc import Mapping, Sequence

from lessons.per_coordinate_rates.experiments import TRIED
from lessons.per_coordinate_rates.settings import SHORT
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.runs.outcomes import comparison
from ui.runs.result import RunResult, named

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "valley": {},
    "sparse": {
        "x": "the point (w₁, w₂)",
        "w": "the weight of a feature: w₁ of the common, w₂ of the rare one",
    },
}
"""What symbols mean in each view, where that is not the usual."""


def outcome(results: Sequence[RunResult], settings: Settings, rates: str = "") -> str:
    """How the runs ended, and at which rates; `rates` tells how the valley's were found."""
    ends = comparison(named(results))
    if settings["view"] == "valley":
        return f"{ends} {rates}".strip()
    tuned = " and ".join(
        f"α {as_text(result.run.hypers['lr'])} for {SHORT[result.run.optimizer]}"
        for result in results
    )
    arrived = all(result.outcome.fate == "arrived" for result in results)
    best = "fastest" if arrived else "best"
    return f"Each at its own {best} of {len(TRIED)} rates, {tuned}: {ends}"
