"""A rule's lines as templates: what they say, and which numbers to put in at every step.

A template is made once for each way through the rule's branches, and serves every run.
"""

import ast
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from formula.math import ATOM, Bound, Numbers, Symbols, relation
from formula.mathml import mathml
from formula.parts import Fence, Name, Number, Part, Sign, Slot, listed, pieces, row, width
from formula.source import Assignment, compiled, names_in, returned
from optim import Optimizer
from optim.rules import at_point
from ui.page.numbers import as_text
from ui.stage.formula import Line

from .anatomy import tints

ROOM = 50
"""So many characters have room side by side."""

Work: TypeAlias = Callable[[Mapping[str, Any]], Any]
Way: TypeAlias = tuple[tuple[str, str, bool], ...]
"""Which conditions hold: the name that is assigned, the condition's source, and whether it does."""


@dataclass(frozen=True)
class Gradient:
    """Where the numbers of `g` come from.

    Attributes:
        said: what stands for the gradient, where it is not that of f at the point.
        exact: whether it is that gradient, or an estimate.
        point: what the point is called.
    """

    said: Part | None = None
    exact: bool = True
    point: str = "x"


@dataclass(frozen=True)
class Show:
    """Numbers that are shown.

    Attributes:
        kind: `"point"` and `"vector"` have a number a coordinate; `"plain"`, `"compared"` and
            `"count"` are single.
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


@dataclass(frozen=True)
class Template:
    """The lines, and what fills their slots, in order."""

    lines: Sequence[Line]
    program: Sequence[Show | Assign]


@functools.lru_cache(maxsize=64)
def choices(optimizer: Optimizer) -> Sequence[tuple[str, ast.expr]]:
    """The conditions on which the rule branches as a whole: those made of plain numbers."""
    scalars, found = plain_names(optimizer), []
    for line in optimizer.lines:
        for node in ast.walk(line.value):
            match node:
                case ast.Call(func=ast.Name(id="where"), args=[condition, _, _]):
                    if names_in(condition) <= scalars:
                        found.append((line.name, condition))
        if names_in(line.value) <= scalars:
            scalars.add(line.name)
    return tuple(found)


def plain_names(optimizer: Optimizer) -> set[str]:
    """The names of plain numbers, which have no coordinates."""
    return {"t", *(hyper.name for hyper in optimizer.hypers)}


@functools.lru_cache(maxsize=256)
def template(
    optimizer: Optimizer, dimension: int, way: Way, gradient: Gradient, tinted: bool
) -> Template:
    """The template of one way through the rule.

    Args:
        dimension: how many coordinates a point has.
        gradient: where the gradient comes from.
        tinted: whether what is drawn as an arrow has the arrow's colour.
    """
    colours = tints(optimizer.update) if tinted else {}
    writer = _Writer(optimizer, dimension, way, colours, gradient.point)
    lines = [writer.gradient(gradient), *writer.lines()]
    return Template(lines, writer.program)


class _Writer:
    """Writes the lines one after the other."""

    def __init__(
        self,
        optimizer: Optimizer,
        dimension: int,
        way: Way,
        colours: Mapping[str, str],
        point: str,
    ) -> None:
        self.optimizer, self.dimension = optimizer, dimension
        self.branches = _Branches({(name, source): holds for name, source, holds in way})
        self.scalars, self.ones = plain_names(optimizer), set[str]()
        hypers = [hyper.name for hyper in optimizer.hypers]
        self.symbols = Symbols(hypers, colours, {"x": point})
        self.colours = colours
        self.program: list[Show | Assign] = []
        self.places = 0

    def gradient(self, source: Gradient) -> Line:
        """Where the gradient comes from."""
        look, g = self.optimizer.look, ast.Name("g", ast.Load())
        at: ast.expr = ast.Name("x", ast.Load()) if look is at_point else returned(look)
        of = (Name("f"), Sign("′")) if self.dimension == 1 else (Sign("∇", True), Name("f"))
        sign = Sign("=" if source.exact else "≈")
        said = source.said or row(*of, Fence(self.symbols.read(at)))
        numbers = None
        if look is not at_point:
            there = self.vector(compiled(at, look))
            numbers = row(sign, *of, there if isinstance(there, Fence) else Fence(there))
        result = row(Sign("="), self.numbers(g))
        return _line(row(self.symbols.read(g), sign, said), numbers, result)

    def lines(self) -> Iterator[Line]:
        """Each line that the step needs: what it says, and what comes out."""
        kept = {"x", "g", *self.optimizer.memory}
        taken = [Assignment(line.name, self.branches.taken(line)) for line in self.optimizer.lines]
        for line in _needed(taken, kept, set(self.branches.compared)):
            yield self.line(line, "<-" if line.name in kept else "=")

    def line(self, line: Assignment, arrow: str) -> Line:
        """One line; from here on its name has the new value."""
        name, value = ast.Name(line.name, ast.Load()), line.value
        said = row(self.symbols.read(name), Sign(arrow), self.symbols.read(value))
        plain = names_in(value) <= self.scalars
        numbers = None if plain else row(Sign("="), self.numbers(value))
        self.program.append(Assign(line.name, compiled(value, self.optimizer.rule)))
        (self.scalars.add if plain else self.scalars.discard)(line.name)
        if isinstance(value, ast.Constant):
            self.ones |= {line.name} if value.value == 1 else set()
            return _line(said, None, None)
        return _line(said, numbers, row(Sign("="), self.result(name)))

    def result(self, name: ast.Name) -> Part:
        """What came out of a line, and what it was compared with."""
        if name.id in self.branches.compared:
            condition, holds = self.branches.compared[name.id]
            value, bound = self.single(name, "compared"), condition.comparators[0]
            return row(value, Sign(relation(condition, holds)), self.numbers(bound))
        return self.single(name, "plain") if name.id in self.scalars else self.numbers(name)

    def numbers(self, node: ast.expr) -> Part:
        """An expression with the numbers that its names have by now."""
        write = functools.partial(self.write, alone=isinstance(node, ast.Name))
        return Numbers(self.scalars, write, self.is_one, self.colours).read(node)

    def write(self, node: ast.expr, alone: bool = False) -> Bound:
        """The numbers of a name, or of an expression that is worked out."""
        match node:
            case ast.Constant(value=int() | float() as value):
                return Number(as_text(float(value))), ATOM
        name = node.id if isinstance(node, ast.Name) else ""
        if not names_in(node) <= self.scalars:
            work = compiled(node, self.optimizer.rule)
            return self.vector(work, "point" if name == "x" else "vector", not alone), ATOM
        return self.single(node, "count" if name == "t" else "plain", fenced=True), ATOM

    def vector(self, work: Work, kind: str = "vector", fenced: bool = False) -> Part:
        """Coordinates in round brackets; on a line a plain number, `fenced` where negative."""
        on_a_line = self.dimension == 1
        self.program.append(Show(work, kind, fenced and on_a_line))
        coordinates = listed(self._slot() for _ in range(self.dimension))
        return coordinates if on_a_line else Fence(coordinates)

    def single(self, node: ast.expr, kind: str, fenced: bool = False) -> Part:
        """One number."""
        self.program.append(Show(compiled(node, self.optimizer.rule), kind, fenced))
        return self._slot(room=2.0 if kind == "count" else 5.0)

    def _slot(self, room: float = 7.0) -> Slot:
        self.places += 1
        return Slot(self.places - 1, room)

    def is_one(self, node: ast.expr) -> bool:
        """Whether a plain number is 1 at all steps."""
        return isinstance(node, ast.Name) and node.id in self.ones


class _Branches(ast.NodeTransformer):
    """Puts in the place of a `where` the value that it takes, and remembers why."""

    def __init__(self, holds: Mapping[tuple[str, str], bool]) -> None:
        self.holds, self.name = holds, ""
        self.compared: dict[str, tuple[ast.Compare, bool]] = {}

    def taken(self, line: Assignment) -> ast.expr:
        """A line's value with each choice made."""
        self.name = line.name
        copy = ast.parse(ast.unparse(line.value), mode="eval").body
        made: ast.expr = self.visit(copy)
        return made

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Choose between the values of `where(a > b, yes, no)`."""
        match node:
            case ast.Call(func=ast.Name(id="where"), args=[condition, yes, no]):
                holds = self.holds.get((self.name, ast.unparse(condition)))
                if holds is None:
                    return node
                if isinstance(condition, ast.Compare) and isinstance(condition.left, ast.Name):
                    self.compared[condition.left.id] = condition, holds
                return self.visit(yes if holds else no)  # type: ignore[no-any-return]
        return self.generic_visit(node)


def _needed(lines: Sequence[Assignment], kept: set[str], compared: set[str]) -> list[Assignment]:
    """The lines that what is kept, or a choice, depends on."""
    wanted, needed = kept | compared, []
    for line in reversed(lines):
        if line.name in wanted:
            needed.append(line)
            wanted |= names_in(line.value)
    return needed[::-1]


def _line(symbols: Part, numbers: Part | None, result: Part | None) -> Line:
    given = [part for part in (symbols, numbers, result) if part]
    said, put_in, out = (
        [mathml(piece) for piece in pieces(part)] if part else []
        for part in (symbols, numbers, result)
    )
    return Line(said, put_in, out, short=sum(map(width, given)) <= ROOM)
