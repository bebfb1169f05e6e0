"""One run of several is inspected: its steps' parts are drawn, its rule is told in numbers."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from numpy.typing import NDArray

from ui.page.choosers import pills
from ui.page.settings import Settings
from ui.runs.live import live
from ui.runs.meanings import meanings as of_rule
from ui.runs.meanings import written
from ui.runs.result import RunResult
from ui.stage.scene import Mark, Panel, Path
from ui.stage.stage import stage

_ARROWS = (
    "Which run's steps are taken apart: their arrows are drawn, their numbers shown. All runs stay."
)


def inspected_of(settings: Settings, optimizers: Sequence[str]) -> str:
    """Which optimizer is inspected: the chosen one, or the page's own where that does not run."""
    chosen, own = settings["apart"], settings.fields["apart"].default
    return next(str(key) for key in (chosen, own, *optimizers) if key in optimizers)


def choose_inspected(
    settings: Settings, optimizers: Sequence[str], names: Mapping[str, str]
) -> None:
    """Let the reader choose which optimizer is inspected."""
    chosen = inspected_of(settings, optimizers)
    label = "Arrows and formula of"
    pills(settings, "apart", {key: names[key] for key in optimizers}, label, _ARROWS, chosen)


def show(
    settings: Settings,
    results: Sequence[RunResult],
    curves_of: Callable[[RunResult], Mapping[str, NDArray[Any]]],
    *,
    marks: Sequence[Mark] = (),
    prose: Sequence[str] = (),
    meanings: Mapping[str, str] = MappingProxyType({}),
    **scene: Any,
) -> None:
    """Draw the runs on a stage, and inspect one of them.

    Args:
        curves_of: the numbers for linked curves that a run has beyond the usual ones.
        marks: points worth knowing on the same panel.
        prose, meanings: as for `stage`, which is told of the inspected rule's letters too.
        scene: handed on to `stage`.
    """
    inspected = inspected_of(settings, [result.run.optimizer for result in results])

    draw = partial(_paths, curves_of, inspected)
    paths = [path for result in results for path in live(result, draw)]
    panel = Panel(results[0].surface, paths, marks=marks)
    stage(
        settings,
        [panel],
        shown_curves=2,
        prose=[*prose, written(inspected)],
        meanings={**of_rule(inspected), **meanings},
        **scene,
    )


def _paths(
    curves_of: Callable[[RunResult], Mapping[str, NDArray[Any]]], inspected: str, result: RunResult
) -> list[Path]:
    return result.paths(curves_of(result), inspected=result.run.optimizer == inspected)
