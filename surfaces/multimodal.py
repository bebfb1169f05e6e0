"""Test functions with several minima."""

import math
from itertools import product

from formula.numeric import Number, cos, exp, fill, log, sin

from .maker import surface
from .stationary import newton, turning_points
from .surface import Point, Surface, positive

TAU = 2.0 * math.pi


def _pairs(xs: tuple[float, ...], ys: tuple[float, ...]) -> tuple[Point, ...]:
    return tuple(product(xs, ys))


@surface()
def himmelblau() -> Surface:
    """(x²+y−11)² + (x+y²−7)²: four minima of equal depth (Himmelblau 1972)."""

    def value(x: Number, y: Number) -> Number:
        p = x * x + y - 11.0
        q = x + y * y - 7.0
        return p * p + q * q

    def gradient(x: Number, y: Number) -> tuple[Number, Number]:
        p = x * x + y - 11.0
        q = x + y * y - 7.0
        return 4.0 * x * p + 2.0 * q, 2.0 * p + 4.0 * y * q

    def hessian(x: Number, y: Number) -> tuple[Number, Number, Number]:
        p = x * x + y - 11.0
        q = x + y * y - 7.0
        return (
            4.0 * p + 8.0 * (x * x) + 2.0,
            4.0 * (x + y),
            4.0 * q + 8.0 * (y * y) + 2.0,
        )

    def refined(*points: Point) -> tuple[Point, ...]:
        return tuple(newton(gradient, hessian, point) for point in points)

    return Surface(
        name="Himmelblau",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=((-5.0, 5.0), (-5.0, 5.0)),
        minima=refined((3.0, 2.0), (-2.805, 3.131), (-3.779, -3.283), (3.584, -1.848)),
        saddles=refined((3.385, 0.074), (0.087, 2.884), (-3.073, -0.081), (-0.128, -1.954)),
        maxima=refined((-0.271, -0.923)),
        start=(-0.5, -0.5),
        latex=r"(x^2+y-11)^2 + (x+y^2-7)^2",
        note="Four minima, equally deep: which one is found depends on the start and the method.",
    )


@surface(
    amplitude={
        "low": 0.0,
        "high": 10.0,
        "label": "height of the ripples a",
        "help": "How high the ripples on the bowl are. At 0 there are none; turned up, they become "
        "dimples with minima of their own.",
    },
)
def ripples(amplitude: float = 1.0) -> Surface:
    """x² + y² with cosine ripples on it (after Rastrigin 1974, where the amplitude is 10).

    Raises:
        ValueError: if `amplitude` is not a finite number of at least 0.
    """
    if amplitude < 0.0:
        raise ValueError(f"amplitude must be at least 0, not {amplitude!r}")
    slope, bend = TAU * amplitude, TAU * TAU * amplitude

    def value(x: Number, y: Number) -> Number:
        wave = 2.0 - cos(TAU * x) - cos(TAU * y)
        return x * x + y * y + amplitude * wave

    def gradient(x: Number, y: Number) -> tuple[Number, Number]:
        return 2.0 * x + slope * sin(TAU * x), 2.0 * y + slope * sin(TAU * y)

    def hessian(x: Number, y: Number) -> tuple[Number, Number, Number]:
        return 2.0 + bend * cos(TAU * x), fill(0.0, x), 2.0 + bend * cos(TAU * y)

    valleys, crests = turning_points(lambda x: gradient(x, x)[0], -2.5, 2.5)
    return Surface(
        name="Ripples",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=((-2.5, 2.5), (-2.5, 2.5)),
        minima=_pairs(valleys, valleys),
        saddles=_pairs(valleys, crests) + _pairs(crests, valleys),
        maxima=_pairs(crests, crests),
        start=(-1.7, 2.2),
        latex=r"x^2 + y^2 + a\,(2 - \cos 2\pi x - \cos 2\pi y)",
        note="Where the ripples make dimples, short exact steps stop in one; long ones jump out.",
    )


@surface()
def styblinski_tang() -> Surface:
    """½Σ(x⁴−16x²+5x) over both coordinates: four minima, one deepest (Styblinski & Tang 1990)."""

    def value(x: Number, y: Number) -> Number:
        x2, y2 = x * x, y * y
        return 0.5 * (x2 * (x2 - 16.0) + 5.0 * x + y2 * (y2 - 16.0) + 5.0 * y)

    def gradient(x: Number, y: Number) -> tuple[Number, Number]:
        return 2.0 * x * (x * x - 8.0) + 2.5, 2.0 * y * (y * y - 8.0) + 2.5

    def hessian(x: Number, y: Number) -> tuple[Number, Number, Number]:
        return 6.0 * (x * x) - 16.0, fill(0.0, x), 6.0 * (y * y) - 16.0

    wells, humps = turning_points(lambda x: gradient(x, x)[0], -4.0, 4.0)
    return Surface(
        name="Styblinski–Tang",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=((-4.0, 4.0), (-4.0, 4.0)),
        minima=_pairs(wells, wells),
        saddles=_pairs(wells, humps) + _pairs(humps, wells),
        maxima=_pairs(humps, humps),
        start=(0.4, 0.9),
        latex=r"\tfrac12\left(x^4-16x^2+5x + y^4-16y^2+5y\right)",
        note="Four minima: one deepest, two alike, one highest. The nearest need not be the best.",
    )


@surface(
    ratio={
        "low": 1.0,
        "high": 100.0,
        "log": True,
        "label": "sharpness ratio k",
        "help": "How many times more the sharp minimum curves than the flat one. Turned up, it "
        "gets narrower; at 1 both are alike.",
    },
    distance={
        "low": 2.0,
        "high": 5.0,
        "label": "distance of the minima D",
        "help": "How far apart the two minima lie. Turned up, both move outwards.",
    },
)
def sharp_and_flat(ratio: float = 20.0, distance: float = 3.0) -> Surface:
    """PQ/(P+Q), a sharp bowl P and a flat bowl Q: two equally deep minima.

    Near each bowl's centre the other is large and drops out, so the minima lie exactly at the
    centres, with exactly the bowls' curvatures: `ratio` and 1. The flat one is left of the origin
    and the sharp one right of it, `distance` apart.

    Raises:
        ValueError: if `ratio` or `distance` is not above 0.
    """
    ratio, distance = positive("ratio", ratio), positive("distance", distance)
    half, half_ratio = 0.5 * distance, 0.5 * ratio

    def bowls(x: Number, y: Number) -> tuple[Number, Number, Number, Number]:
        right, left = x - half, x + half
        y2 = y * y
        return right, left, half_ratio * (right * right + y2), 0.5 * (left * left + y2)

    def value(x: Number, y: Number) -> Number:
        _, _, sharp, flat = bowls(x, y)
        return sharp * (flat / (sharp + flat))

    def gradient(x: Number, y: Number) -> tuple[Number, Number]:
        right, left, sharp, flat = bowls(x, y)
        total = sharp + flat
        p, q = flat / total, sharp / total
        p2, q2 = ratio * (p * p), q * q
        return p2 * right + q2 * left, (p2 + q2) * y

    def hessian(x: Number, y: Number) -> tuple[Number, Number, Number]:
        right, left, sharp, flat = bowls(x, y)
        total = sharp + flat
        p, q = flat / total, sharp / total
        bend = ratio * (p * p) + q * q
        dx, dy = ratio * p * right - q * left, (ratio * p - q) * y
        scale = 2.0 / total
        return bend - scale * (dx * dx), -scale * (dx * dy), bend - scale * (dy * dy)

    # Along the line through the centres 1/P + 1/Q is least where the distances to the sharp and the
    # flat centre are as 1 to the cube root of the ratio.
    reach = distance / (1.0 + exp(log(ratio) / 3.0))
    return Surface(
        name="Sharp and flat minimum",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=((-4.0, 4.0), (-3.0, 3.0)),
        minima=((-half, 0.0), (half, 0.0)),
        saddles=((half - reach, 0.0),),
        start=(2.2, 1.2),
        latex=r"\frac{PQ}{P+Q},\quad P = \tfrac{k}{2}\left((x-\tfrac D2)^2 + y^2\right),\quad "
        r"Q = \tfrac12\left((x+\tfrac D2)^2 + y^2\right)",
        note="Two minima, equally deep: the right one curves k times as much as the left one.",
    )
