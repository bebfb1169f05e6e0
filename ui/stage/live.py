"""How the browser follows a path by itself: a program to run, and what is drawn as formulas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from formula.tape import Operation
from optim.program import Program


@dataclass(frozen=True)
class Exact:
    """Numbers that the browser gets in double precision, row by row."""

    values: NDArray[Any]


@dataclass(frozen=True)
class Column:
    """Numbers of a path, worked out for every step at once.

    Attributes:
        into: where in the path they belong: `("curves", "loss")`, `("arrows", "step", "vectors")`.
        places: where on the tape they are, one for each coordinate.
        steps: whether they belong to the steps between points, one fewer than those.
    """

    into: tuple[str, ...]
    places: Sequence[int]
    steps: bool = False


@dataclass(frozen=True)
class LiveFormula:
    """The formula's numbers, by the same tape.

    Attributes:
        slots: for each variant of the path's formula, the places of what each of its slots shows.
        choices: for each variant, which conditions hold: a place, and whether it is true there.
    """

    slots: Sequence[Sequence[Sequence[int]]]
    choices: Sequence[Sequence[tuple[int, bool]]]


@dataclass(frozen=True)
class LiveSchedule:
    """The factor at each step as the last result of a tape.

    Attributes:
        tape: operations on the step's number `t` and on the numbers below.
        numbers: by name; the knobs of these names turn them.
    """

    tape: Sequence[Operation]
    numbers: Mapping[str, float]


@dataclass(frozen=True)
class Batches:
    """How a run draws its batches of examples.

    Attributes:
        minimum: of the mean over all examples.
        moments: what a batch is the mean of, shape `(5, N)`.
        replacement: whether each draw is from all examples.
    """

    minimum: tuple[float, float]
    moments: Exact
    replacement: bool


@dataclass(frozen=True)
class Clock:
    """What a tick of the stage's clock is for a run on examples.

    Attributes:
        unit: `"epochs"`, `"gradients"` or `"updates"`.
        examples: how many there are.
    """

    unit: str
    examples: int


@dataclass(frozen=True, kw_only=True)
class Live:
    """A path that the browser can follow by itself, from any start and with its knobs turned.

    Attributes:
        program: the descent.
        inputs: the numbers that it is given, in its order.
        fed: by input, the knob that sets it; `"steps"` is one, too.
        steps: how many steps are asked for; one more is run, the step that would come next.
        factors: the schedule's factor at each step, and one more; None where all are 1.
        schedule: how these change with knobs; None where they stay as they are.
        seed: of its random numbers, which the browser draws as numpy does; None without any.
        batches: how these make batches of examples; None where they are noise.
        tape: what is drawn beside the points, as operations on the numbers of each step.
        columns, formula: what is on the tape.
        most: so many points are drawn, evenly spread where there are more; None for all.
        clock: when they are reached; None where a tick is a step.
        average: what is drawn beside it once the knob that smooths it is above 0; None where there
            is no such knob.
        exact: whether the browser finds its numbers to the last bit.
    """

    program: Program
    inputs: Exact
    fed: Mapping[str, str]
    steps: int
    factors: Exact | None
    schedule: LiveSchedule | None
    seed: int | None
    batches: Batches | None
    tape: Sequence[Operation]
    columns: Sequence[Column]
    formula: LiveFormula | None
    most: int | None = None
    clock: Clock | None = None
    average: "LiveAverage | None" = None
    exact: bool = field(metadata={"sent": False})


@dataclass(frozen=True)
class LiveAverage:
    """An average of the last path before it that is followed, with a step for each of its points.

    Attributes:
        fed: by the step's plain numbers, the knobs that set them.
        tape: the step: operations on those, its number `t`, the point `x` and the average `before`.
        after, shown: where on the tape the average and what is drawn of it are, by coordinate.
        formula: its numbers on the tape, where they are told.
    """

    fed: Mapping[str, str]
    tape: Sequence[Operation]
    after: Sequence[int]
    shown: Sequence[int]
    formula: LiveFormula


@dataclass(frozen=True)
class LiveCloud:
    """A cloud of runs that the browser follows by itself, one for each seed from a path's own on.

    Attributes:
        path: the index of the path, on the same panel, whose runs they are.
        runs: the knob that says how many there are.
        mean: whether the path is their mean; otherwise it is the first of them.
    """

    path: int
    runs: str
    mean: bool = False


@dataclass(frozen=True)
class LiveSeries:
    """Numbers over time, as the points (t, number).

    Attributes:
        steps: how many there are.
        tape: one of them: operations on its number `t`, counted from 1, on knobs by their names, on
            a standard `normal` of the knob `seed`, on what an average has `before` it, and on what
            it began with at `first`, the start's second coordinate.
        after: where on the tape the average is; None of a series without memory.
        shown, off: where what is drawn is, and how far that is off.
        begins: whether that with which it began is drawn, too, at the time 0.
        formula: its numbers on the tape, where they are told.
    """

    steps: int
    tape: Sequence[Operation]
    after: int | None
    shown: int
    off: int
    begins: bool = False
    formula: LiveFormula | None = None
