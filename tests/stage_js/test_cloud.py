"""A cloud in the browser has as many runs as there is time for while a hand moves."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from optim import OPTIMIZERS, gradients, trace
from optim.program import inputs, program
from surfaces import DATASETS
from surfaces.written import written
from tests.optim.wasm_host import plan_of
from tests.stage_js.node import run_node

HERE = Path(__file__).resolve().parent
SURFACE = DATASETS["noisy"].regression()
STEPS, SEED, LR = 3, 5, 0.1


def cloud(folder: Path, size: int, count: int) -> dict[str, Any]:
    """What the browser makes of so many runs, each with batches of so many examples."""
    source, form = gradients.mini_batch(size, replacement=True), written(SURFACE)
    assert form
    made = program(OPTIMIZERS["gd"], form, source)
    assert made
    plan = plan_of("gd", SURFACE, SURFACE.start, STEPS, lr=LR, gradient=source, seed=SEED)
    live = {
        "program": made.name,
        "inputs": inputs(made, plan).tolist(),
        "fed": {},
        "steps": STEPS,
        "factors": None,
        "schedule": None,
        "seed": SEED,
        "batches": {
            "minimum": SURFACE.minima[0],
            "moments": SURFACE.moments.ravel().tolist(),
            "replacement": True,
        },
    }
    described = {**made.record(), "code": b64encode(made.code).decode()}
    file = folder / "cloud.json"
    given = {"program": described, "live": live, "start": SURFACE.start, "count": count}
    file.write_text(json.dumps(given), encoding="utf-8")
    found: dict[str, Any] = json.loads(run_node(str(HERE / "run_cloud.js"), str(file)))
    return found


@pytest.mark.parametrize(
    ("size", "count", "shown"), [(4, 5, 5), (2**19, 5, 2), (2**19, 2, 2), (2**21, 3, 1)]
)
def test_it_has_the_first_runs_that_there_is_time_for(
    tmp_path: Path, size: int, count: int, shown: int
) -> None:
    found = cloud(tmp_path, size, count)
    assert (found["count"], found["ticks"]) == (shown, STEPS + 1)
    source = gradients.mini_batch(size, replacement=True)
    how: dict[str, Any] = {"lr": LR, "gradient": source, "steps": STEPS}
    ends = [
        trace("gd", SURFACE, SURFACE.start, seed=SEED + i, **how).points[-1] for i in range(shown)
    ]
    np.testing.assert_array_equal(found["end"], np.asarray(ends, dtype=np.float32).ravel())
