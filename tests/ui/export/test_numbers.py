"""The numbers that are taken along are those of the runs, and no text in them is a formula."""

import csv
import io
import json
from typing import Any

import numpy as np

from surfaces import SURFACES
from tests.ui.export import followed
from ui.export.numbers import csv_of, json_of
from ui.export.taken import Drawn, Taken, TakenRun


def read(text: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The settings, and the rows by their columns."""
    told: list[list[str]] = []
    table: list[list[str]] = []
    for row in csv.reader(io.StringIO(text)):
        (told if row[0].startswith("#") else table).append(row)
    names, *rows = table
    settings = {name.removeprefix("# "): value for name, *rest in told for value in rest}
    return settings, [dict(zip(names, row, strict=True)) for row in rows]


def column(rows: list[dict[str, str]], run: str, *names: str) -> Any:
    mine = [[row[name] for name in names] for row in rows if row["run"] == run]
    return np.array([[float(cell) for cell in row] for row in mine if "" not in row])


def everything() -> Taken:
    conditions = followed.CONDITIONS["noisy and clipped"]
    return followed.of_every_rule(SURFACES["rosenbrock"], conditions)


def test_a_table_read_back_has_every_bit() -> None:
    taken = everything()
    settings, rows = read(csv_of(taken))
    for run in taken.runs:
        done = run.trajectory
        count = done.steps_taken
        for names, wanted in (
            (("x", "y"), done.points[: count + 1]),
            (("f",), done.values[: count + 1, np.newaxis]),
            (("gradient x", "gradient y"), done.gradients[:count]),
            (("learning rate",), done.rates[:count, np.newaxis]),
            (("rate factor",), np.array(run.plan.factors)[:count, np.newaxis]),
            *(
                ((f"{name} x", f"{name} y"), memory[: count + 1])
                for name, memory in done.memory.items()
            ),
        ):
            np.testing.assert_array_equal(column(rows, run.name, *names), wanted)
    assert settings["link"] == taken.link
    assert settings["learning rate α"] == "0.1"
    told = {name: value for name, value in settings.items() if name.startswith("run 1")}
    assert told["run 1"] == "gd"
    assert told["run 1: seed"] == "3"
    assert told["run 1: noise of one gradient"] == "0.5"
    assert told["run 1: largest length of a gradient"] == "0.7"
    assert told["run 1: schedule"] == "Cosine"
    assert told["run 1: surface"] == "Rosenbrock's valley (b = 100.0)"


def test_json_read_back_has_every_bit_and_no_number_that_it_knows_not() -> None:
    taken = everything()
    for run, made in zip(taken.runs, json.loads(json_of(taken))["runs"], strict=True):
        points = np.column_stack([made["numbers"]["x"], made["numbers"]["y"]])
        np.testing.assert_array_equal(points, run.trajectory.points[: len(points)])
        assert made["settings"]["lr"] == run.plan.hypers["lr"]
    endless = Drawn("average", np.array([[1.0, 2.0], [np.nan, np.inf]]), ("x", "y"))
    told = json.loads(json_of(Taken("Race", "", [("a", np.inf)], [], [endless])))
    assert told["settings"] == {"a": None}
    assert told["others"][0]["numbers"] == {"step": [0], "x": [1.0], "y": [2.0]}


def test_a_run_that_ends_early_has_the_points_that_it_had() -> None:
    runs = followed.that_end_early().runs
    _, rows = read(csv_of(followed.taken(*runs)))
    for run in runs:
        assert len(column(rows, run.name, "x", "y")) == run.trajectory.steps_taken + 1


def test_no_text_of_a_reader_is_a_formula_for_a_spreadsheet() -> None:
    evil = ("=1+1", "+1", "-1", "@SUM(A1)", '\t=1, "2"\n=3')
    runs = [TakenRun(name, followed.run("", "gd", SURFACES["bowl"]).plan) for name in evil]
    data = Drawn("data", np.array([[1.0, 2.0]]), ["=HYPERLINK(1)", "@y"])
    text = csv_of(Taken("=title", "=link", [("a,=b", "=c")], runs, [data]))
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "\t", "\r"))
            assert "\n" not in cell
            if cell.startswith("-"):
                float(cell)
    # A comment stays one for those who skip lines that begin so.
    assert all(not line.startswith('"#') for line in text.splitlines())
