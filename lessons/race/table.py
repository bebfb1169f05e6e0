"""The race's table of results: every number that a run is set to, and what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from formula.names import text_name
from lessons.race.experiments import Reached, reached
from lessons.race.words import ending
from ui.page.numbers import as_text, near_one
from ui.page.tables import table
from ui.runs.outcomes import nearest
from ui.runs.own import told
from ui.runs.result import RunResult

SORTS = {
    "list": "as in the list",
    "loss": "final loss",
    "away": "distance",
    "reached": "steps until reached",
    "rate": "learning rate α",
}
"""What the rows are sorted by, the smallest first."""


@dataclass(frozen=True)
class Row:
    """A run with what is told of it."""

    result: RunResult
    reached: Reached | None


Number = float | int | None

_KEYS: dict[str, Callable[[Row], Number]] = {
    "loss": lambda row: row.result.outcome.loss,
    "away": lambda row: row.result.outcome.distance,
    "reached": lambda row: row.reached.step if row.reached else None,
    "rate": lambda row: row.result.run.hypers["lr"],
}


def results_table(
    results: Sequence[RunResult], goal: str, within: float, sort: str, note: str
) -> None:
    """The table, sorted, with a note below it; `goal` and `within` as `reached` takes them."""
    rows = ordered([Row(each, reached(each, goal, within)) for each in results], sort)
    names = [*dict.fromkeys(name for each in results for name in each.run.hypers)]
    own = [", ".join(told(row.result.run.schedule, row.result.run.own)) for row in rows]
    extra = ("of its own",) * any(own)
    outcome_head = _outcome_head(rows[0], goal, within)
    head = ("run", *(text_name(name) for name in names), *extra, *outcome_head)
    cells = [
        (row.result.run.name, *_settings(row, names), *(words,) * any(own), *_outcome(row))
        for row, words in zip(rows, own, strict=True)
    ]
    table(head, cells, note, [row.result.style for row in rows])


def ordered(rows: Sequence[Row], sort: str) -> list[Row]:
    """The rows by one of `SORTS`; those without a number last, and equal ones as in the list."""
    key = _KEYS.get(sort)
    if key is None:
        return list(rows)
    return sorted(rows, key=lambda row: _rank(key(row)))


def _rank(number: Number) -> tuple[bool, float]:
    return number is None, number or 0.0


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
    outcome, at = row.result.outcome, row.reached
    return (
        _cell(outcome.loss),
        _cell(outcome.distance),
        _cell(at.step if at else None),
        _cell(at.evaluations if at else None),
        ending(outcome),
    )


def _cell(value: Number) -> str:
    if isinstance(value, int):
        return str(value)
    return "–" if value is None else as_text(value)
