"""What lesson 2 draws: the path with its steps' arrows, numbers and limits."""

from dataclasses import replace
from functools import partial

from lessons.gradient_descent.experiments import limits, predicted, with_momentum
from lessons.gradient_descent.words import ending, limit_name, name_of
from ui.runs.live import live
from ui.runs.result import RunResult
from ui.stage.scene import Panel, Path, Reading


def panel(result: RunResult, smoothing: float, tolerance: float | None) -> Panel:
    """The surface with the run's paths."""
    draw = partial(paths, smoothing=smoothing, tolerance=tolerance)
    return Panel(result.surface, live(result, draw, with_momentum(result.run), smooths=True))


def paths(result: RunResult, smoothing: float, tolerance: float | None = None) -> list[Path]:
    """The path with its steps' arrows and numbers; with smoothing also its average."""
    path, *averaged = result.paths(inspected=True, smoothing=smoothing)
    slope, bend, change = predicted(result)
    more = [
        Reading("∇fᵀs", slope),
        Reading("½sᵀHs", bend),
        Reading("together", slope + bend),
        Reading("f changes by", change),
        Reading(f"limit {limit_name(result.run)}", limits(result)),
    ]
    if path.formula and result.extended.stopped_at is not None:
        told = replace(path.formula, ending=ending(result, tolerance))
        path = replace(path, formula=told)
    name = name_of(result.run)
    return [
        replace(path, name=name, readings=[*path.readings, *more]),
        *(replace(average, name=f"{name}, averaged") for average in averaged),
    ]
