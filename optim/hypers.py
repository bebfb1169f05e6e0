"""What a hyper-parameter is: a number to turn, and the values for which it means something."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .numeric import Array, Number


@dataclass(frozen=True)
class Hyper:
    """A number that shapes a rule or a schedule, and the range in which turning it is telling.

    Attributes:
        name: the keyword of the function it is passed to.
        default: its value when nothing is said.
        low, high: the telling range; values outside it are allowed where they make sense.
        log: whether a knob should turn it on a logarithmic scale.
        help: one sentence on what it does.
        whole: whether it counts something.
    """

    name: str
    default: float
    low: float
    high: float
    log: bool = False
    help: str = ""
    whole: bool = False

    def __post_init__(self) -> None:
        if not self.low <= self.default <= self.high:
            raise ValueError(
                f"hyper-parameter {self.name!r}: default {self.default} is outside "
                f"{self.low} to {self.high}"
            )
        if self.log and self.low <= 0.0:
            raise ValueError(f"hyper-parameter {self.name!r}: a logarithmic range starts above 0")


@dataclass(frozen=True)
class _Meaning:
    """The values for which a hyper-parameter means something, in words and as a test."""

    words: str
    holds: Callable[[Array], NDArray[np.bool_]]


_FRACTION = _Meaning("at least 0 and less than 1", lambda a: (a >= 0.0) & (a < 1.0))
_MIXTURE = _Meaning("from 0 to 1", lambda a: (a >= 0.0) & (a <= 1.0))
_NOT_NEGATIVE = _Meaning("finite and at least 0", lambda a: (a >= 0.0) & (a < math.inf))
_FINITE = _Meaning("finite", np.isfinite)
_MEANINGS = {
    "beta": _FRACTION,
    "beta1": _FRACTION,
    "beta2": _FRACTION,
    "nu": _MIXTURE,
    "nu1": _MIXTURE,
    "nu2": _MIXTURE,
    "eps": _NOT_NEGATIVE,
    "weight_decay": _NOT_NEGATIVE,
}


def checked(owner: str, name: str, value: object) -> Number:
    """`value` as a Python float or, where lanes differ, a float64 array of shape `(n,)`.

    Raises:
        ValueError: if it is no number or vector, or a number for which `name` means nothing.
    """
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{owner}: {name} must be a number, not {value!r}") from None
    if array.ndim > 1 or array.size == 0:
        raise ValueError(
            f"{owner}: {name} must be a number or an array of shape (n,), not {array.shape}"
        )
    meaning = _MEANINGS.get(name, _FINITE)
    good = meaning.holds(array)
    if not good.all():
        raise ValueError(f"{owner}: {name} must be {meaning.words}, not {array[~good].flat[0]}")
    return float(array) if array.ndim == 0 else array
