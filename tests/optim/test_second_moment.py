"""The closed form of SGD's second moment, against the facts known of it and against many runs."""

import numpy as np
import pytest

from optim import gradients, theory, trace
from optim.second_moment import SecondMoment, rate_limit, second_moment
from surfaces import DATASETS, Regression, isotropic_line


def of_regression(surface: Regression, lr: float, size: int) -> SecondMoment:
    return second_moment(*surface.example_moments(), lr, size)


@pytest.mark.parametrize(("lr", "factor"), [(0.37, 0.892), (0.4, 1.003)])
def test_single_examples_lose_their_hovering_radius_below_the_limit(
    lr: float, factor: float
) -> None:
    surface = isotropic_line()
    assert of_regression(surface, lr, 1).factor == pytest.approx(factor, abs=5e-4)
    assert lr < 2.0 / surface.curvatures(*surface.start)[1]


def test_without_a_floor_there_is_no_radius() -> None:
    none = of_regression(isotropic_line(), 0.4, 1)
    assert not none.hovers
    assert np.isnan(none.radius)


@pytest.mark.parametrize(("lr", "size"), [(0.02, 1), (0.1, 1), (0.3, 4), (0.2, 16)])
def test_the_closed_form_is_what_many_runs_do(lr: float, size: int) -> None:
    surface = isotropic_line()
    runs = trace(
        "gd",
        surface,
        surface.minima[0],
        steps=600,
        lr=lr,
        seed=np.arange(400),
        gradient=gradients.mini_batch(size, replacement=True),
    )
    away = runs.points[200:] - np.array(surface.minima[0])
    measured = float(np.sqrt((away * away).sum(axis=-1).mean()))
    assert of_regression(surface, lr, size).radius == pytest.approx(measured, rel=0.03)


def test_where_all_examples_curve_alike_it_is_the_stationary_variance() -> None:
    curvature, lr, size = 2.0, 0.3, 4
    slopes = np.array([[1.0], [-1.0], [3.0], [-3.0]])
    found = second_moment(np.full((4, 1, 1), curvature), slopes, lr, size)
    variance = float((slopes * slopes).mean())
    expected = theory.stationary_variance(lr, curvature, variance, size)
    assert found.covariance[0, 0] == pytest.approx(expected)
    assert found.factor == pytest.approx((1 - lr * curvature) ** 2)


@pytest.mark.parametrize("key", ["isotropic", *DATASETS])
@pytest.mark.parametrize("size", [1, 4, 40])
def test_the_limit_is_where_the_second_moment_stops_contracting(key: str, size: int) -> None:
    surface = isotropic_line() if key == "isotropic" else DATASETS[key].regression()
    limit = rate_limit(surface.example_moments()[0], size)
    assert of_regression(surface, 0.999 * limit, size).factor < 1.0
    assert of_regression(surface, 1.001 * limit, size).factor > 1.0
    assert limit < 2.0 / surface.curvatures(*surface.start)[1]


def test_where_all_examples_curve_alike_the_limit_is_that_of_full_batches() -> None:
    assert rate_limit(np.tile(np.diag([0.5, 4.0]), (3, 1, 1)), 1) == pytest.approx(2.0 / 4.0)


def test_shapes_that_do_not_agree_are_refused() -> None:
    with pytest.raises(ValueError, match="must have shape"):
        second_moment(np.ones((3, 2, 2)), np.ones((4, 2)), 0.1, 1)
    with pytest.raises(ValueError, match="must have shape"):
        rate_limit(np.ones((3, 2)), 1)
