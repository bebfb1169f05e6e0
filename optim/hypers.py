"""What a hyper-parameter is: a number to turn, and the values for which it means something."""

from dataclasses import dataclass

from .checks import FINITE, FRACTION, MIXTURE, NOT_NEGATIVE
from .numeric import Number


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
        label: what a reader calls it, before its symbol.
    """

    name: str
    default: float
    low: float
    high: float
    log: bool = False
    help: str = ""
    whole: bool = False
    label: str = ""

    def __post_init__(self) -> None:
        if not self.low <= self.default <= self.high:
            raise ValueError(
                f"hyper-parameter {self.name!r}: default {self.default} is outside "
                f"{self.low} to {self.high}"
            )
        if self.log and self.low <= 0.0:
            raise ValueError(f"hyper-parameter {self.name!r}: a logarithmic range starts above 0")


_KINDS = {
    "beta": FRACTION,
    "beta1": FRACTION,
    "beta2": FRACTION,
    "nu": MIXTURE,
    "nu1": MIXTURE,
    "nu2": MIXTURE,
    "eps": NOT_NEGATIVE,
    "weight_decay": NOT_NEGATIVE,
}


def checked(owner: str, name: str, value: object) -> Number:
    """`value` as a Python float or, where lanes differ, a float64 array of shape `(n,)`.

    Raises:
        ValueError: if it is no number or vector, or a number for which `name` means nothing.
    """
    return _KINDS.get(name, FINITE).numbers(f"{owner}: {name}", value)
