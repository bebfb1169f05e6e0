"""Three panels, one learning rate each."""

from dataclasses import replace

from lessons.learning_rate.experiments import RateComparison
from ui.page.numbers import as_text
from ui.stage.scene import Panel


def panels(comparison: RateComparison) -> list[Panel]:
    """The panels, each titled by its rate and its diagnosis."""
    shown = zip(comparison.rates.items(), comparison.results, comparison.diagnoses, strict=True)
    return [
        Panel(
            comparison.surface,
            [replace(path, name=place) for path in result.paths(explained=True)],
            title=f"α = {as_text(rate)}: {diagnosis}",
        )
        for (place, rate), result, diagnosis in shown
    ]
