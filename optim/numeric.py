"""Arithmetic that gives the same bits on Python floats and on arrays.

Sums, products, quotients and square roots are correctly rounded everywhere. Powers are not: numpy's
may differ from Python's in the last bit, so powers always go through Python's. And where a float
and an array need different functions, the choice is made here, once.
"""

import math
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
# A Python float or an array of floats: formulas do not care which.
Number: TypeAlias = Any


def root(a: Number) -> Number:
    """Square root of `a`, which is not negative."""
    return math.sqrt(a) if isinstance(a, float) else np.sqrt(a)


def power(base: Number, t: int) -> Number:
    """`base` to the whole power `t`."""
    return base**t if isinstance(base, float) else by_value(pow, base, t)


def by_value(function: Callable[[float, int], float], parameter: Number, t: int) -> Number:
    """`function(parameter, t)`, computed on Python floats even where `parameter` is an array.

    A hyper-parameter that differs between lanes takes few values, so each is computed once.
    """
    if isinstance(parameter, float):
        return function(parameter, t)
    values, place = np.unique(parameter, return_inverse=True)
    return np.array([function(value, t) for value in values.tolist()])[place]


def sign(a: Number) -> Number:
    """−1, 0 or 1 by the sign of `a`; NaN stays NaN."""
    if isinstance(a, float):
        return 1.0 if a > 0.0 else -1.0 if a < 0.0 else 0.0 if a == 0.0 else a
    return np.sign(a)


def maximum(a: Number, b: Number) -> Number:
    """The larger of the two; NaN if either is."""
    if isinstance(a, float) and isinstance(b, float):
        return a if a >= b or a != a else b
    return np.maximum(a, b)


def minimum(a: Number, b: Number) -> Number:
    """The smaller of the two; NaN if either is."""
    if isinstance(a, float) and isinstance(b, float):
        return a if a <= b or a != a else b
    return np.minimum(a, b)


def where(condition: Any, yes: Number, no: Number) -> Number:
    """`yes` where the condition holds, else `no`; both are computed."""
    if isinstance(condition, np.ndarray):
        return np.where(condition, yes, no)
    return yes if condition else no
