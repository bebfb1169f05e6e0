"""What lesson 12 says of valleys holds at random settings."""

import re
from typing import Any

import numpy as np

from lessons.sharp_and_flat import experiments as many
from lessons.sharp_and_flat import settings as many_settings
from lessons.sharp_and_flat import words
from optim import trace
from ui.page import controls
from ui.runs.outcomes import comparison
from ui.runs.result import named

from .fates import check
from .reckon import reckon
from .sentences import check_form
from .settings import at_random


def surface_of_view(table: Any) -> Any:
    """The surface of a table's experiment."""
    return many.surface_of(table)


@at_random(40, many_settings.FIELDS, surface_of_view)
def test_lesson_12(table: Any) -> None:
    table.values["tuned"] = False
    table.values["count"] = min(table["count"], 20)
    table.values["steps"] = min(table["steps"], 40)
    surface = many.surface_of(table)
    start = controls.start_of(table, surface)
    results, told = many.descend(table, surface, start)
    text = words.outcome(table, results, start, told)
    check_form(text)
    runs = [reckon(result, **conditions(result, table)) for result in results]
    if table["view"] == "noise":
        _counts(text, runs[0], table, surface, start)
        return
    ends = comparison(named(results))
    assert ends in text
    check(ends, list(zip([name for name, _ in named(results)], runs, strict=True)))
    if table["view"] == "ripples":
        _visits(text, runs, surface)


def conditions(result: Any, table: Any) -> dict[str, Any]:
    """SGD alone meets noise."""
    noise = many.noise(table)
    return noise if result.run.title == "SGD" else {}


def _counts(text: str, still: Any, table: Any, surface: Any, start: Any) -> None:
    seeds = range(table["seed"], table["seed"] + table["count"])
    how = {"steps": table["steps"], "lr": table["lr"], "gradient": many.noise(table)["gradient"]}
    at_last = [trace("gd", surface, start, seed=seed, **how).points[-1] for seed in seeds]
    reached = [lands(surface, end) for end in at_last]
    flat, sharp = reached.count(0), reached.count(1)
    if table["sigma"] == 0.0:
        [valley] = set(reached)
        which = {0: "the **flat**", 1: "the **sharp**", -1: "**neither**"}[valley]
        assert f"all the same one, gradient descent's: after {table['steps']} step" in text
        assert f"it is in {which} valley." in text
        assert "interval" not in text
        return
    found = re.match(r"After \d+ steps? \*\*(\d+)\*\* of (\d+) .*? and \*\*(\d+)\*\* in", text)
    assert found, text
    assert [int(n) for n in found.groups()] == [flat, len(at_last), sharp], text
    where = {0: "the **flat** one", 1: "the **sharp** one", -1: "**neither**"}
    end = lands(surface, still.end) if still.diverged_at is None else -1
    assert f"Without noise gradient descent ends in {where[end]}." in text


def _visits(text: str, runs: Any, surface: Any) -> None:
    told = text.split(".")[0]
    for run in runs:
        seen = {lands(surface, point) for point in run.points}
        assert ("outside them" in told) or -1 not in seen, text
        count = len(seen - {-1})
        assert f"**{count} valley" in told or (count == 1 and "stayed in one" in told), text


def lands(surface: Any, point: Any) -> int:
    """Where short steps downhill lead: the index of the minimum, or −1."""
    if not np.isfinite(point).all():
        return -1
    x, y = float(point[0]), float(point[1])
    most = max(surface.curvatures(*minimum)[1] for minimum in surface.minima)
    for _ in range(2001):
        nearest, away = surface.nearest_minimum(x, y)
        if away <= 0.05:
            return int(surface.minima.index(nearest))
        gx, gy = surface.gradient(x, y)
        x, y = x - gx / most, y - gy / most
    return -1
