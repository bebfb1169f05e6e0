"""Regimes: by a parabola's factor, by the path, and that both agree."""

import math

import numpy as np
import pytest

from optim import trace
from optim.regimes import Regime, of_factor, of_path, turns
from surfaces import CURVES


@pytest.mark.parametrize(
    ("factor", "regime"),
    [
        (1.5, "diverging"),
        (1.0, "still"),
        (0.98, "monotone"),
        (1e-300, "monotone"),
        (0.0, "one step"),
        (-1e-300, "crossing"),
        (-0.999, "crossing"),
        (-1.0, "bouncing"),
        (-1.0000001, "diverging"),
    ],
)
def test_regimes_of_a_factor(factor: float, regime: Regime) -> None:
    assert of_factor(factor) == regime


def swings(factor: float, steps: int = 30) -> list[float]:
    return [factor**t for t in range(steps + 1)]


@pytest.mark.parametrize(
    ("points", "regime", "turned"),
    [
        ([0.3] * 9, "still", 0),
        ([1.0], "still", 0),
        ([1.0, 0.5], "monotone", 0),
        ([1.0, 0.0, 0.0, 0.0], "one step", 0),
        (swings(0.8), "monotone", 0),
        (swings(-0.8), "crossing", 29),
        (swings(-1.0), "bouncing", 29),
        (swings(-1.05), "bouncing", 29),
        # Swings that shrink towards a cycle, not towards a point, and have come close to it.
        ([(1.0 + 0.9**t) * (-1.0) ** t for t in range(101)], "bouncing", 99),
        # Over the hump at first, and then down one side.
        ([-1.0, 1.5, 0.5, 0.25, 0.13, 0.06, 0.03, 0.016, 0.008], "one side", 1),
        # Almost there in one step, and creeping on.
        ([-1.3, 8e-4, 8e-4 - 3e-10, 8e-4 - 6e-10], "one side", 1),
        ([-1.3, -8e-4, 3e-10 - 8e-4, 6e-10 - 8e-4], "monotone", 0),
        # On a minimum but for rounding, at a rate that drives it away.
        ([1.0, 1.0 + 1e-15, 1.0 - 3e-15, 1.0 + 5e-13], "monotone", 0),
        # At rest but for rounding.
        ([1.0, -0.5, *[1e-17, -1e-17] * 20], "crossing", 1),
        ([1.0, -3.0, 9.0, math.nan, math.nan], "diverging", 1),
    ],
)
def test_regimes_of_a_path(points: list[float], regime: Regime, turned: int) -> None:
    assert of_path(points) == regime
    assert of_path(np.array(points)[:, np.newaxis]) == regime
    assert turns(points) == turned


@pytest.mark.parametrize(
    "lr", [0.01, 0.1, 0.25, 0.4999, 0.5, 0.5001, 0.6, 0.75, 0.9, 0.97, 1.0, 1.05, 1.2, 1.5]
)
def test_the_path_on_a_parabola_shows_the_regime_of_its_factor(lr: float) -> None:
    run = trace("gd", CURVES["square"], -2.0, steps=300, lr=lr)
    assert of_path(run.points) == of_factor(1.0 - 2.0 * lr)


@pytest.mark.parametrize(
    ("curve", "lr", "regime"),
    [
        ("ripple", 0.03, "monotone"),
        ("ripple", 0.05, "crossing"),
        ("ripple", 0.12, "bouncing"),
        ("ripple", 0.3, "bouncing"),
        ("ripple", 1.5, "diverging"),
        ("double_well", 0.05, "monotone"),
        ("double_well", 0.3, "crossing"),
        ("double_well", 0.7, "diverging"),
        ("quartic", 0.1, "monotone"),
        ("quartic", 0.3, "diverging"),
        ("hyperbola", 0.5, "monotone"),
    ],
)
def test_regimes_of_runs_elsewhere(curve: str, lr: float, regime: Regime) -> None:
    run = trace("gd", CURVES[curve], CURVES[curve].start, steps=40, lr=lr)
    assert of_path(run.points) == regime
