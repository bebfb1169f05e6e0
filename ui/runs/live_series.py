"""Signals over time and their averages, as the browser works them out by itself."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from formula.graph import Graph
from formula.tape import tape
from ui.runs.average_formula import lines_of
from ui.runs.live_average import slots_of
from ui.stage.live import LiveFormula, LiveSeries

Step = Callable[..., Any]


def live_series(
    steps: int,
    clean: Callable[[Any], Any],
    noisy: Callable[..., Any] | None = None,
    step: Step | None = None,
    *,
    begins: bool = False,
    told: Sequence[Step] = (),
) -> LiveSeries:
    """A series by the formulas of its parts.

    Args:
        steps: how many numbers there are.
        clean: the true signal at the time `t`.
        noisy: what is met of it, from its true value, a standard normal, and knobs by their names.
        step: one step of its average, as `average_formula` takes it; without one it is the signal.
        begins: draw its first line, from what it begins with on; otherwise its last line is drawn.
        told: the steps whose lines are told, a variant of the formula each: one that tells what the
            average began with is told where that is not 0, one that does not where it is.
    """
    graph = Graph()
    true = shown = clean(graph.symbol("t"))
    if noisy is not None:
        knobs = [*inspect.signature(noisy).parameters][2:]
        shown = noisy(true, graph.symbol("normal"), *map(graph.symbol, knobs))
    slots = [_recorded(each, shown, graph)[1] for each in told]
    first = graph.input("first")
    choices = [[(first, _origin(each) in inspect.signature(each).parameters)] for each in told]
    formula = LiveFormula(slots, choices) if told else None
    after = None
    if step is not None:
        (average, *_, last), _ = _recorded(step, shown, graph)
        after, shown = graph.place(average), average if begins else last
    # All that is recorded stays where it is.
    places = graph.place(shown), graph.place(abs(shown - true))
    operations, _ = tape(graph, range(len(graph.nodes)))
    return LiveSeries(steps, operations, after, *places, begins, formula)


def _recorded(step: Step, x: Any, graph: Graph) -> tuple[list[Any], list[list[int]]]:
    """What each line of a step gives, and the places of what its formula's slots show."""
    parameters = inspect.signature(step).parameters.values()
    hypers = [each.name for each in parameters if each.kind is each.KEYWORD_ONLY]
    lines, program = lines_of(step, hypers, 1)
    values = {name: graph.symbol(name) for name in ("t", *hypers)}
    values |= {"x": x, lines[0].name: graph.symbol("before"), _origin(step): graph.symbol("first")}
    slots = slots_of(program, [values], graph)
    return [values[line.name] for line in lines], slots


def _origin(step: Step) -> str:
    """What its average began with."""
    lines, _ = lines_of(step, (), 1)
    return f"{lines[0].name}_0"
