"""The stage's pure modules under node's own test runner, and its blocks as they are read there."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from optim import OPTIMIZERS
from surfaces import CURVES, SURFACES, rosenbrock
from tests.stage_js.node import run_node
from tests.ui.runs.formula_text import numbers
from ui.page.palette import STYLES
from ui.runs.result import follow
from ui.runs.run import Run
from ui.stage.answer import drawn
from ui.stage.payload import encode, identity
from ui.stage.scene import Arrow, Cloud, DataPanel, Panel, Reading
from ui.stage.scene import Path as Drawn

HERE = Path(__file__).resolve().parent
GD = STYLES["gd"]


@pytest.mark.parametrize("file", sorted(HERE.glob("*.test.js")), ids=lambda file: file.name)
def test_pure_modules(file: Path) -> None:
    run_node("--test", str(file))


def read(folder: Path, panels: list[Any], points: list[Any] | None = None) -> Any:
    """What the browser makes of these panels, and of each surface's formula at these points."""
    block = folder / "block"
    block.write_bytes(encode({"panels": [drawn(panel) for panel in panels]}))
    return json.loads(run_node(str(HERE / "read_block.js"), str(block), json.dumps(points or [])))


def test_a_block_is_read_as_it_was_written(tmp_path: Path) -> None:
    twos = np.array([[1.0, 2.0], [3.0, 4.0]])
    path = Drawn(
        "GD",
        np.array([[0.0, 0.5], [1.0, -0.5], [2.0, 0.25]]),
        GD,
        curves={"loss": np.array([3.0, 2.0, 1.0]), "flat": np.full(3, 0.5)},
        ticks=np.array([0.0, 1.5, 4.0]),
        arrows=[Arrow("step", twos, "step")],
        readings=[Reading("g", twos)],
    )
    cloud = Cloud("seeds", np.arange(12.0).reshape(2, 3, 2), GD)
    data = DataPanel(twos, [path], ((0.0, 1.0), (0.0, 1.0)))
    answer = read(tmp_path, [Panel(SURFACES["bowl"], [path], [cloud]), data])
    plane, points = answer["panels"]
    (arrived,) = plane["paths"]
    assert arrived["points"] == [0.0, 0.5, 1.0, -0.5, 2.0, 0.25]
    assert arrived["curves"] == {"loss": [3.0, 2.0, 1.0], "flat": [0.5, 0.5, 0.5]}
    assert arrived["arrows"][0]["vectors"] == arrived["readings"][0]["values"] == [1, 2, 3, 4]
    assert (arrived["tangents"], arrived["readings"][0]["width"]) == (None, 2)
    assert (arrived["reached"], answer["last"]) == ([0, 0, 1, 1, 2], 4)
    assert plane["clouds"][0]["points"] == list(range(12))
    assert (points["data"], points["surface"]) == ([1, 2, 3, 4], None)


def test_the_browser_computes_what_the_server_does(tmp_path: Path) -> None:
    """Values and gradients of every surface, by its formula as the browser plays it."""
    shares = (0.1, 0.37, 0.8)
    for surface in SURFACES.values():
        at = [[low + share * (high - low) for low, high in surface.domain] for share in shares]
        computed = read(tmp_path, [Panel(surface)], at)["computed"][identity(surface)]
        for (x, y), (value, gradient) in zip(at, computed, strict=True):
            assert value == pytest.approx(surface.value(x, y), rel=1e-12)
            assert gradient == pytest.approx(list(surface.gradient(x, y)), rel=1e-12)
    for curve in CURVES.values():
        low, high = curve.domain
        on_line = [[low + share * (high - low), 0.0] for share in shares]
        computed = read(tmp_path, [Panel(curve)], on_line)["computed"][identity(curve)]
        for (x, _), (value, gradient) in zip(on_line, computed, strict=True):
            assert value == pytest.approx(curve.value(x), rel=1e-12)
            assert gradient == pytest.approx([curve.gradient(x)], rel=1e-12)


def test_the_browser_writes_a_formulas_numbers_as_python_would(tmp_path: Path) -> None:
    """Short steps too, of which more figures are shown than one float32 holds."""
    rows = [0, 1, 7, 60, 199, 380]
    runs = [Run(key, {"lr": 0.03}) for key in OPTIMIZERS]
    results = follow(runs, rosenbrock(b=2.0), (0.9, 0.8), steps=400)
    told = [result.formula() for result in results]
    assert any(series.rest is not None for formula in told for series in formula.series)
    block = tmp_path / "block"
    block.write_bytes(encode({"panels": [], "formulas": told}))
    written = json.loads(run_node(str(HERE / "read_slots.js"), str(block), json.dumps(rows)))
    for formula, shown in zip(told, written, strict=True):
        for row, texts in zip(rows, shown, strict=True):
            wanted = numbers(formula, formula.variants[int(formula.variant[row])], row)
            assert texts == [wanted(place) for place in range(len(texts))]
