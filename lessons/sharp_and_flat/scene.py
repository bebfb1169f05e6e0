"""What lesson 12 draws: its runs, one of them explained, and where there are many their cloud."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from lessons.sharp_and_flat.experiments import Point, cloud, setup_of
from surfaces import Surface
from ui.page.settings import Settings
from ui.runs.choosing import chosen_run
from ui.runs.live import live
from ui.runs.measures import linked_curves, pair_map
from ui.runs.result import RunResult
from ui.stage.live import LiveCloud
from ui.stage.scene import Cloud, LinkedCurve, Panel, Path


def explained(settings: Settings, results: Sequence[RunResult]) -> int:
    """Which run's formula is told: the chosen one; else the one with noise, which is last."""
    return chosen_run(settings) if settings["view"] == "any" else len(results) - 1


def panel(settings: Settings, results: Sequence[RunResult], start: Point) -> Panel:
    """The surface with all runs; for the sharp and the flat minimum also many more of SGD."""
    surface, told = results[0].surface, explained(settings, results)
    many = settings["view"] == "noise"
    paths = [
        path
        for index, result in enumerate(results)
        # A bold path would hide the cloud that it belongs to.
        for path in live(result, partial(_paths, told=index == told, faint=many and index == told))
    ]
    if not many:
        return Panel(surface, paths)
    points = cloud(setup_of(settings), start, settings["lr"], settings["batch"])
    name = f"{settings['count']} runs of SGD"
    live_cloud = LiveCloud(path=len(paths) - 1, runs="count")
    runs = Cloud(
        name,
        points,
        results[-1].style,
        summed_up=False,
        live=live_cloud,
        plan=results[-1].plan,
    )
    return Panel(surface, paths, [runs])


def _paths(result: RunResult, told: bool, faint: bool) -> list[Path]:
    return [replace(path, faint=faint) for path in result.paths(explained=told)]


def curves(settings: Settings, surface: Surface, rule: str) -> list[LinkedCurve]:
    """The linked curves; where runs are the reader's own also the map of two knobs."""
    pairs = pair_map(rule) if settings["view"] == "any" else []
    return [*linked_curves(surface), *pairs]
