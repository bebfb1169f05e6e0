"""What lesson 11 draws: the runs, their distance from the line, how the surface curves there."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from lessons.saddle_points.experiments import curvatures, distances, has_line
from surfaces import Surface
from ui.runs.live import live
from ui.runs.measures import linked_curves
from ui.runs.result import RunResult
from ui.stage.scene import LinkedCurve, Panel, Path, Reading


def panel(results: Sequence[RunResult], chosen: int) -> Panel:
    """The surface with all runs, the chosen one's formula and curvatures told."""
    surface, paths = results[0].surface, []
    for index, result in enumerate(results):
        paths += live(result, partial(_paths, has_line(surface), explained=index == chosen))
    return Panel(surface, paths)


def _paths(lined: bool, result: RunResult, explained: bool) -> list[Path]:
    low, high = curvatures(result)
    away = {"away": distances(result)} if lined else {}
    [path] = result.paths({**away, "low": low}, explained=explained)
    if not explained:
        return [path]
    return [replace(path, readings=[Reading("λmin", low), Reading("λmax", high)])]


def curves(surface: Surface) -> list[LinkedCurve]:
    """The linked curves, first the distance from the line, where there is one, and the gradient."""
    loss, gradient, *others = linked_curves(surface)
    away = [LinkedCurve("away", "distance from the line y = 0")] if has_line(surface) else []
    low = LinkedCurve("low", "smaller curvature λmin", log=False)
    return [*away, gradient, loss, low, *others]
