"""Formulas as definitions in Python: surfaces, rules and schedules, in their own lines."""

import ast
import inspect
import keyword
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from formula import numeric
from formula.graph import Graph
from formula.listing import Listing, listing, number
from formula.own_lines import own_lines
from formula.source import returned
from optim.rules import Optimizer, at_point
from optim.run_schedule import RunSchedule
from optim.schedules import Schedule
from surfaces.written import written
from ui.export.sources import NotWrittenError

INDENT = "    "


@dataclass(frozen=True)
class Definition:
    """Lines that define a name, and the functions of `formula.numeric` that they call."""

    name: str
    text: str
    functions: frozenset[str] = frozenset()


def surface_functions(surface: Any, value: str, gradient: str) -> list[Definition]:
    """A surface's value and gradient, under these names.

    Raises:
        NotWrittenError: if they are no formulas.
    """
    try:
        made = own_lines(surface.value, value), own_lines(surface.gradient, gradient)
        return [Definition(each.tree.name, each.text, each.functions) for each in made]
    except ValueError:
        pass
    form = written(surface)
    if form is None:
        raise NotWrittenError(f"{surface.name} cannot be written as a program.")
    numbers = [
        f"{name} = {number(held)}"
        for name, held in surface.arguments.items()
        if name in form.parameters
    ]
    results = {value: [form.value], gradient: list(form.gradient)}
    return [
        _listed(name, form.variables, numbers, listing(form.graph, places))
        for name, places in results.items()
    ]


def rule_functions(optimizer: Optimizer, name: str) -> list[Definition]:
    """A rule as a function of its own lines, and where it takes the gradient if that is elsewhere.

    Raises:
        NotWrittenError: if it is made of more than assignments.
    """
    hypers = ", ".join(hyper.name for hyper in optimizer.hypers)
    given = ["t", "x", "g", *optimizer.memory]
    lines = [ast.Assign([ast.Name(line.name)], line.value) for line in optimizer.lines]
    results = ", ".join(["x", *optimizer.memory]) if optimizer.memory else "(x,)"
    body = [ast.unparse(ast.fix_missing_locations(line)) for line in lines]
    called = [node for line in lines for node in ast.walk(line.value)]
    text = _definition(name, f"{', '.join(given)}, *, {hypers}", [*body, f"return {results}"])
    made = Definition(name, text, _functions(called))
    if optimizer.look is at_point:
        return [made]
    return [_look(optimizer), made]


def _look(optimizer: Optimizer) -> Definition:
    try:
        place = returned(optimizer.look)
    except (OSError, TypeError, ValueError):
        raise NotWrittenError(f"{optimizer.name} cannot be written as a program.") from None
    name = "look_ahead"
    parameters = inspect.signature(optimizer.look).parameters.values()
    wanted = [p.name for p in parameters if p.kind is p.KEYWORD_ONLY]
    given = ", ".join([*("x", *optimizer.memory), "*", *wanted, "**others"])
    text = _definition(name, given, [f"return {ast.unparse(place)}"])
    return Definition(name, text, _functions(ast.walk(place)))


def factor_function(schedule: Schedule, factors: Sequence[float], name: str) -> Definition:
    """A schedule as a function of the step; by its numbers where it is no formula."""
    graph = Graph()
    numbers = schedule.numbers if isinstance(schedule, RunSchedule) else ()
    try:
        made = (
            schedule.of({key: graph.symbol(key) for key, _ in numbers})
            if isinstance(schedule, RunSchedule)
            else schedule
        )
        place = graph.place(made(graph.symbol("t")))
    except (AttributeError, TypeError, ValueError):
        text = ", ".join(map(number, factors))
        return Definition(name, _definition(name, "t", [f"return [{text}][t - 1]"]))
    used = {part for i in graph.needed([place]) for part in graph.nodes[i][1:]}
    held = [f"{key} = {number(value)}" for key, value in numbers if key in used]
    return _listed(name, ("t",), held, listing(graph, [place]))


def plain_name(wanted: str, taken: Collection[str], number: int) -> str:
    """A name for a definition, which no other has."""
    sound = wanted.isidentifier() and wanted.isascii() and not keyword.iskeyword(wanted)
    name = wanted if sound else f"own_rule_{number}"
    return f"{name}_rule" if name in taken else name


def _listed(name: str, given: Sequence[str], numbers: Sequence[str], made: Listing) -> Definition:
    body = [*numbers, *made.lines, f"return {', '.join(made.results)}"]
    return Definition(name, _definition(name, ", ".join(given), body), made.functions)


def _definition(name: str, given: str, body: Sequence[str]) -> str:
    return "\n".join([f"def {name}({given}):", *(f"{INDENT}{line}" for line in body)])


def _functions(nodes: Any) -> frozenset[str]:
    """The functions of `formula.numeric` that are called."""
    called = {n.func.id for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    return frozenset(name for name in called if hasattr(numeric, name))
