"""A map that a browser asks for is of single runs, costs little, and is not trusted."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from optim import trace
from surfaces import SURFACES
from ui.runs.live import live
from ui.runs.result import RunResult, follow
from ui.runs.run import Run
from ui.stage.live import Exact, Live
from ui.stage.maps import MOST_LANE_STEPS, MOST_REQUESTS, SMALL, STILL, MapData, filled, requested
from ui.stage.scene import Knob, LinkedCurve, Panel, Path, Scene

HIMMELBLAU = SURFACES["himmelblau"]
START = (1.0, 1.0)
ASKED = {"run": 1, "kind": "ends", "curve": "", "x": [-5, 5], "y": [-4, 4.0], "aspect": 1.25}
KNOBS = [
    Knob("lr", "α", 0.01, 1e-4, 1.0, 0.01, log=True),
    Knob("beta", "β", 0.9, 0.0, 0.99, 0.9),
    Knob("b", "b", 1.0, 0.0, 2.0, 1.0),
]
RATES = np.geomspace(1e-3, 1.0, 61)
CURVES = [
    LinkedCurve("pairs", "pairs", knobs=("lr", "beta"), kind="speed"),
    LinkedCurve("sweep", "sweep", knobs=("lr",), kind="loss", values=Exact(RATES)),
    LinkedCurve("others", "others", knobs=("b",), kind="loss", values=Exact(RATES)),
]


def paths(rule: str = "gd", steps: int = 40, **hypers: float) -> list[Path]:
    (result,) = follow([Run(rule, hypers)], HIMMELBLAU, START, steps=steps)
    return live(result, RunResult.paths)


def scene(drawn: list[Path]) -> Scene:
    return Scene([Panel(HIMMELBLAU, drawn)], START, KNOBS, CURVES)


def check(made: MapData, cell: int, rule: str, start: Any, steps: int, **how: Any) -> None:
    """The cell is that run's end."""
    run = trace(rule, HIMMELBLAU, start, steps=steps, **how)
    ends = [made.x[cell], made.y[cell], made.values.values[cell]]
    ended = run.diverged_at is None
    expected = [*run.points[-1], run.values[-1]] if ended else [np.nan] * 3
    np.testing.assert_array_equal(ends, expected)
    assert made.stopped_at[cell] == (-1 if run.stopped_at is None else run.stopped_at)
    assert made.diverged_at[cell] == (-1 if ended else run.diverged_at)


@pytest.mark.parametrize("kind", ["ends", "steps"])
def test_cells_are_single_runs(kind: str) -> None:
    (made,) = filled(requested([{**ASKED, "kind": kind}]), scene(paths(lr=0.02)))
    assert made.steps == 40
    assert 0.9 * 64 * 64 < made.columns * made.rows <= 64 * 64
    assert made.columns / made.rows == pytest.approx(1.25, rel=0.05)
    for cell in range(0, made.columns * made.rows, 311):
        row, column = divmod(cell, made.columns)
        shares = (column + 0.5) / made.columns, (made.rows - row - 0.5) / made.rows
        start = -5.0 + shares[0] * 10.0, -4.0 + shares[1] * 8.0
        more: dict[str, Any] = {"tolerance": SMALL} if kind == "steps" else {}
        check(made, cell, "gd", start, 40 + (kind == "steps"), lr=0.02, **more)


def test_cells_over_two_knobs_are_single_runs() -> None:
    asked = {**ASKED, "kind": "speed", "curve": "pairs", "x": [0, 1], "y": [0, 1]}
    (made,) = filled(requested([asked]), scene(paths("momentum", lr=0.02)))
    for cell in range(0, made.columns * made.rows, 311):
        row, column = divmod(cell, made.columns)
        lr = 1e-4 * (1.0 / 1e-4) ** ((column + 0.5) / made.columns)
        beta = 0.0 + (made.rows - row - 0.5) / made.rows * (0.99 - 0.0)
        check(made, cell, "momentum", START, 40, lr=lr, beta=beta, tolerance=STILL)


def test_cells_over_one_knob_are_runs_at_its_values() -> None:
    asked = {**ASKED, "kind": "loss", "curve": "sweep"}
    (made,) = filled(requested([asked]), scene(paths(lr=0.02)))
    assert (made.columns, made.rows) == (len(RATES), 1)
    for cell in range(0, len(RATES), 7):
        check(made, cell, "gd", START, 40, lr=float(RATES[cell]))
    assert (made.diverged_at >= 0).any()


@pytest.mark.parametrize("curve", ["pairs", "others", "loss"])
def test_what_the_knobs_do_not_set_has_no_map(curve: str) -> None:
    """A rule without momentum, a knob that is none of its hyper-parameters, and no such curve."""
    assert filled(requested([{**ASKED, "curve": curve}]), scene(paths(lr=0.02))) == []


def test_a_long_run_has_fewer_cells() -> None:
    (made,) = filled(requested([ASKED]), scene(paths(steps=5000, lr=0.001)))
    assert 1 < made.columns * made.rows * 5000 <= MOST_LANE_STEPS


@pytest.mark.parametrize(
    "value",
    [
        None,
        "ends",
        [None],
        [{}],
        [ASKED] * (MOST_REQUESTS + 1),
        [{name: value for name, value in ASKED.items() if name != "curve"}],
        [{**ASKED, "curve": 1}],
        [{**ASKED, "run": 0}],
        [{**ASKED, "run": True}],
        [{**ASKED, "run": "1"}],
        [{**ASKED, "kind": "heights"}],
        [{**ASKED, "kind": ["ends"]}],
        [{**ASKED, "x": [1, 0]}],
        [{**ASKED, "x": [0, float("nan")]}],
        [{**ASKED, "x": [0, 1, 2]}],
        [{**ASKED, "y": 3}],
        [{**ASKED, "aspect": 0}],
        [{**ASKED, "aspect": 1e9}],
        [{**ASKED, "aspect": "1"}],
    ],
)
def test_what_makes_no_sense_is_left_out(value: Any) -> None:
    assert requested(value) == ()


def test_a_run_that_is_not_there_has_no_map() -> None:
    (path,) = paths()
    assert isinstance(path.live, Live)
    assert filled(requested([{**ASKED, "run": 2}]), scene([path])) == []
    assert filled(requested([ASKED]), scene([replace(path, live=None)])) == []
