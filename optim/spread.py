"""How wide a cloud of points is, and how surely that is known from as many points as it has."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from formula.numeric import Array

SURE = 1.96
"""About nineteen of twenty intervals, so many standard errors to either side, hold what is true."""


class Spread(NamedTuple):
    """The root mean square distance of points from their mean, with its 95 % interval."""

    radius: Array
    low: Array
    high: Array

    @property
    def margin(self) -> Array:
        """Half the interval's width."""
        return (self.high - self.low) / 2


def spread(points: ArrayLike) -> Spread:
    """The spread of each cloud in `points`, of shape `(..., n, dimension)`.

    The squared radius is the sum of the coordinates' unbiased variances. Points that are not finite
    are left out; where fewer than two are left, everything is NaN.

    Returns:
        Arrays of shape `(...)`.

    Raises:
        ValueError: if `points` has fewer than two axes.
    """
    return _with_interval(*_squared_distances("spread", points))


def off(points: ArrayLike, centre: ArrayLike) -> Spread:
    """The root mean square distance of points, shape `(n, dimension)`, from a place that is known.

    Points that are not finite are left out; where fewer than two are left, the interval is NaN.
    """
    away = np.asarray(points, dtype=np.float64) - np.asarray(centre, dtype=np.float64)
    there = np.asarray(np.isfinite(away).all(axis=-1))
    with np.errstate(all="ignore"):
        squared = np.where(there, (away * away).sum(axis=-1), 0.0)
    return _with_interval(squared, there, lost=0)


def mean_spread(points: ArrayLike) -> Spread:
    """The spread of clouds in the mean square over `points`' first axis, the same points in each.

    Args:
        points: shape `(clouds, ..., n, dimension)`. A point that is not finite in one of the clouds
            is left out of all.

    Raises:
        ValueError: if `points` has fewer than three axes.
    """
    if np.ndim(points) < 3:
        raise ValueError(
            f"mean_spread: points must have shape (clouds, ..., n, dimension), "
            f"not {np.shape(points)}"
        )
    rows = np.asarray(points, dtype=np.float64)
    there = np.asarray(np.isfinite(rows).all(axis=(0, -1)))[..., np.newaxis]
    squared, there = _squared_distances("mean_spread", np.where(there, rows, np.nan))
    # What one point did in several clouds is no independent evidence: its mean is one number.
    return _with_interval(squared.mean(axis=0), there[0])


def _squared_distances(what: str, points: ArrayLike) -> tuple[Array, NDArray[np.bool_]]:
    """Each point's squared distance from its cloud's mean, and whether it is finite."""
    rows = np.asarray(points, dtype=np.float64)
    if rows.ndim < 2:
        raise ValueError(f"{what}: points must have shape (..., n, dimension), not {rows.shape}")
    there = np.asarray(np.isfinite(rows).all(axis=-1))
    count = there.sum(axis=-1).astype(np.float64)
    # From one of the points, so that points that are all the same have no spread from rounding.
    first = np.take_along_axis(rows, there.argmax(axis=-1)[..., np.newaxis, np.newaxis], axis=-2)
    with np.errstate(all="ignore"):
        away = np.where(there[..., np.newaxis], rows - first, 0.0)
        away -= (away.sum(axis=-2) / count[..., np.newaxis])[..., np.newaxis, :]
        return np.where(there, (away * away).sum(axis=-1), 0.0), there


def _with_interval(squared: Array, there: NDArray[np.bool_], lost: int = 1) -> Spread:
    """The root of the unbiased mean of squared distances, shape `(..., n)`, with its interval.

    Args:
        lost: 1 where the distances are from the points' own mean, 0 where from a known place.
    """
    count = there.sum(axis=-1).astype(np.float64)
    with np.errstate(all="ignore"):
        mean = squared.sum(axis=-1) / count
        off = np.where(there, squared - mean[..., np.newaxis], 0.0)
        error = np.sqrt((off * off).sum(axis=-1) / (count - 1) / count)
        variance = mean * count / (count - lost)
        low, high = (np.maximum(0.0, variance + k * error) for k in (-SURE, SURE))
        return Spread(np.sqrt(variance), np.sqrt(low), np.sqrt(high))
