"""What lesson 11 says of runs that leave a saddle."""

import math
from typing import Any

import numpy as np
import pytest

from lessons.saddle_points import words
from lessons.saddle_points.experiments import (
    DISTANCES,
    SADDLES,
    departure,
    fitted_slope,
    has_left,
    measured,
    predicted,
    steps_per_factor,
)
from optim import OPTIMIZERS, gradients, sweep, trace
from surfaces import formula
from ui.runs.result import follow
from ui.runs.run import Run

ORIGIN = (0.0, 0.0)
NO_NOISE: Any = {"sigma": 0.0}


@pytest.mark.parametrize(
    ("rule", "start", "beyond", "steps"),
    [
        ("gd", (0.6, 0.05), 2.0, 64),
        ("gd", (0.6, 1e-6), 1.0, 238),
        ("adam", (0.6, 1e-6), 1.0, 31),
    ],
)
def test_steps_to_leave_x2_minus_y2(rule: str, start: Any, beyond: float, steps: int) -> None:
    ends = sweep(
        rule, SADDLES["saddle"], start, steps=300, lr=0.03, until=lambda x, y: np.abs(y) >= beyond
    )
    assert ends.steps_taken.tolist() == [steps]


@pytest.mark.parametrize("key", ["saddle", "double_well"])
@pytest.mark.parametrize("lr", [0.01, 0.03, 0.1, 0.3, 0.45])
def test_a_factor_e_closer_costs_what_theory_says(key: str, lr: float) -> None:
    surface = SADDLES[key]
    for rule in ("gd", "momentum", "momentum_ema", "nesterov"):
        run = Run(rule, {"lr": lr})
        expected = steps_per_factor(run, surface)
        assert expected
        slope, margin = measured(run, surface, (0.6, 0.05)).slope
        # Far fewer steps a factor than one are counted in too few whole steps.
        assert abs(slope - expected) <= 1.5 * margin, (rule, lr)
        if rule == "gd":
            assert expected == pytest.approx(1.0 / math.log(1.0 + 2.0 * lr), rel=1e-12)
            assert margin < 0.02 * slope


def test_theorys_line_is_that_of_the_runs() -> None:
    run, surface = Run("gd", {"lr": 0.03}), SADDLES["saddle"]
    line = predicted(run, surface)
    assert line is not None
    close = DISTANCES < 0.1
    steps = measured(run, surface, (0.6, 0.05)).steps
    np.testing.assert_allclose(steps[close], line[close], atol=1.0)
    assert predicted(Run("adam", {"lr": 0.03}), surface) is None
    assert predicted(run, SADDLES["monkey_saddle"]) is None


def test_timed_runs_are_those_that_are_drawn() -> None:
    for surface in SADDLES.values():
        for rule in ("gd", "nesterov", "adam"):
            run = Run(rule, {"lr": 0.03})
            steps = measured(run, surface, (0.6, 0.05)).steps
            for at in (18, 27, 33):
                [result] = follow([run], surface, (0.6, float(DISTANCES[at])), steps=1000)
                step = departure(result, ORIGIN).step
                assert (step if step is not None else math.nan) == pytest.approx(
                    steps[at], nan_ok=True
                )


@pytest.mark.parametrize("surface", SADDLES.values(), ids=SADDLES)
def test_on_the_line_no_rule_moves_y_without_noise_and_every_rule_does_with_it(
    surface: Any,
) -> None:
    for rule in OPTIMIZERS:
        run = trace(rule, surface, (0.6, 0.0), steps=60, lr=0.03)
        assert not run.points[: run.steps_taken + 1, 1].any(), rule
        noisy = gradients.noisy(0.01)
        run = trace(rule, surface, (0.6, 0.0), steps=60, lr=0.03, gradient=noisy)
        assert run.points[1 : run.steps_taken + 1, 1].all(), rule


def test_on_the_line_nobody_leaves_but_by_rolling_through() -> None:
    for key in ("saddle", "double_well"):
        runs = [Run(rule, {"lr": 0.03}) for rule in OPTIMIZERS]
        for result in follow(runs, SADDLES[key], (0.6, 0.0), steps=300):
            assert departure(result, ORIGIN).step is None, result.run
    rolling = follow(
        [Run(rule, {"lr": 0.03}) for rule in ("gd", "momentum")],
        SADDLES["monkey_saddle"],
        (1.5, 0.0),
        steps=300,
    )
    assert [departure(each, ORIGIN).step is not None for each in rolling] == [False, True]


def test_with_noise_all_leave_from_the_line() -> None:
    for surface in (SADDLES["saddle"], SADDLES["double_well"]):
        runs = [Run(rule, {"lr": 0.03}) for rule in ("gd", "momentum", "rmsprop", "adam")]
        noisy = gradients.noisy(0.01)
        for result in follow(runs, surface, (0.6, 0.0), steps=600, gradient=noisy):
            assert departure(result, ORIGIN).step, result.run


def test_leaving_is_lower_and_away() -> None:
    surface = SADDLES["saddle"]
    x, y = np.array([[0.0, 0.4], [0.0, 0.6], [0.6, 0.0], [math.nan, 0.0], [3.0, 3.1]]).T
    assert has_left(surface, ORIGIN, x, y).tolist() == [False, True, False, False, True]


def test_a_slope_is_known_no_better_than_whole_steps_allow() -> None:
    x = np.arange(10.0)
    slope, margin = fitted_slope(x, np.round(2.0 * x))
    assert slope == pytest.approx(2.0)
    assert margin == pytest.approx(1.96 * math.sqrt(1 / 12 / 82.5))


def test_where_a_formula_has_no_value_a_run_ends_and_no_point_is_described() -> None:
    surface = formula("sqrt(x) - x/2 + y^2")
    results = follow([Run("gd", {"lr": 20.0})], surface, (0.8, 0.5), steps=50)
    assert words.outcome(results, NO_NOISE).endswith(
        "Gradient descent ended at step **1**, where f has **no value**, without having been away "
        "from the saddle and lower than it."
    )
    assert "are −0.349 and 2: the surface curves" in words.shown_point(results[0], 0)
    assert words.shown_point(results[0], 9).endswith("step 1.** f has no value there.")


@pytest.mark.parametrize(
    ("key", "point", "kind", "small"),
    [
        ("saddle", (0.001, 0.001), "a **saddle**", True),
        ("saddle", (1.0, 0.5), "a **saddle**", False),
        ("double_well", (0.0, 1.0), "a **minimum**", True),
        ("double_well", (0.0, 0.3), "a **saddle**", False),
        ("monkey_saddle", (0.0, 0.0), "**degenerate**", True),
    ],
)
def test_a_small_gradient_and_a_minimum_are_told_apart(
    key: str, point: Any, kind: str, small: bool
) -> None:
    [result] = follow([Run("gd", {"lr": 1e-4})], SADDLES[key], point, steps=1)
    text = words.shown_point(result, 0)
    assert kind in text
    assert ("**small**" in text) == small
    assert ("**not small**" in text) != small
