"""Lesson 1: arrows and numbers are those of the run, words those of its regime."""

import math
import re

import numpy as np
import pytest

from lessons.follow_the_slope import experiments, words
from lessons.follow_the_slope.experiments import Step
from lessons.follow_the_slope.scene import panel
from optim import theory
from surfaces import CURVES, Curve
from tests.ui.runs.formula_text import lines
from ui.runs.result import RunResult
from ui.stage.scene import Path


def on(key: str, lr: float, steps: int = 20, start: float | None = None) -> RunResult:
    curve = CURVES[key]
    return experiments.descend(curve, curve.start if start is None else start, lr, steps)


def drawn(result: RunResult) -> Path:
    assert isinstance(result.surface, Curve)
    (path,) = panel(result, result.surface).paths
    return path


def outcome(result: RunResult) -> str:
    assert isinstance(result.surface, Curve)
    return words.outcome(result, result.surface)


def step(result: RunResult, shown: int | None) -> Step:
    assert isinstance(result.surface, Curve)
    return experiments.step_from(result, result.surface, shown)


@pytest.mark.parametrize("curve", CURVES.values(), ids=list(CURVES))
def test_arrows_lead_from_point_to_point_and_tangents_touch(curve: Curve) -> None:
    path = drawn(experiments.descend(curve, curve.start, 0.02, 25))
    (arrow,) = path.arrows
    np.testing.assert_allclose(
        np.ravel(path.points)[:-1] + np.ravel(arrow.vectors)[:-1], np.ravel(path.points)[1:]
    )
    x, h = float(path.points[3, 0]), 1e-6
    measured = (curve.value(x + h) - curve.value(x - h)) / (2 * h)
    assert np.asarray(path.tangents)[3] == pytest.approx(measured, rel=1e-6)
    assert np.asarray(path.curves["loss"]).min() >= -1e-12


def test_the_readings_are_taylors_terms_and_the_change() -> None:
    readings = [np.asarray(reading.values) for reading in drawn(on("square", 0.3)).readings]
    slope, bend, together, change, cancel = readings
    # From −2 by 1.2: the slope −4 promises −4.8, the curvature 2 adds 1.44.
    assert (slope[0], bend[0], together[0]) == pytest.approx((-4.8, 1.44, -3.36))
    np.testing.assert_allclose(together, change, atol=1e-12)
    np.testing.assert_allclose(cancel, 1.0)


def test_where_nothing_curves_up_nothing_cancels() -> None:
    *_, cancel = drawn(on("double_well", 0.1, start=0.1)).readings
    assert CURVES["double_well"].hessian(0.1) < 0.0
    assert np.isnan(cancel.values[0])
    # 2 / f″, as theory has it.
    path = drawn(on("double_well", 0.1, start=1.2))
    slope, bend = CURVES["double_well"].gradient(1.2), CURVES["double_well"].hessian(1.2)
    assert path.readings[-1].values[0] == pytest.approx(theory.cancel_rate(slope, bend))


@pytest.mark.parametrize(
    ("lr", "factor", "regime"),
    [
        (0.1, "0.8", "without crossing"),
        (0.5, "0", "in one step"),
        (0.9, "−0.8", "crosses the minimum at every step and still"),
        (1.0, "−1", "between two points for ever"),
        (1.2, "−1.4", "diverges"),
    ],
)
def test_a_parabolas_regime_is_named_by_its_factor(lr: float, factor: str, regime: str) -> None:
    sentence = outcome(on("square", lr, steps=60))
    assert f"1 − 2α = **{factor}**" in sentence
    assert regime in sentence


@pytest.mark.parametrize(
    ("key", "lr", "regime"),
    [
        ("hyperbola", 0.5, "never turned back"),
        ("double_well", 0.3, "**crosses** and settles"),
        ("ripple", 0.12, "**bounces**"),
        ("quartic", 0.5, "diverged at step"),
    ],
)
def test_elsewhere_the_path_names_the_regime(key: str, lr: float, regime: str) -> None:
    assert regime in outcome(on(key, lr, steps=40))


def test_one_crossing_is_no_bounce() -> None:
    """It crosses the minimum once and creeps on along one side."""
    sentence = outcome(on("quartic", 0.15))
    assert "turned back once, at step **2**" in sentence
    assert "bounces" not in sentence


def test_a_step_that_rises_is_not_said_to_fall() -> None:
    assert "never turned back**. f **rose**." in outcome(on("quartic", 0.3, steps=1))
    assert "f never rose." in outcome(on("quartic", 0.1))


def test_what_still_moves_has_not_come_to_rest() -> None:
    assert "rest" not in outcome(on("quartic", 0.148))


def test_a_start_on_the_minimum_goes_nowhere() -> None:
    assert "nothing moves" in outcome(on("quartic", 0.1, start=0.0))
    taken = step(on("quartic", 0.1, start=0.0), 0)
    assert (taken.terms.change, taken.actual) == (0.0, 0.0)


def test_zero_stays_zero_whatever_the_rate() -> None:
    assert "zero stays zero" in outcome(on("square", 1.2, start=0.0))


def test_a_factor_that_is_almost_minus_one_is_told_apart_from_it() -> None:
    assert "**−0.99998**" in outcome(on("square", 0.99999))


@pytest.mark.parametrize("lr", [0.28, 0.31, 0.38, 0.40])
def test_nothing_is_said_to_settle_that_does_not(lr: float) -> None:
    for steps in (10, 20, 40, 100):
        if "settles" in outcome(on("ripple", lr, steps)):
            longer = on("ripple", lr, 5000).trajectory.points[:, 0]
            assert abs(longer[-1] - longer[-2]) < 1e-3


def test_where_the_run_ended_is_told() -> None:
    descent = on("square", 0.1)
    (_, far, place) = re.findall(r"[\d.]+(?=\*\*|\.$)", outcome(descent))
    assert float(far) == pytest.approx(2.0 * 0.8**20, rel=0.05)
    assert place == "0"


@pytest.mark.parametrize(("lr", "t"), [(0.1, 0), (0.3, 4), (1.0, 3), (1.3, 2)])
def test_on_a_parabola_taylors_two_terms_are_the_change(lr: float, t: int) -> None:
    taken = step(on("square", lr), t)
    assert taken.terms.change == pytest.approx(taken.actual, abs=1e-12)


def test_elsewhere_they_miss_by_the_third_order() -> None:
    small, large = (
        step(on("quartic", lr), 0).actual - step(on("quartic", lr), 0).terms.change
        for lr in (1e-3, 1e-2)
    )
    assert large / small == pytest.approx(1000.0, rel=0.15)


def test_the_explained_step_is_one_that_there_is() -> None:
    diverged = on("quartic", 0.5)
    assert step(diverged, 99).t == diverged.steps_taken < 20
    assert step(diverged, None).t == diverged.steps_taken
    assert math.isfinite(step(diverged, None).actual)
    assert step(on("square", 0.1), None).t == 20


def test_the_formula_carries_the_steps_numbers() -> None:
    path = drawn(on("square", 0.3))
    assert path.formula
    assert lines(path.formula, 0) == ["g=f′(x) =−4", "x←x−αg =(−2)−0.3·(−4) =−0.8"]
