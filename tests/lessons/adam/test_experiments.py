"""What lesson 9 says of Adam's first steps, of RAdam's switch and of ε."""

import numpy as np
import pytest

from lessons.adam.experiments import (
    SLOPE,
    amsgrads_example,
    rhos,
    scaled_gap,
    sizes,
    step_sizes,
    switch,
)
from optim import schedules
from optim.theory import uncorrected_step
from surfaces import rosenbrock
from ui.runs.result import follow, largest_gap
from ui.runs.run import Run


def test_step_sizes_on_a_slope_are_theorys() -> None:
    runs = [Run(key, {"lr": 0.05, "eps": 1e-12}) for key in ("adam", "adam_uncorrected")]
    corrected, bare = follow(runs, SLOPE, SLOPE.start, steps=40)
    np.testing.assert_allclose(sizes(corrected), 1.0, rtol=1e-9)
    np.testing.assert_allclose(sizes(bare), uncorrected_step(np.arange(1, 41)), rtol=1e-9)


def test_m_and_v_are_the_fading_means_of_gradients_and_of_their_squares() -> None:
    [run] = follow([Run("adam", {"lr": 0.1})], rosenbrock(b=10.0), (-1.0, 1.0), steps=120)
    g, last = run.trajectory.gradients, np.arange(120)[::-1]
    for name, beta, past in (("m_hat", 0.9, g), ("v_hat", 0.999, g * g)):
        mean = np.average(past, axis=0, weights=beta**last)
        np.testing.assert_allclose(run.parts.names[name][-2], mean, rtol=1e-9)


def test_by_default_most_steps_are_far_shorter_than_the_rate_and_none_longer() -> None:
    [run] = follow([Run("adam", {"lr": 0.1})], rosenbrock(b=10.0), (-1.0, 1.0), steps=120)
    taken = step_sizes(run)
    assert taken.shape == (240,)
    assert np.median(taken) == pytest.approx(0.028, abs=1e-3)
    assert taken.max() == pytest.approx(1.0, abs=1e-6)


def test_where_gradients_agree_adam_is_a_sign_step() -> None:
    [run] = follow([Run("adam", {"lr": 1e-4})], rosenbrock(b=10.0), (-1.0, 1.0), steps=120)
    assert np.mean(np.abs(step_sizes(run) - 1.0) <= 0.1) > 0.5
    [slope] = follow([Run("adam", {"lr": 0.05})], SLOPE, SLOPE.start, steps=40)
    np.testing.assert_allclose(step_sizes(slope), 1.0, rtol=1e-6)


def test_the_first_step_is_the_rate_only_where_the_gradient_is_not_zero() -> None:
    [run] = follow([Run("adam", {"lr": 0.1})], rosenbrock(b=10.0), (-1.0, 1.0), steps=1)
    assert run.trajectory.gradients[0].tolist() == [-4.0, 0.0]
    np.testing.assert_allclose(step_sizes(run), [1.0, 0.0], rtol=1e-6)


@pytest.mark.parametrize(("eps", "most"), [(1e-8, 1e-6), (1e-12, 1e-9)])
def test_adam_does_not_mind_the_scale_of_f_but_for_eps(eps: float, most: float) -> None:
    run = Run("adam", {"lr": 0.1, "eps": eps})
    [result] = follow([run], rosenbrock(b=10.0), (-1.0, 1.0), steps=300)
    assert scaled_gap(result) < most
    [large] = follow([run.changed({"eps": 1.0})], rosenbrock(b=10.0), (-1.0, 1.0), steps=300)
    assert scaled_gap(large) > 0.1
    [descent] = follow([Run("gd", {"lr": 1e-4})], rosenbrock(b=10.0), (-1.0, 1.0), steps=300)
    assert scaled_gap(descent) > 0.1


def test_the_example_that_amsgrad_was_made_for() -> None:
    assert amsgrads_example("adam") == pytest.approx(0.944, abs=5e-4)
    assert amsgrads_example("amsgrad") == pytest.approx(-1.0, abs=1e-9)
    # It takes a small rate: at 0.5 both end where they should.
    assert amsgrads_example("adam", lr=0.5) == pytest.approx(-1.0, abs=0.05)


def test_radams_factor_grows_as_a_warm_up_does() -> None:
    radam = Run("radam", {"lr": 0.01, "eps": 1e-12})
    [result] = follow([radam], SLOPE, SLOPE.start, steps=4000)
    factor = result.parts.names["r_t"][5:4000, 0]
    np.testing.assert_allclose(sizes(result)[5:], factor, rtol=1e-6)
    assert factor[0] < 0.03
    assert (np.diff(factor) > 0.0).all()
    # Adam with a linear warm-up of 2/(1−β₂) steps ends its own where RAdam's is most of the way.
    warm = schedules.warmup(2000, schedules.constant())
    [adam] = follow([Run("adam", {"lr": 0.01})], SLOPE, SLOPE.start, steps=4000, schedule=warm)
    lengths = np.abs(np.diff(adam.trajectory.points[:, 0])) / 0.01
    assert lengths[5] < 0.03
    assert factor[1994] > 0.8
    assert np.abs(lengths[5:] - factor).max() < 0.25
    # Its first five steps are momentum's: as long as the gradient is.
    np.testing.assert_allclose(sizes(result)[:5], 0.6, rtol=1e-9)


@pytest.mark.parametrize(
    ("beta1", "beta2"), [(0.9, 0.999), (0.999, 0.9), (0.95, 0.98), (0.85, 0.98), (0.5, 0.5)]
)
def test_the_first_step_is_too_short_where_the_gradients_memory_is_long(
    beta1: float, beta2: float
) -> None:
    run = Run("adam_uncorrected", {"lr": 0.05, "beta1": beta1, "beta2": beta2})
    [bare] = follow([run], SLOPE, SLOPE.start, steps=5)
    assert (sizes(bare)[0] < 1.0) == (1 - beta1 < np.sqrt(1 - beta2))


@pytest.mark.parametrize(("beta2", "at"), [(0.999, 6), (0.99, 6), (0.6, None)])
def test_radams_switch(beta2: float, at: int | None) -> None:
    run = Run("radam", {"lr": 0.01, "beta2": beta2})
    [radam] = follow([run], rosenbrock(b=10.0), (-1.0, 1.0), steps=50)
    assert switch(radam) == at
    assert len(rhos(radam)) == 50
    divided = (radam.effective_rates()["rate_x"] != 0.01).nonzero()[0]
    assert (int(divided[0]) + 1 if len(divided) else None) == at


def test_eps_inside_the_root_acts_like_its_root() -> None:
    keys = ("rmsprop", "rmsprop_eps_inside")
    one = [Run(key, {"lr": 0.05, "eps": 0.01}) for key in keys]
    outside, inside = follow(one, rosenbrock(b=10.0), (-1.0, 1.0), steps=20)
    assert largest_gap(outside, inside) > 1e-3
    # Where gradients vanish beside ε, the scale that is left is ε outside and √ε inside.
    [alone, root] = follow(one, rosenbrock(b=10.0), (1.0 + 1e-9, 1.0), steps=1)
    assert alone.effective_rates()["rate_y"][0] == pytest.approx(0.05 / 0.01, rel=1e-5)
    assert root.effective_rates()["rate_y"][0] == pytest.approx(0.05 / 0.1, rel=1e-5)
