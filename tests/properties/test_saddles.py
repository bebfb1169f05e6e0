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
from .sentences import check_form
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
    if gone(runs[0], runs[0].points[0]):
        assert "there is nothing to leave" in text
        return
    assert "there is nothing to leave" not in text
    names = [re.escape(name) for name, _ in named(results)]
    for name, run in zip(names, runs, strict=True):
        left = [t for t, point in enumerate(run.points) if gone(run, point)]
        if left:
            found = re.findall(rf"{name}(?: left the saddle)? at step \*\*(\d+)\*\*", text)
            assert str(left[0]) in found, (text, name, left[0])
        elif run.diverged_at:
            assert re.search(rf"{name} \*\*diverged at step {run.diverged_at}\*\*", text), text
        else:
            assert re.search(rf"{name}.* (has|have) \*\*not left\*\*", text), text
    check_line(text, runs, table)
    check_point(results, table)


def check_line(text: str, runs: list[Reckoned], table: Any) -> None:
    """What is said of the line y = 0: nothing, unless the start is on it."""
    if runs[0].points[0][1]:
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
        assert (math.hypot(*gradient) <= 0.01) == ("long: **small**" in text), text


def gone(run: Reckoned, point: tuple[float, ...]) -> bool:
    """Whether a point is lower than the saddle, at the origin, and more than ½ away from it."""
    lower = run.surface.value(*point) < run.surface.value(0.0, 0.0)
    return math.hypot(*point) > 0.5 and lower
