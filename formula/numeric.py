"""Functions that give the same bits on floats, in arrays, and that symbols write down.

Sums, products, quotients and square roots are correctly rounded everywhere. Powers, sines and
exponentials are not: `math.exp` and `np.exp` differ in the last bit, and so does `np.exp` between
an array and the same array reversed, which take different loops. So those functions go through
numpy, on packed memory, and powers are running products. Where a float and an array need different
functions, the choice is made here, once.
"""

import math
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Number: TypeAlias = Any
"""A Python float, an array of floats, or a symbol: formulas do not care which."""


class Recorded:
    """A number that is not known yet: what is done to it is written down (see `graph.Symbol`)."""

    def record(self, operation: str, *parts: Number) -> "Recorded":
        """Write down an operation on these parts."""
        raise NotImplementedError


def sqrt(x: Number) -> Number:
    """Square root of `x`; not a number below 0."""
    if isinstance(x, float):
        return math.sqrt(x) if x >= 0.0 else math.nan
    return x.record("sqrt", x) if isinstance(x, Recorded) else np.sqrt(x)


def sign(x: Number) -> Number:
    """1, 0 or −1 as `x` is above, at or below 0; NaN stays NaN."""
    if isinstance(x, float):
        return 1.0 if x > 0.0 else -1.0 if x < 0.0 else 0.0 if x == 0.0 else x
    return x.record("sign", x) if isinstance(x, Recorded) else np.sign(x)


def sin(x: Number) -> Number:
    """Sine of `x` (radians); not a number where `x` is infinite."""
    return _apply(np.sin, x)


def cos(x: Number) -> Number:
    """Cosine of `x` (radians); not a number where `x` is infinite."""
    return _apply(np.cos, x)


def tan(x: Number) -> Number:
    """Tangent of `x` (radians); not a number where `x` is infinite."""
    return _apply(np.tan, x)


def tanh(x: Number) -> Number:
    """Hyperbolic tangent of `x`."""
    return _apply(np.tanh, x)


def exp(x: Number) -> Number:
    """Exponential of `x`; infinite where it overflows."""
    return _apply(np.exp, x, -700.0, 700.0)


def log(x: Number) -> Number:
    """Natural logarithm of `x`; minus infinity at 0, not a number below."""
    return _apply(np.log, x, 0.0)


def maximum(a: Number, b: Number) -> Number:
    """The larger of the two; NaN if either is."""
    if isinstance(a, float) and isinstance(b, float):
        return a if a >= b or a != a else b
    return _pair("maximum", np.maximum, a, b)


def minimum(a: Number, b: Number) -> Number:
    """The smaller of the two; NaN if either is."""
    if isinstance(a, float) and isinstance(b, float):
        return a if a <= b or a != a else b
    return _pair("minimum", np.minimum, a, b)


def quotient(a: Number, b: Number) -> Number:
    """`a / b`; where `b` is 0 infinite or NaN, for floats too, which `/` would raise for."""
    if isinstance(a, float | int) and isinstance(b, float | int) and b == 0.0:
        return (
            math.nan if a == 0.0 or a != a else math.copysign(math.inf, a * math.copysign(1.0, b))
        )
    return a / b


def where(condition: Any, yes: Number, no: Number) -> Number:
    """`yes` where the condition holds, else `no`; both are computed."""
    if isinstance(condition, np.ndarray):
        return np.where(condition, yes, no)
    if isinstance(condition, Recorded):
        return condition.record("where", condition, yes, no)
    return yes if condition else no


def positive(x: Number) -> Number:
    """`x` where it is finite and above 0, else NaN."""
    if isinstance(x, np.ndarray) and x.dtype == object:
        return np.array([positive(each) for each in x], dtype=object)
    return where(x > 0.0, where(x < math.inf, x, math.nan), math.nan)


def power(base: Number, t: Any) -> Number:
    """`base` to the whole power `t`, as the running product 1·base·base·…

    Any engine that multiplies step by step has the same bits. `t` may be an array, for a float.
    """
    if isinstance(t, int):
        if isinstance(base, float):
            return _POWERS[base][t]
        if isinstance(base, np.ndarray):
            values, place = np.unique(base, return_inverse=True)
            return np.array([_POWERS[value][t] for value in values.tolist()])[place]
    if isinstance(t, np.ndarray):
        table = _POWERS[base]
        return np.array([table[int(k)] for k in t.flat]).reshape(t.shape)
    symbol = t if isinstance(t, Recorded) else base
    return symbol.record("power", base, t)


def whole_power(base: Number, exponent: int) -> Number:
    """`base` to a whole power, as products by repeated squaring; infinite or NaN over 0."""
    if exponent < 0:
        return quotient(1.0, whole_power(base, -exponent))
    if exponent == 0:
        return 1.0
    half = whole_power(base, exponent // 2)
    square = half * half
    return square * base if exponent % 2 else square


class _RunningProduct(dict[int, float]):
    """The powers of one base, worked out as far as they were asked for."""

    def __init__(self, base: float) -> None:
        super().__init__({0: 1.0})
        self.base = base

    def __missing__(self, t: int) -> float:
        # Threads may do this side by side: they write the same numbers to the same places.
        known = t
        while known not in self:
            known -= 1
        value = self[known]
        for k in range(known + 1, t + 1):
            value *= self.base
            self[k] = value
        return value


class _Powers(dict[float, _RunningProduct]):
    """Running products by base; forgotten together once there are too many."""

    def __missing__(self, base: float) -> _RunningProduct:
        if len(self) >= _MOST_BASES:
            self.clear()
        self[base] = products = _RunningProduct(base)
        return products


_MOST_BASES = 256
_POWERS = _Powers()


def plain(value: Any) -> float:
    """`value` as a Python float; NaN where it is no number."""
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return math.nan


def fill(constant: float, like: Number) -> Number:
    """`constant` with the shape of `like`: a derivative that is the same everywhere."""
    return np.full(like.shape, constant) if isinstance(like, np.ndarray) else constant


def _pair(name: str, function: np.ufunc, a: Number, b: Number) -> Number:
    symbol = a if isinstance(a, Recorded) else b
    return symbol.record(name, a, b) if isinstance(symbol, Recorded) else function(a, b)


def _apply(function: np.ufunc, x: Number, low: float = -math.inf, high: float = math.inf) -> Number:
    """The function of `x`, which is known to be finite between `low` and `high`."""
    if isinstance(x, np.ndarray):
        return function(np.asarray(x, order="C"))
    if isinstance(x, Recorded):
        return x.record(function.__name__, x)
    # Silencing numpy costs more than the function, and this is the descent's hot loop.
    if low < x < high:
        return float(function(x))
    with np.errstate(all="ignore"):
        return float(function(x))
