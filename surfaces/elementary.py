"""Elementary functions that give the same bits for a float and inside any array.

Arithmetic and square roots are correctly rounded everywhere; sines and exponentials are not.
`math.exp` and `np.exp` differ in the last bit, and so does `np.exp` between an array and the same
array reversed, which take different loops. So every function here goes through numpy, on packed
memory.
"""

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Number = TypeVar("Number", float, Array)


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


def sqrt(x: Number) -> Number:
    """Square root of `x`; not a number below 0."""
    if isinstance(x, np.ndarray):
        return np.sqrt(x)
    return math.sqrt(x) if x >= 0.0 else math.nan


def sign(x: Number) -> Number:
    """1, 0 or −1 as `x` is above, at or below 0."""
    return _apply(np.sign, x)


def fill(constant: float, like: Number) -> Number:
    """`constant` with the shape of `like`: a derivative that is the same everywhere."""
    return np.full(like.shape, constant) if isinstance(like, np.ndarray) else constant


def _apply(function: np.ufunc, x: Number, low: float = -math.inf, high: float = math.inf) -> Number:
    """The function of `x`, which is known to be finite between `low` and `high`."""
    if isinstance(x, np.ndarray):
        packed: Array = function(np.asarray(x, order="C"))
        return packed
    # Silencing numpy costs more than the function, and this is the descent's hot loop.
    if low < x < high:
        return float(function(x))
    with np.errstate(all="ignore"):
        return float(function(x))
