"""What pages say of runs side by side holds, at random settings."""

from typing import Any

from lessons.adam import experiments as adam
from lessons.adam import settings as adam_settings
from lessons.gradient_descent import experiments as descent
from lessons.gradient_descent import settings as descent_settings
from lessons.race import settings as race_settings
from ui.page import controls
from ui.runs.outcomes import comparison, sentence
from ui.runs.result import follow, named
from ui.runs.run import CLASSIC

from .fates import Runs, check
from .reckon import reckon
from .settings import Table, at_random, surface_of

HOME = (*controls.surface_fields("rosenbrock", b=10.0), *controls.condition_fields(steps=150))


def reckoned(results: Any, **conditions: Any) -> Runs:
    """The runs under the names that sentences give them."""
    return [
        (name, reckon(result, **conditions))
        for (name, _), result in zip(named(results), results, strict=True)
    ]


def raced(table: Any) -> tuple[str, Runs]:
    """What is said of the race that the table describes, and the runs in it."""
    surface = controls.surface_of(table)
    start = controls.start_of(table, surface)
    conditions = controls.conditions(table)
    runs = table["runs"] if "runs" in table.fields else CLASSIC
    results = follow(runs, surface, start, **conditions)
    del conditions["steps"]
    return comparison(named(results)), reckoned(results, **conditions)


@at_random(350, HOME, surface_of)
def test_home(table: Table) -> None:
    check(*raced(table))


@at_random(450, race_settings.FIELDS, surface_of)
def test_the_race(table: Table) -> None:
    check(*raced(table))


@at_random(350, descent_settings.FIELDS, surface_of)
def test_lesson_2(table: Any) -> None:
    surface = controls.surface_of(table)
    result = descent.descend(table, surface, controls.start_of(table, surface))
    conditions = controls.conditions(table)
    run = reckon(result, conditions["gradient"], conditions["seed"])
    check(sentence(result.run.name, result.outcome), [(result.run.name, run)])


@at_random(250, adam_settings.FIELDS, surface_of)
def test_lesson_9(table: Any) -> None:
    surface = adam.surface_of(table)
    start = controls.start_of(table, surface, adam_settings.start_key(table))
    results, _ = adam.descend(table, surface, start)
    check(comparison(named(results)), reckoned(results))
