"""Three panels, one learning rate each, and the final loss at every rate."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from lessons.learning_rate.experiments import HIGH, LOW, RateComparison, swept_rates
from optim.diagnosis import Diagnosis
from ui.page.numbers import as_text
from ui.runs.live import live
from ui.runs.measures import linked_curves
from ui.runs.result import RunResult
from ui.stage.live import Exact
from ui.stage.map_marks import MapMark, map_mark
from ui.stage.scene import LinkedCurve, Panel, Path


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


def _told(path: Path, diagnosis: Diagnosis | None) -> str:
    return ": ".join(told for told in (diagnosis, path.note) if told)


def curves(comparison: RateComparison, adopts: str) -> list[LinkedCurve]:
    """The linked curves: the loss, the final loss at every rate, and the others.

    Final losses are measured from the floor: without one they are left out.

    Args:
        adopts: the panel that takes over a rate which is chosen there.
    """
    loss, *others = linked_curves(comparison.surface)
    if not comparison.has_floor:
        return [loss, *others]
    sweep = LinkedCurve(
        "sweep",
        "final loss at every rate α",
        knobs=(adopts,),
        kind="loss",
        values=Exact(swept_rates()),
        marks=list(_marks(comparison)),
    )
    return [loss, sweep, *others]


def _marks(comparison: RateComparison) -> Iterator[MapMark]:
    """The stability limit and the best rate, where there is one among the rates."""
    if comparison.limit is not None and LOW <= comparison.limit <= HIGH:
        yield map_mark("2/λmax", comparison.limit)
    if comparison.best is not None:
        rate, end = swept_rates()[comparison.best], comparison.losses[comparison.best]
        yield map_mark("best", float(rate), float(end))
