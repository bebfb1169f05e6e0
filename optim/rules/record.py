"""What is known of an update rule, most of it read from the rule's own lines.

A rule is a pure function of one coordinate that assigns names and returns,

    rule(t, x, g, *memory, *, lr, **hypers) -> (x, *memory)

with the step `t` (from 1), the coordinate `x`, its gradient `g`, and memories that start at zero.
All may be Python floats or arrays of one shape; both give the same bits. `lr` is the learning rate
of this step, after the schedule. Rules share no code, so each reads on its own.
"""

import ast
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

from formula.numeric import Number
from formula.source import Assignment, all_names, assignments, compiled
from optim.hypers import Hyper, hyper

from .latex import rule_latex
from .update import Update, update_of

Step: TypeAlias = tuple[Number, ...]
Rule = TypeVar("Rule", bound=Callable[..., Step])


def at_point(x: Number, *memory: Number, **hypers: Number) -> Number:
    """Where most rules take the gradient: at the point itself."""
    return x


@dataclass(frozen=True, kw_only=True)
class Optimizer:
    """An update rule and what is known about it.

    Attributes:
        key: its name in a program or an address.
        name: its name for readers.
        family: the rules it belongs with; they share a colour.
        rule: `rule(t, x, g, *memory, **hypers) -> (x, *memory)`, for floats and arrays.
        memory: the names of its memories, in the rule's order.
        hypers: its hyper-parameters, the learning rate first.
        look: `look(x, *memory, **hypers)`, the point at which the gradient is taken.
        latex: one step as a formula.
        idea: one sentence.
        source: who writes it so.
        when: when it is a good choice, in a sentence or two.
    """

    key: str
    name: str
    family: str = "own"
    rule: Callable[..., Step]
    memory: tuple[str, ...] = ()
    hypers: tuple[Hyper, ...]
    look: Callable[..., Number] = at_point
    latex: str
    idea: str
    source: str
    when: str = ""

    @property
    def defaults(self) -> dict[str, float]:
        """Each hyper-parameter's default by name."""
        return {hyper.name: hyper.default for hyper in self.hypers}

    @cached_property
    def lines(self) -> tuple[Assignment, ...]:
        """The rule's own lines."""
        return assignments(self.rule)

    @cached_property
    def update(self) -> Update:
        """What the step of x is made of."""
        return update_of(self.key, self.lines, self.memory)

    @cached_property
    def names(self) -> Callable[..., dict[str, Any]]:
        """The rule, giving all its names with the values that they have in the end."""
        return all_names(self.rule)

    def work(self, expression: ast.expr) -> Callable[[Mapping[str, Any]], Any]:
        """A part of its lines as a function of what the names stand for."""
        return compiled(expression, self.rule)


_REGISTERED: dict[str, Optimizer] = {}

OPTIMIZERS: Mapping[str, Optimizer] = MappingProxyType(_REGISTERED)
"""Every rule by its key."""


def rule(
    name: str,
    *,
    family: str,
    idea: str,
    source: str,
    when: str = "",
    look: Callable[..., Number] = at_point,
    latex: str = "",
    **changes: Mapping[str, Any],
) -> Callable[[Rule], Rule]:
    """Put a function into `OPTIMIZERS` under its own name.

    Its memories are its arguments after `g`, its hyper-parameters the keywords with their defaults.

    Args:
        name: for readers; `family`, `idea`, `source`, `when` and `look` as in `Optimizer`.
        latex: its formula, where the one that is read from its lines does not do.
        changes: by hyper-parameter, what differs from what is known of its name.

    Raises:
        ValueError: if the key is taken, or the function is not of the form above.
    """

    def register(function: Rule) -> Rule:
        key, (memory, hypers) = function.__name__, _signature(function, changes)
        if key in _REGISTERED:
            raise ValueError(f"there is a rule {key!r} already")
        _REGISTERED[key] = Optimizer(
            key=key,
            name=name,
            family=family,
            rule=function,
            memory=memory,
            hypers=hypers,
            look=look,
            latex=latex or _latex(function, memory, hypers, look),
            idea=idea,
            source=source,
            when=when,
        )
        return function

    return register


def _latex(
    function: Callable[..., Step],
    memory: tuple[str, ...],
    hypers: tuple[Hyper, ...],
    look: Callable[..., Number],
) -> str:
    """The formula, read from the rule's own lines."""
    names = {hyper.name for hyper in hypers}
    elsewhere = None if look is at_point else look
    return rule_latex(assignments(function), {"x", "g", *memory}, names, elsewhere)


def _signature(
    function: Callable[..., Step], changes: Mapping[str, Mapping[str, Any]]
) -> tuple[tuple[str, ...], tuple[Hyper, ...]]:
    """The memories and the hyper-parameters that a rule's signature names."""
    parameters = inspect.signature(function).parameters.values()
    places = [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
    keywords = {p.name: p.default for p in parameters if p.kind is p.KEYWORD_ONLY}
    if places[:3] != ["t", "x", "g"] or next(iter(keywords), "") != "lr":
        raise ValueError(
            f"{function.__name__} must take t, x, g, its memories, and keywords, lr first"
        )
    if unknown := [k for k, default in keywords.items() if default is inspect.Parameter.empty]:
        raise ValueError(f"{function.__name__} must give {', '.join(unknown)} a default")
    hypers = (hyper(k, float(default), **changes.get(k, {})) for k, default in keywords.items())
    return tuple(places[3:]), tuple(hypers)
