"""The test functions: each a formula, its derivatives and what is known about it.

Common sub-expressions are named and squares are products: `x ** 2` rounds differently on floats and
arrays, and raises where an array overflows to infinity.
"""

import math
from itertools import product

from formula.numeric import Number, cos, fill, sin

from .maker import surface
from .surface import Gradient, Hessian, Point, Surface, positive, turning_points

TAU = 2.0 * math.pi


def _refine(gradient: Gradient, hessian: Hessian, point: Point) -> Point:
    """The stationary point next to `point`: Newton's method, for which ten steps are plenty."""
    x, y = point
    for _ in range(10):
        gx, gy = gradient(x, y)
        hxx, hxy, hyy = hessian(x, y)
        determinant = hxx * hyy - hxy * hxy
        x -= (hyy * gx - hxy * gy) / determinant
        y -= (hxx * gy - hxy * gx) / determinant
    return x, y


def _pairs(xs: tuple[float, ...], ys: tuple[float, ...]) -> tuple[Point, ...]:
    return tuple(product(xs, ys))


@surface()
def bowl() -> Surface:
    """x² + y²: the same curvature in every direction."""

    def value(x: Number, y: Number) -> Number:
        return x * x + y * y

    def gradient(x: Number, y: Number) -> tuple[Number, Number]:
        return 2.0 * x, 2.0 * y

    def hessian(x: Number, y: Number) -> tuple[Number, Number, Number]:
        return fill(2.0, x), fill(0.0, x), fill(2.0, x)

    return Surface(
        name="Quadratic bowl",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=((-2.0, 2.0), (-2.0, 2.0)),
        minima=((0.0, 0.0),),
        start=(-1.5, 1.0),
        latex=r"x^2 + y^2",
        note="The gradient points straight away from the minimum, so plain descent goes straight.",
    )


@surface(
    kappa={
        "low": 1.0,
        "high": 200.0,
        "log": True,
        "label": "κ",
        "help": "How much steeper the walls are than the floor.",
    },
    angle={
        "low": 0.0,
        "high": 90.0,
        "label": "angle °",
        "help": "How far the valley is turned.",
    },
)
def valley(kappa: float = 20.0, angle: float = 0.0) -> Surface:
    """½(u² + κv²): a quadratic whose floor runs along u, turned by `angle` degrees from the x axis.

    Raises:
        ValueError: if `kappa`, the condition number, is not above 0.
    """
    kappa = positive("kappa", kappa)
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    hxx, hxy, hyy = c * c + kappa * s * s, c * s * (1.0 - kappa), s * s + kappa * c * c

    def value(x: Number, y: Number) -> Number:
        u = c * x + s * y
        v = c * y - s * x
        return 0.5 * (u * u + kappa * (v * v))

    def gradient(x: Number, y: Number) -> tuple[Number, Number]:
        u = c * x + s * y
        steep = kappa * (c * y - s * x)
        return c * u - s * steep, s * u + c * steep

    def hessian(x: Number, y: Number) -> tuple[Number, Number, Number]:
        return fill(hxx, x), fill(hxy, x), fill(hyy, x)

    return Surface(
        name="Elongated valley",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=((-3.2, 3.2), (-2.4, 2.4)),
        minima=((0.0, 0.0),),
        start=(-2.7, 1.55),
        latex=r"\tfrac12\left(u^2 + \kappa v^2\right),\quad u = x\cos\theta + y\sin\theta,\quad "
        r"v = y\cos\theta - x\sin\theta",
        note="A rate small enough for the steep walls is slow along the floor.",
    )


@surface(
    b={
        "low": 1.0,
        "high": 200.0,
        "log": True,
        "label": "b",
        "help": "How steep the walls are; 100 is the standard.",
    },
)
def rosenbrock(b: float = 100.0) -> Surface:
    """(1−x)² + b(y−x²)²: a curved, nearly flat valley between steep walls (Rosenbrock 1960).

    Raises:
        ValueError: if `b` is not above 0.
    """
    b = positive("b", b)
    twice_b, four_b = 2.0 * b, 4.0 * b

    def value(x: Number, y: Number) -> Number:
        short = 1.0 - x
        off = y - x * x
        return short * short + b * (off * off)

    def gradient(x: Number, y: Number) -> tuple[Number, Number]:
        off = y - x * x
        return 2.0 * (x - 1.0) - four_b * x * off, twice_b * off

    def hessian(x: Number, y: Number) -> tuple[Number, Number, Number]:
        off = y - x * x
        return 2.0 + four_b * (2.0 * (x * x) - off), -four_b * x, fill(twice_b, x)

    return Surface(
        name="Rosenbrock's valley",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=((-2.0, 2.0), (-1.0, 3.0)),
        minima=((1.0, 1.0),),
        start=(-1.0, 1.0),
        latex=r"(1-x)^2 + b\,(y-x^2)^2",
        note="Finding the valley is easy; following its bend to the minimum is not.",
    )


@surface()
def saddle() -> Surface:
    """x² − y²: rises one way and falls the other without end."""

    def value(x: Number, y: Number) -> Number:
        return x * x - y * y

    def gradient(x: Number, y: Number) -> tuple[Number, Number]:
        return 2.0 * x, -2.0 * y

    def hessian(x: Number, y: Number) -> tuple[Number, Number, Number]:
        return fill(2.0, x), fill(0.0, x), fill(-2.0, x)

    return Surface(
        name="Saddle",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=((-2.0, 2.0), (-2.0, 2.0)),
        saddles=((0.0, 0.0),),
        start=(0.6, 0.05),
        latex=r"x^2 - y^2",
        note="There is no minimum: descent stalls near the saddle, then escapes along y.",
        unbounded=True,
    )


@surface()
def monkey_saddle() -> Surface:
    """x³ − 3xy²: three ways down and three up, and no curvature at all in the middle."""

    def value(x: Number, y: Number) -> Number:
        return x * (x * x - 3.0 * (y * y))

    def gradient(x: Number, y: Number) -> tuple[Number, Number]:
        return 3.0 * (x * x - y * y), -6.0 * (x * y)

    def hessian(x: Number, y: Number) -> tuple[Number, Number, Number]:
        return 6.0 * x, -6.0 * y, -6.0 * x

    return Surface(
        name="Monkey saddle",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=((-2.0, 2.0), (-2.0, 2.0)),
        saddles=((0.0, 0.0),),
        start=(1.5, 0.05),
        latex=r"x^3 - 3xy^2",
        note="Even the curvature vanishes at the saddle, so leaving it takes longer still.",
        unbounded=True,
    )


@surface()
def double_well() -> Surface:
    """x² + ½(y²−1)²: the saddle x² − y² at the origin, closed off by two minima."""

    def value(x: Number, y: Number) -> Number:
        off = y * y - 1.0
        return x * x + 0.5 * (off * off)

    def gradient(x: Number, y: Number) -> tuple[Number, Number]:
        return 2.0 * x, 2.0 * y * (y * y - 1.0)

    def hessian(x: Number, y: Number) -> tuple[Number, Number, Number]:
        return fill(2.0, x), fill(0.0, x), 6.0 * (y * y) - 2.0

    return Surface(
        name="Double well",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=((-2.0, 2.0), (-2.0, 2.0)),
        minima=((0.0, -1.0), (0.0, 1.0)),
        saddles=((0.0, 0.0),),
        start=(1.5, 0.05),
        latex=r"x^2 + \tfrac12\left(y^2-1\right)^2",
        note="At the origin it is the saddle x² − y², but past it a minimum waits on either side.",
    )


@surface()
def beale() -> Surface:
    """Beale's function: a narrow curved trough on a wide plateau (Beale 1958)."""

    def value(x: Number, y: Number) -> Number:
        y2 = y * y
        p = 1.5 - x * (1.0 - y)
        q = 2.25 - x * (1.0 - y2)
        r = 2.625 - x * (1.0 - y2 * y)
        return p * p + q * q + r * r

    def gradient(x: Number, y: Number) -> tuple[Number, Number]:
        y2 = y * y
        a, b, c = 1.0 - y, 1.0 - y2, 1.0 - y2 * y
        p, q, r = 1.5 - x * a, 2.25 - x * b, 2.625 - x * c
        return -2.0 * (a * p + b * q + c * r), 2.0 * x * (p + 2.0 * y * q + 3.0 * y2 * r)

    def hessian(x: Number, y: Number) -> tuple[Number, Number, Number]:
        y2 = y * y
        a, b, c = 1.0 - y, 1.0 - y2, 1.0 - y2 * y
        p, q, r = 1.5 - x * a, 2.25 - x * b, 2.625 - x * c
        hxx = 2.0 * (a * a + b * b + c * c)
        hxy = 2.0 * ((p - x * a) + 2.0 * y * (q - x * b) + 3.0 * y2 * (r - x * c))
        bend = 2.0 * q + 6.0 * y * r
        hyy = 2.0 * x * (bend + x * (1.0 + 4.0 * y2 + 9.0 * (y2 * y2)))
        return hxx, hxy, hyy

    return Surface(
        name="Beale",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=((-4.5, 4.5), (-4.5, 4.5)),
        minima=((3.0, 0.5),),
        saddles=((0.0, 1.0), _refine(gradient, hessian, (0.1005379, -2.6445136))),
        start=(-1.0, -1.5),
        latex=r"(1.5-x+xy)^2 + (2.25-x+xy^2)^2 + (2.625-x+xy^3)^2",
        note="Cliffs at the corners and a plateau in the middle: no one rate suits both.",
    )


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
        return tuple(_refine(gradient, hessian, point) for point in points)

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
        "label": "a",
        "help": "The height of the ripples; 0 is the bowl.",
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
        note="A bowl full of dimples: exact descent stops in the first, noise can jump out.",
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
        note="Four minima of different depth: the nearest is not always the best.",
    )


@surface(
    ratio={
        "low": 1.0,
        "high": 100.0,
        "log": True,
        "label": "r",
        "help": "How much sharper the sharp minimum is.",
    },
    distance={
        "low": 2.0,
        "high": 5.0,
        "label": "d",
        "help": "How far apart the two minima are.",
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
    reach = distance / (1.0 + ratio ** (1.0 / 3.0))
    return Surface(
        name="Sharp and flat minimum",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=((-4.0, 4.0), (-3.0, 3.0)),
        minima=((-half, 0.0), (half, 0.0)),
        saddles=((half - reach, 0.0),),
        start=(2.2, 1.2),
        latex=r"\frac{PQ}{P+Q},\quad P = \tfrac{r}{2}\left((x-\tfrac d2)^2 + y^2\right),\quad "
        r"Q = \tfrac12\left((x+\tfrac d2)^2 + y^2\right)",
        note="Equally deep, unequally steep: noise shakes a run out of the sharp minimum first.",
    )
