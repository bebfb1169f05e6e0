import math

import numpy as np
import pytest

from formula import numeric
from formula.numeric import fill
from tests.surfaces.checks import assert_same_bits

FUNCTIONS = {
    "sin": (math.sin, -30.0, 30.0),
    "cos": (math.cos, -30.0, 30.0),
    "tan": (math.tan, -30.0, 30.0),
    "tanh": (math.tanh, -4.0, 4.0),
    "exp": (math.exp, -30.0, 30.0),
    "log": (math.log, 0.001, 50.0),
    "sqrt": (math.sqrt, 0.0, 50.0),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_floats_and_arrays_give_the_same_bits(name: str) -> None:
    _, low, high = FUNCTIONS[name]
    assert_same_bits(getattr(numeric, name), np.random.default_rng(0).uniform(low, high, 3000))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_values(name: str) -> None:
    reference, low, high = FUNCTIONS[name]
    for x in np.linspace(low, high, 101).tolist():
        assert getattr(numeric, name)(x) == pytest.approx(reference(x), rel=1e-14)


@pytest.mark.parametrize(
    ("name", "x", "expected"),
    [
        ("sin", math.inf, math.nan),
        ("cos", -math.inf, math.nan),
        ("tan", math.nan, math.nan),
        ("exp", 1000.0, math.inf),
        ("exp", -1000.0, 0.0),
        ("log", 0.0, -math.inf),
        ("log", -1.0, math.nan),
        ("sqrt", -1.0, math.nan),
        ("sqrt", math.nan, math.nan),
        ("tanh", math.inf, 1.0),
    ],
)
def test_edges_give_what_arrays_give(name: str, x: float, expected: float) -> None:
    function = getattr(numeric, name)
    with np.errstate(all="ignore"):
        on_array = function(np.array([x]))[0]
    np.testing.assert_equal(function(x), expected)
    np.testing.assert_equal(on_array, expected)


def test_fill_takes_the_shape_of_the_point() -> None:
    assert fill(2.0, 0.5) == 2.0
    assert fill(2.0, np.zeros((3, 4))).tolist() == [[2.0] * 4] * 3
