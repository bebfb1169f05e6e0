import inspect
import math

import numpy as np
import pytest

from formula.numeric import Array
from surfaces import CURVES, Curve, curves, make_curve

from .checks import assert_same_bits, derivative

VARIANTS = [
    ("double_well", {"tilt": 0.3}),
    ("double_well", {"tilt": -0.5}),
    ("double_well", {"tilt": 1.0}),
    ("ripple", {"amplitude": 0.0}),
    ("ripple", {"amplitude": 2.0}),
]
ALL = [*CURVES.values(), *(make_curve(key, **arguments) for key, arguments in VARIANTS)]
every_curve = pytest.mark.parametrize(
    "curve", ALL, ids=lambda curve: f"{curve.key}{list(curve.arguments.values())}"
)


def spread(curve: Curve, count: int) -> Array:
    return np.random.default_rng(0).uniform(*curve.domain, count)


def test_keys_in_order() -> None:
    assert list(CURVES) == ["square", "double_well", "quartic", "ripple", "hyperbola"]
    assert all(curve.key == key for key, curve in CURVES.items())


@every_curve
def test_derivatives_agree_with_finite_differences(curve: Curve) -> None:
    x = spread(curve, 300)
    np.testing.assert_allclose(curve.gradient(x), derivative(curve.value, x), rtol=1e-7, atol=1e-8)
    np.testing.assert_allclose(
        curve.hessian(x), derivative(curve.gradient, x), rtol=1e-7, atol=1e-7
    )


@every_curve
def test_floats_and_arrays_give_the_same_bits(curve: Curve) -> None:
    for function in (curve.value, curve.gradient, curve.hessian):
        assert_same_bits(function, spread(curve, 300))


@every_curve
def test_overflow_stays_quiet(curve: Curve) -> None:
    for x in (1e160, -1e300, math.inf, math.nan):
        for function in (curve.value, curve.gradient, curve.hessian):
            function(x)


@every_curve
def test_listed_points_are_all_the_turning_points(curve: Curve) -> None:
    x, _ = curve.grid(4000)
    signs = np.sign(curve.gradient(x))
    turns = np.flatnonzero(signs[1:] != signs[:-1])
    listed = sorted(curve.minima + curve.maxima)
    assert len(listed) == len(turns)
    for point, turn in zip(listed, turns, strict=True):
        assert x[turn] <= point <= x[turn + 1]
        assert abs(curve.gradient(point)) <= 4e-15 * max(1.0, abs(curve.hessian(point)))
    assert all(curve.hessian(point) > 0.0 for point in curve.minima) or curve.key == "quartic"
    assert all(curve.hessian(point) < 0.0 for point in curve.maxima)


@every_curve
def test_no_point_of_the_domain_lies_below_the_lowest_minimum(curve: Curve) -> None:
    assert curve.lowest is not None
    assert curve.grid(1000)[1].min() >= curve.lowest


@pytest.mark.parametrize(
    ("key", "x", "expected"),
    [
        ("square", 3.0, 9.0),
        ("double_well", 2.0, 4.5),
        ("quartic", 2.0, 16.0),
        ("ripple", 0.5, 1.25),
        ("hyperbola", math.sqrt(3.0), 2.0),
    ],
)
def test_values_by_hand(key: str, x: float, expected: float) -> None:
    assert CURVES[key].value(x) == pytest.approx(expected, rel=1e-14)


def test_tilt_makes_one_well_the_deeper() -> None:
    curve = make_curve("double_well", tilt=0.3)
    left, right = curve.minima
    assert curve.value(left) < curve.value(right)
    assert CURVES["double_well"].minima == (-1.0, 1.0)


@pytest.mark.parametrize("key", CURVES)
def test_parameters_are_the_makers_keywords_and_defaults(key: str) -> None:
    declared = {parameter.name: parameter.default for parameter in CURVES[key].parameters}
    signature = inspect.signature(getattr(curves, key)).parameters
    assert declared == {name: keyword.default for name, keyword in signature.items()}
    assert dict(CURVES[key].arguments) == declared


@pytest.mark.parametrize(
    ("key", "arguments", "message"),
    [
        ("sqare", {}, "unknown curve 'sqare'; choose one of square, double_well"),
        ("square", {"tilt": 1.0}, "curve 'square' has no parameter 'tilt'; it takes none"),
        ("double_well", {"tilt": math.inf}, "tilt must be a finite number, not inf"),
        ("ripple", {"amplitude": -1.0}, "amplitude must be at least 0"),
    ],
)
def test_make_says_what_is_allowed(key: str, arguments: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make_curve(key, **arguments)
