"""Every number on a stage, as a table for spreadsheets and as JSON.

A row is a point: that of step 0 is the start, that of step t is what step t led to, beside the
gradient that the rule was handed in that step, its memories after it, and its learning rate.
"""

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from optim.run_schedule import RunSchedule
from ui.export.taken import Drawn, Taken, TakenRun, axes_of

Column: TypeAlias = list[Any]

READING = (
    "a row is a point: step 0 is the start; gradient: what the rule was handed in the step that "
    "led there; memories (as m x): after that step"
)
FORMULA = tuple("=+-@\t\r")
"""What a spreadsheet would take for a formula, at the beginning of a text."""


def columns(run: TakenRun) -> dict[str, Column]:
    """A run's numbers by name, as far as it went; None where a step is lacking."""
    done, plan, count = run.trajectory, run.plan, run.trajectory.steps_taken
    axes = axes_of(plan.surface)

    def each(rows: Any, named: str = "{}") -> dict[str, Column]:
        return {named.format(axis): rows[:, i].tolist() for i, axis in enumerate(axes)}

    def stepped(column: Any) -> Column:
        return [None, *list(column)[:count]]

    gradients = each(done.gradients, "gradient {}")
    table = {
        "step": list(range(count + 1)),
        **{axis: rows[: count + 1] for axis, rows in each(done.points).items()},
        "f": done.values[: count + 1].tolist(),
        **{name: stepped(rows) for name, rows in gradients.items()},
        "learning rate": stepped(done.rates.tolist()),
    }
    if isinstance(plan.schedule, RunSchedule) or set(plan.factors) - {1.0}:
        table["rate factor"] = stepped(plan.factors)
    for name, rows in done.memory.items():
        table |= each(rows[: count + 1], f"{name} {{}}")
    return {**table, "gradients evaluated": done.evaluations[: count + 1].tolist()}


def csv_of(taken: Taken) -> str:
    """A comma-separated table under lines of settings, each of which begins with `#`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["# Descent Lab"])
    for name, value in (*_settings(taken), ("how to read it", READING)):
        # In quotes it would be no comment to those who read the table.
        told = _one_line(name).replace(",", ";").replace('"', "'")
        writer.writerow([f"# {told}", _cell(value)])
    tables = dict(_tables(taken))
    names = list(dict.fromkeys(name for table in tables.values() for name in table))
    writer.writerow(["run", *map(_cell, names)])
    for run, table in tables.items():
        own = [table.get(name) for name in names]
        for i in range(len(table["step"])):
            writer.writerow([_cell(run), *(_cell(each[i]) if each else "" for each in own)])
    return text.getvalue()


def json_of(taken: Taken) -> str:
    """The same as one object; what is no finite number is null there."""
    whole = {
        "made by": "Descent Lab",
        "page": taken.title,
        "link": taken.link,
        "settings": dict(taken.settings),
        "runs": [
            {"name": run.name, "settings": dict(run.settings()), "numbers": columns(run)}
            for run in taken.runs
        ],
        "others": [{"name": each.name, "numbers": _drawn(each)} for each in taken.others],
        "how to read it": READING,
    }
    return json.dumps(_finite(whole), ensure_ascii=False, allow_nan=False)


def _settings(taken: Taken) -> Iterator[tuple[str, Any]]:
    yield "page", taken.title
    yield "link", taken.link
    yield from taken.settings
    for number, run in enumerate(taken.runs, 1):
        yield f"run {number}", run.name
        yield from ((f"run {number}: {name}", value) for name, value in run.settings())


def _tables(taken: Taken) -> Iterator[tuple[str, Mapping[str, Column]]]:
    for run in taken.runs:
        yield run.name, columns(run)
    for other in taken.others:
        yield other.name, _drawn(other)


def _drawn(other: Drawn) -> dict[str, Column]:
    """The points of what is no run, those alone that are anywhere."""
    rows = list(enumerate(other.points[:, : len(other.axes)].tolist()))
    there = [(step, row) for step, row in rows if all(map(math.isfinite, row))]
    points = {axis: [row[i] for _, row in there] for i, axis in enumerate(other.axes)}
    return {"step": [step for step, _ in there], **points}


def _cell(value: Any) -> str:
    """A cell: numbers as Python reads them back, texts as no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return repr(value)
    text = _one_line(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _finite(value: Any) -> Any:
    """The same with null for what JSON has no number for."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {name: _finite(each) for name, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_finite(each) for each in value]
    return value
