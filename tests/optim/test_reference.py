"""Every rule agrees with an independent library at every recorded point."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from optim import OPTIMIZERS, trace
from surfaces import SURFACES

FILE = Path(__file__).parents[1] / "reference" / "trajectories.json"
CASES: list[dict[str, Any]] = json.loads(FILE.read_text())["cases"]
OWN = {
    "gd_l2",
    "momentum_ema",
    "momentum_folded",
    "rmsprop_eps_inside",
    "adam_uncorrected",
    "lion",
    "qhm",
    "qhadam",
}


def name(case: dict[str, Any]) -> str:
    return f"{case['optimizer']}-{case['surface']}-{case['start']}"


@pytest.mark.parametrize("case", CASES, ids=name)
def test_every_point_is_the_reference_librarys(case: dict[str, Any]) -> None:
    hypers = case["hyper"]
    steps = np.array([int(step) for step in case["points"]])
    run = trace(
        case["optimizer"].removesuffix("_torch"),
        SURFACES[case["surface"]],
        case["start"],
        steps=steps.max(),
        **hypers,
    )
    points = run.points
    if case["optimizer"] == "nesterov_torch":
        # That library keeps the point at which it takes the gradient: our look-ahead point.
        points = points - hypers["lr"] * hypers["beta"] * run.memory["v"]
    expected = np.array(list(case["points"].values()))
    np.testing.assert_allclose(points[steps], expected, rtol=1e-9, atol=1e-12)


def test_every_rule_has_a_reference_or_tests_of_its_own() -> None:
    referred = {case["optimizer"].removesuffix("_torch") for case in CASES}
    assert referred | OWN == set(OPTIMIZERS)
    assert not referred & OWN
