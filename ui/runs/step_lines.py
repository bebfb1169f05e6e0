"""The lines of a function as templates: what they say, and which numbers to put in at a step."""

import ast
import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from formula.math import ATOM, Bound, Numbers, Symbols, relation
from formula.mathml import mathml
from formula.parts import Fence, Number, Part, Sign, Slot, listed, pieces, row, width
from formula.source import Assignment, names_in
from ui.page.numbers import as_text
from ui.stage.formula import Line

ROOM = 50
"""So many characters have room side by side."""

VECTORS = ("point", "fine", "vector")
"""The kinds of slots that have a number a coordinate."""

Work: TypeAlias = Callable[[Mapping[str, Any]], Any]


@dataclass(frozen=True)
class Show:
    """Numbers that are shown.

    Attributes:
        kind: as in `Slots`; `"point"`, `"fine"` and `"vector"` have a number a coordinate, the
            others are single.
        fenced: whether a negative number stands in brackets.
    """

    work: Work
    kind: str
    fenced: bool = False


@dataclass(frozen=True)
class Assign:
    """From here on a name has another value."""

    name: str
    work: Work


class LineWriter:
    """Writes lines one after the other.

    Args:
        work: turns a part of the lines into a function of what the names stand for.
        hypers: the names of plain numbers that stay; `t` counts steps.
        dimension: how many coordinates everything else has.
        point: the name of what the lines move.
        renamed: what is called otherwise than in the code.
        colours: of expressions, by their source.
        compared: on which comparison of a name a choice depends, and whether it holds.
    """

    def __init__(
        self,
        work: Callable[[ast.expr], Work],
        hypers: Iterable[str],
        dimension: int,
        *,
        point: str = "x",
        renamed: Mapping[str, str] | None = None,
        colours: Mapping[str, str] | None = None,
        compared: Mapping[str, tuple[ast.Compare, bool]] | None = None,
    ) -> None:
        names = list(hypers)
        self.work, self.dimension, self.point = work, dimension, point
        self.scalars, self.ones = {"t", *names}, set[str]()
        self.colours, self.compared = colours or {}, compared or {}
        self.symbols = Symbols(names, self.colours, renamed)
        self.program: list[Show | Assign] = []
        self.places = 0

    def line(self, line: Assignment, arrow: str, fine: bool = False) -> Line:
        """One line; from here on its name has the new value.

        Args:
            fine: whether its numbers nearly cancel, so that they need more figures.
        """
        name, value = ast.Name(line.name, ast.Load()), line.value
        said = row(self.symbols.read(name), Sign(arrow), self.symbols.read(value))
        plain = names_in(value) <= self.scalars
        numbers = None if plain else row(Sign("="), self.numbers(value, fine))
        self.program.append(Assign(line.name, self.work(value)))
        (self.scalars.add if plain else self.scalars.discard)(line.name)
        if isinstance(value, ast.Constant):
            self.ones |= {line.name} if value.value == 1 else set()
            return written(said)
        return written(said, numbers, row(Sign("="), self.result(name)))

    def result(self, name: ast.Name) -> Part:
        """What came out of a line, and what it was compared with."""
        if name.id in self.compared:
            condition, holds = self.compared[name.id]
            value, bound = self.single(name, "compared"), condition.comparators[0]
            return row(value, Sign(relation(condition, holds)), self.numbers(bound))
        return self.single(name, "plain") if name.id in self.scalars else self.numbers(name)

    def numbers(self, node: ast.expr, fine: bool = False) -> Part:
        """An expression with the numbers that its names have by now."""
        write = functools.partial(self.write, alone=isinstance(node, ast.Name), fine=fine)
        return Numbers(self.scalars, write, self.is_one, self.colours).read(node)

    def write(self, node: ast.expr, alone: bool = False, fine: bool = False) -> Bound:
        """The numbers of a name, or of an expression that is worked out."""
        match node:
            case ast.Constant(value=int() | float() as value):
                return Number(as_text(float(value))), ATOM
        name = node.id if isinstance(node, ast.Name) else ""
        if not names_in(node) <= self.scalars:
            kind = "fine" if fine else "point" if name == self.point else "vector"
            return self.vector(self.work(node), kind, not alone), ATOM
        return self.single(node, "count" if name == "t" else "plain", fenced=True), ATOM

    def vector(self, work: Work, kind: str = "vector", fenced: bool = False) -> Part:
        """Coordinates in round brackets; on a line a plain number, `fenced` where negative."""
        on_a_line = self.dimension == 1
        self.program.append(Show(work, kind, fenced and on_a_line))
        coordinates = listed(self._slot() for _ in range(self.dimension))
        return coordinates if on_a_line else Fence(coordinates)

    def single(self, node: ast.expr, kind: str, fenced: bool = False) -> Part:
        """One number."""
        self.program.append(Show(self.work(node), kind, fenced))
        return self._slot(room=2.0 if kind == "count" else 5.0)

    def _slot(self, room: float = 7.0) -> Slot:
        self.places += 1
        return Slot(self.places - 1, room)

    def is_one(self, node: ast.expr) -> bool:
        """Whether a plain number is 1 at all steps."""
        return isinstance(node, ast.Name) and node.id in self.ones


def written(symbols: Part, numbers: Part | None = None, result: Part | None = None) -> Line:
    """A line of MathML in pieces."""
    given = [part for part in (symbols, numbers, result) if part]
    said, put_in, out = (
        [mathml(piece) for piece in pieces(part)] if part else []
        for part in (symbols, numbers, result)
    )
    return Line(said, put_in, out, short=sum(map(width, given)) <= ROOM)
