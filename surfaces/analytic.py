"""The test functions: each a formula, its derivatives and what is known about it.

Common sub-expressions are named and squares are products: `x ** 2` rounds differently on floats and
arrays, and raises where an array overflows to infinity.
"""

import math

from formula.numeric import Number, cos, fill, sin

from .maker import surface
from .stationary import newton
from .surface import Surface, positive

RADIAN = math.pi / 180.0


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
        "label": "condition number κ",
        "help": "How many times more the valley curves across its floor than along it. Turned up, "
        "the valley gets narrower; at 1 it is a round bowl.",
    },
    angle={
        "low": 0.0,
        "high": 90.0,
        "label": "angle of the valley θ (°)",
        "help": "How far the floor is turned from the x axis to the y axis, in degrees. At 0 and "
        "at 90 it lies along an axis.",
    },
)
def valley(kappa: float = 20.0, angle: float = 0.0) -> Surface:
    """½(u² + κv²): a quadratic whose floor runs along u, turned by `angle` degrees from the x axis.

    Raises:
        ValueError: if `kappa`, the condition number, is not above 0.
    """
    kappa = positive("kappa", kappa)
    turn = angle * RADIAN
    c, s = cos(turn), sin(turn)
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
        latex=r"\tfrac12\left(p^2 + \kappa q^2\right),\quad p = x\cos\theta + y\sin\theta,\quad "
        r"q = y\cos\theta - x\sin\theta",
        note="At α = 1/κ, which suits the walls, a step takes off 1/κ of the way along the floor.",
    )


@surface(
    b={
        "low": 1.0,
        "high": 200.0,
        "log": True,
        "label": "steepness of the walls b",
        "help": "How steep the walls beside the curved floor are; 100 is the standard. Turned up, "
        "the valley gets narrower.",
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
        note="The floor bends and is almost flat; the larger b, the steeper the walls beside it.",
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
        note="There is no minimum: the origin is lowest along x and highest along y.",
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
        note="At the saddle even the curvature is 0: the slope grows like the squared distance.",
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
        saddles=((0.0, 1.0), newton(gradient, hessian, (0.1005379, -2.6445136))),
        start=(-1.0, -1.5),
        latex=r"(1.5-x+xy)^2 + (2.25-x+xy^2)^2 + (2.625-x+xy^3)^2",
        note="Cliffs at the corners and a plateau in the middle: slopes differ a thousandfold.",
    )
