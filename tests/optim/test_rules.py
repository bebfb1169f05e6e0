"""What each rule is known to do, beyond the reference trajectories."""

import math
from typing import Any

import numpy as np
import pytest

from optim import OPTIMIZERS, Trajectory, schedules, trace
from optim.theory import uncorrected_step
from surfaces import bowl, rosenbrock, saddle, valley

from .problems import Slope


def intermediate(key: str, name: str, t: int, **hypers: float) -> float:
    """What a rule calls by this name at step `t`."""
    optimizer = OPTIMIZERS[key]
    kept = (0.5,) * len(optimizer.memory)
    return float(optimizer.names(t, 1.0, 2.0, *kept, **(optimizer.defaults | hypers))[name])


def tractability(beta2: float, t: int) -> float:
    return intermediate("radam", "rho_t", t, beta2=beta2)


def nadam_momentum(beta1: float, t: int) -> float:
    return intermediate("nadam", "mu_t", t, beta1=beta1)


def valley_run(key: str, **options: Any) -> Trajectory:
    return trace(key, valley(), (-2.7, 1.55), **({"steps": 60, "lr": 0.02} | options))


def assert_same(a: Trajectory, b: Trajectory) -> None:
    assert np.array_equal(a.points, b.points)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_the_table_is_whole(key: str) -> None:
    optimizer = OPTIMIZERS[key]
    assert optimizer.key == key
    assert next(iter(optimizer.defaults)) == "lr"
    assert optimizer.latex.count("{") == optimizer.latex.count("}")
    assert optimizer.name
    assert optimizer.source.endswith(".")
    assert optimizer.idea.endswith(".")
    assert optimizer.rule.__doc__
    for hyper in optimizer.hypers:
        assert hyper.help
        # The defaults are plain numbers that the rule takes as they are.
        assert type(hyper.default) is float
    rest = (0.0,) * len(optimizer.memory)
    assert len(optimizer.rule(1, 1.0, 2.0, *rest, **optimizer.defaults)) == 1 + len(rest)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_help_speaks_of_what_the_rule_keeps(key: str) -> None:
    optimizer = OPTIMIZERS[key]
    told = " ".join(hyper.help for hyper in optimizer.hypers)
    squares = any(memory in optimizer.memory for memory in "sv") and "g^2" in optimizer.latex
    assert ("square" in told) == squares
    assert ("velocity" in told) == (optimizer.memory == ("v",))
    assert ("maximum" in told) == (key == "adamax")


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_formula_says_what_its_hats_are(key: str) -> None:
    latex = OPTIMIZERS[key].latex
    for name in "mv":
        assert (rf"\hat {name}" in latex) == (
            rf"\hat {name} &=" in latex or rf"\hat {name} =" in latex
        )


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_rule_works_down_a_bowl_at_its_defaults(key: str) -> None:
    run = trace(key, bowl(), (-1.5, 1.0), steps=300)
    assert run.diverged_at is None
    assert run.values[-1] < run.values[0]


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_rule_is_pure(key: str) -> None:
    optimizer = OPTIMIZERS[key]
    random = np.random.default_rng(0)
    given = random.uniform(0.1, 1.0, (2 + len(optimizer.memory), 5))
    kept = given.copy()
    first = optimizer.rule(3, *given, **optimizer.defaults)
    again = optimizer.rule(3, *given, **optimizer.defaults)
    assert np.array_equal(given, kept)
    assert np.array_equal(first, again)


# Momentum.


@pytest.mark.parametrize("key", ["momentum", "momentum_ema", "momentum_folded", "nesterov"])
def test_without_memory_momentum_is_gradient_descent(key: str) -> None:
    assert_same(valley_run(key, beta=0.0), valley_run("gd"))


def test_folded_and_heavy_ball_agree_until_the_rate_changes() -> None:
    heavy, folded = valley_run("momentum"), valley_run("momentum_folded")
    np.testing.assert_allclose(heavy.points, folded.points, rtol=1e-12, atol=1e-12)
    decay = schedules.exponential(0.9)
    heavy = valley_run("momentum", schedule=decay)
    folded = valley_run("momentum_folded", schedule=decay)
    assert np.abs(heavy.points - folded.points).max() > 0.1


def test_averaged_momentum_is_the_heavy_ball_at_a_rate_smaller_by_one_minus_beta() -> None:
    ema = valley_run("momentum_ema", lr=0.2, beta=0.9)
    heavy = valley_run("momentum", lr=0.2 * (1 - 0.9), beta=0.9)
    np.testing.assert_allclose(ema.points, heavy.points, rtol=1e-12, atol=1e-12)


def test_the_velocity_is_a_sum_or_an_average() -> None:
    options: dict[str, Any] = {"steps": 400, "lr": 0.01, "beta": 0.9}
    velocities = {"momentum": 3.0 / (1 - 0.9), "momentum_ema": 3.0, "momentum_folded": 0.3}
    for key, velocity in velocities.items():
        run = trace(key, Slope(3.0, 3.0), (0.0, 0.0), **options)
        assert run.memory["v"][-1, 0] == pytest.approx(velocity)


def test_nesterov_takes_its_gradient_at_the_look_ahead() -> None:
    run = valley_run("nesterov", beta=0.8)
    look = OPTIMIZERS["nesterov"].look(run.points[:-1], run.memory["v"][:-1], lr=0.02, beta=0.8)
    assert np.array_equal(run.gradients, np.transpose(valley().gradient(*look.T)))
    assert np.array_equal(look, run.points[:-1] - 0.02 * 0.8 * run.memory["v"][:-1])


def test_the_velocity_written_out_is_a_sum_of_fading_gradients() -> None:
    run = valley_run("momentum", beta=0.8)
    fading = 0.8 ** np.arange(60)[::-1]
    np.testing.assert_allclose(run.memory["v"][-1], fading @ run.gradients, rtol=1e-12)


# Gradient descent with a penalty.


def test_descent_with_a_penalty_rests_exactly_at_the_penalised_minimum() -> None:
    # f = ½(x−1)² on each coordinate, λ 0.25: at 1/1.25 the two slopes cancel.
    class Off:
        def value(self, x: Any, y: Any) -> Any:
            return 0.5 * ((x - 1.0) * (x - 1.0) + 20.0 * (y - 1.0) * (y - 1.0))

        def gradient(self, x: Any, y: Any) -> Any:
            return x - 1.0, 20.0 * (y - 1.0)

    run = trace("gd_l2", Off(), (-2.0, 3.0), steps=2000, lr=0.05, weight_decay=0.25)
    np.testing.assert_allclose(run.points[-1], [1 / 1.25, 20 / 20.25], rtol=1e-14)


def test_for_descent_penalty_and_decay_are_the_same_step() -> None:
    run = valley_run("gd_l2", weight_decay=0.5)
    bare = np.transpose(valley().gradient(*run.points[:-1].T))
    decayed = (1 - 0.02 * 0.5) * run.points[:-1] - 0.02 * bare
    np.testing.assert_allclose(run.points[1:], decayed, rtol=1e-12, atol=1e-14)
    assert_same(valley_run("gd_l2", weight_decay=0.0), valley_run("gd"))


# RMSProp and AdaGrad.


@pytest.mark.parametrize("slope", [1e-3, 1.0, 1e3])
def test_rmsprops_first_step_forgets_the_gradients_size(slope: float) -> None:
    run = trace("rmsprop", Slope(slope, -slope), (0.0, 0.0), steps=1, lr=0.1, beta=0.9, eps=0.0)
    step = 0.1 / math.sqrt(1 - 0.9)
    np.testing.assert_allclose(run.points[1], [-step, step], rtol=1e-12)
    assert step == pytest.approx(3.16 * 0.1, rel=1e-3)


def test_rmsprop_ends_in_a_cycle_of_half_the_rate() -> None:
    run = trace("rmsprop", bowl(), (-1.5, 1.0), steps=2000, lr=0.1)
    np.testing.assert_allclose(np.abs(run.points[-50:]), 0.05, rtol=1e-3)


def test_eps_inside_the_root_acts_as_its_root() -> None:
    options: dict[str, Any] = {"lr": 0.1, "beta": 0.0, "steps": 1}
    inside = trace("rmsprop_eps_inside", Slope(), (0.0, 0.0), eps=3.0, **options)
    outside = trace("rmsprop", Slope(), (0.0, 0.0), eps=3.0, **options)
    np.testing.assert_allclose(inside.points[1], -0.1 / math.sqrt(1.0 + 3.0))
    np.testing.assert_allclose(outside.points[1], -0.1 / (1.0 + 3.0))


def test_adagrad_slows_for_ever_but_does_not_stop() -> None:
    run = trace("adagrad", Slope(5.0, -0.2), (0.0, 0.0), steps=10_000, lr=0.1)
    t = np.array([100, 1000, 10_000])
    # Euler and Maclaurin: Σ 1/√k = 2√t + ζ(½) + 1/(2√t) − ...
    distance = 0.1 * (2 * np.sqrt(t) - 1.4603545 + 0.5 / np.sqrt(t))
    np.testing.assert_allclose(-run.points[t, 0], distance, rtol=1e-5)
    np.testing.assert_allclose(run.points[t, 1], distance, rtol=1e-5)


# Adam and its descendants.


def test_adams_first_step_is_the_rate_against_the_slope() -> None:
    run = trace("adam", Slope(3e-4, -70.0), (0.0, 0.0), steps=9, lr=0.1, eps=0.0)
    steps = np.diff(run.points, axis=0)
    np.testing.assert_allclose(steps, np.tile([-0.1, 0.1], (9, 1)), rtol=1e-12)


def test_without_correction_the_first_steps_are_too_large() -> None:
    run = trace("adam_uncorrected", Slope(2.0, 2.0), (0.0, 0.0), steps=100, lr=0.1, eps=0.0)
    sizes = -np.diff(run.points[:, 0]) / 0.1
    np.testing.assert_allclose(sizes, uncorrected_step(np.arange(1, 101)), rtol=1e-9)
    assert sizes[0] == pytest.approx(3.16, abs=0.005)
    assert sizes[11] == pytest.approx(6.57, abs=0.005)
    assert sizes.argmax() == 11


def test_ideas_that_hold_under_conditions_say_them() -> None:
    assert "at the usual β" in OPTIMIZERS["adam_uncorrected"].idea
    assert "on the way" in OPTIMIZERS["adam_l2"].idea
    assert "at rest" in OPTIMIZERS["adam_l2"].idea


def test_amsgrads_rate_may_rise_as_its_correction_fades() -> None:
    run = trace("amsgrad", rosenbrock(b=10.0), (-1.0, 1.0), steps=120, lr=0.1)
    scale = np.sqrt(run.memory["v_max"][1:, 0] / (1 - 0.999 ** np.arange(1, 121.0)))
    assert (1 / scale)[-1] / (1 / scale).min() > 3.0
    assert (np.diff(run.memory["v_max"], axis=0) >= 0.0).all()


def test_without_correction_steps_are_too_small_if_beta1_is_the_longer_memory() -> None:
    options: dict[str, Any] = {"lr": 0.1, "beta1": 0.999, "beta2": 0.9, "eps": 0.0}
    run = trace("adam_uncorrected", Slope(), (0.0, 0.0), steps=1, **options)
    assert -run.points[1, 0] < 0.1 * 0.01


@pytest.mark.parametrize("key", ["adamw", "adam_l2"])
def test_without_decay_both_decays_are_adam(key: str) -> None:
    decays = trace(key, rosenbrock(), (-1.0, 1.0), steps=200, weight_decay=0.0)
    assert_same(decays, trace("adam", rosenbrock(), (-1.0, 1.0), steps=200))


def test_adamw_decays_the_old_point_and_leaves_the_averages_alone() -> None:
    run = trace("adamw", Slope(0.0, 0.0), (1.0, -2.0), steps=50, lr=0.1, weight_decay=0.5)
    np.testing.assert_allclose(run.points[:, 0], (1 - 0.05) ** np.arange(51.0), rtol=1e-12)
    assert not run.memory["m"].any()
    step = trace("adamw", Slope(1.0, 1.0), (4.0, 4.0), steps=1, lr=0.1, weight_decay=0.5, eps=0.0)
    assert step.points[1, 0] == pytest.approx((1 - 0.05) * 4.0 - 0.1, rel=1e-14)


def test_l2_moves_the_resting_point_to_the_penalised_minimum() -> None:
    # f = ½(x−1)² + ½λx² rests at 1/(1+λ).
    class Off:
        dimension = 1

        def value(self, x: Any) -> Any:
            return 0.5 * (x - 1.0) * (x - 1.0)

        def gradient(self, x: Any) -> Any:
            return x - 1.0

    options: dict[str, Any] = {"steps": 4000, "lr": 0.02, "beta2": 0.9, "weight_decay": 0.25}
    decayed = trace("adam_l2", Off(), 3.0, **options)
    assert decayed.points[-1, 0] == pytest.approx(1 / 1.25, abs=0.02)


def test_l2_through_adam_hardly_shrinks_a_coordinate_with_large_gradients() -> None:
    """A penalty vanishes beside a large gradient; AdamW takes the same share of both."""
    options: dict[str, Any] = {"steps": 100, "lr": 0.01, "weight_decay": 0.1}
    start, slope = (1.0, 1.0), Slope(1000.0, 0.05)
    plain = trace("adam", slope, start, steps=100, lr=0.01).points[-1]
    l2 = plain - trace("adam_l2", slope, start, **options).points[-1]
    w = plain - trace("adamw", slope, start, **options).points[-1]
    assert abs(l2[0]) < 0.01 * abs(w[0])
    assert w[0] == pytest.approx(w[1], rel=0.01)


def test_amsgrad_is_adam_while_the_average_square_grows() -> None:
    # Uphill on the saddle's y the gradient grows, and along x it stays 0.
    start, surface = (0.0, 0.05), saddle()
    ams = trace("amsgrad", surface, start, steps=60, lr=0.03)
    assert (np.diff(ams.memory["v"][:, 1]) > 0).all()
    assert_same(ams, trace("adam", surface, start, steps=60, lr=0.03))
    ams, adam = (
        trace(key, bowl(), (1.0, 1.0), steps=300, beta2=0.9) for key in ("amsgrad", "adam")
    )
    assert (ams.memory["v_max"] == np.maximum.accumulate(ams.memory["v"])).all()
    assert np.abs(ams.points - adam.points).max() > 1e-3


def test_radam_is_plain_momentum_until_its_variance_is_tractable() -> None:
    assert tractability(0.999, 5) <= 5 < tractability(0.999, 6)
    run = trace("radam", Slope(3.0, -2.0), (0.0, 0.0), steps=12, lr=0.1, eps=0.0)
    steps = np.diff(run.points, axis=0)
    # m̂ = g on a slope: α g at first, and then α r_t sign(g) with a small r_t.
    np.testing.assert_allclose(steps[:5], np.tile([-0.3, 0.2], (5, 1)), rtol=1e-12)
    np.testing.assert_allclose(steps[5:, 0], -steps[5:, 1], rtol=1e-12)
    assert (np.abs(steps[5:]) < 0.05).all()
    assert (np.diff(np.abs(steps[5:, 0])) > 0).all()


def test_radam_before_its_switch_is_corrected_momentum() -> None:
    run = valley_run("radam", steps=20)
    corrected = run.memory["m"][1:] / (1 - 0.9 ** np.arange(1, 21.0)[:, np.newaxis])
    steps, momentum = np.diff(run.points, axis=0), -0.02 * corrected
    np.testing.assert_allclose(steps[:5], momentum[:5], rtol=1e-12)
    assert (np.abs(steps[5:]) < np.abs(momentum[5:])).all()


def test_radam_never_switches_with_a_short_memory() -> None:
    assert max(tractability(0.6, t) for t in range(1, 200)) <= 5
    run = trace("radam", Slope(3.0, 3.0), (0.0, 0.0), steps=50, lr=0.1, beta2=0.6)
    np.testing.assert_allclose(np.diff(run.points, axis=0), -0.3, rtol=1e-12)


def test_nadams_memory_is_one_minus_the_product_of_its_momenta() -> None:
    run = trace("nadam", bowl(), (1.0, 1.0), steps=100)
    product = np.cumprod([nadam_momentum(0.9, t) for t in range(1, 101)])
    np.testing.assert_allclose(run.memory["q"][1:, 0], 1 - product, rtol=1e-12)
    assert nadam_momentum(0.9, 1) == pytest.approx(0.45, rel=1e-3)
    assert nadam_momentum(0.9, 100_000) == pytest.approx(0.9)


# Lion and the quasi-hyperbolic rules.


def test_lion_moves_every_coordinate_by_the_rate() -> None:
    run = trace("lion", valley(), (-2.7, 1.55), steps=80, lr=0.01)
    np.testing.assert_allclose(np.abs(np.diff(run.points, axis=0)), 0.01, rtol=1e-9)


def test_lion_with_equal_betas_steps_by_the_sign_of_averaged_momentum() -> None:
    run = trace("lion", valley(), (-2.7, 1.55), steps=80, lr=0.01, beta1=0.9, beta2=0.9)
    m = np.zeros(2)
    for step, g, kept in zip(
        np.diff(run.points, axis=0), run.gradients, run.memory["m"][1:], strict=True
    ):
        m = 0.9 * m + (1 - 0.9) * g
        np.testing.assert_allclose(kept, m, rtol=1e-12)
        np.testing.assert_allclose(step, -0.01 * np.sign(m), rtol=1e-9)


def test_lion_mixes_by_beta1_and_remembers_by_beta2() -> None:
    (x, m) = OPTIMIZERS["lion"].rule(
        1, 2.0, 1.0, -0.2, lr=0.1, beta1=0.9, beta2=0.5, weight_decay=0.0
    )
    # 0.9 · −0.2 + 0.1 · 1 < 0, although the gradient is positive: x moves up.
    assert x == pytest.approx(2.1)
    assert m == pytest.approx(0.4)


def test_lion_decays_the_old_point() -> None:
    run = trace("lion", Slope(0.0, 0.0), (1.0, -1.0), steps=20, lr=0.1, weight_decay=0.5)
    np.testing.assert_allclose(run.points[:, 0], 0.95 ** np.arange(21.0), rtol=1e-12)


def test_qhm_runs_from_gradient_descent_to_averaged_momentum() -> None:
    assert_same(valley_run("qhm", nu=0.0), valley_run("gd"))
    assert_same(valley_run("qhm", nu=1.0, beta=0.9), valley_run("momentum_ema", beta=0.9))


def test_qhm_with_nu_of_beta_is_nesterov() -> None:
    """Ma and Yarats: at α/(1−β) its points are Nesterov's look-ahead points."""
    qhm = valley_run("qhm", nu=0.9, beta=0.9, lr=0.02 / (1 - 0.9))
    nesterov = valley_run("nesterov", beta=0.9, lr=0.02)
    look = nesterov.points - 0.02 * 0.9 * nesterov.memory["v"]
    np.testing.assert_allclose(qhm.points, look, rtol=1e-10, atol=1e-12)


def test_qhadam_runs_from_signs_to_adam() -> None:
    betas = {"beta1": 0.9, "beta2": 0.999}
    assert_same(valley_run("qhadam", nu1=1.0, nu2=1.0, **betas), valley_run("adam", **betas))
    bare = valley_run("qhadam", nu1=0.0, nu2=0.0, eps=0.0)
    np.testing.assert_allclose(
        np.diff(bare.points, axis=0), -0.02 * np.sign(bare.gradients), rtol=1e-9
    )


def test_qhadam_without_averaged_direction_is_corrected_rmsprop() -> None:
    run = valley_run("qhadam", nu1=0.0, nu2=1.0, beta2=0.9, eps=0.0)
    corrected = run.memory["v"][1:] / (1 - 0.9 ** np.arange(1, 61.0)[:, np.newaxis])
    np.testing.assert_allclose(
        np.diff(run.points, axis=0), -0.02 * run.gradients / np.sqrt(corrected), rtol=1e-9
    )
