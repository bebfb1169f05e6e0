import math
from typing import Any

import numpy as np
import pytest

from surfaces.regression import DATASETS, READABLE, Regression, regression, two_features

from .checks import assert_derivatives, assert_same_bits, points

RNG = np.random.default_rng(7)
RARE = (RNG.random(50) < 0.1).astype(float)
SURFACES = {
    **{f"{key}, raw": data.regression() for key, data in DATASETS.items()},
    **{f"{key}, standardised": data.regression(True) for key, data in DATASETS.items()},
    "two rows": regression([0.0, 1.0], [3.0, 1.0]),
    "flat": regression([1.0, 2.0, 3.0], [0.0, 0.0, 0.0]),
    "far from zero": regression(1e6 + RNG.normal(size=30), RNG.normal(size=30)),
    "wide": regression(1e3 * RNG.normal(size=30), RNG.normal(size=30)),
    "narrow": regression(1e-3 * RNG.normal(size=30), RNG.normal(size=30)),
    "common and rare": two_features(RNG.normal(size=50), RARE, RNG.normal(size=50)),
}
every_surface = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)


@every_surface
def test_value_is_the_mean_squared_error(surface: Regression) -> None:
    u, v = surface.features
    for w, b in zip(*points(surface, 20), strict=True):
        expected = np.mean((w * u + b * v - surface.y) ** 2)
        assert surface.value(float(w), float(b)) == pytest.approx(expected, rel=1e-9, abs=1e-20)


@every_surface
def test_minimum_is_the_least_squares_solution(surface: Regression) -> None:
    # On a shifted feature, so that the reference too is accurate where x is far from zero.
    u, v = surface.features
    centre = u.mean() if (v == 1.0).all() else 0.0
    (w, b), *_ = np.linalg.lstsq(np.stack([u - centre, v], axis=1), surface.y, rcond=None)
    assert surface.minima[0] == pytest.approx((w, b - w * centre), rel=1e-11, abs=1e-14)
    assert surface.gradient(*surface.minima[0]) == (0.0, 0.0)
    assert surface.lowest == pytest.approx(
        np.mean((surface.y - w * (u - centre) - b * v) ** 2), rel=1e-9, abs=1e-28
    )


@pytest.mark.parametrize("key", DATASETS)
def test_derivatives_agree_with_finite_differences(key: str) -> None:
    for surface in (DATASETS[key].regression(), DATASETS[key].regression(standardise=True)):
        assert_derivatives(surface, *points(surface, 50))


@every_surface
def test_hessian_is_the_features_second_moments(surface: Regression) -> None:
    u, v = surface.features
    expected = (2.0 * np.mean(u * u), 2.0 * np.mean(u * v), 2.0 * np.mean(v * v))
    assert surface.hessian(*surface.start) == pytest.approx(expected, rel=1e-12, abs=1e-12)


@every_surface
def test_floats_and_arrays_give_the_same_bits(surface: Regression) -> None:
    x, y = points(surface, 200)
    for function in (surface.value, surface.gradient, surface.hessian):
        assert_same_bits(function, x, y)
    assert_same_bits(surface.batch([0, 1, 1]).gradient, x, y)


@every_surface
def test_the_gradient_is_the_mean_of_the_examples_gradients(surface: Regression) -> None:
    # Far from zero w·x and b cancel in every example, and take digits with them.
    digits = 1e-10 if surface is SURFACES["far from zero"] else 1e-12
    for w, b in zip(*(axis.tolist() for axis in points(surface, 10)), strict=True):
        each = surface.example_gradients(w, b)
        whole = surface.batch(np.arange(surface.examples)).gradient(w, b)
        for full, examples, batch in zip(surface.gradient(w, b), each, whole, strict=True):
            assert examples.shape == (surface.examples,)
            size = np.abs(examples).max()
            assert full == pytest.approx(examples.mean(), rel=digits, abs=digits * size)
            assert full == pytest.approx(batch, rel=digits, abs=digits * size)


@every_surface
@pytest.mark.parametrize("size", [1, 2, 3, 8, 9, 40, 130])
def test_a_batchs_gradient_is_its_examples_mean(surface: Regression, size: int) -> None:
    indices = RNG.integers(0, surface.examples, size)
    w, b = surface.start
    for mean, examples in zip(
        surface.batch(indices).gradient(w, b), surface.example_gradients(w, b), strict=True
    ):
        assert type(mean) is float
        expected = examples[indices].mean()
        assert mean == pytest.approx(expected, rel=1e-9, abs=1e-11 * np.abs(examples).max())


@pytest.mark.parametrize("size", [1, 2, 7, 8, 9, 32, 129])
@pytest.mark.parametrize("lanes", [1, 2, 3, 8, 65])
@pytest.mark.parametrize("order", ["C", "F"])
def test_a_batch_for_each_lane(lanes: int, size: int, order: Any) -> None:
    surface = DATASETS["noisy"].regression()
    indices = np.asarray(RNG.integers(0, surface.examples, (lanes, size)), order=order)
    w, b = RNG.normal(size=(2, lanes))
    together = np.array(surface.batch(indices).gradient(w, b))
    alone = [surface.batch(row).gradient(float(w[i]), float(b[i])) for i, row in enumerate(indices)]
    assert together.tobytes() == np.array(alone).T.tobytes()


def test_example_gradients_of_many_lanes() -> None:
    surface = DATASETS["noisy"].regression()
    w, b = RNG.normal(size=(2, 5))
    together = surface.example_gradients(w, b)
    assert together[0].shape == together[1].shape == (5, surface.examples)
    for i in range(5):
        alone = surface.example_gradients(float(w[i]), float(b[i]))
        np.testing.assert_array_equal([part[i] for part in together], alone)


@pytest.mark.parametrize(
    ("indices", "message"),
    [
        ([], "at least one index"),
        ([[], []], "at least one index"),
        (3, "at least one index"),
        ([0.5], "whole numbers"),
        ([True, False], "whole numbers"),
        ([0, 40], "run from 0 to 39"),
        ([-1], "run from 0 to 39"),
    ],
)
def test_a_batch_says_what_it_needs(indices: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        DATASETS["noisy"].regression().batch(indices)


@pytest.mark.parametrize("key", DATASETS)
def test_standardising_goes_there_and_back(key: str) -> None:
    data = DATASETS[key]
    raw, standard = data.regression(), data.regression(standardise=True)
    assert standard.to_raw(*standard.minima[0]) == pytest.approx(raw.minima[0], rel=1e-12)
    assert standard.from_raw(*raw.minima[0]) == pytest.approx(standard.minima[0], rel=1e-12)
    assert raw.to_raw(0.3, 0.7) == raw.from_raw(0.3, 0.7) == (0.3, 0.7)
    w, b = RNG.normal(size=(2, 20))
    np.testing.assert_allclose(standard.from_raw(*standard.to_raw(w, b)), (w, b), rtol=1e-12)
    np.testing.assert_allclose(standard.value(w, b), raw.value(*standard.to_raw(w, b)), rtol=1e-11)


@pytest.mark.parametrize("key", DATASETS)
def test_standardising_makes_the_bowl_round(key: str) -> None:
    surface = DATASETS[key].regression(standardise=True)
    assert surface.features[0].mean() == pytest.approx(0.0, abs=1e-14)
    assert surface.features[0].std() == pytest.approx(1.0, rel=1e-14)
    assert surface.curvatures(*surface.start) == pytest.approx((2.0, 2.0), rel=1e-12)


def test_the_unstandardised_data_condition_badly() -> None:
    low, high = DATASETS["unstandardised"].regression().curvatures(0.0, 0.0)
    assert high / low > 100.0
    low, high = DATASETS["noisy"].regression().curvatures(0.0, 0.0)
    assert high / low < 5.0


@every_surface
def test_the_frame_holds_minimum_truth_and_start(surface: Regression) -> None:
    (w0, w1), (b0, b1) = surface.domain
    assert surface.minima[0] == pytest.approx((0.5 * (w0 + w1), 0.5 * (b0 + b1)), abs=1e-9)
    assert surface.truth is None or surface.contains(*surface.truth)
    hww, _, hbb = surface.hessian(*surface.start)
    steeper = math.sqrt(hww / hbb)
    if 1.0 / READABLE <= steeper <= READABLE:
        assert w1 - w0 == pytest.approx(b1 - b0)
    else:
        visible = steeper * (w1 - w0) / (b1 - b0)
        assert max(visible, 1.0 / visible) == pytest.approx(READABLE)


@pytest.mark.parametrize("key", DATASETS)
@pytest.mark.parametrize("standardise", [False, True])
def test_truth_is_kept_apart_from_the_minimum(key: str, standardise: bool) -> None:
    data = DATASETS[key]
    surface = data.regression(standardise)
    assert surface.truth is not None
    assert surface.to_raw(*surface.truth) == pytest.approx(data.truth, rel=1e-12)
    apart = math.dist(surface.to_raw(*surface.minima[0]), data.truth)
    assert (apart < 1e-12) == (key == "clean")
    assert regression(data.x, data.y, standardise).truth is None


def test_outliers_drag_the_line() -> None:
    slope, _ = DATASETS["outliers"].regression().minima[0]
    assert slope < 1.5


def test_data_are_the_same_every_time_and_cannot_be_changed() -> None:
    for key, data in DATASETS.items():
        assert data.key == key
        assert data.x.shape == data.y.shape == (40,)
        surface = data.regression()
        for array in (data.x, data.y, surface.features, surface.y, surface.moments):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 0.0


def test_the_callers_data_are_copied() -> None:
    x, y = np.array([0.0, 1.0, 2.0]), np.array([1.0, 2.0, 4.0])
    surface = regression(x, y)
    x[0] = y[0] = 99.0
    assert surface.features[0].tolist() == [0.0, 1.0, 2.0]
    assert surface.y.tolist() == [1.0, 2.0, 4.0]


def test_axes_are_the_parameters() -> None:
    assert DATASETS["noisy"].regression().axes == ("w", "b")
    assert SURFACES["common and rare"].axes == ("w₁", "w₂")


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ([], [], "at least two rows of data, and there is none"),
        ([1.0], [1.0], "at least two rows of data, and there is 1"),
        ([1.0, 2.0], [1.0, 2.0, 3.0], "equally long: x has 2, y has 3"),
        ([1.0, math.nan], [1.0, 2.0], "Row 2 of x is missing or infinite"),
        ([1.0, 2.0], [math.inf, 2.0], "Row 1 of y is missing or infinite"),
        ([4.0, 4.0, 4.0], [1.0, 2.0, 3.0], "Every x is 4 or as good as, so every slope fits"),
        ([0.1 + 0.2, 0.3], [1.0, 2.0], "Every x is 0.3 or as good as"),
        (["a", "b"], [1.0, 2.0], "The column x must hold numbers only"),
        ([[1.0, 2.0]], [[1.0, 2.0]], "x must be one column of numbers"),
        ([1.0, 2e200], [1.0, 2.0], "x holds a number beyond 1e\\+100: too large to square"),
        ([1e-200, 2e-200], [1.0, 2.0], "Every x is 1e-200 or as good as"),
        ([1.0, 2.0], [1e200, -2e200], "y holds a number beyond"),
    ],
)
@pytest.mark.parametrize("standardise", [False, True])
def test_data_that_determine_no_line_are_refused(
    x: Any, y: Any, message: str, standardise: bool
) -> None:
    with pytest.raises(ValueError, match=message):
        regression(x, y, standardise)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([1.0, 2.0, 3.0], [2.0, 4.0, 6.0]),
        ([1.0, 2.0, 3.0], [0.0, 0.0, 0.0]),
        ([0.1, 0.2, 0.3], [0.3, 0.6, 0.9]),
        ([1e-200, 2e-200, 3e-200], [1e-200, 0.0, 0.0]),
    ],
)
def test_features_that_do_not_vary_on_their_own_are_refused(
    first: list[float], second: list[float]
) -> None:
    with pytest.raises(ValueError, match="One feature is a multiple of the other"):
        two_features(first, second, [1.0, 2.0, 3.0])
