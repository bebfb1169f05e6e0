"""The rates that a chosen surface brings: no rule leaves the picture, and most arrive."""

from typing import Any

import pytest

from optim import OPTIMIZERS
from surfaces import SURFACES, rosenbrock, valley
from ui.runs.result import follow
from ui.runs.run import CLASSIC, Run
from ui.runs.suited import STEPS, suited

ALL = [Run(key) for key in OPTIMIZERS]


@pytest.mark.parametrize("surface", SURFACES.values(), ids=list(SURFACES))
def test_no_rule_diverges_or_leaves_the_picture(surface: Any) -> None:
    runs = suited(ALL, surface)
    for result in follow(runs, surface, surface.start, steps=STEPS):
        fates = ["escaped"] if surface.unbounded else ["arrived", "hovers", "under way"]
        assert result.outcome.fate in fates, result.run
        assert 1e-4 <= result.run.hypers["lr"] <= 2.0


@pytest.mark.parametrize("key", ["bowl", "double_well", "himmelblau", "sharp_and_flat"])
def test_every_rule_arrives_on_gentle_surfaces(key: str) -> None:
    surface = SURFACES[key]
    for result in follow(suited(ALL, surface), surface, surface.start, steps=STEPS):
        assert result.outcome.fate == "arrived", result.run


@pytest.mark.parametrize("surface", [valley(kappa=200.0), rosenbrock(b=1.0), rosenbrock(b=200.0)])
def test_the_surfaces_own_parameters_count(surface: Any) -> None:
    for result in follow(suited(CLASSIC, surface), surface, surface.start, steps=STEPS):
        assert result.outcome.fate in ("arrived", "under way")
