"""A typed list of assignments, such as `m = beta*m + g` and then `x = x - lr*m`.

Given are `x`, its slope `g` and the step's number `t`. A name that is read before it is assigned is
a memory; one that is never assigned is a number that the reader sets.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .parse import FormulaError
from .source import Assignment
from .typed_line import TypedLine, read_line
from .values import COUNT

MOST_CHARACTERS = 600
MOST_LINES = 12
MOST_NAMES = 8
"""So many memories, and so many numbers to set."""

RESERVED = "own_"
"""Names of what a run has beside its rule's numbers begin so, in links and among the knobs."""

RATE = "lr"
GIVEN = ("x", "g", COUNT)


@dataclass(frozen=True)
class Assignments:
    """What was typed.

    Attributes:
        text: it in one spelling, semicolons between the lines.
        shown: it as a reader would write it.
        lines: the assignments.
        memory: the names that are read before they are assigned, but for `x` and `g`.
        numbers: the names that are never assigned, the learning rate first.
    """

    text: str
    shown: str
    lines: tuple[Assignment, ...]
    memory: tuple[str, ...]
    numbers: tuple[str, ...]


def read_assignments(text: str) -> Assignments:
    """Read a rule's lines, which semicolons may part as well.

    Raises:
        FormulaError: a `ValueError` that says in words for a student what is wrong, and where.
    """
    if len(text) > MOST_CHARACTERS:
        raise FormulaError(f"The rule is longer than {MOST_CHARACTERS} characters")
    typed = [line for line in re.split(r"[\n;]", text) if line.strip()]
    if len(typed) > MOST_LINES:
        raise FormulaError(f"The rule has more than {MOST_LINES} lines")
    lines = [_read(number, line) for number, line in enumerate(typed, start=1)]
    _check_assigned([line.name for line in lines])
    read = list(dict.fromkeys(name for line in lines for name in line.read))
    if RATE not in read:
        raise FormulaError("No line has the learning rate in it: write x = x - lr*g, say")
    known = {RATE, *GIVEN, *(line.name for line in lines)}
    numbers = [name for name in read if name not in known]
    if taken := [name for name in numbers if name.startswith(RESERVED)]:
        raise FormulaError(
            f"{taken[0]} cannot be the name of a knob: names that begin with {RESERVED} are "
            "taken. Choose another name"
        )
    memory = _read_before_assigned(lines)
    for names, what in ((numbers, "numbers to set"), (memory, "memories")):
        if len(names) > MOST_NAMES:
            raise FormulaError(f"The rule has more than {MOST_NAMES} {what}: {', '.join(names)}")
    return Assignments(
        text=";".join(line.spelled for line in lines),
        shown="\n".join(line.spaced for line in lines),
        lines=tuple(Assignment(line.name, line.value) for line in lines),
        memory=tuple(memory),
        numbers=(RATE, *numbers),
    )


def _read(number: int, text: str) -> TypedLine:
    """A line, or what is wrong in it and where."""
    try:
        return read_line(text)
    except FormulaError as error:
        raise FormulaError(f"Line {number}: {str(error).removesuffix('.')}") from None


def _check_assigned(names: Sequence[str]) -> None:
    """Refuse what may not be assigned, or not twice."""
    if "x" not in names:
        raise FormulaError("No line moves x: end with one such as x = x - lr*g")
    for number, name in enumerate(names, start=1):
        if name in (COUNT, RATE):
            what = "the step's number" if name == COUNT else "the learning rate, which a knob sets"
            raise FormulaError(f"Line {number}: {name} is given: it is {what}")
    [(name, count)] = Counter(names).most_common(1)
    if count > 1:
        number = len(names) - [*reversed(names)].index(name)
        raise FormulaError(f"Line {number}: {name} has a value already: choose another name")


def _read_before_assigned(lines: Sequence[TypedLine]) -> list[str]:
    """In the order in which they are assigned."""
    found, read = [], set[str]()
    for line in lines:
        read |= set(line.read)
        if line.name in read and line.name not in GIVEN:
            found.append(line.name)
    return found
