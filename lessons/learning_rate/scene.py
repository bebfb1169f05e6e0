"""Three panels, one learning rate each."""

from dataclasses import replace
from functools import partial

from lessons.learning_rate.experiments import RateComparison
from optim.diagnosis import Diagnosis
from ui.page.numbers import as_text
from ui.runs.live import live
from ui.runs.result import RunResult
from ui.stage.scene import Panel, Path


def panels(comparison: RateComparison) -> list[Panel]:
    """The panels, each titled by its rate; its diagnosis is told with the outcome."""
    shown = zip(comparison.rates.items(), comparison.results, comparison.diagnoses, strict=True)
    return [
        Panel(
            comparison.surface,
            [
                replace(path, name=place, note=_told(path, diagnosis))
                for path in live(result, partial(RunResult.paths, explained=True))
            ],
            title=f"α = {as_text(rate)}",
        )
        for (place, rate), result, diagnosis in shown
    ]


def _told(path: Path, diagnosis: Diagnosis) -> str:
    return f"{diagnosis}: {path.note}" if path.note else diagnosis
