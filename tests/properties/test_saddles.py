"""What lesson 11 says of who leaves a saddle holds at random settings."""

import math
import re
from typing import Any

from lessons.saddle_points import experiments as saddles
from lessons.saddle_points import settings as saddle_settings
from lessons.saddle_points import words
from ui.page import controls
from ui.runs.result import named

from .reckon import Reckoned, reckon
from .sentences import NUMBER, check_form, shows
from .settings import at_random, surface_of


@at_random(200, saddle_settings.FIELDS, surface_of)
def test_lesson_11(table: Any) -> None:
    table.values["tuned"] = False
    surface = controls.surface_of(table)
    results, told = saddles.descend(table, surface, controls.start_of(table, surface))
    text = words.outcome(results, table, told)
    check_form(text)
    source = saddles.conditions(table)["gradient"]
    runs = [reckon(result, source, table["seed"]) for result in results]
    saddle = nearest_saddle(text, surface, runs[0].points[0])
    if saddle is None:
        check_point(results, table)
        return
    if gone(runs[0], runs[0].points[0], saddle):
        assert "there is nothing to leave" in text
        return
    assert "there is nothing to leave" not in text
    names = [re.escape(name) for name, _ in named(results)]
    for name, run in zip(names, runs, strict=True):
        left = [t for t, point in enumerate(run.points) if gone(run, point, saddle)]
        if left:
            found = re.findall(rf"{name}(?: left the saddle)? at step \*\*(\d+)\*\*", text)
            assert str(left[0]) in found, (text, name, left[0])
        elif run.diverged_at and lost(run):
            assert re.search(rf"{name} ended at step \*\*{run.steps}\*\*, where f has", text), text
        elif run.diverged_at:
            assert re.search(rf"{name} \*\*diverged at step {run.diverged_at}\*\*", text), text
        else:
            assert re.search(rf"{name}.* (has|have) \*\*not left\*\*", text), text
    check_line(text, runs, table)
    check_point(results, table)


def nearest_saddle(text: str, surface: Any, start: tuple[float, ...]) -> Any:
    """The saddle that is to be left, if there is one: where it is found, its place is told."""
    if not surface.saddles:
        assert text.startswith("No saddle was found in the frame: there is none to leave."), text
        return None
    nearest = min(surface.saddles, key=lambda saddle: math.dist(saddle, start))
    count = len(surface.saddles)
    which = "One saddle was found," if count == 1 else rf"Of {count} saddles found the one"
    told = re.match(rf"{which} at \(({NUMBER}), ({NUMBER})\)", text)
    assert (told is not None) == surface.found, text
    if told:
        for number, coordinate in zip(told.groups(), nearest, strict=True):
            assert shows(number, coordinate, 3), (text, nearest)
    return nearest


def check_line(text: str, runs: list[Reckoned], table: Any) -> None:
    """What is said of the line y = 0: nothing, unless the start is on it and it is one."""
    if runs[0].points[0][1] or table["surface"] not in saddles.SADDLES:
        assert "the line" not in text
        return
    stay = [all(point[1] == 0.0 for point in run.points) for run in runs]
    assert any(stay) == ("exactly on the line y = 0**" in text), text
    if any(stay):
        assert all(stay), text
    if not table["sigma"]:
        assert all(stay), text


def check_point(results: Any, table: Any) -> None:
    """What is said of the shown point: one sentence on its gradient, one on its curvatures."""
    for step in (0, table["steps"] // 2, table["steps"]):
        text = words.shown_point(results[0], step)
        check_form(text)
        at = min(step, results[0].steps_taken)
        gradient = results[0].surface.gradient(*results[0].trajectory.points[at].tolist())
        if text.endswith("f has no value there."):
            assert math.isnan(results[0].trajectory.values[at])
            continue
        if "no finite slope or no finite curvature" in text:
            hessian = results[0].surface.hessian(*results[0].trajectory.points[at].tolist())
            assert not all(map(math.isfinite, (*gradient, *hessian))), text
            continue
        assert (math.hypot(*gradient) <= 0.01) == ("long: **small**" in text), text


def lost(run: Reckoned) -> bool:
    """Whether the run ends where there is neither a value nor a slope."""
    slope = run.surface.gradient(*run.end)
    return math.isnan(run.surface.value(*run.end)) and not all(map(math.isfinite, slope))


def gone(run: Reckoned, point: tuple[float, ...], saddle: tuple[float, float]) -> bool:
    """Whether a point is lower than the saddle and more than ½ away from it."""
    lower = run.surface.value(*point) < run.surface.value(*saddle)
    return bool(math.dist(point, saddle) > 0.5 and lower)
