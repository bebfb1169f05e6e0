"""Diagnoses of made-up curves, at the rule's edges, and of runs whose fate is known."""

import math

import numpy as np
import pytest

from optim import trace
from optim.diagnosis import KEPT, Diagnosis, diagnose
from surfaces import bowl, himmelblau, ripples, rosenbrock, valley


@pytest.mark.parametrize(
    ("losses", "diagnosis"),
    [
        ([1.0, 2.0, 4.0, math.nan], "explodes"),
        ([1.0, 2.0, math.inf], "explodes"),
        ([1.0, 0.5, 1.0001], "explodes"),
        ([1.0, 5.0, 0.1, 0.05, 0.01], "good"),
        ([1.0, *[0.3, 0.6] * 10], "bouncing"),
        ([1.0, *[0.5, 0.4] * 10, 0.1], "bouncing"),
        ([1.0, 0.99, 0.98, 0.97], "flat"),
        ([1.0, 1.0, 1.0], "flat"),
        ([1.0, KEPT + 1e-9], "flat"),
        ([1.0, KEPT], "good"),
        ([1.0, 0.1, 0.01, 0.001], "good"),
        # At the bottom rounding goes up and down.
        ([1.0, 1e-3, *[1e-30, 2e-30] * 10], "good"),
        ([0.0, 0.0], "good"),
    ],
)
def test_curves(losses: list[float], diagnosis: Diagnosis) -> None:
    assert diagnose(losses) == diagnosis


@pytest.mark.parametrize("share", [1.02, 1.2, 5.0, 1e3])
def test_above_the_limit_of_a_quadratic_it_explodes(share: float) -> None:
    surface = valley(kappa=20.0)
    run = trace("gd", surface, (-2.7, 1.55), steps=300, lr=share * 2.0 / 20.0)
    assert diagnose(run.values) == "explodes"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.98])
def test_below_the_limit_of_a_quadratic_it_is_good(share: float) -> None:
    surface = valley(kappa=20.0)
    run = trace("gd", surface, (-2.7, 1.55), steps=300, lr=share * 2.0 / 20.0)
    assert diagnose(run.values) == "good"


@pytest.mark.parametrize("share", [0.9999, 1.0])
def test_at_the_limit_of_a_quadratic_only_the_gradients_tell(share: float) -> None:
    run = trace("gd", valley(kappa=20.0), (-2.7, 1.55), steps=50, lr=share * 0.1)
    assert diagnose(run.values) == "flat"
    assert diagnose(run.values, run.gradients) == "bouncing"


def test_short_steps_one_way_are_flat_whatever_is_known() -> None:
    run = trace("gd", bowl(), (1.0, 1.0), steps=50, lr=1e-4)
    assert diagnose(run.values, run.gradients) == "flat"


@pytest.mark.parametrize(
    ("lr", "diagnosis"), [(1e-4, "flat"), (3e-3, "good"), (3e-2, "bouncing"), (0.2, "explodes")]
)
def test_all_four_on_one_surface(lr: float, diagnosis: Diagnosis) -> None:
    surface = himmelblau()
    run = trace("gd", surface, surface.start, steps=200, lr=lr)
    assert diagnose(run.values) == diagnosis


def test_diagnoses_are_ordered_as_rates_are() -> None:
    """On Rosenbrock's valley: first flat, then good, then whatever is too much."""
    rates = np.geomspace(1e-5, 1.0, 41)
    run = trace("gd", rosenbrock(b=20.0), (-1.0, 1.0), steps=500, lr=rates)
    told = [diagnose(curve) for curve in run.values.T]
    order = {"flat": 0, "good": 1, "bouncing": 2, "explodes": 2}
    places = [order[diagnosis] for diagnosis in told]
    assert places == sorted(places)
    assert {"flat", "good", "explodes"} <= set(told)


@pytest.mark.parametrize("losses", [[], [1.0], [[1.0, 0.5]], 3.0])
def test_what_is_no_curve_is_refused(losses: object) -> None:
    with pytest.raises(ValueError, match="losses must have shape"):
        diagnose(losses)  # type: ignore[arg-type]


def test_a_run_at_rest_above_the_lowest_value_is_stuck() -> None:
    surface = ripples()
    run = trace("gd", surface, surface.start, steps=500, lr=0.01)
    assert diagnose(run.values, run.gradients) == "stuck"
    assert diagnose(run.values) in ("flat", "good")
    assert diagnose([2.0, 2.0, 2.0], np.zeros((2, 2))) == "stuck"
    assert diagnose([0.0, 0.0, 0.0], np.zeros((2, 2))) == "good"


@pytest.mark.parametrize(
    ("soonest", "diagnosis"), [(None, "good"), (11.0, "good"), (10.0, "flat"), (math.inf, "good")]
)
def test_what_another_rate_reaches_in_a_tenth_of_the_steps_is_flat(
    soonest: float | None, diagnosis: Diagnosis
) -> None:
    assert diagnose(np.linspace(1.0, 0.2, 101), None, soonest) == diagnosis


@pytest.mark.parametrize(("soonest", "diagnosis"), [(100.0, "flat"), (math.inf, "good")])
def test_much_that_is_left_is_flat_only_if_a_larger_rate_gets_as_low(
    soonest: float, diagnosis: Diagnosis
) -> None:
    assert diagnose(np.linspace(1.0, 0.8, 101), None, soonest) == diagnosis
