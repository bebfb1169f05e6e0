"""What lesson 13 draws: the runs of an experiment, an average, and the rate beside them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from lessons.schedules.experiments import Role, inspected_of, larger_batch, roles_of
from surfaces import Surface
from ui.page.palette import Style, styles
from ui.page.settings import Settings
from ui.runs.live import live
from ui.runs.measures import linked_curves
from ui.runs.result import RunResult
from ui.stage.derived import derived
from ui.stage.scene import LinkedCurve, Panel, Path

DERIVED = (derived(larger_batch, "larger_batch"),)
"""What follows from the batch size."""


def panel(settings: Settings, results: Mapping[str, RunResult]) -> Panel:
    """The runs, one of them inspected, and the average of one where the experiment has it."""
    *_, look = styles([*(result.run.optimizer for result in results.values()), "gd"])
    paths = []
    for name, result in results.items():
        role, smoothing = roles_of(settings)[name], settings["smoothing"]
        draw = partial(_drawn, role, name == inspected_of(settings), smoothing, look)
        paths += live(result, draw)
    return Panel(next(iter(results.values())).surface, paths)


def _drawn(
    role: Role, inspected: bool, smoothing: float, look: Style, result: RunResult
) -> list[Path]:
    path, *_ = result.paths(inspected=inspected)
    if not role.averaged:
        return [path]
    average = result.averaged(smoothing)
    return [path, replace(average, name=f"{role.title}, averaged", style=look)]


def curves(settings: Settings, surface: Surface) -> list[LinkedCurve]:
    """The linked curves, the learning rate before all others."""
    loss, gradient, step, rate = linked_curves(surface)
    first = {"warmup": step, "clipping": gradient}.get(settings["view"], loss)
    return [rate, first, *(curve for curve in (loss, gradient, step) if curve is not first)]
