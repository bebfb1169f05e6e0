"""What is said of each surface holds at every setting of its parameters."""

import numpy as np
import pytest
from numpy.typing import NDArray

from optim import trace
from surfaces import CURVES, SURFACES, make, ripples, sharp_and_flat, styblinski_tang, valley


def slopes(key: str, n: int = 60) -> NDArray[np.float64]:
    surface = SURFACES[key]
    x, y, _ = surface.grid(n, n)
    return np.asarray(np.hypot(*surface.gradient(*np.meshgrid(x, y))))


@pytest.mark.parametrize("kappa", [1.0, 20.0, 200.0])
def test_a_step_takes_off_one_part_in_kappa_along_the_floor(kappa: float) -> None:
    run = trace("gd", valley(kappa), (-2.7, 1.0), steps=2, lr=1.0 / kappa)
    np.testing.assert_allclose(run.points[1], [-2.7 * (1.0 - 1.0 / kappa), 0.0], atol=1e-12)


def test_the_saddles_origin_is_lowest_along_x_and_highest_along_y() -> None:
    surface = SURFACES["saddle"]
    assert surface.hessian(0.0, 0.0)[0] > 0.0 > surface.hessian(0.0, 0.0)[2]


@pytest.mark.parametrize("angle", [0.0, 0.7, 2.0, 4.0])
def test_the_monkey_saddles_slope_is_three_r_squared(angle: float) -> None:
    surface, r = SURFACES["monkey_saddle"], 0.3
    slope = np.hypot(*surface.gradient(r * np.cos(angle), r * np.sin(angle)))
    assert slope == pytest.approx(3 * r * r)
    assert surface.hessian(0.0, 0.0) == (0.0, 0.0, 0.0)


def test_beales_slopes_differ_a_thousandfold() -> None:
    size = slopes("beale")
    assert size.max() > 1000.0 * np.quantile(size, 0.1)


def test_short_steps_stop_in_a_dimple_and_long_ones_jump_out() -> None:
    surface = ripples()
    short = trace("gd", surface, surface.start, steps=3000, lr=1e-3)
    assert np.hypot(*surface.gradient(*short.points[-1].tolist())) < 1e-6
    long = trace("gd", surface, surface.start, steps=300, lr=0.06)
    index, _ = surface.nearest_minima(*long.points.T)
    assert len(set(index.tolist())) > 1


def test_the_depths_of_the_four_minima() -> None:
    surface = styblinski_tang()
    deepest, one, other, highest = sorted(surface.value(x, y) for x, y in surface.minima)
    assert deepest < one - 1.0
    assert one == pytest.approx(other)
    assert other < highest - 1.0


@pytest.mark.parametrize("ratio", [1.0, 20.0, 100.0])
@pytest.mark.parametrize("distance", [2.0, 5.0])
def test_the_right_minimum_curves_r_times_as_much(ratio: float, distance: float) -> None:
    surface = sharp_and_flat(ratio, distance)
    left, right = sorted(surface.minima)
    assert surface.value(*left) == pytest.approx(surface.value(*right), abs=1e-12)
    flat, sharp = (surface.curvatures(*place)[1] for place in (left, right))
    assert sharp / flat == pytest.approx(ratio, rel=1e-9)


def test_curves_flatten_or_do_not() -> None:
    assert CURVES["quartic"].hessian(0.0) == 0.0
    assert np.abs(CURVES["hyperbola"].gradient(np.linspace(-50.0, 50.0, 999))).max() < 1.0


@pytest.mark.parametrize("key", ["himmelblau", "double_well"])
def test_minima_that_are_called_equally_deep_are(key: str) -> None:
    values = [make(key).value(x, y) for x, y in make(key).minima]
    np.testing.assert_allclose(values, values[0], atol=1e-12)
