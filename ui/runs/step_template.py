"""A rule's lines as templates, and where its gradient comes from.

A template is made once for each way through the rule's branches, and serves every run.
"""

import ast
import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from formula.parts import Fence, Name, Part, Sign, row
from formula.source import Assignment, compiled, names_in, returned
from optim import Optimizer
from optim.rules import at_point
from ui.stage.formula import Line, Lines

from .anatomy import tints
from .step_lines import Assign, LineWriter, Show, written

Way: TypeAlias = tuple[tuple[str, str, bool], ...]
"""Which conditions hold: the name that is assigned, the condition's source, and whether it does."""


@dataclass(frozen=True)
class Gradient:
    """Where the numbers of `g` come from.

    Attributes:
        said: what stands for the gradient, where it is not that of f at the point.
        exact: whether it is that gradient, or an estimate.
        point: what the point is called, and `name` the gradient.
        given: what the symbols in it stand for.
    """

    said: Part | None = None
    exact: bool = True
    point: str = "x"
    name: str = "g"
    given: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Template:
    """The lines, and what fills their slots, in order."""

    lines: Lines
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
    renamed = {"x": gradient.point, "g": gradient.name}
    writer = _Writer(optimizer, dimension, way, colours, renamed)
    given = map(written, gradient.given)
    lines = Lines([*given, writer.gradient(gradient), *writer.lines()])
    return Template(lines, writer.program)


class _Writer(LineWriter):
    """Writes the lines of a rule."""

    def __init__(
        self,
        optimizer: Optimizer,
        dimension: int,
        way: Way,
        colours: Mapping[str, str],
        renamed: Mapping[str, str],
    ) -> None:
        self.optimizer = optimizer
        branches = _Branches({(name, source): holds for name, source, holds in way})
        self.taken = [Assignment(line.name, branches.taken(line)) for line in optimizer.lines]
        super().__init__(
            optimizer.work,
            [hyper.name for hyper in optimizer.hypers],
            dimension,
            renamed=renamed,
            colours=colours,
            compared=branches.compared,
        )

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
        return written(row(self.symbols.read(g), sign, said), numbers, result)

    def lines(self) -> Iterator[Line]:
        """Each line that the step needs: what it says, and what comes out."""
        kept = {"x", "g", *self.optimizer.memory}
        for line in _needed(self.taken, kept, set(self.compared)):
            yield self.line(line, "<-" if line.name in kept else "=")


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
