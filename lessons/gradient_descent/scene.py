"""What lesson 2 draws: the path with its steps' arrows, numbers and limits."""

from dataclasses import replace

from lessons.gradient_descent.experiments import limits
from lessons.gradient_descent.words import limit_name, name_of
from ui.runs.result import RunResult
from ui.stage.scene import Panel, Path, Reading


def panel(result: RunResult, smoothing: float) -> Panel:
    """The surface with the run's paths."""
    return Panel(result.surface, paths(result, smoothing))


def paths(result: RunResult, smoothing: float) -> list[Path]:
    """The path with its steps' arrows and numbers; with smoothing also its average."""
    path, *averaged = result.paths(inspected=True, smoothing=smoothing)
    limit = Reading(f"limit {limit_name(result.run)}", limits(result))
    name = name_of(result.run)
    return [
        replace(path, name=name, readings=[*path.readings, limit]),
        *(replace(average, name=f"{name}, averaged") for average in averaged),
    ]
