"""Where a function's slope is zero, found to full precision."""

import numpy as np

from .surface import Gradient, Hessian, LineFunction, Point


def turning_points(
    slope: LineFunction, low: float, high: float
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Where a function of one variable with this slope has its minima and its maxima.

    Finds each change of the slope's sign on a grid (of an even number of points: the middle of the
    interval is none of them) and halves the gap until the slope is 0 or no float is left inside it.
    """
    x = np.linspace(low, high, 1002)
    signs = np.sign(slope(x))
    at = np.flatnonzero(signs[:-1] != signs[1:])
    left, right, before = x[at], x[at + 1], signs[at]
    # All gaps at once: surfaces are made often, and some have a dozen such places.
    while (halved := (left < (middle := 0.5 * (left + right))) & (middle < right)).any():
        now = np.sign(slope(middle))
        # Where the slope is 0 there is no gap any more: next to 0 there would be a thousand halves.
        left = np.where(halved & ((now == before) | (now == 0.0)), middle, left)
        right = np.where(halved & (now != before), middle, right)
    return tuple(right[before < 0].tolist()), tuple(right[before >= 0].tolist())


def newton(gradient: Gradient, hessian: Hessian, point: Point) -> Point:
    """The stationary point next to `point`: Newton's method, for which ten steps are plenty."""
    x, y = point
    for _ in range(10):
        gx, gy = gradient(x, y)
        hxx, hxy, hyy = hessian(x, y)
        determinant = hxx * hyy - hxy * hxy
        x -= (hyy * gx - hxy * gy) / determinant
        y -= (hxx * gy - hxy * gx) / determinant
    return x, y
