"""What is said to be proved holds in the runs, from every start; its constants are right."""

import math

import numpy as np
import pytest

from lessons.field_guide.theory import (
    FLAT,
    FLAT_L,
    KAPPA,
    RATES,
    RIPPLES_L,
    WAVY,
    WAVY_L,
    WAVY_MU,
    Line,
    says,
    steepest,
)
from surfaces import SURFACES, Surface, ripples, valley

Plane = tuple[np.ndarray, np.ndarray]


def within(lines: list[Line], below: bool = True) -> bool:
    """Whether the bound holds at every step, but for rounding."""
    sign = 1.0 if below else -1.0
    return all((sign * (line.measured - line.proved) <= _rounding(line)).all() for line in lines)


def _rounding(line: Line) -> np.ndarray:
    largest = float(max(line.measured.max(initial=0.0), line.proved.max(initial=0.0)))
    return 1e-9 * np.abs(line.proved) + 1e-13 * largest + 1e-300


@pytest.fixture
def plane() -> Plane:
    axis = np.linspace(-20.0, 20.0, 2001)
    x, y = np.meshgrid(axis, axis[::20])
    return x, y


@pytest.mark.parametrize("key", RATES)
def test_a_bound_holds_at_every_step_from_many_starts(key: str) -> None:
    rate, random = RATES[key], np.random.default_rng(3)
    surface = rate.experiment.surface
    low, high = np.array(surface.reach).T
    starts = [surface.start, *surface.minima[:1], *random.uniform(low, high, (40, 2)).tolist()]
    for start in starts:
        runs = rate.experiment.follow(tuple(start))
        assert within(rate.lines(runs), below=key != "descent"), start
        assert says(key, runs)


def test_a_bound_that_is_too_low_would_be_noticed() -> None:
    runs = RATES["convex"].experiment.follow(FLAT.start)
    [line] = RATES["convex"].lines(runs)
    low = type(line)(line.name, line.measured, line.bound, line.proved / 1e5)
    assert not within([low])


@pytest.mark.parametrize(
    ("surface", "bound"),
    [(FLAT, FLAT_L), (WAVY, WAVY_L), (ripples(), RIPPLES_L), (valley(KAPPA), KAPPA)],
    ids=lambda value: getattr(value, "name", ""),
)
def test_no_curvature_is_above_its_bound_which_is_met(
    surface: Surface, bound: float, plane: Plane
) -> None:
    low, high = surface.curvatures(*plane)
    assert np.abs(np.stack([low, high])).max() == pytest.approx(bound, rel=1e-4)


def test_the_flat_bowl_is_convex_and_flat_at_its_minimum(plane: Plane) -> None:
    least, _ = FLAT.curvatures(*plane)
    assert least.min() >= -1e-12
    assert FLAT.curvatures(0.0, 0.0) == (0.0, 0.0)


def test_the_wavy_bowl_is_no_convex_one_and_meets_the_condition(plane: Plane) -> None:
    x, y = plane
    gx, gy = WAVY.gradient(x, y)
    assert (gx * gx + gy * gy >= 2.0 * WAVY_MU * WAVY.value(x, y) - 1e-12).all()
    assert WAVY.curvatures(x, y)[0].min() == pytest.approx(-4.0, rel=1e-4)


@pytest.mark.parametrize("surface", [FLAT, WAVY], ids=lambda surface: surface.name)
def test_the_origin_is_the_only_place_without_a_slope(surface: Surface, plane: Plane) -> None:
    gx, gy = surface.gradient(*plane)
    x, y = plane
    away = np.hypot(x, y) > 0.01
    assert (np.hypot(gx, gy)[away] > 0.0).all()
    assert (gx * x >= 0.0).all()
    assert (gy * y >= 0.0).all()


@pytest.mark.parametrize("key", ["valley", "rosenbrock", "himmelblau"])
def test_the_steepest_way_is_against_the_gradient(key: str) -> None:
    found = steepest(SURFACES[key], (0.7, -0.4))
    assert found
    turned = math.remainder(found[0] - found[1], 360.0)
    assert abs(turned) <= 0.2
    assert steepest(SURFACES["bowl"], (0.0, 0.0)) is None
