"""A number that shapes a formula, and the range in which turning it is telling."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Parameter:
    """A rule's hyper-parameter, a schedule's or a surface's parameter.

    Attributes:
        name: the keyword of the function that it is passed to.
        default: its value when nothing is said.
        low, high: the telling range; values outside it are allowed where they make sense.
        log: whether a knob should turn it on a logarithmic scale.
        help: one sentence on what it does.
        whole: whether it counts something.
        label: what a reader calls it.
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
                f"parameter {self.name!r}: default {self.default} is outside "
                f"{self.low} to {self.high}"
            )
        if self.log and self.low <= 0.0:
            raise ValueError(f"parameter {self.name!r}: a logarithmic range must start above 0")
