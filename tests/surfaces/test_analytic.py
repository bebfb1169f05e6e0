import inspect
import math
from typing import Any

import numpy as np
import pytest

import surfaces
from surfaces import SURFACES, Surface, make, sharp_and_flat, valley

from .checks import assert_derivatives, assert_same_bits, points, stationary_points

KEYS = [
    "bowl",
    "valley",
    "rosenbrock",
    "saddle",
    "monkey_saddle",
    "double_well",
    "beale",
    "himmelblau",
    "ripples",
    "styblinski_tang",
    "sharp_and_flat",
]

# Away from the defaults: corners of the telling ranges, and beyond them.
VARIANTS = [
    ("valley", {"kappa": 1.0}),
    ("valley", {"kappa": 200.0, "angle": 90.0}),
    ("valley", {"angle": 30.0}),
    ("valley", {"kappa": 50.0, "angle": -75.5}),
    ("rosenbrock", {"b": 1.0}),
    ("rosenbrock", {"b": 10.0}),
    ("rosenbrock", {"b": 200.0}),
    ("ripples", {"amplitude": 0.0}),
    ("ripples", {"amplitude": 0.04}),
    ("ripples", {"amplitude": 0.5}),
    ("ripples", {"amplitude": 10.0}),
    ("sharp_and_flat", {"ratio": 1.0}),
    ("sharp_and_flat", {"ratio": 100.0, "distance": 2.0}),
    ("sharp_and_flat", {"distance": 5.0}),
]


def named(key: str, arguments: dict[str, float]) -> Any:
    numbers = ", ".join(f"{name}={number:g}" for name, number in arguments.items())
    return pytest.param(make(key, **arguments), id=f"{key}({numbers})")


ALL = [named(key, {}) for key in KEYS] + [named(*variant) for variant in VARIANTS]
every_surface = pytest.mark.parametrize("surface", ALL)


def test_keys_in_order_of_increasing_complexity() -> None:
    assert list(SURFACES) == KEYS
    for key, surface in SURFACES.items():
        assert surface.key == key
        assert key in surfaces.__all__


@every_surface
def test_derivatives_agree_with_finite_differences(surface: Surface) -> None:
    assert_derivatives(surface, *points(surface, 400))


@every_surface
def test_floats_and_arrays_give_the_same_bits(surface: Surface) -> None:
    x, y = points(surface, 300)
    for function in (surface.value, surface.gradient, surface.hessian):
        assert_same_bits(function, x, y)


@every_surface
def test_overflow_stays_quiet(surface: Surface) -> None:
    huge = [1e160, -1e300, math.inf, math.nan]
    for function in (surface.value, surface.gradient, surface.hessian):
        with np.errstate(all="ignore"):
            function(np.array(huge), np.array(huge))
        for x in huge:
            function(x, -x)


@every_surface
def test_listed_points_are_stationary(surface: Surface) -> None:
    for point in surface.minima + surface.saddles + surface.maxima:
        # As near as the curvature allows a rounded coordinate to come.
        steep = max(map(abs, surface.curvatures(*point)))
        assert math.hypot(*surface.gradient(*point)) <= 4e-15 * max(1.0, math.hypot(*point)) * max(
            1.0, steep
        )


@every_surface
def test_listed_points_are_of_their_kind(surface: Surface) -> None:
    for point in surface.minima:
        low, _ = surface.curvatures(*point)
        assert low > 0.0
    for point in surface.maxima:
        _, high = surface.curvatures(*point)
        assert high < 0.0
    for point in surface.saddles:
        low, high = surface.curvatures(*point)
        assert low < 0.0 < high or surface.key == "monkey_saddle"


def test_the_monkey_saddle_is_flat_in_the_middle_and_falls_three_ways() -> None:
    surface = SURFACES["monkey_saddle"]
    assert surface.hessian(0.0, 0.0) == (0.0, 0.0, 0.0)
    angles = math.radians(60.0) * np.arange(6)
    around = surface.value(np.cos(angles), np.sin(angles))
    np.testing.assert_allclose(around, [1, -1, 1, -1, 1, -1], atol=1e-14)


@every_surface
def test_no_stationary_point_is_missing(surface: Surface) -> None:
    listed = np.array(surface.minima + surface.saddles + surface.maxima)
    found = stationary_points(surface)
    assert len(found) > 0
    distances = np.linalg.norm(found[:, None, :] - listed, axis=2)
    assert distances.min(axis=1).max() < 1e-7
    inside = [surface.contains(*point) for point in listed]
    assert distances.min(axis=0)[inside].max() < 1e-7


@every_surface
def test_no_point_of_the_domain_lies_below_the_lowest_minimum(surface: Surface) -> None:
    _, _, values = surface.grid(101, 101)
    if surface.unbounded:
        assert surface.lowest is None
    else:
        assert surface.lowest is not None
        assert values.min() >= surface.lowest


@every_surface
def test_the_start_is_telling(surface: Surface) -> None:
    assert surface.contains(*surface.start)
    assert math.hypot(*surface.gradient(*surface.start)) > 0.05


@pytest.mark.parametrize(
    ("key", "x", "y", "expected"),
    [
        ("bowl", 3.0, 4.0, 25.0),
        ("valley", 2.0, 1.0, 12.0),
        ("rosenbrock", -1.0, 2.0, 104.0),
        ("saddle", 2.0, 1.0, 3.0),
        ("monkey_saddle", 2.0, 1.0, 2.0),
        ("double_well", 1.0, 2.0, 5.5),
        ("beale", 0.0, 0.0, 14.203125),
        ("beale", 1.0, 2.0, 2.5**2 + 5.25**2 + 9.625**2),
        ("himmelblau", 0.0, 0.0, 170.0),
        ("ripples", 0.5, 1.0, 3.25),
        ("styblinski_tang", 1.0, 2.0, -24.0),
        ("sharp_and_flat", 0.0, 0.0, 1.125 * 22.5 / 23.625),
    ],
)
def test_values_by_hand(key: str, x: float, y: float, expected: float) -> None:
    assert SURFACES[key].value(x, y) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    ("key", "expected"),
    [("himmelblau", (4, 4, 1)), ("styblinski_tang", (4, 4, 1)), ("ripples", (25, 40, 16))],
)
def test_counts_of_stationary_points(key: str, expected: tuple[int, int, int]) -> None:
    surface = SURFACES[key]
    assert (len(surface.minima), len(surface.saddles), len(surface.maxima)) == expected


@pytest.mark.parametrize("angle", [0.0, 30.0, 45.0, 90.0])
def test_the_valleys_floor_runs_at_the_angle(angle: float) -> None:
    surface = valley(kappa=50.0, angle=angle)
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    assert surface.value(c, s) == pytest.approx(0.5, rel=1e-12)
    assert surface.value(-s, c) == pytest.approx(25.0, rel=1e-12)
    assert surface.curvatures(0.3, -0.4) == pytest.approx((1.0, 50.0), rel=1e-12)


def test_rosenbrocks_curvature_at_the_minimum() -> None:
    assert SURFACES["rosenbrock"].curvatures(1.0, 1.0)[1] == pytest.approx(1001.6, abs=0.01)


@pytest.mark.parametrize("ratio", [1.0, 20.0, 100.0])
def test_sharp_and_flat_curvatures_are_the_ratio_and_one(ratio: float) -> None:
    surface = sharp_and_flat(ratio=ratio)
    flat, sharp = surface.minima
    assert surface.value(*flat) == surface.value(*sharp) == 0.0
    assert surface.curvatures(*flat) == pytest.approx((1.0, 1.0), rel=1e-14)
    assert surface.curvatures(*sharp) == pytest.approx((ratio, ratio), rel=1e-14)


@pytest.mark.parametrize("key", KEYS)
def test_parameters_are_the_makers_keywords_and_defaults(key: str) -> None:
    surface = SURFACES[key]
    declared = {parameter.name: parameter.default for parameter in surface.parameters}
    signature = inspect.signature(getattr(surfaces, key)).parameters
    assert declared == {name: keyword.default for name, keyword in signature.items()}
    assert dict(surface.arguments) == declared


@pytest.mark.parametrize(("key", "arguments"), VARIANTS)
def test_arguments_are_kept_and_change_the_surface(key: str, arguments: dict[str, float]) -> None:
    made = make(key, **arguments)
    assert dict(made.arguments) == dict(SURFACES[key].arguments) | arguments
    assert made.value(0.7, -0.4) != SURFACES[key].value(0.7, -0.4)
    again = make(made.key, **made.arguments)
    assert again.value(0.7, -0.4) == made.value(0.7, -0.4)


def test_whole_numbers_become_floats() -> None:
    surface = make("rosenbrock", b=10)
    assert type(surface.arguments["b"]) is float
    assert type(surface.gradient(0.5, 0.5)[1]) is float


@pytest.mark.parametrize(
    ("key", "arguments", "message"),
    [
        ("bowel", {}, "unknown surface 'bowel'; choose one of bowl, valley, rosenbrock"),
        ("valley", {"b": 3.0}, "surface 'valley' has no parameter 'b'; it takes kappa, angle"),
        ("bowl", {"b": 3.0}, "surface 'bowl' has no parameter 'b'; it takes none"),
        ("valley", {"kappa": 0.0}, "kappa must be above 0, not 0.0"),
        ("valley", {"angle": math.inf}, "angle must be a finite number, not inf"),
        ("rosenbrock", {"b": -1.0}, "b must be above 0, not -1.0"),
        ("rosenbrock", {"b": math.nan}, "b must be a finite number, not nan"),
        ("rosenbrock", {"b": "ten"}, "b must be a finite number, not 'ten'"),
        ("ripples", {"amplitude": -0.5}, "amplitude must be at least 0, not -0.5"),
        ("sharp_and_flat", {"ratio": 0.0}, "ratio must be above 0"),
        ("sharp_and_flat", {"distance": 0.0}, "distance must be above 0"),
    ],
)
def test_make_says_what_is_allowed(key: str, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make(key, **arguments)
