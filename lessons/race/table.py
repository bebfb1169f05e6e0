"""The race's table of results: every number that a run is set to, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from formula.names import text_name
from lessons.race.experiments import Reached, reached
from lessons.race.words import ending
from ui.page.numbers import as_text, near_one
from ui.page.tables import Number, Sorts, table
from ui.runs.outcomes import nearest
from ui.runs.own import told
from ui.runs.result import RunResult
from ui.runs.run import knob_name


@dataclass(frozen=True)
class Row:
    """A run with what is told of it."""

    result: RunResult
    reached: Reached | None


def results_table(results: Sequence[RunResult], goal: str, within: float, note: str) -> None:
    """The table with a note below it; `goal` and `within` as `reached` takes them."""
    rows = [Row(each, reached(each, goal, within)) for each in results]
    names = [*dict.fromkeys(name for each in results for name in each.run.hypers)]
    own = [", ".join(told(each.run.schedule, each.run.own)) for each in results]
    extra = ("of its own",) * any(own)
    head = ("run", *map(text_name, names), *extra, *_outcome_head(rows[0], goal, within))
    cells = [
        (row.result.run.name, *_settings(row, names), *(words,) * any(own), *_outcome(row))
        for row, words in zip(rows, own, strict=True)
    ]
    keys = ("run", *map(knob_name, names), *("",) * any(own), "loss", "away", "reached", "spent")
    numbers = [
        (place, *map(row.result.run.hypers.get, names), *(None,) * any(own), *_ends(row))
        for place, row in enumerate(rows, start=1)
    ]
    styles = [each.style for each in results]
    table(head, cells, note, styles, Sorts(keys, numbers))


def _outcome_head(row: Row, goal: str, within: float) -> tuple[str, ...]:
    what = "loss stays" if goal == "loss" else "stays"
    until = f"{what} within {as_text(within)} from step"
    distance = f"to {nearest(row.result.outcome)}"
    return "final loss", distance, until, "gradients until then", "ended"


def _settings(row: Row, names: Sequence[str]) -> list[str]:
    """The rule's hyper-parameters; empty where it has none of a name."""
    hypers = row.result.run.hypers
    return [near_one(hypers[name]) if name in hypers else "" for name in names]


def _outcome(row: Row) -> tuple[str, ...]:
    return (*map(_cell, _ends(row)), ending(row.result.outcome))


def _ends(row: Row) -> tuple[Number, ...]:
    """Final loss, distance, when the threshold was reached, and the gradients until then."""
    outcome, at = row.result.outcome, row.reached
    until = (at.step, at.evaluations) if at else (None, None)
    return outcome.loss, outcome.distance, *until


def _cell(value: Number) -> str:
    if isinstance(value, int):
        return str(value)
    return "–" if value is None else as_text(value)
