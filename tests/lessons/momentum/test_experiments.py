"""What lesson 7 says of its runs, and what theory knows of its map."""

from typing import Any

import numpy as np
import pytest

from lessons.momentum.experiments import DECAY, hovering, stable_below, turning_back
from lessons.momentum.scene import speed
from optim import gradients, schedules
from surfaces import valley
from ui.page.turned import turned_valley
from ui.runs.result import follow, largest_gap
from ui.runs.run import Run


def test_the_conventions_agree_at_constant_rate_and_the_folded_one_parts_under_a_schedule() -> None:
    runs = [
        Run("momentum", {"lr": 0.03, "beta": 0.8}),
        Run("momentum_ema", {"lr": 0.03 / (1 - 0.8), "beta": 0.8}),
        Run("momentum_folded", {"lr": 0.03, "beta": 0.8}),
    ]
    for schedule, least in ((None, 0.0), (schedules.exponential(DECAY), 0.1)):
        heavy, average, folded = follow(runs, valley(), (-2.7, 1.55), steps=80, schedule=schedule)
        assert largest_gap(heavy, average) < 1e-12
        assert largest_gap(heavy, folded) < 1e-12 or least > 0.0
        assert largest_gap(heavy, folded) >= least


def test_across_the_valley_gradients_change_sign_every_few_steps_sooner_at_a_larger_rate() -> None:
    runs = [Run("momentum", {"lr": lr, "beta": 0.8}) for lr in (0.01, 0.03, 0.09, 0.16)]
    flips = []
    for heavy in follow(runs, valley(), (-2.7, 1.55), steps=40):
        across = heavy.trajectory.gradients[:, 1]
        flips.append(np.count_nonzero(np.diff(np.sign(across))))
    assert flips == sorted(flips)
    # At the page's own rate about every fourth step.
    assert 8 <= flips[1] <= 14


def test_nesterov_swings_less_across_the_valley_than_the_heavy_ball() -> None:
    runs = [Run(key, {"lr": 0.03, "beta": 0.8}) for key in ("momentum", "nesterov")]
    heavy, nesterov = follow(runs, valley(), (-2.7, 1.55), steps=80)
    assert nesterov.trajectory.points[:, 1].min() > 0.5 * heavy.trajectory.points[:, 1].min()


def test_the_turned_start_makes_the_turned_path() -> None:
    run = Run("momentum", {"lr": 0.03, "beta": 0.8})
    straight, turned = (turned_valley(20.0, angle) for angle in (0.0, 90.0))
    assert straight.start == valley().start
    assert straight.domain == valley().domain
    [plain], [other] = (follow([run], s, s.start, steps=80) for s in (straight, turned))
    (x, y), (u, v) = plain.trajectory.points.T, other.trajectory.points.T
    np.testing.assert_allclose((u, v), (-y, x), atol=1e-12)


@pytest.mark.parametrize("angle", np.linspace(0.0, 90.0, 31).tolist())
@pytest.mark.parametrize("kappa", [1.0, 200.0])
def test_a_turned_start_lies_in_the_picture(kappa: float, angle: float) -> None:
    surface = turned_valley(kappa, angle)
    assert surface.contains(*surface.start)


@pytest.mark.parametrize(("lr", "beta"), [(0.004, 0.5), (0.001, 0.9), (0.0005, 0.99)])
def test_well_below_its_limit_the_heavy_ball_hovers_farther_away(lr: float, beta: float) -> None:
    descent = Run("gd", {"lr": lr})
    heavy = Run("momentum", {"lr": lr, "beta": beta})
    times = hovering(heavy, 20.0, 2.0, 1) / hovering(descent, 20.0, 2.0, 1)
    assert times == pytest.approx(1 / np.sqrt(1 - beta), rel=0.02)
    average = heavy.changed({"lr": lr * (1 - beta)})
    assert hovering(average, 20.0, 2.0, 1) == pytest.approx(
        hovering(descent, 20.0, 2.0, 1), rel=0.02
    )


@pytest.mark.parametrize("key", ["gd", "momentum", "nesterov"])
def test_the_hovering_distance_is_that_of_many_runs(key: str) -> None:
    run = Run(key, {"lr": 0.03} if key == "gd" else {"lr": 0.03, "beta": 0.8})
    source, seeds = gradients.noisy(2.0, 4), np.arange(1000)
    cloud = run.trace(valley(), (0.0, 0.0), steps=300, gradient=source, seed=seeds).points[-100:]
    measured = np.sqrt((cloud**2).sum(axis=-1).mean())
    assert measured == pytest.approx(hovering(run, 20.0, 2.0, 4), rel=0.03)
    above = run.changed({"lr": 1.01 * stable_below(run, 20.0)})
    assert hovering(above, 20.0, 2.0, 4) == np.inf


def test_with_noise_momentums_steps_turn_back_less_often() -> None:
    runs = [Run("gd", {"lr": 0.02}), Run("momentum", {"lr": 0.02, "beta": 0.8})]
    for seed in range(5):
        noise: dict[str, Any] = {"gradient": gradients.noisy(2.0), "seed": seed}
        descent, heavy = follow(runs, valley(), (-2.7, 1.55), steps=400, **noise)
        assert turning_back(heavy) < 0.5 * turning_back(descent)
    [short] = follow(runs[:1], valley(), (-2.7, 1.55), steps=1)
    assert np.isnan(turning_back(short))


def test_along_a_slope_the_velocity_grows_to_its_sum() -> None:
    [heavy] = follow([Run("momentum", {"lr": 1e-5, "beta": 0.8})], valley(), (-2.7, 0.0), steps=80)
    assert speed(heavy)["speed"][-1] == pytest.approx(2.7 / (1 - 0.8), rel=0.01)
