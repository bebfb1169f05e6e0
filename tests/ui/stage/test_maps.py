"""A map that a browser asks for is of single runs, costs little, and is not trusted."""

from typing import Any

import numpy as np
import pytest

from optim import trace
from surfaces import SURFACES
from ui.runs.live import live
from ui.runs.result import RunResult, follow
from ui.runs.run import Run
from ui.stage.live import Live
from ui.stage.maps import MOST_LANE_STEPS, SMALL, filled, requested
from ui.stage.scene import Path

HIMMELBLAU = SURFACES["himmelblau"]
ASKED = {"run": 1, "kind": "ends", "x": [-5, 5], "y": [-4, 4.0], "aspect": 1.25}


def paths(steps: int = 40, **hypers: float) -> list[Path]:
    (result,) = follow([Run("gd", hypers)], HIMMELBLAU, (1.0, 1.0), steps=steps)
    return live(result, RunResult.paths)


@pytest.mark.parametrize("kind", ["ends", "steps"])
def test_cells_are_single_runs(kind: str) -> None:
    (made,) = filled(requested([{**ASKED, "kind": kind}]), paths(lr=0.02))
    assert made.steps == 40
    assert 0.9 * 64 * 64 < made.columns * made.rows <= 64 * 64
    assert made.columns / made.rows == pytest.approx(1.25, rel=0.05)
    cells = made.columns * made.rows
    for cell in range(0, cells, 311):
        row, column = divmod(cell, made.columns)
        start = -5 + (column + 0.5) / made.columns * 10, 4 - (row + 0.5) / made.rows * 8
        more: dict[str, Any] = {"tolerance": SMALL} if kind == "steps" else {}
        run = trace("gd", HIMMELBLAU, start, steps=40 + (kind == "steps"), lr=0.02, **more)
        ends = [made.x[cell], made.y[cell], made.values.values[cell]]
        ended = run.diverged_at is None
        expected = [*run.points[-1], run.values[-1]] if ended else [np.nan] * 3
        np.testing.assert_allclose(ends, expected, rtol=1e-9, atol=1e-12)
        assert made.stopped_at[cell] == (-1 if run.stopped_at is None else run.stopped_at)
        assert made.diverged_at[cell] == (-1 if ended else run.diverged_at)


def test_a_long_run_has_fewer_cells() -> None:
    (made,) = filled(requested([ASKED]), paths(steps=5000, lr=0.001))
    assert 1 < made.columns * made.rows * 5000 <= MOST_LANE_STEPS


@pytest.mark.parametrize(
    "value",
    [
        None,
        "ends",
        [None],
        [{}],
        [ASKED] * 5,
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
    assert filled(requested([{**ASKED, "run": 2}]), [path]) == []
    assert filled(requested([ASKED]), [Path("still", path.points, path.style)]) == []
