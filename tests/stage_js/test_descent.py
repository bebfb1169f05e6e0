"""Programs in the browser's engine do what `trace` and `sweep` do, to the last bit."""

import json
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from optim import OPTIMIZERS, gradients, schedules, sweep, trace
from optim.program import program, tables
from surfaces import CURVES, SURFACES
from surfaces.written import written
from tests.optim.wasm_host import plan_of
from tests.stage_js.node import run_node

HERE = Path(__file__).resolve().parent
NOISY = gradients.clipped(gradients.noisy(0.5, batch=4), norm=3.0)


def packed(array: Any) -> str:
    return b64encode(np.ascontiguousarray(array, dtype=np.float64).tobytes()).decode()


def run_of(rule: str, surface: Any, start: Any, steps: int, **how: Any) -> dict[str, Any]:
    """A run as `run_program.js` reads it; `how` as `trace` takes it."""
    form = written(surface)
    assert form is not None
    made = program(OPTIMIZERS[rule], form, how.get("gradient"))
    assert made is not None
    plan = plan_of(rule, surface, start, steps, **how)
    given = tables(made, plan)
    rows = given["inputs"].reshape(len(made.inputs), -1)
    return {
        "program": made.record(),
        "code": b64encode(made.code).decode(),
        "steps": steps,
        "lanes": plan.lanes,
        "factors": packed(given["factors"]),
        "draws": packed(given["draws"]),
        "inputs": {n: packed(row[: plan.lanes]) for n, row in zip(made.inputs, rows, strict=True)},
    }


def done(folder: Path, *runs: dict[str, Any]) -> list[dict[str, Any]]:
    """What the browser's engine makes of these runs."""
    file = folder / "runs.json"
    file.write_text(json.dumps(runs), encoding="utf-8")
    printed = run_node(str(HERE / "run_program.js"), str(file))
    return [json.loads(line, object_hook=floats) for line in printed.splitlines()]


def floats(made: dict[str, Any]) -> dict[str, Any]:
    def unpacked(value: Any) -> Any:
        return np.frombuffer(b64decode(value)) if isinstance(value, str) else value

    return {name: unpacked(value) for name, value in made.items()}


def bits(array: Any) -> bytes:
    numbers: NDArray[np.float64] = np.asarray(array, dtype=np.float64)
    return np.where(np.isnan(numbers), np.nan, numbers).tobytes()


PATHS: list[tuple[str, Any, dict[str, Any]]] = [
    ("adam", SURFACES["himmelblau"], {}),
    ("nesterov", SURFACES["rosenbrock"], {"lr": 1e-3, "tolerance": 0.5}),
    ("momentum", SURFACES["rosenbrock"], {"lr": 0.1}),
    ("nadam", SURFACES["beale"], {"gradient": NOISY, "seed": 3}),
    ("radam", SURFACES["valley"], {"schedule": schedules.cosine(200), "beta2": 0.6}),
    ("amsgrad", SURFACES["sharp_and_flat"], {"gradient": NOISY}),
    ("lion", CURVES["hyperbola"], {}),
    ("gd", CURVES["quartic"], {"lr": 2.0}),
]


def test_a_path_has_the_bits_of_trace(tmp_path: Path) -> None:
    runs = [run_of(rule, s, s.start, 200, **how) for rule, s, how in PATHS]
    ends = set()
    for (rule, surface, how), made in zip(PATHS, done(tmp_path, *runs), strict=True):
        path = trace(rule, surface, surface.start, steps=200, **how)
        memory = made.pop("memory")
        assert memory.keys() == path.memory.keys()
        for name in ("points", "values", "gradients"):
            assert bits(made[name]) == bits(getattr(path, name)), (rule, surface.key, name)
        for name, rows in path.memory.items():
            assert bits(memory[name]) == bits(rows), (rule, surface.key, name)
        assert made["divergedAt"] == (-1 if path.diverged_at is None else path.diverged_at)
        assert made["stoppedAt"] == (-1 if path.stopped_at is None else path.stopped_at)
        ends |= {("diverged", made["divergedAt"] > 0), ("stopped", made["stoppedAt"] > 0)}
    assert len(ends) == 4


def test_lanes_have_the_bits_of_sweep(tmp_path: Path) -> None:
    himmelblau, count = SURFACES["himmelblau"], 31
    starts = np.random.default_rng(0).uniform(-5.0, 5.0, (count, 2))
    rates = np.geomspace(1e-3, 1e5, count)
    cases: list[tuple[str, dict[str, Any]]] = [
        ("adam", {"tolerance": 1e-2}),
        ("gd", {"lr": rates, "gradient": NOISY, "tolerance": 0.5}),
        ("qhm", {"lr": rates, "schedule": schedules.inverse_sqrt()}),
    ]
    runs = [run_of(rule, himmelblau, starts, 150, **how) for rule, how in cases]
    for (rule, how), made in zip(cases, done(tmp_path, *runs), strict=True):
        swept = sweep(rule, himmelblau, starts, steps=150, **how)
        x, y = (np.frombuffer(b64decode(row)) for row in made["points"])
        assert bits(np.stack([x, y], axis=1)) == bits(swept.points), rule
        assert bits(made["values"]) == bits(swept.values), rule
        assert bits(made["divergedAt"]) == bits(swept.diverged_at), rule
        assert bits(made["stoppedAt"]) == bits(swept.steps_taken), rule


def test_sines_of_the_browser_differ_in_the_last_bits_alone(tmp_path: Path) -> None:
    ripples = SURFACES["ripples"]
    start = (-1.7, 2.2)
    path, lanes = done(
        tmp_path,
        run_of("adam", ripples, start, 150, lr=0.01),
        run_of("adam", ripples, np.tile(start, (5, 1)), 150, lr=0.01),
    )
    expected = trace("adam", ripples, start, steps=150, lr=0.01).points
    np.testing.assert_allclose(path["points"].reshape(-1, 2), expected, rtol=1e-9)
    for row, end in zip(lanes["points"], expected[-1], strict=True):
        np.testing.assert_allclose(np.frombuffer(b64decode(row)), end, rtol=1e-9)


def test_an_input_that_is_missing_is_named(tmp_path: Path) -> None:
    run = run_of("gd", SURFACES["bowl"], (1.0, 1.0), 3)
    del run["inputs"]["rule.lr"]
    with pytest.raises(AssertionError, match=r"a descent needs rule\.lr"):
        done(tmp_path, run)
