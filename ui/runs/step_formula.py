"""The formula of one step with its numbers put in, read from the rule's own lines, as LaTeX."""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.math import NumberLatex, latex_name, relation
from formula.source import Assignment, evaluate, names_in
from ui.page.numbers import as_latex, share, vector

from .anatomy import Anatomy

MOST_FIGURES = 12
"""Points that agree in so many figures are written alike."""

Array = NDArray[np.float64]


def step_formula(parts: Anatomy, point: int) -> str:
    """The step taken from this point, or the last one there is, line by line with its numbers.

    Vectors stand in round brackets; their squares, roots and quotients are taken coordinate by
    coordinate, as in the rule itself.
    """
    finite = np.isfinite(parts.next_x).all(axis=1)
    at = min(point, int(finite.argmin()) - 1 if not finite.all() else len(parts) - 1)
    if at < 0:
        return r"\text{The first step already leaves all bounds.}"
    with np.errstate(all="ignore"):
        body = r" \\[2pt] ".join(_lines(parts, at))
    return rf"\begin{{aligned}} {body} \end{{aligned}}"


def _lines(parts: Anatomy, at: int) -> Iterator[str]:
    """Each line that the step needs: what it says, and what comes out."""
    values = _before(parts, at)
    after = {**values, **_after(parts, values)}
    lines, conditions = _taken(parts.optimizer.lines, parts, after)
    kept = {"x", "g", *parts.before}
    for line in _needed(lines, kept, conditions):
        write = _vectors(parts.x[at], parts.next_x[at]) if line.name == "x" else vector
        said = NumberLatex(values, share, write).read(line.value)
        values[line.name] = evaluate(line.value, values, parts.optimizer.rule)
        name = _indexed(line.name, at + 1)
        arrow = r"\leftarrow" if line.name in kept else "="
        if np.ndim(values[line.name]) == 0:
            yield rf"{name} &= {_alone(line.name, float(values[line.name]), conditions)}"
        else:
            yield rf"{name} &{arrow} {said} = {write(values[line.name])}"


def _vectors(x: Array, next_x: Array) -> Callable[[Iterable[float]], str]:
    """How vectors are written: with so many figures that a point and the next differ."""
    figures = 3
    while figures < MOST_FIGURES and not np.array_equal(x, next_x):
        if vector(x, figures) != vector(next_x, figures):
            break
        figures += 1
    return partial(vector, figures=figures)


def _before(parts: Anatomy, at: int) -> dict[str, Any]:
    """What the names stand for before the step."""
    memories = {name: rows[at] for name, rows in parts.before.items()}
    hypers = {**parts.hypers, "lr": float(parts.lr[at, 0])}
    return {"t": at + 1, "x": parts.x[at], "g": parts.g[at], **memories, **hypers}


def _after(parts: Anatomy, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the names stand for after it."""
    worked_out = dict(values)
    for line in parts.optimizer.lines:
        worked_out[line.name] = evaluate(line.value, worked_out, parts.optimizer.rule)
    return worked_out


class _Branches(ast.NodeTransformer):
    """Puts in the place of every `where` the value that it takes, and remembers why."""

    def __init__(self, values: Mapping[str, Any], parts: Anatomy) -> None:
        self.values, self.parts = values, parts
        self.conditions: dict[str, tuple[str, float]] = {}

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Choose between the values of `where(a > b, yes, no)`."""
        match node:
            case ast.Call(func=ast.Name(id="where"), args=[ast.Compare() as condition, yes, no]):
                holds = bool(evaluate(condition, self.values, self.parts.optimizer.rule))
                if isinstance(condition.left, ast.Name):
                    [bound] = condition.comparators
                    limit = float(evaluate(bound, self.values, self.parts.optimizer.rule))
                    self.conditions[condition.left.id] = (relation(condition, holds), limit)
                return self.visit(yes if holds else no)  # type: ignore[no-any-return]
        return self.generic_visit(node)


def _taken(
    lines: Sequence[Assignment], parts: Anatomy, values: Mapping[str, Any]
) -> tuple[list[Assignment], Mapping[str, tuple[str, float]]]:
    """The lines with each choice made, and what was compared with what."""
    branches = _Branches(values, parts)
    taken = [
        Assignment(line.name, branches.visit(ast.parse(ast.unparse(line.value), mode="eval").body))
        for line in lines
    ]
    return taken, branches.conditions


def _needed(
    lines: Sequence[Assignment], kept: set[str], conditions: Mapping[str, Any]
) -> list[Assignment]:
    """The lines that what is kept, or a choice, depends on."""
    wanted, needed = {*kept, *conditions}, []
    for line in reversed(lines):
        if line.name in wanted:
            needed.append(line)
            wanted |= names_in(line.value)
    return needed[::-1]


def _alone(name: str, value: float, conditions: Mapping[str, tuple[str, float]]) -> str:
    """A plain number, and what it was compared with."""
    if name not in conditions:
        return share(value)
    sign, limit = conditions[name]
    return f"{as_latex(value, 4)} {sign} {as_latex(limit)}"


def _indexed(name: str, t: int) -> str:
    """A name in LaTeX, with the step's number for its index."""
    return latex_name(name).replace("_t", f"_{{{t}}}").replace("{t+1}", f"{{{t + 1}}}")
