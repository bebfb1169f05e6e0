"""What a surface is: a formula with its derivatives, and what is known about it."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from formula.numeric import Array, Number, Recorded, plain, sqrt
from formula.parameter import Parameter

Point = tuple[float, float]
Interval = tuple[float, float]
Domain = tuple[Interval, Interval]

EQUAL = 3.0
"""A frame this many times as long as it is wide can still be drawn with one scale on both axes."""

GROWTH = 4.0
"""How many times as large as the frame's longer side is the square in which a start may lie."""

NEAR = 0.05
"""How close to a minimum counts as near it, in the surface's own units."""


class Value(Protocol):
    """The value of a function of two variables."""

    def __call__(self, x: Number, y: Number, /) -> Number:
        """`f(x, y)`, with the shape of `x` and `y`."""


class Gradient(Protocol):
    """The first derivatives of a function of two variables."""

    def __call__(self, x: Number, y: Number, /) -> tuple[Number, Number]:
        """`(∂f/∂x, ∂f/∂y)`, each with the shape of `x` and `y`."""


class Hessian(Protocol):
    """The second derivatives of a function of two variables."""

    def __call__(self, x: Number, y: Number, /) -> tuple[Number, Number, Number]:
        """`(∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²)`, each with the shape of `x` and `y`."""


class LineFunction(Protocol):
    """A function of one variable, or one of its derivatives."""

    def __call__(self, x: Number, /) -> Number:
        """`f(x)`, with the shape of `x`."""


# Compared by identity: closures have no other equality. To compare or store a surface, use its
# key and arguments, from which `make` builds it again.
@dataclass(frozen=True, eq=False, kw_only=True)
class Surface:
    """A function of two variables with exact derivatives.

    `value`, `gradient` and `hessian` take two floats or two float64 arrays of the same shape and
    give floats or arrays of that shape, the same bits either way. Where a result overflows, arrays
    hold infinity or NaN (numpy warns unless told not to); floats do the same or raise an
    `ArithmeticError`.

    Attributes:
        key: its name in a program or an address: that of its maker.
        name: its name for readers.
        value, gradient, hessian: the formula and its derivatives.
        domain: `((x0, x1), (y0, y1))`, the frame in which it is telling.
        minima, saddles, maxima: all that are known, to full precision; empty where there are none.
        found: whether these were only looked for in the domain, so that there may be others.
        lower: whether there are values below the lowest of these minima.
        start: a telling point to start a descent from.
        latex: its formula.
        note: one sentence on what to see in it.
        axes: the names of its two variables.
        unbounded: whether it falls without end, so that leaving the domain is escaping.
        parameters: what shapes it; `arguments`: the values it was made with, by name.
        maker: what made it from them, and would from others; None where that is unknown.
    """

    dimension: ClassVar[int] = 2

    key: str = "surface"
    name: str
    value: Value
    gradient: Gradient
    hessian: Hessian
    domain: Domain
    start: Point
    latex: str
    minima: tuple[Point, ...] = ()
    saddles: tuple[Point, ...] = ()
    maxima: tuple[Point, ...] = ()
    found: bool = False
    lower: bool = False
    note: str = ""
    axes: tuple[str, str] = ("x", "y")
    unbounded: bool = False
    parameters: tuple[Parameter, ...] = ()
    arguments: Mapping[str, float] = field(default_factory=dict)
    maker: Callable[..., "Surface"] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        _check_names(self.key, self.name)
        for axis, interval in zip(self.axes, self.domain, strict=True):
            _check_interval(f"surface {self.key!r}: domain of {axis}", interval)
        for kind in ("minima", "saddles", "maxima"):
            for x, y in getattr(self, kind):
                _check_finite(f"surface {self.key!r}: {kind}", x, y)
        _check_finite(f"surface {self.key!r}: start", *self.start)
        if not self.contains(*self.start):
            raise ValueError(
                f"surface {self.key!r}: start {self.start} is outside its domain {self.domain}"
            )
        object.__setattr__(self, "arguments", _matched(self.key, self.parameters, self.arguments))

    def contains(self, x: float, y: float) -> bool:
        """Whether the point lies in the domain, its edge included."""
        (x0, x1), (y0, y1) = self.domain
        return x0 <= x <= x1 and y0 <= y <= y1

    @property
    def to_scale(self) -> bool:
        """Whether one scale on both axes shows it well: its frame is not too long and narrow."""
        (x0, x1), (y0, y1) = self.domain
        return 1.0 / EQUAL <= (x1 - x0) / (y1 - y0) <= EQUAL

    @property
    def reach(self) -> Domain:
        """Where a start may lie: far around the domain if one scale widens its picture, else in it.

        A picture to scale shows more than the domain, as much more as the screen's shape asks.
        """
        if not self.to_scale:
            return self.domain
        half = 0.5 * GROWTH * max(high - low for low, high in self.domain)
        x, y = (0.5 * (low + high) for low, high in self.domain)
        return (x - half, x + half), (y - half, y + half)

    def allows(self, x: float, y: float) -> bool:
        """Whether a descent may start there: in the domain, or in reach where there is a slope."""
        if self.contains(x, y):
            return True
        (x0, x1), (y0, y1) = self.reach
        if not (x0 <= x <= x1 and y0 <= y <= y1):
            return False
        try:
            with np.errstate(all="ignore"):
                return all(map(math.isfinite, (self.value(x, y), *self.gradient(x, y))))
        except ArithmeticError:
            return False

    @property
    def lowest(self) -> float | None:
        """The value at the lowest known minimum; None where none is known, or lower values are."""
        if self.lower:
            return None
        return min((self.value(x, y) for x, y in self.minima), default=None)

    def nearest_minimum(self, x: float, y: float) -> tuple[Point, float] | None:
        """The known minimum nearest to the point, and its distance; None if there is none."""
        if not self.minima:
            return None
        nearest = min(self.minima, key=lambda m: math.hypot(x - m[0], y - m[1]))
        return nearest, math.hypot(x - nearest[0], y - nearest[1])

    def nearest_minima(self, x: Array, y: Array) -> tuple[NDArray[np.intp], Array]:
        """For many points: the index in `minima` of the nearest one, and its distance.

        Points that are not finite get index −1 and an infinite distance.

        Raises:
            ValueError: if the surface has no known minimum.
        """
        if not self.minima:
            raise ValueError(f"surface {self.key!r} has no known minimum to be near to")
        finite = np.isfinite(x) & np.isfinite(y)
        x, y = np.where(finite, x, 0.0), np.where(finite, y, 0.0)
        distances = np.stack([np.hypot(x - mx, y - my) for mx, my in self.minima])
        index = np.where(finite, distances.argmin(axis=0), -1)
        return index, np.where(finite, distances.min(axis=0), np.inf)

    def curvatures(self, x: Number, y: Number) -> tuple[Number, Number]:
        """The Hessian's eigenvalues at the point, the smaller first."""
        hxx, hxy, hyy = self.hessian(x, y)
        mean, half = 0.5 * (hxx + hyy), 0.5 * (hxx - hyy)
        spread = sqrt(half * half + hxy * hxy)
        return mean - spread, mean + spread

    def grid(self, nx: int, ny: int, domain: Domain | None = None) -> tuple[Array, Array, Array]:
        """The value on a grid over `domain` (the surface's own unless given).

        Returns:
            `x` of shape `(nx,)`, `y` of shape `(ny,)` and the values of shape `(ny, nx)`, a row for
            each y. A value that overflows is infinite or NaN.

        Raises:
            ValueError: if there are fewer than two points a side, or the domain is empty.
        """
        if nx < 2 or ny < 2:
            raise ValueError(f"a grid needs at least 2 points a side, not {nx} by {ny}")
        across, up = domain or self.domain
        _check_interval("grid: domain of x", across)
        _check_interval("grid: domain of y", up)
        x, y = np.linspace(*across, nx), np.linspace(*up, ny)
        with np.errstate(all="ignore"):
            return x, y, self.value(*np.meshgrid(x, y))


@dataclass(frozen=True, eq=False, kw_only=True)
class Curve:
    """A function of one variable with exact derivatives; attributes as `Surface`'s.

    `value`, `gradient` and `hessian` take a float or a float64 array and give the same shape, the
    same bits either way. `domain` is `(x0, x1)`; `minima`, `maxima` and `start` are numbers.
    """

    dimension: ClassVar[int] = 1

    key: str = "curve"
    name: str
    value: LineFunction
    gradient: LineFunction
    hessian: LineFunction
    domain: Interval
    start: float
    latex: str
    minima: tuple[float, ...] = ()
    maxima: tuple[float, ...] = ()
    note: str = ""
    parameters: tuple[Parameter, ...] = ()
    arguments: Mapping[str, float] = field(default_factory=dict)
    maker: Callable[..., "Curve"] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        _check_names(self.key, self.name)
        _check_interval(f"curve {self.key!r}: domain", self.domain)
        _check_finite(f"curve {self.key!r}: minima", *self.minima)
        _check_finite(f"curve {self.key!r}: maxima", *self.maxima)
        _check_finite(f"curve {self.key!r}: start", self.start)
        if not self.contains(self.start):
            raise ValueError(
                f"curve {self.key!r}: start {self.start} is outside its domain {self.domain}"
            )
        object.__setattr__(self, "arguments", _matched(self.key, self.parameters, self.arguments))

    def contains(self, x: float) -> bool:
        """Whether the point lies in the domain, its ends included."""
        return self.domain[0] <= x <= self.domain[1]

    def allows(self, x: float) -> bool:
        """Whether a descent may start there: in the domain, which is all that is drawn."""
        return self.contains(x)

    @property
    def lowest(self) -> float | None:
        """The value at the lowest known minimum; None where no minimum is known."""
        return min((self.value(x) for x in self.minima), default=None)

    def nearest_minimum(self, x: float) -> tuple[float, float] | None:
        """The known minimum nearest to the point, and its distance; None if there is none."""
        if not self.minima:
            return None
        nearest = min(self.minima, key=lambda m: abs(x - m))
        return nearest, abs(x - nearest)

    def grid(self, nx: int, domain: Interval | None = None) -> tuple[Array, Array]:
        """`nx` points spread evenly over `domain` (the curve's own unless given) and the values.

        Raises:
            ValueError: if there are fewer than two points, or the domain is empty.
        """
        if nx < 2:
            raise ValueError(f"a grid needs at least 2 points, not {nx}")
        across = domain or self.domain
        _check_interval("grid: domain", across)
        x = np.linspace(*across, nx)
        with np.errstate(all="ignore"):
            return x, self.value(x)


def finite(name: str, number: Number) -> float:
    """`number` as a plain float; a symbol that has a value stays one.

    Raises:
        ValueError: if it is not a finite number.
    """
    value = plain(number)
    if not math.isfinite(value):
        raise ValueError(f"{name} must be a finite number, not {number!r}")
    return cast(float, number) if isinstance(number, Recorded) else value


def positive(name: str, number: Number) -> float:
    """`number` as a plain float.

    Raises:
        ValueError: if it is not a finite number above 0.
    """
    value = finite(name, number)
    if value <= 0.0:
        raise ValueError(f"{name} must be above 0, not {value!r}")
    return value


def _check_names(key: str, name: str) -> None:
    if not key.isidentifier():
        raise ValueError(f"a surface's key must be an identifier, not {key!r}")
    if not name:
        raise ValueError(f"surface {key!r} needs a name")


def _check_finite(what: str, *numbers: float) -> None:
    for number in numbers:
        finite(what, number)


def _check_interval(what: str, interval: Interval) -> None:
    low, high = interval
    _check_finite(what, low, high)
    if not low < high:
        raise ValueError(f"{what} must run from low to high, not {low} to {high}")


def _matched(
    key: str, parameters: tuple[Parameter, ...], arguments: Mapping[str, float]
) -> Mapping[str, float]:
    names = [parameter.name for parameter in parameters]
    if names != list(arguments):
        raise ValueError(
            f"surface {key!r}: parameters {names} and arguments {list(arguments)} must agree"
        )
    return MappingProxyType(dict(arguments))
