"""Functions of one variable, written with the same care as the surfaces."""

import math

from formula.numeric import Number, cos, fill, sin, sqrt

from .maker import curve
from .stationary import turning_points
from .surface import Curve

TAU = 2.0 * math.pi


@curve()
def square() -> Curve:
    """x²: the simplest curve with every regime of the learning rate."""

    def value(x: Number) -> Number:
        return x * x

    def gradient(x: Number) -> Number:
        return 2.0 * x

    def hessian(x: Number) -> Number:
        return fill(2.0, x)

    return Curve(
        name="Parabola",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=(-2.5, 2.5),
        minima=(0.0,),
        start=-2.0,
        latex=r"x^2",
        note="Below a rate of 0.5 steps fall short, above it they cross, above 1 they grow.",
    )


@curve(
    tilt={
        "low": -0.5,
        "high": 0.5,
        "label": "tilt of the wells c",
        "help": "A slope that is added everywhere. Turned up, the right well rises beside the left "
        "one; at 0 both are equally deep.",
    },
)
def double_well(tilt: float = 0.0) -> Curve:
    """½(x²−1)² + tilt·x: two minima and a hump between them; the tilt makes one the deeper.

    Raises:
        ValueError: if `tilt` is not a finite number.
    """

    def value(x: Number) -> Number:
        off = x * x - 1.0
        return 0.5 * (off * off) + tilt * x

    def gradient(x: Number) -> Number:
        return 2.0 * x * (x * x - 1.0) + tilt

    def hessian(x: Number) -> Number:
        return 6.0 * (x * x) - 2.0

    wells, humps = turning_points(gradient, -2.0, 2.0)
    return Curve(
        name="Double well",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=(-2.0, 2.0),
        minima=wells,
        maxima=humps,
        start=-1.8,
        latex=r"\tfrac12\left(x^2-1\right)^2 + c\,x",
        note="The side of the hump decides the minimum, unless a long step jumps across.",
    )


@curve()
def quartic() -> Curve:
    """x⁴: no curvature at the minimum, so descent creeps; far out it explodes."""

    def value(x: Number) -> Number:
        x2 = x * x
        return x2 * x2

    def gradient(x: Number) -> Number:
        return 4.0 * (x * x * x)

    def hessian(x: Number) -> Number:
        return 12.0 * (x * x)

    return Curve(
        name="Flat quartic",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=(-1.6, 1.6),
        minima=(0.0,),
        start=-1.3,
        latex=r"x^4",
        note="The nearer the minimum, the flatter it gets: the minimum itself has no curvature.",
    )


@curve(
    amplitude={
        "low": 0.0,
        "high": 2.0,
        "label": "height of the ripples a",
        "help": "How high the ripples on the parabola are. At 0 there are none; turned up, they "
        "become dimples with minima of their own.",
    },
)
def ripple(amplitude: float = 0.5) -> Curve:
    """x² + a(1 − cos 2πx): a parabola with a ripple on it.

    Raises:
        ValueError: if `amplitude` is not a finite number of at least 0.
    """
    if amplitude < 0.0:
        raise ValueError(f"amplitude must be at least 0, not {amplitude!r}")
    slope, bend = TAU * amplitude, TAU * TAU * amplitude

    def value(x: Number) -> Number:
        return x * x + amplitude * (1.0 - cos(TAU * x))

    def gradient(x: Number) -> Number:
        return 2.0 * x + slope * sin(TAU * x)

    def hessian(x: Number) -> Number:
        return 2.0 + bend * cos(TAU * x)

    valleys, crests = turning_points(gradient, -2.5, 2.5)
    return Curve(
        name="Cosine ripple",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=(-2.5, 2.5),
        minima=valleys,
        maxima=crests,
        start=-2.2,
        latex=r"x^2 + a\,(1 - \cos 2\pi x)",
        note="Where the ripples make dimples, short steps stop in one; long ones step over it.",
    )


@curve()
def hyperbola() -> Curve:
    """√(1+x²): round at the minimum, straight far out, where its slope never exceeds 1."""

    def value(x: Number) -> Number:
        return sqrt(1.0 + x * x)

    def gradient(x: Number) -> Number:
        return x / sqrt(1.0 + x * x)

    def hessian(x: Number) -> Number:
        square = 1.0 + x * x
        return 1.0 / (square * sqrt(square))

    return Curve(
        name="Hyperbola",
        value=value,
        gradient=gradient,
        hessian=hessian,
        domain=(-4.0, 4.0),
        minima=(0.0,),
        start=-3.5,
        latex=r"\sqrt{1+x^2}",
        note="However far out, a step is never longer than the learning rate.",
    )
