"""Rules that a reader has typed: assignments in the letters of the others.

Such a rule's key is its text, `own:m=beta*m+(1-beta)*g;x=x-lr*m`. Nothing typed is ever run as
Python: the lines are walked (`formula.values`).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from formula.assignments import GIVEN, RATE, Assignments, read_assignments
from formula.numeric import Number
from formula.parse import FormulaError
from formula.source import Assignment, names_in
from formula.values import COUNT, Work, worked_out
from optim.hypers import usual_hyper

from .latex import rule_latex
from .record import OPTIMIZERS, Optimizer, Step
from .update import Update, update_of

OWN = "own:"
"""What the keys of typed rules begin with."""

RESERVED = frozenset(
    {"optimizer", "surface", "start", "starts", "steps", "schedule", "gradient", "seed"}
    | {"tolerance", "progress", "until"}
)
"""What `trace` and `sweep` take beside hyper-parameters."""


@dataclass(frozen=True, kw_only=True)
class TypedOptimizer(Optimizer):
    """A rule that was typed.

    Attributes:
        typed: its lines, and how they were written.
    """

    typed: Assignments

    @property
    def lines(self) -> tuple[Assignment, ...]:
        """The rule's own lines."""
        return self.typed.lines

    @cached_property
    def until(self) -> tuple[Assignment, ...]:
        """The lines up to the one that moves the point."""
        end = [line.name for line in self.lines].index("x")
        return self.lines[: end + 1]

    @cached_property
    def update(self) -> Update:
        """What the step of x is made of; without a direction where it is made otherwise."""
        try:
            return update_of(self.key, self.until, self.memory)
        except ValueError:
            gradient = {line.name: line.value for line in self.until}.get("g")
            return Update(None, None, False, None, gradient, None)

    @property
    def names(self) -> Callable[..., dict[str, Any]]:
        """The rule, giving the values that its names have where the point is moved."""
        works = _works(self.until[:-1], self.fixed)
        return lambda t, x, g, *memory, **hypers: _after(
            works, {COUNT: t, "x": x, "g": g, **dict(zip(self.memory, memory, strict=True))}, hypers
        )

    @cached_property
    def fixed(self) -> frozenset[str]:
        """The names of plain numbers that are the same at all steps."""
        return _fixed(self.typed)

    def work(self, expression: Any) -> Work:
        """A part of its lines as a function of what the names stand for."""
        return worked_out(expression, self.fixed)


def optimizer(key: str) -> Optimizer:
    """The rule of this key: one of `OPTIMIZERS`, or `own:` and a rule's lines.

    Raises:
        ValueError: for another key, or lines that cannot be read, saying why.
    """
    if isinstance(key, str) and key.startswith(OWN):
        return typed_rule(key.removeprefix(OWN))
    if not isinstance(key, str) or key not in OPTIMIZERS:
        raise ValueError(f"unknown optimizer {key!r}; choose one of {', '.join(OPTIMIZERS)}")
    return OPTIMIZERS[key]


@lru_cache(maxsize=64)
def typed_rule(text: str) -> TypedOptimizer:
    """The rule of these lines.

    Raises:
        FormulaError: a `ValueError` that says in words for a student what is wrong, and where.
    """
    typed = read_assignments(text)
    for name in typed.numbers:
        if name in RESERVED:
            raise FormulaError(f"Choose another name than {name}, which means something already")
    kept = {"x", "g", *typed.memory}
    return TypedOptimizer(
        key=OWN + typed.text,
        name="Your rule",
        rule=_rule(typed),
        memory=typed.memory,
        hypers=tuple(map(usual_hyper, typed.numbers)),
        latex=rule_latex(typed.lines, kept, set(typed.numbers), None),
        idea="A rule of your own.",
        source="Typed by hand.",
        typed=typed,
    )


def _rule(typed: Assignments) -> Callable[..., Step]:
    works, results = _works(typed.lines, _fixed(typed)), ("x", *typed.memory)

    def rule(t: Number, x: Number, g: Number, *memory: Number, **hypers: Number) -> Step:
        # As a float, so that what is made of it has the bits that an array's numbers have.
        given = {COUNT: float(t) if isinstance(t, int) else t, "x": x, "g": g}
        given.update(zip(typed.memory, memory, strict=True))
        ended = _after(works, given, hypers)
        return tuple(_alike(ended[name], x) for name in results)

    return rule


def _works(lines: Sequence[Assignment], fixed: Collection[str]) -> list[tuple[str, Work]]:
    return [(line.name, worked_out(line.value, fixed)) for line in lines]


def _after(
    works: Sequence[tuple[str, Work]], given: dict[str, Number], hypers: dict[str, Number]
) -> dict[str, Number]:
    """All names with their values after these lines."""
    values = {**hypers, **given}
    for name, work in works:
        values[name] = work(values)
    return values


def _alike(value: Number, x: Number) -> Number:
    """A value with the shape of the point: a line may have neither it nor the slope in it."""
    if isinstance(x, np.ndarray) and np.shape(value) != x.shape:
        return np.broadcast_to(value, x.shape).copy()
    return value


def _fixed(typed: Assignments) -> frozenset[str]:
    fixed = set(typed.numbers) - {RATE}
    for line in typed.lines:
        if line.name not in GIVEN and names_in(line.value) <= fixed:
            fixed.add(line.name)
    return frozenset(fixed)
