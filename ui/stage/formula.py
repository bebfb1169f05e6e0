"""The rule beside the picture: templates in MathML, and the numbers of every step to put in."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True)
class Series:
    """Rows of numbers, of shape `(rows, width)`.

    Attributes:
        rest: what float32 leaves of the values; None where that is not shown.
        width: how many numbers a row has, from the shape.
    """

    values: Array
    rest: Array | None
    width: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", self.values.shape[1])


@dataclass(frozen=True)
class Slots:
    """Numbers in a template, one for each column of a series: which ones they show at each step.

    Attributes:
        series: where the values are; None for the step's own number, counted from 1.
        ahead: 0 for the step's own row, 1 for the next one.
        kind: what they are, and so in how many figures the browser writes them: `"point"` in as
            many as tell the first point of the formula from its last one, `"fine"` in three more,
            `"plain"` in so many that what is close to 1 does not become 1, `"compared"` in one more
            than a `"vector"`, and a `"count"` in all that it has.
        fenced: whether a negative number stands in brackets.
    """

    series: int | None
    ahead: int
    kind: str
    fenced: bool


@dataclass(frozen=True)
class Line:
    """A line of the rule; each piece is MathML, and the line may be broken between two.

    Attributes:
        symbols: what it says; `numbers`: the same with numbers; `result`: what comes out.
        short: whether all of it has room side by side.
    """

    symbols: Sequence[str]
    numbers: Sequence[str] = ()
    result: Sequence[str] = ()
    short: bool = False


class Lines(tuple[Line, ...]):
    """The lines of one way through a rule: a browser that has them is sent their name alone."""

    @cached_property
    def name(self) -> str:
        """A name that only equal lines share."""
        return hashlib.blake2b(repr(tuple(self)).encode(), digest_size=9).hexdigest()


@dataclass(frozen=True)
class Variant:
    """The lines of one way through the rule's branches, and what their slots show, in order."""

    lines: Lines
    slots: Sequence[Slots]


@dataclass(frozen=True)
class StepFormula:
    """The rule with the numbers of each step.

    Attributes:
        variants: the ways through the rule that are taken.
        variant: which of them each row takes.
        series: the numbers that slots show.
        steps: from how many of the points, the first ones, a step is taken.
        ending: why none is taken from the point after those.
        rows: to which points the rows belong, rising from 0, where not every step has a row.
        numbers: which step is taken from each point, where the points are not those of all steps.
        arriving: whether a row tells how its point came about, in place of the step from there;
            `steps` is then how many of the points did.
    """

    variants: Sequence[Variant]
    variant: Array
    series: Sequence[Series]
    steps: int
    ending: str = ""
    rows: Array | None = None
    numbers: Array | None = None
    arriving: bool = False
