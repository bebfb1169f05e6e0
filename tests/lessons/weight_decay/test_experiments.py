"""What lesson 10 says of penalty and decay."""

from typing import Any

import numpy as np
import pytest

from lessons.weight_decay.experiments import (
    MINIMUM,
    START,
    STRENGTHS,
    Shrinkage,
    descents_rate,
    measured,
    offset_valley,
    penalised_minimum,
    pulls,
    shrinkage,
)
from lessons.weight_decay.scene import shares
from optim import theory, trace
from surfaces import valley
from ui.runs.result import follow
from ui.runs.run import Run


def ends(key: str, steps: int, strength: float = 0.5, kappa: float = 20.0) -> Any:
    run = trace(key, offset_valley(kappa), START, steps=steps, lr=0.1, weight_decay=strength)
    return shrinkage(run.points[-1])


def test_the_offset_valley_is_the_valley_moved() -> None:
    surface, plain = offset_valley(7.0), valley(7.0)
    assert surface.value(*MINIMUM) == 0.0
    assert surface.gradient(*MINIMUM) == (0.0, 0.0)
    assert surface.gradient(MINIMUM[0] + 0.3, MINIMUM[1] - 0.2) == pytest.approx(
        plain.gradient(0.3, -0.2)
    )
    assert surface.lowest == 0.0


@pytest.mark.parametrize(("strength", "kappa"), [(0.1, 20.0), (0.5, 20.0), (1.0, 3.0)])
def test_the_penalised_minimum_has_no_slope(strength: float, kappa: float) -> None:
    x, y = penalised_minimum(strength, kappa)
    gx, gy = offset_valley(kappa).gradient(x, y)
    assert (gx + strength * x, gy + strength * y) == pytest.approx((0.0, 0.0), abs=1e-12)


@pytest.mark.parametrize("strength", [0.1, 0.5, 1.0])
def test_adam_with_a_penalty_rests_at_the_penalised_minimum(strength: float) -> None:
    expected = strength / (strength + np.array([1.0, 20.0]))
    np.testing.assert_allclose(ends("adam_l2", 1000, strength), expected, atol=1e-4)


@pytest.mark.parametrize("kappa", [2.0, 20.0, 200.0])
def test_adamw_ends_equally_short_in_both_coordinates(kappa: float) -> None:
    x, y = ends("adamw", 200, kappa=kappa)
    assert x == pytest.approx(y, rel=1e-6)
    assert x > 0.3


@pytest.mark.parametrize("strength", [0.01, 0.5, 1.0])
@pytest.mark.parametrize("kappa", [1.0, 20.0, 100.0])
def test_descent_with_a_penalty_rests_at_the_penalised_minimum(
    strength: float, kappa: float
) -> None:
    run = Run("gd_l2", {"lr": descents_rate(strength, kappa), "weight_decay": strength})
    [result] = follow([run], offset_valley(kappa), START, steps=4000)
    expected = penalised_minimum(strength, kappa)
    np.testing.assert_allclose(result.trajectory.points[-1], expected, rtol=1e-9)


@pytest.mark.parametrize("strength", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("kappa", [1.0, 20.0, 200.0])
def test_descents_own_rate_is_below_its_limit(strength: float, kappa: float) -> None:
    limit = theory.stability_limit("gd", kappa + strength)
    assert 0.4 * limit < descents_rate(strength, kappa) < limit


def test_only_adams_division_weakens_the_pull_where_slopes_are_steep() -> None:
    rate, decay = {"lr": 0.1}, {"weight_decay": 0.5}
    runs = [Run(key, {**rate, **decay}) for key in ("adam_l2", "adamw")]
    runs += [Run("gd_l2", {"lr": 0.09, **decay})]
    penalty, decayed, descent = (
        pulls(result) for result in follow(runs, offset_valley(20.0), START, steps=200)
    )
    assert penalty[1] < 0.2 * penalty[0]
    np.testing.assert_allclose(decayed, 0.05, rtol=1e-12)
    np.testing.assert_allclose(descent, 0.045, rtol=1e-12)


def test_a_decay_above_1_flips_the_point() -> None:
    runs = [Run("adamw", {"lr": 1.5, "weight_decay": 1.0})]
    [run] = follow(runs, offset_valley(20.0), MINIMUM, steps=1)
    # At the minimum there is no slope: the decay alone moves it.
    np.testing.assert_allclose(run.trajectory.points[1], np.array(MINIMUM) * (1 - 1.5))


def test_adamw_creeps_on_as_its_scale_forgets() -> None:
    short = [ends("adamw", steps)[0] for steps in (200, 500, 1000, 2000)]
    assert short == sorted(short, reverse=True)
    assert short[0] > 1.5 * short[-1]
    rested = [ends("adam_l2", steps)[0] for steps in (500, 2000)]
    assert rested[0] == pytest.approx(rested[1], abs=1e-5)


@pytest.mark.parametrize(
    ("strength", "end", "limit"), [(1.0, 0.99999, 1.0), (0.7, 1.4253, 1 / 0.7), (0.5, 1.7714, 1.8)]
)
def test_adamw_creeps_to_the_minimum_or_to_where_decay_outweighs_a_whole_step(
    strength: float, end: float, limit: float
) -> None:
    run = trace("adamw", offset_valley(20.0), START, steps=20_000, lr=0.1, weight_decay=strength)
    np.testing.assert_allclose(run.points[-1], end, atol=2e-4)
    coming = run.points[[200, 1000, 5000, 20_000]]
    assert (np.diff(coming, axis=0) > 0.0).all()
    assert (coming < limit).all()


def test_a_condition_number_of_1_leaves_both_coordinates_equally_short() -> None:
    np.testing.assert_allclose(ends("adam_l2", 1000, kappa=1.0), 1 / 3, atol=1e-4)


def test_measured_end_points_are_those_of_runs() -> None:
    lost: Shrinkage = measured(0.1, 20.0, 200, START)
    assert lost.penalty.shape == lost.decay.shape == lost.theory.shape == (len(STRENGTHS), 2)
    at = int(np.flatnonzero(STRENGTHS == 0.5)[0])
    np.testing.assert_allclose(lost.penalty[at], ends("adam_l2", 200), rtol=1e-9)
    np.testing.assert_allclose(lost.decay[at], ends("adamw", 200), rtol=1e-9)
    np.testing.assert_allclose(lost.theory[at], [0.5 / 1.5, 0.5 / 20.5])
    np.testing.assert_array_equal(lost.penalty[0], lost.decay[0])


def test_shares_go_from_the_start_to_the_end() -> None:
    [run] = follow([Run("adam", {"lr": 0.1})], offset_valley(20.0), START, steps=300)
    drawn = shares(run)
    assert drawn["share_x"][0] == pytest.approx(-2.1 / 1.8)
    assert drawn["share_x"][-1] == pytest.approx(1.0, abs=1e-3)
