"""Elementary functions that give the same bits for a float and inside any array.

Arithmetic and square roots are correctly rounded everywhere; sines and exponentials are not.
`math.exp` and `np.exp` differ in the last bit, and so does `np.exp` between contiguous and strided
arrays, which take different loops. So every function here goes through numpy, on packed memory.
"""

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Number = TypeVar("Number", float, Array)


def sin(x: Number) -> Number:
    """Sine of `x` (radians); not a number where `x` is infinite."""
    return _periodic(np.sin, x)


def cos(x: Number) -> Number:
    """Cosine of `x` (radians); not a number where `x` is infinite."""
    return _periodic(np.cos, x)


def tan(x: Number) -> Number:
    """Tangent of `x` (radians); not a number where `x` is infinite."""
    return _periodic(np.tan, x)


def tanh(x: Number) -> Number:
    """Hyperbolic tangent of `x`."""
    return _quiet(np.tanh, x)


def exp(x: Number) -> Number:
    """Exponential of `x`; infinite where it overflows."""
    return _quiet(np.exp, x)


def log(x: Number) -> Number:
    """Natural logarithm of `x`; minus infinity at 0, not a number below."""
    return _quiet(np.log, x)


def sqrt(x: Number) -> Number:
    """Square root of `x`; not a number below 0."""
    if isinstance(x, np.ndarray):
        return np.sqrt(x)
    return math.sqrt(x) if x >= 0.0 else math.nan


def fill(constant: float, like: Number) -> Number:
    """`constant` with the shape of `like`: a derivative that is the same everywhere."""
    return np.full(like.shape, constant) if isinstance(like, np.ndarray) else constant


def _periodic(function: np.ufunc, x: Number) -> Number:
    if isinstance(x, np.ndarray):
        packed: Array = function(np.asarray(x, order="C"))
        return packed
    # Asking first is four times cheaper than silencing numpy, and this is the descent's hot loop.
    return float(function(x)) if math.isfinite(x) else math.nan


def _quiet(function: np.ufunc, x: Number) -> Number:
    if isinstance(x, np.ndarray):
        packed: Array = function(np.asarray(x, order="C"))
        return packed
    with np.errstate(all="ignore"):
        return float(function(x))
