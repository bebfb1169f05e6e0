"""Checks of numbers: each kind says in words what it allows, and turns the number plain."""

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.numeric import Array, Number, Recorded


@dataclass(frozen=True)
class Kind:
    """A kind of number: what it must be, in words and as a test."""

    words: str
    holds: Callable[[Array], NDArray[np.bool_]]

    def number(self, what: str, value: object) -> float:
        """`value` as a Python float; a symbol stays one.

        Raises:
            ValueError: if it is not one number of this kind.
        """
        number = self.numbers(what, value)
        if isinstance(number, np.ndarray):
            raise ValueError(f"{what} must be one number, not an array of shape {number.shape}")
        single: float = number
        return single

    def numbers(self, what: str, value: object) -> Number:
        """`value` as a Python float or, if it is a vector, as a float64 array.

        Raises:
            ValueError: if it is neither, or not of this kind.
        """
        if isinstance(value, Recorded):
            # What is not known yet cannot be checked.
            return value
        array = as_floats(what, value)
        if array.ndim > 1 or array.size == 0:
            raise ValueError(
                f"{what} must be a number or an array of shape (n,), not of shape {array.shape}"
            )
        good = self.holds(array)
        if not good.all():
            raise ValueError(f"{what} must be {self.words}, not {array[~good].flat[0]}")
        return float(array) if array.ndim == 0 else array


FINITE = Kind("finite", np.isfinite)
NOT_NEGATIVE = Kind("finite and at least 0", lambda a: (a >= 0.0) & (a < math.inf))
POSITIVE = Kind("finite and above 0", lambda a: (a > 0.0) & (a < math.inf))
FRACTION = Kind("at least 0 and less than 1", lambda a: (a >= 0.0) & (a < 1.0))
MIXTURE = Kind("from 0 to 1", lambda a: (a >= 0.0) & (a <= 1.0))
SHARE = Kind("above 0 and at most 1", lambda a: (a > 0.0) & (a <= 1.0))


def as_floats(what: str, value: object) -> Array:
    """`value` as a new float64 array.

    Raises:
        ValueError: if it does not consist of numbers.
    """
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.asarray(None)
    if array.dtype.kind not in "iuf":
        raise ValueError(f"{what} must be made of numbers, not {value!r}")
    return array.astype(np.float64)


def whole(what: str, number: Any, least: int) -> Number:
    """`number` as a Python integer; a float will do if it is whole, and a symbol stays one.

    Raises:
        ValueError: if it is not a whole number, or less than `least`.
    """
    if isinstance(number, Recorded):
        return number
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    try:
        integer = operator.index(number)
    except TypeError:
        integer = least - 1
    if integer < least or isinstance(number, bool):
        raise ValueError(f"{what} must be a whole number and at least {least}, not {number!r}")
    return integer
