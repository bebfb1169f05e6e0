"""Closed forms against simulated runs."""

import math
from typing import Any

import numpy as np
import pytest

from optim import gradients, theory, trace
from surfaces import bowl, himmelblau, rosenbrock, saddle, valley

from .problems import Parabola, Quadratic


@pytest.mark.parametrize("lr", [0.01, 0.1, 0.7])
def test_the_taylor_terms_are_the_whole_change_on_a_quadratic(lr: float) -> None:
    surface, (x, y) = valley(kappa=20.0, angle=30.0), (-2.7, 1.55)
    gx, gy = surface.gradient(x, y)
    terms = theory.taylor(lr, (gx, gy), surface.hessian(x, y))
    actual = surface.value(x - lr * gx, y - lr * gy) - surface.value(x, y)
    assert terms.change == pytest.approx(actual, rel=1e-9)
    assert terms.first == pytest.approx(-lr * (gx * gx + gy * gy))
    assert terms.change == terms.first + terms.second


def test_the_taylor_terms_cancel_at_the_cancel_rate() -> None:
    surface = valley(kappa=20.0, angle=30.0)
    g, h = surface.gradient(-2.7, 1.55), surface.hessian(-2.7, 1.55)
    rate = theory.cancel_rate(g, h)
    assert theory.taylor(rate, g, h).change == pytest.approx(0.0, abs=1e-9)
    run = trace("gd", surface, (-2.7, 1.55), steps=1, lr=rate)
    assert run.values[1] == pytest.approx(run.values[0], rel=1e-9)


def test_the_taylor_terms_on_a_curve_and_where_nothing_curves_up() -> None:
    assert theory.taylor(0.1, 3.0, 2.0) == pytest.approx((-0.9, 0.09))
    assert theory.cancel_rate(3.0, 2.0) == 1.0
    assert theory.cancel_rate((0.0, 1.0), saddle().hessian(0.0, 1.0)) == math.inf
    with pytest.raises(ValueError, match="not 2 and 1 numbers"):
        theory.taylor(0.1, (1.0, 2.0), 2.0)


def test_taylor_errs_by_the_third_order_elsewhere() -> None:
    surface, (x, y) = rosenbrock(), (-1.2, 1.0)
    (gx, gy), h = surface.gradient(x, y), surface.hessian(x, y)

    def miss(lr: float) -> float:
        actual: float = surface.value(x - lr * gx, y - lr * gy) - surface.value(x, y)
        return abs(actual - theory.taylor(lr, (gx, gy), h).change)

    assert miss(1e-6) / miss(1e-7) == pytest.approx(1000.0, rel=0.05)


BETAS = {"gd": 0.0, "momentum": 0.9, "momentum_folded": 0.9, "momentum_ema": 0.9, "nesterov": 0.9}


@pytest.mark.parametrize("beta", [0.3, 0.9])
@pytest.mark.parametrize("curvature", [0.5, 3.0])
@pytest.mark.parametrize("key", BETAS)
def test_runs_converge_below_the_stability_limit_and_diverge_above(
    key: str, curvature: float, beta: float
) -> None:
    hypers: dict[str, Any] = {} if key == "gd" else {"beta": beta}
    limit = theory.stability_limit(key, curvature, **hypers)
    below, above = (
        trace(key, Parabola(curvature), 1.0, steps=4000, lr=share * limit, **hypers)
        for share in (0.99, 1.01)
    )
    assert abs(below.points[-1, 0]) < 1e-9
    assert above.diverged_at is not None


def test_stability_limits_of_arrays_and_of_nonsense() -> None:
    limits = theory.stability_limit("momentum", np.array([1.0, 2.0]), np.array([0.0, 0.5]))
    assert limits.tolist() == [2.0, 1.5]
    assert theory.stability_limit("gd", rosenbrock().curvatures(1.0, 1.0)[1]) == pytest.approx(
        0.0020, abs=5e-5
    )
    with pytest.raises(ValueError, match="no stability limit for 'adam'; known for gd, momentum"):
        theory.stability_limit("adam", 1.0)
    with pytest.raises(ValueError, match="curvature must be finite and above 0"):
        theory.stability_limit("gd", 0.0)
    with pytest.raises(ValueError, match="beta must be at least 0 and less than 1"):
        theory.stability_limit("momentum", 1.0, 1.0)


def measured_factor(key: str, low: float, high: float, steps: int, **hypers: Any) -> float:
    """Error factor a step, over the second half of a run on a quadratic."""
    run = trace(key, Quadratic(low, high), (1.0, 1.0), steps=steps, **hypers)
    energy = np.hypot(*run.points.T)
    # Peaks alone: on its way a complex root's error passes through zero again and again.
    first, last = energy[steps // 2 - 39 : steps // 2 + 1].max(), energy[-40:].max()
    return float((last / first) ** (1 / (steps - steps // 2)))


def test_the_best_fixed_rate_of_gradient_descent() -> None:
    low, high = 1.0, 20.0
    best = theory.best_gd(low, high)
    assert best.factor == pytest.approx((20 - 1) / (20 + 1))
    assert measured_factor("gd", low, high, 200, lr=best.lr) == pytest.approx(best.factor, rel=1e-6)
    for share in (0.97, 1.03):
        assert measured_factor("gd", low, high, 200, lr=share * best.lr) > best.factor


def test_the_best_heavy_ball() -> None:
    low, high = 1.0, 20.0
    best = theory.best_heavy_ball(low, high)
    kappa = math.sqrt(theory.condition_number(low, high))
    assert best.factor == pytest.approx((kappa - 1) / (kappa + 1))
    assert best.beta == pytest.approx(best.factor**2)
    assert best.lr == pytest.approx(4 / (math.sqrt(high) + math.sqrt(low)) ** 2)
    assert best.factor < theory.best_gd(low, high).factor
    # Both curvatures are as slow as each other there, and no neighbour is faster.
    for curvature in (low, high):
        factor = theory.heavy_ball_factor(best.lr, best.beta, curvature)
        assert factor == pytest.approx(best.factor, rel=1e-6)
    for lr, beta in ((1.05, 1.0), (0.95, 1.0), (1.0, 1.05), (1.0, 0.95)):
        worst = max(
            theory.heavy_ball_factor(lr * best.lr, beta * best.beta, curvature)
            for curvature in (low, high)
        )
        assert worst > best.factor
    # The double root adds a factor t to the power law: hence the wide margin.
    measured = measured_factor("momentum", low, high, 160, lr=best.lr, beta=best.beta)
    assert measured == pytest.approx(best.factor, rel=0.03)


@pytest.mark.parametrize(
    ("lr", "beta"), [(0.02, 0.9), (0.1, 0.5), (0.005, 0.2), (0.06, 0.0), (0.15, 0.9)]
)
def test_convergence_factors_are_those_of_runs(lr: float, beta: float) -> None:
    curvatures = np.array([1.0, 20.0])
    heavy = float(theory.heavy_ball_factor(lr, beta, curvatures).max())
    assert measured_factor("momentum", 1.0, 20.0, 400, lr=lr, beta=beta) == pytest.approx(
        heavy, rel=2e-3
    )
    if lr < theory.stability_limit("nesterov", 20.0, beta):
        nesterov = float(theory.nesterov_factor(lr, beta, curvatures).max())
        assert measured_factor("nesterov", 1.0, 20.0, 400, lr=lr, beta=beta) == pytest.approx(
            nesterov, rel=5e-3
        )


def test_factors_meet_one_at_the_stability_limit() -> None:
    for beta in (0.0, 0.5, 0.9):
        for key, factor in (
            ("momentum", theory.heavy_ball_factor),
            ("nesterov", theory.nesterov_factor),
        ):
            limit = theory.stability_limit(key, 3.0, beta)
            assert factor(limit, beta, 3.0) == pytest.approx(1.0, abs=1e-9)
            assert factor(1.01 * limit, beta, 3.0) > 1.0 > factor(0.99 * limit, beta, 3.0)
    assert theory.gd_factor(0.1, 3.0) == pytest.approx(theory.heavy_ball_factor(0.1, 0.0, 3.0))


def test_the_polyak_lojasiewicz_bound_holds_on_a_quadratic() -> None:
    low, high = 1.0, 20.0
    run = trace("gd", Quadratic(low, high), (-2.7, 1.55), steps=200, lr=1 / high)
    bound = theory.pl_factor(low, high) ** np.arange(201.0) * run.values[0]
    assert (run.values <= bound * (1 + 1e-12)).all()
    g = run.gradients
    assert ((g * g).sum(axis=1) >= 2 * low * run.values[:-1] * (1 - 1e-12)).all()


@pytest.mark.parametrize("seed", range(5))
def test_eigenvalues(seed: int) -> None:
    hxx, hxy, hyy = np.random.default_rng(seed).standard_normal(3)
    expected = np.linalg.eigvalsh([[hxx, hxy], [hxy, hyy]])
    np.testing.assert_allclose(theory.eigenvalues(hxx, hxy, hyy), expected, atol=1e-12)


@pytest.mark.parametrize(
    ("hessian", "kind"),
    [
        (bowl().hessian(0.0, 0.0), "minimum"),
        (saddle().hessian(0.0, 0.0), "saddle"),
        ((-2.0, 0.5, -1.0), "maximum"),
        ((2.0, 0.0, 0.0), "flat"),
        ((0.0, 0.0, -2.0), "flat"),
        ((0.0, 0.0, 0.0), "flat"),
        ((1.0, 1.0, 1.0), "flat"),
        ((1.0, 2.0, 1.0), "saddle"),
        (himmelblau().hessian(*himmelblau().minima[0]), "minimum"),
        (himmelblau().hessian(*himmelblau().saddles[0]), "saddle"),
        (rosenbrock().hessian(1.0, 1.0), "minimum"),
    ],
)
def test_critical_points_are_told_apart(hessian: tuple[float, float, float], kind: str) -> None:
    assert theory.classify(*hessian) == kind


@pytest.mark.parametrize(
    ("examples", "size", "factor"), [(20, 20, 0.0), (20, 1, 1.0), (20, 10, 10 / 19), (1, 1, 0.0)]
)
def test_without_replacement(examples: int, size: int, factor: float) -> None:
    assert theory.without_replacement_factor(examples, size) == pytest.approx(factor)


def test_doubling_the_batch_divides_the_noise_by_root_two() -> None:
    small, double, four = (theory.stationary_variance(0.1, 2.0, 1.0, batch) for batch in (1, 2, 4))
    assert math.sqrt(small / double) == pytest.approx(math.sqrt(2))
    assert math.sqrt(small / four) == pytest.approx(2.0)
    assert small == pytest.approx(0.1 / (2.0 * (2 - 0.2)))
    assert theory.noise_floor(0.1, 2.0, 1.0) == pytest.approx(small)


VARIANCES = {"momentum": theory.heavy_ball_variance, "nesterov": theory.nesterov_variance}


@pytest.mark.parametrize(("lr", "beta"), [(0.02, 0.0), (0.02, 0.9), (0.3, 0.5), (0.9, 0.6)])
@pytest.mark.parametrize("key", VARIANCES)
def test_momentums_stationary_variance_is_that_of_runs(key: str, lr: float, beta: float) -> None:
    curvature, steps = 2.0, 400
    if lr >= theory.stability_limit(key, curvature, beta):
        lr = 0.9 * float(theory.stability_limit(key, curvature, beta))
    options: dict[str, Any] = {"steps": steps, "lr": lr, "beta": beta}
    source = gradients.noisy(1.0)
    cloud = trace(
        key, Parabola(curvature), 0.0, seed=np.arange(4000), gradient=source, **options
    ).points[steps // 2 :, :, 0]
    expected = VARIANCES[key](lr, beta, curvature, 1.0)
    assert cloud.var() == pytest.approx(expected, rel=0.03)


def test_without_memory_momentums_variance_is_that_of_descent() -> None:
    for variance in VARIANCES.values():
        assert variance(0.1, 0.0, 2.0, 3.0, 4) == pytest.approx(
            theory.stationary_variance(0.1, 2.0, 3.0, 4)
        )


def test_momentum_does_not_lower_the_floor_at_a_small_equal_rate() -> None:
    radius = [math.sqrt(theory.heavy_ball_variance(0.02, beta, 2.0, 1.0)) for beta in (0.0, 0.9)]
    assert radius == pytest.approx([0.071, 0.225], abs=1e-3)
    # The averaged form is the heavy ball at α(1−β): its floor is descent's own, or a little lower.
    average = math.sqrt(theory.heavy_ball_variance(0.1 * (1 - 0.9), 0.9, 2.0, 1.0))
    descent = math.sqrt(theory.stationary_variance(0.1, 2.0, 1.0))
    assert (descent, average) == pytest.approx((0.167, 0.159), abs=1e-3)
    # Close to descent's limit 2/λ it does: there descent's own variance grows without bound.
    high = theory.heavy_ball_variance(0.99, 0.5, 2.0, 1.0)
    assert high < theory.stationary_variance(0.99, 2.0, 1.0)


def test_adams_uncorrected_steps() -> None:
    sizes = theory.uncorrected_step(np.arange(1, 2001))
    assert (round(float(sizes[0]), 2), round(float(sizes[11]), 2)) == (3.16, 6.57)
    assert sizes.argmax() == 11
    assert theory.uncorrected_step(100_000) == pytest.approx(1.0)
    assert theory.uncorrected_step(1, beta1=0.999, beta2=0.9) < 0.01
    # The first one is too small exactly where 1−β₁ < √(1−β₂).
    assert theory.uncorrected_step(1, beta1=0.99, beta2=0.999) == pytest.approx(0.316, abs=5e-4)
    assert theory.uncorrected_step(1, beta1=0.5, beta2=0.75) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: theory.best_gd(0.0, 1.0), "low curvature must be finite and above 0"),
        (lambda: theory.best_heavy_ball(3.0, 1.0), "must not exceed the high one, not 3.0 and 1.0"),
        (lambda: theory.condition_number(1.0, math.inf), "must be finite and above 0"),
        (lambda: theory.without_replacement_factor(20, 21), "size must be from 1 to 20"),
    ],
)
def test_nonsense_is_refused(make: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        make()
