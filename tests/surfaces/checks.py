"""What every surface must pass: finite differences, bits, stationary points."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from formula.numeric import Array
from surfaces import Surface

# The fourth-order central difference: exact for polynomials up to degree four.
STEP = 1e-3


def derivative(f: Callable[[Array], Array], at: Array) -> Array:
    """The derivative of `f` at each point, by finite differences."""
    near = f(at + STEP) - f(at - STEP)
    far = f(at + 2 * STEP) - f(at - 2 * STEP)
    return (8 * near - far) / (12 * STEP)


def points(surface: Surface, count: int, seed: int = 0) -> tuple[Array, Array]:
    """Random points of the surface's domain."""
    (x0, x1), (y0, y1) = surface.domain
    rng = np.random.default_rng(seed)
    return rng.uniform(x0, x1, count), rng.uniform(y0, y1, count)


def assert_derivatives(surface: Surface, x: Array, y: Array) -> None:
    """Check gradient and Hessian against finite differences of value and gradient."""
    gx, gy = surface.gradient(x, y)
    hxx, hxy, hyy = surface.hessian(x, y)
    expected = [
        (gx, derivative(lambda x: surface.value(x, y), x)),
        (gy, derivative(lambda y: surface.value(x, y), y)),
        (hxx, derivative(lambda x: surface.gradient(x, y)[0], x)),
        (hxy, derivative(lambda y: surface.gradient(x, y)[0], y)),
        (hxy, derivative(lambda x: surface.gradient(x, y)[1], x)),
        (hyy, derivative(lambda y: surface.gradient(x, y)[1], y)),
    ]
    for exact, difference in expected:
        assert exact.shape == x.shape
        scale = max(1.0, float(np.abs(difference).max()))
        np.testing.assert_allclose(exact, difference, rtol=1e-7, atol=1e-8 * scale)


def layouts(count: int) -> Iterator[Callable[[Array], Array]]:
    """Ways to lay out (part of) an array of `count` numbers in memory: sizes, strides, axes."""
    for size in (*range(1, 20), 31, 32, 33, 64, 65, count):
        yield lambda a, size=size: a[:size]  # type: ignore[misc]
        yield lambda a, size=size: a[size - count :]  # type: ignore[misc]
    for stride in (2, 3, 7, -1, -2, -3):
        yield lambda a, stride=stride: a[::stride]  # type: ignore[misc]
    yield lambda a: a.reshape(-1, 2)[:, 0]
    yield lambda a: a.reshape(2, -1).T
    yield lambda a: np.asfortranarray(a.reshape(2, -1))


def assert_same_bits(function: Callable[..., Any], *coordinates: Array) -> None:
    """Check that floats, and arrays however laid out, give the same bits; floats give floats."""
    one_by_one = [
        function(*point) for point in zip(*(c.tolist() for c in coordinates), strict=True)
    ]
    for number in np.ravel(np.array(one_by_one[0], dtype=object)):
        assert type(number) is float
    expected = np.atleast_2d(np.array(one_by_one).T)
    for layout in layouts(len(coordinates[0])):
        answer = function(*(layout(c) for c in coordinates))
        rows = answer if isinstance(answer, tuple) else (answer,)
        for row, numbers in zip(rows, expected, strict=True):
            assert row.dtype == np.float64
            assert _bits(row) == _bits(layout(numbers))


def _bits(numbers: Array) -> bytes:
    """All bits, but for the sign of what is no number: it means nothing."""
    return np.where(np.isnan(numbers), np.nan, numbers).tobytes()


def stationary_points(surface: Surface, side: int = 60) -> Array:
    """Where Newton's method ends inside the domain, from a grid of starts: shape `(n, 2)`."""
    (x0, x1), (y0, y1) = surface.domain
    grid = np.meshgrid(np.linspace(x0, x1, side), np.linspace(y0, y1, side))
    x, y = (axis.ravel() for axis in grid)
    with np.errstate(all="ignore"):
        for _ in range(60):
            gx, gy = surface.gradient(x, y)
            hxx, hxy, hyy = surface.hessian(x, y)
            determinant = hxx * hyy - hxy * hxy
            dx = (hyy * gx - hxy * gy) / determinant
            dy = (hxx * gy - hxy * gx) / determinant
            x, y = x - dx, y - dy
        inside = (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)
        settled = inside & (np.hypot(dx, dy) < 1e-9)
    return np.stack([x[settled], y[settled]], axis=1)
