"""Every cell of a map is a run: the one that `trace` gives, to the last bit."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from optim import OPTIMIZERS, gradients, schedules, trace
from surfaces import SURFACES
from tests.stage_js.node import run_node
from tests.stage_js.test_descent import bits, run_of

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT, STEPS = 45, 20, 120
STARTS = ("start.x", "start.y")
RATES: tuple[tuple[float, float], ...] = ((1e-3, 0.2), (0.0, 0.99))
NOISY = gradients.noisy(0.5, batch=4)


def filled(
    folder: Path, rule: str, key: str, names: Any, box: Any, **how: Any
) -> NDArray[np.float64]:
    """A row for each cell: its inputs, then x, y, value, step of divergence and of the stop."""
    surface = SURFACES[key]
    run = run_of(rule, surface, surface.start, STEPS, **how)
    size = {"names": names, "box": box, "width": WIDTH, "height": HEIGHT}
    file = folder / "maps.json"
    file.write_text(json.dumps([{**run, **size}]), encoding="utf-8")
    printed = json.loads(run_node(str(HERE / "run_map.js"), str(file)))
    return np.frombuffer(b64decode(printed)).reshape(WIDTH * HEIGHT, 7)


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
