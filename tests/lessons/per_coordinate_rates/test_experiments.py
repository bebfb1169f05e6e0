"""What lesson 8 says of AdaGrad, of RMSProp and of angles."""

import numpy as np
import pytest

from lessons.per_coordinate_rates.experiments import ROWS, TRIED, best_rate, sparse
from lessons.per_coordinate_rates.settings import RATES
from optim import sweep, trace
from optim.gradients import mini_batch
from surfaces import NEAR, valley
from ui.page.turned import turned_valley
from ui.runs.result import follow
from ui.runs.run import Run
from ui.runs.tuning import tuned

START = (-2.7, 1.55)


def arrival(key: str, kappa: float, angle: float, steps: int = 2000) -> int:
    """From which step on it stays within 0.05 of the minimum."""
    surface = turned_valley(kappa, angle)
    run = trace(key, surface, surface.start, steps=steps, lr=RATES[key])
    far = np.flatnonzero(np.hypot(*run.points.T) > 0.05)
    assert far[-1] < steps
    return int(far[-1]) + 1


def test_along_the_axes_adagrads_path_does_not_know_the_condition_number() -> None:
    one, other = (trace("adagrad", valley(k), START, steps=100, lr=0.5) for k in (5.0, 100.0))
    np.testing.assert_allclose(one.points, other.points, atol=1e-6)


def test_turning_the_valley_takes_the_advantage_away() -> None:
    assert arrival("adagrad", 20.0, 0.0) < arrival("momentum", 20.0, 0.0)
    assert arrival("adagrad", 20.0, 45.0) > 5 * arrival("adagrad", 20.0, 0.0)


@pytest.mark.parametrize("angle", [15.0, 45.0, 60.0, 90.0])
def test_momentum_does_not_mind_the_angle_with_the_start_turned_along(angle: float) -> None:
    assert arrival("momentum", 20.0, angle) == arrival("momentum", 20.0, 0.0)


def test_at_rates_tuned_alike_the_angle_still_takes_adagrads_advantage_away() -> None:
    first = {}
    for angle in (0.0, 45.0):
        surface = turned_valley(20.0, angle)
        for run in tuned([Run("momentum"), Run("adagrad")], surface, surface.start, 300):
            [result] = follow([run], surface, surface.start, steps=300)
            first[run.optimizer, angle] = result.outcome.arrived_at or 0
    assert first["adagrad", 0.0] < 0.2 * first["momentum", 0.0]
    assert first["adagrad", 45.0] > 0.7 * first["momentum", 45.0]


def test_at_45_degrees_both_coordinates_have_about_one_rate() -> None:
    [rotated] = follow([Run("adagrad", {"lr": 0.5})], valley(20.0, 45.0), START, steps=150)
    [straight] = follow([Run("adagrad", {"lr": 0.5})], valley(20.0), START, steps=150)
    mixed, separate = rotated.effective_rates(), straight.effective_rates()
    assert mixed["rate_x"][-1] == pytest.approx(mixed["rate_y"][-1], rel=0.1)
    assert separate["rate_x"][-1] > 5 * separate["rate_y"][-1]


def test_effective_rates_are_the_formulas() -> None:
    [run] = follow([Run("rmsprop", {"lr": 0.05})], valley(), START, steps=30)
    expected = 0.05 / (np.sqrt(run.trajectory.memory["s"][1:]) + 1e-8)
    np.testing.assert_allclose(
        np.column_stack([*run.effective_rates().values()]), expected, rtol=1e-12
    )


def test_adagrad_slows_down_short_of_the_minimum_at_a_small_rate() -> None:
    run = trace("adagrad", valley(), START, steps=2000, lr=0.05)
    assert np.hypot(*run.points[-1]) > 0.1
    assert np.hypot(*run.points[-1]) < np.hypot(*run.points[1000])


@pytest.mark.parametrize("kappa", [1.0, 20.0, 200.0])
@pytest.mark.parametrize(("angle", "lr"), [(0.0, 0.01), (0.0, 5.0), (45.0, 0.05), (90.0, 0.05)])
def test_rmsprop_steps_to_and_fro_by_about_its_rate(angle: float, lr: float, kappa: float) -> None:
    run = trace("rmsprop", valley(kappa, angle), START, steps=3000, lr=lr)
    np.testing.assert_allclose(np.abs(np.diff(run.points[-20:], axis=0)), lr, rtol=0.01)
    np.testing.assert_allclose(np.abs(run.points[-20:]), lr / 2, rtol=0.02)


def test_a_rare_features_slope_is_small_in_the_mean_and_mostly_nothing_in_small_batches() -> None:
    surface, (x, y) = sparse(0.02), sparse(0.02).start
    common, rare = np.abs(surface.example_gradients(x, y))
    assert (rare == 0.0).mean() > 0.95
    mean = np.abs(surface.gradient(x, y))
    assert mean[1] < 0.1 * mean[0]
    assert rare.max() > common.mean()
    [adagrad] = follow(
        [Run("adagrad", {"lr": 0.5})], surface, (x, y), steps=400, gradient=mini_batch(1)
    )
    rates = adagrad.effective_rates()
    assert rates["rate_y"][-1] > 2 * rates["rate_x"][-1]


@pytest.mark.parametrize("share", [0.01, 0.02, 0.05])
def test_on_a_rare_feature_adagrad_beats_descent_at_its_own_best_rate(share: float) -> None:
    surface = sparse(share)
    assert np.count_nonzero(surface.features[1]) == round(share * ROWS)
    arrived = {}
    for key in ("gd", "adagrad"):
        lr = best_rate(key, share, ROWS, 150, surface.start)
        run = trace(key, surface, surface.start, steps=2000, lr=lr)
        near = np.hypot(*(run.points - surface.minima[0]).T) <= 0.05
        arrived[key] = int(near.argmax())
    assert 0 < arrived["adagrad"] < 0.7 * arrived["gd"]


@pytest.mark.parametrize("steps", [150, 2000])
@pytest.mark.parametrize("key", ["gd", "adagrad"])
def test_the_best_rate_is_the_one_that_arrives_first(key: str, steps: int) -> None:
    surface = sparse(0.02)

    def arrival(lr: float) -> int:
        run = trace(key, surface, surface.start, steps=steps, lr=lr)
        far = np.flatnonzero(~(np.hypot(*(run.points - surface.minima[0]).T) <= NEAR))
        return int(far[-1]) + 1 if far.size else 0

    best = best_rate(key, 0.02, ROWS, steps, surface.start)
    assert arrival(best) == min(arrival(lr) for lr in TRIED.tolist())


def test_a_long_run_does_not_make_a_slow_rate_the_best() -> None:
    start = sparse(0.02).start
    assert best_rate("gd", 0.02, ROWS, 2000, start) == best_rate("gd", 0.02, ROWS, 150, start)


def test_where_none_arrives_the_lowest_loss_decides() -> None:
    surface = sparse(0.01)
    best = best_rate("gd", 0.01, ROWS, 20, surface.start)
    ends = sweep("gd", surface, surface.start, steps=20, lr=TRIED).values
    assert best == TRIED[np.nanargmin(ends)]
