import dataclasses
import math
from typing import Any

import numpy as np
import pytest

from surfaces import CURVES, SURFACES, Curve, Parameter, Surface, formula, regression

BOWL = SURFACES["bowl"]
HIMMELBLAU = SURFACES["himmelblau"]
SQUARE = CURVES["square"]


@pytest.mark.parametrize("record", [BOWL, SQUARE, SURFACES["valley"].parameters[0]])
def test_records_are_frozen(record: Any) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.name = "other"


def test_tables_and_arguments_cannot_be_changed() -> None:
    tables: list[Any] = [SURFACES, CURVES, SURFACES["valley"].arguments]
    for table in tables:
        with pytest.raises(TypeError):
            table["kappa"] = 3.0


def test_dimensions() -> None:
    assert Surface.dimension == BOWL.dimension == 2
    assert Curve.dimension == SQUARE.dimension == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"key": "a bowl"}, "key must be an identifier, not 'a bowl'"),
        ({"name": ""}, "surface 'bowl' needs a name"),
        ({"domain": ((1.0, 1.0), (-2.0, 2.0))}, "domain of x must run from low to high"),
        ({"domain": ((-2.0, 2.0), (2.0, -2.0))}, "domain of y must run from low to high"),
        ({"domain": ((-2.0, math.inf), (-2.0, 2.0))}, "domain of x must be a finite number"),
        ({"minima": ((math.nan, 0.0),)}, "minima must be a finite number, not nan"),
        ({"start": (math.inf, 0.0)}, "start must be a finite number"),
        ({"start": (3.0, 0.0)}, r"start \(3.0, 0.0\) is outside its domain"),
        ({"arguments": {"b": 1.0}}, r"parameters \[\] and arguments \['b'\] must agree"),
    ],
)
def test_a_surface_is_checked_when_made(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        dataclasses.replace(BOWL, **changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"key": ""}, "key must be an identifier"),
        ({"domain": (1.0, -1.0)}, "domain must run from low to high, not 1.0 to -1.0"),
        ({"minima": (math.nan,)}, "minima must be a finite number"),
        ({"maxima": (math.inf,)}, "maxima must be a finite number"),
        ({"start": 9.0}, "start 9.0 is outside its domain"),
    ],
)
def test_a_curve_is_checked_when_made(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        dataclasses.replace(SQUARE, **changes)


@pytest.mark.parametrize(
    ("default", "low", "high", "log", "message"),
    [
        (5.0, 0.0, 1.0, False, "default 5.0 is outside 0.0 to 1.0"),
        (0.5, 0.0, 1.0, True, "a logarithmic range must start above 0"),
    ],
)
def test_a_parameter_is_checked_when_made(
    default: float, low: float, high: float, log: bool, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Parameter("a", default, low, high, log)


def test_contains_takes_the_edge_in() -> None:
    assert BOWL.contains(2.0, -2.0)
    assert not BOWL.contains(2.0000001, 0.0)
    assert not BOWL.contains(0.0, math.nan)
    assert SQUARE.contains(SQUARE.domain[1])
    assert not SQUARE.contains(SQUARE.domain[1] + 1e-9)


def test_nearest_minimum() -> None:
    assert HIMMELBLAU.nearest_minimum(6.0, 6.0) == ((3.0, 2.0), 5.0)
    assert SURFACES["saddle"].nearest_minimum(0.0, 0.0) is None
    assert CURVES["double_well"].nearest_minimum(-3.0) == (-1.0, 2.0)


def test_nearest_minima_of_many_points() -> None:
    x = np.array([[6.0, -3.0], [math.nan, 3.5]])
    y = np.array([[6.0, 3.0], [0.0, -math.inf]])
    index, distance = HIMMELBLAU.nearest_minima(x, y)
    assert index.tolist() == [[0, 1], [-1, -1]]
    assert distance[0, 0] == 5.0
    assert HIMMELBLAU.nearest_minimum(-3.0, 3.0) == (HIMMELBLAU.minima[1], distance[0, 1])
    assert np.isinf(distance[1]).all()


def test_nearest_minima_needs_a_minimum() -> None:
    with pytest.raises(ValueError, match="surface 'saddle' has no known minimum"):
        SURFACES["saddle"].nearest_minima(np.zeros(1), np.zeros(1))


def test_lowest_is_the_deepest_minimum() -> None:
    assert SURFACES["styblinski_tang"].lowest == pytest.approx(-78.33233140754282, rel=1e-14)
    assert SURFACES["saddle"].lowest is None
    assert SQUARE.lowest == 0.0


def test_curvatures_are_the_hessians_eigenvalues() -> None:
    x, y = np.linspace(-4.0, 4.0, 9), np.linspace(3.0, -3.0, 9)
    low, high = HIMMELBLAU.curvatures(x, y)
    for i, (hxx, hxy, hyy) in enumerate(np.transpose(HIMMELBLAU.hessian(x, y))):
        expected = np.linalg.eigvalsh([[hxx, hxy], [hxy, hyy]])
        np.testing.assert_allclose((low[i], high[i]), expected, rtol=1e-12)
        assert HIMMELBLAU.curvatures(float(x[i]), float(y[i])) == (low[i], high[i])


def test_grid_has_a_row_for_each_y() -> None:
    x, y, z = SURFACES["saddle"].grid(5, 3)
    assert (x.shape, y.shape, z.shape) == ((5,), (3,), (3, 5))
    assert z.dtype == np.float64
    assert (x[0], x[-1], y[0], y[-1]) == (-2.0, 2.0, -2.0, 2.0)
    assert z[0, 2] == -4.0
    assert z[1, 0] == 4.0


def test_grid_over_another_domain() -> None:
    x, y, z = BOWL.grid(2, 2, ((0.0, 1.0), (2.0, 3.0)))
    assert (x.tolist(), y.tolist()) == ([0.0, 1.0], [2.0, 3.0])
    assert z.tolist() == [[4.0, 5.0], [9.0, 10.0]]
    x, z = SQUARE.grid(3, (0.0, 2.0))
    assert (x.tolist(), z.tolist()) == ([0.0, 1.0, 2.0], [0.0, 1.0, 4.0])


def test_grid_is_quiet_where_the_value_overflows() -> None:
    _, _, z = HIMMELBLAU.grid(3, 3, ((-1e200, 1e200), (-1e200, 1e200)))
    assert np.isinf(z).any()


def test_grid_says_what_it_needs() -> None:
    with pytest.raises(ValueError, match="at least 2 points a side, not 1 by 5"):
        BOWL.grid(1, 5)
    with pytest.raises(ValueError, match="grid: domain of y must run from low to high"):
        BOWL.grid(5, 5, ((0.0, 1.0), (1.0, 0.0)))
    with pytest.raises(ValueError, match="at least 2 points, not 1"):
        SQUARE.grid(1)


def test_a_start_may_lie_around_the_domain_where_there_is_a_slope() -> None:
    assert BOWL.to_scale
    assert BOWL.reach == ((-8.0, 8.0), (-8.0, 8.0))
    for place, allowed in (((2.0, -2.0), True), ((7.9, 0.0), True), ((8.1, 0.0), False)):
        assert BOWL.allows(*place) is allowed
    root = formula("sqrt(x) + y", domain=((0.0, 4.0), (-1.0, 3.0)))
    assert root.allows(5.0, 0.0)
    assert not root.allows(-1.0, 0.0)
    steep = formula("exp(exp(x)) + y^2", domain=((0.0, 4.0), (-1.0, 3.0)))
    assert not steep.allows(9.0, 0.0)


def test_a_long_and_narrow_frame_is_stretched_and_has_nothing_around_it() -> None:
    long = dataclasses.replace(BOWL, domain=((-2.0, 2.0), (-20.0, 20.0)))
    assert not long.to_scale
    assert long.reach == long.domain
    assert not long.allows(2.1, 0.0)


def test_features_of_about_the_same_range_are_drawn_to_scale() -> None:
    x = np.linspace(-1.0, 1.0, 9)
    assert all(regression(size * x, x).to_scale for size in (0.1, 1.0, 10.0))
    assert not any(regression(size * x, x).to_scale for size in (0.01, 100.0))
