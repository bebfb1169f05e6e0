"""Every cell of a map is a run: the one that `trace` gives, to the last bit."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from lessons.momentum.scene import theory_marks
from optim import OPTIMIZERS, gradients, schedules, sweep, theory, trace
from surfaces import SURFACES
from tests.stage_js.node import run_node
from tests.stage_js.test_descent import bits, run_of
from ui.stage.map_marks import MapMark, map_mark
from ui.stage.payload import sent_fields

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT, STEPS = 45, 20, 120
STARTS = ("start.x", "start.y")
RATES: tuple[tuple[float, float], ...] = ((1e-3, 0.2), (0.0, 0.99))
NOISY = gradients.noisy(0.5, batch=4)


def filled(
    folder: Path, rule: str, key: str, names: Any, box: Any, **how: Any
) -> NDArray[np.float64]:
    """A row for each cell: its inputs, then x, y, value, step of divergence and of the stop."""
    size = {"names": names, "box": box, "width": WIDTH, "height": HEIGHT}
    return ran(folder, rule, key, size, **how)


def ran(folder: Path, rule: str, key: str, wish: dict[str, Any], **how: Any) -> NDArray[np.float64]:
    """The same for any wish."""
    surface = SURFACES[key]
    run = run_of(rule, surface, surface.start, STEPS, **how)
    file = folder / "maps.json"
    file.write_text(json.dumps([{**run, **wish}]), encoding="utf-8")
    printed = json.loads(run_node(str(HERE / "run_map.js"), str(file)))
    return np.frombuffer(b64decode(printed)).reshape(wish["width"] * wish["height"], 7)


def check(cell: Any, rule: str, key: str, start: Any, **how: Any) -> tuple[bool, bool]:
    """The cell is that run's end; whether that diverged, and whether it stopped."""
    path = trace(rule, SURFACES[key], start, steps=STEPS, **how)
    ended = path.diverged_at is None
    end = [*path.points[-1], path.values[-1]] if ended else [np.nan] * 3
    assert bits(cell[:2]) == bits(end[:2]), (rule, key, start)
    assert not ended or bits(cell[2]) == bits(end[2])
    marks = [-1 if each is None else each for each in (path.diverged_at, path.stopped_at)]
    assert cell[3:].tolist() == marks
    return not ended, path.stopped_at is not None


@pytest.mark.parametrize(
    ("rule", "key", "how"),
    [
        ("gd", "himmelblau", {"lr": 0.03, "tolerance": 1e-2}),
        ("momentum", "rosenbrock", {"lr": 0.01}),
        ("adam", "himmelblau", {"gradient": NOISY, "seed": 3}),
        ("momentum", "double_well", {"lr": 0.03}),
        ("gd", "sharp_and_flat", {"lr": 0.08, "gradient": NOISY, "seed": 2}),
        ("nesterov", "styblinski_tang", {"schedule": schedules.cosine(STEPS)}),
    ],
)
def test_a_map_of_starts_is_of_single_runs(
    tmp_path: Path, rule: str, key: str, how: dict[str, Any]
) -> None:
    cells = filled(tmp_path, rule, key, STARTS, SURFACES[key].domain, **how)
    (x0, x1), (y0, y1) = SURFACES[key].domain
    first = [x0 + 0.5 / WIDTH * (x1 - x0), y0 + (1.0 - 0.5 / HEIGHT) * (y1 - y0)]
    np.testing.assert_allclose(cells[0, :2], first)
    for cell in cells[::37]:
        check(cell[2:], rule, key, tuple(cell[:2]), **how)


def test_a_map_of_hyper_parameters_is_of_single_runs(tmp_path: Path) -> None:
    key, rule = "himmelblau", "momentum"
    assert {"lr", "beta"} == {hyper.name for hyper in OPTIMIZERS[rule].hypers}
    how = {"tolerance": 1e-2}
    cells = filled(tmp_path, rule, key, ("rule.lr", "rule.beta"), RATES, **how)
    start = SURFACES[key].start
    found = {
        check(cell[2:], rule, key, start, lr=cell[0], beta=cell[1], **how) for cell in cells[::37]
    }
    assert {(True, False), (False, True)} <= found


def test_the_runs_of_one_knobs_values_are_a_sweep(tmp_path: Path) -> None:
    rates = np.geomspace(1e-4, 1.0, 61)
    wish = {"names": ["rule.lr"], "values": rates.tolist(), "width": 61, "height": 1}
    cells = ran(tmp_path, "gd", "himmelblau", wish)
    surface = SURFACES["himmelblau"]
    swept = sweep("gd", surface, surface.start, steps=STEPS, lr=rates)
    assert bits(cells[:, 0]) == bits(rates)
    kept = swept.diverged_at < 0
    assert 0 < kept.sum() < 61
    assert bits(cells[kept, 2:5]) == bits(np.column_stack([swept.points, swept.values])[kept])
    assert (cells[:, 5] == swept.diverged_at).all()


def test_theorys_limit_parts_the_pairs_that_come_closer_from_those_that_do_not(
    tmp_path: Path,
) -> None:
    (x, y), names = SURFACES["valley"].start, ("rule.lr", "rule.beta")
    cells = filled(tmp_path, "momentum", "valley", names, ((1e-3, 0.22), (0.0, 0.9)), lr=0.1)
    limit = np.asarray(theory.stability_limit("momentum", 20.0, cells[:, 1]))
    closer = np.hypot(*cells[:, 2:4].T) < np.hypot(x, y)
    # Beside the limit a run needs longer to show which it is.
    assert closer[cells[:, 0] < 0.98 * limit].all()
    assert not closer[cells[:, 0] > 1.02 * limit].any()


@pytest.mark.parametrize("kappa", [1.0, 20.0, 200.0])
def test_marks_follow_the_knobs_as_theory_does(kappa: float) -> None:
    best = theory.best_heavy_ball(1.0, kappa)
    limit = theory.stability_limit("momentum", kappa, 0.7)
    marks = [*theory_marks(), map_mark("runs", 0.1, 3.0)]
    drawn = coordinates(marks, {"kappa": kappa, "beta": 0.7})
    assert drawn == [[limit], [best.lr, best.beta], [0.1, 3.0]]


def coordinates(marks: list[MapMark], knobs: dict[str, float]) -> Any:
    """As the browser works them out."""
    kind: type = MapMark
    sent = [{name: getattr(mark, name) for name in sent_fields(kind)} for mark in marks]
    file = str(HERE / "read_marks.js")
    return json.loads(run_node(file, json.dumps(sent), json.dumps(knobs)))
