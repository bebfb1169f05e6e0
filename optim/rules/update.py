"""What the step of a rule is made of, read from the line that assigns `x`.

All rules share one shape: a direction, divided coordinate by coordinate, times the learning rate;
and with some a decay beside it,

    x ← (1 − decay)·x − lr · direction / denominator.
"""

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from formula.math import Symbols
from formula.source import Assignment, names_in
from formula.text import text


@dataclass(frozen=True)
class Velocity:
    """How a velocity goes on: `memory ← kept + new`, each part as an expression."""

    memory: str
    kept: ast.expr
    new: ast.expr


@dataclass(frozen=True)
class Update:
    """The parts of a step as expressions in the rule's names.

    Attributes:
        direction: what the step goes against before the division; None where a step is not of
            this shape.
        denominator: what it is divided by; None where it is not.
        with_rate: whether the learning rate is a factor of the step (else it is in the direction).
        decay: the share of `x` that the step takes off; None where there is none.
        gradient: the gradient that the rule works on, where it changes what it was handed.
        velocity: how the direction goes on, where it is a memory and the whole step.
    """

    direction: ast.expr | None
    denominator: ast.expr | None
    with_rate: bool
    decay: ast.expr | None
    gradient: ast.expr | None
    velocity: Velocity | None


def update_of(key: str, lines: Sequence[Assignment], memory: Sequence[str]) -> Update:
    """Take the line that assigns `x` apart.

    Raises:
        ValueError: if it is not of the shape above.
    """
    by_name = {line.name: line.value for line in lines}
    match by_name.get("x"):
        case ast.BinOp(left=point, op=ast.Sub(), right=step):
            decay = _decay(key, point)
        case _:
            raise ValueError(f"{key} must end in x = x - ..., or x = (1 - ...) * x - ...")
    above, below = _factors(step)
    rates = [factor for factor in above if _is(factor, "lr")]
    direction = _product([factor for factor in above if factor not in rates[:1]])
    denominator = _product(below) if below else None
    return Update(
        direction=direction,
        denominator=denominator,
        with_rate=bool(rates),
        decay=decay,
        gradient=by_name.get("g"),
        velocity=None if denominator else _velocity(direction, by_name, memory),
    )


def _decay(key: str, point: ast.expr) -> ast.expr | None:
    match point:
        case ast.Name(id="x"):
            return None
        case ast.BinOp(
            left=ast.BinOp(left=ast.Constant(value=1), op=ast.Sub(), right=share),
            op=ast.Mult(),
            right=ast.Name(id="x"),
        ):
            return share
    raise ValueError(f"{key} must end in x = x - ..., or x = (1 - ...) * x - ...")


def _factors(step: ast.expr) -> tuple[list[ast.expr], list[ast.expr]]:
    """What is multiplied and what is divided by, from left to right."""
    match step:
        case ast.BinOp(left=a, op=ast.Mult(), right=b):
            above, below = _factors(a)
            return [*above, b], below
        case ast.BinOp(left=a, op=ast.Div(), right=b):
            above, below = _factors(a)
            return above, [*below, b]
    return [step], []


def _product(factors: Sequence[ast.expr]) -> ast.expr:
    whole, *rest = factors or [ast.Constant(1.0)]
    for factor in rest:
        whole = ast.BinOp(whole, ast.Mult(), factor)
    return whole


def _velocity(
    direction: ast.expr, by_name: dict[str, ast.expr], memory: Sequence[str]
) -> Velocity | None:
    """`v = beta * v + ...`, where the step goes against the memory `v` itself."""
    match direction, by_name.get(getattr(direction, "id", "")):
        case ast.Name(id=name), ast.BinOp(left=kept, op=ast.Add(), right=new) if name in memory:
            return Velocity(name, kept, new) if name in names_in(kept) else None
    return None


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def label(expression: ast.expr) -> str:
    """A short expression in plain characters: `(1−β)g`."""
    return text(Symbols(()).read(expression))
