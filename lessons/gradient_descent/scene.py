"""What lesson 2 draws: the path with its steps' arrows, numbers and limits."""

from dataclasses import replace

from lessons.gradient_descent.experiments import limits
from lessons.gradient_descent.words import limit_name
from ui.runs.result import RunResult
from ui.stage.scene import Panel, Path, Reading


def panel(result: RunResult, smoothing: float) -> Panel:
    """The surface with the run's paths."""
    return Panel(result.surface, paths(result, smoothing))


def paths(result: RunResult, smoothing: float) -> list[Path]:
    """The path with its steps' arrows and numbers; with smoothing also its average."""
    path, *averaged = result.paths(inspected=True, smoothing=smoothing)
    limit = Reading(f"limit {limit_name(result.run)}", limits(result))
    return [replace(path, readings=[*path.readings, limit]), *averaged]
