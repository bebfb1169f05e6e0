"""The spread of a cloud: against numpy, and its interval against many clouds of known width."""

import math

import numpy as np
import pytest

from optim.spread import mean_spread, off, spread

RNG = np.random.default_rng(11)


def test_radius_is_the_root_of_the_summed_variances() -> None:
    points = RNG.normal(size=(4, 5, 50, 2))
    measured = spread(points)
    expected = np.sqrt(points.var(axis=-2, ddof=1).sum(axis=-1))
    assert measured.radius.shape == (4, 5)
    np.testing.assert_allclose(measured.radius, expected, rtol=1e-12)
    assert (measured.low < measured.radius).all()
    assert (measured.radius < measured.high).all()
    np.testing.assert_allclose(measured.margin, (measured.high - measured.low) / 2)


@pytest.mark.parametrize("scales", [(1.0, 1.0), (1.0, 3.0), (2.0, 0.0)])
def test_nineteen_of_twenty_intervals_hold_the_truth(scales: tuple[float, float]) -> None:
    clouds = RNG.normal(size=(4000, 200, 2)) * scales
    measured, truth = spread(clouds), math.hypot(*scales)
    held = ((measured.low <= truth) & (truth <= measured.high)).mean()
    assert held == pytest.approx(0.95, abs=0.02)


def test_equal_points_have_no_spread_at_all() -> None:
    assert not np.any(spread(np.full((7, 2), 0.1)))


def test_points_that_are_lost_are_left_out() -> None:
    points = RNG.normal(size=(30, 2))
    lost = np.vstack([points, [[math.nan, 1.0], [math.inf, 0.0]]])
    np.testing.assert_allclose(spread(lost), spread(points), rtol=1e-12)
    assert np.isnan(spread(lost[-2:]).radius)
    assert np.isnan(spread(points[:1]).radius)


def test_a_cloud_needs_two_axes() -> None:
    with pytest.raises(ValueError, match=r"shape \(\.\.\., n, dimension\), not \(3,\)"):
        spread([1.0, 2.0, 3.0])


def test_the_mean_over_clouds_is_in_the_mean_square() -> None:
    points = RNG.normal(size=(6, 40, 2)) * np.arange(1.0, 7.0)[:, np.newaxis, np.newaxis]
    expected = np.sqrt((spread(points).radius ** 2).mean())
    assert mean_spread(points).radius == pytest.approx(expected)
    np.testing.assert_allclose(mean_spread(points[:1]), spread(points[0]), rtol=1e-12)


def test_the_same_cloud_again_is_no_further_evidence() -> None:
    points = RNG.normal(size=(50, 2))
    np.testing.assert_allclose(mean_spread([points, points]), spread(points), rtol=1e-12)


def test_a_point_lost_in_one_cloud_is_left_out_of_all() -> None:
    clouds = RNG.normal(size=(3, 20, 2))
    lost = clouds.copy()
    lost[2, 0] = math.nan
    np.testing.assert_allclose(mean_spread(lost), mean_spread(clouds[:, 1:]), rtol=1e-12)
    with pytest.raises(ValueError, match="clouds"):
        mean_spread(np.ones((3, 2)))


def test_off_a_known_place_is_the_root_mean_square_distance() -> None:
    points = RNG.normal(loc=(3.0, -1.0), size=(400, 2))
    points[7] = np.nan
    measured, kept = off(points, (1.0, 0.0)), np.delete(points, 7, axis=0)
    expected = np.sqrt(((kept - (1.0, 0.0)) ** 2).sum(axis=1).mean())
    assert measured.radius == pytest.approx(expected, rel=1e-12)
    assert measured.low < math.sqrt(4 + 1 + 2) < measured.high
    assert np.isnan(off(points[:1], (0.0, 0.0)).margin)
