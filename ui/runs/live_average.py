"""Averages of a path that the browser works out by itself: one step of them, given symbols."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from formula.graph import Graph
from formula.tape import tape
from optim.averages import ema_step
from optim.program import AXES
from ui.runs.average_formula import lines_of
from ui.runs.step_lines import VECTORS, Assign, Show
from ui.stage.live import LiveAverage, LiveFormula


def live_average(step: Callable[..., Any], fed: Mapping[str, str]) -> LiveAverage:
    """An average in the plane by its step, which is as `average_formula` takes it.

    Args:
        fed: by the step's plain numbers, the knobs that set them.
    """
    graph, (lines, program) = Graph(), lines_of(step, fed, len(AXES))
    name = lines[0].name
    values: list[dict[str, Any]] = [
        {
            "t": graph.symbol("t"),
            "x": graph.symbol(f"x.{axis}"),
            name: graph.symbol(f"before.{axis}"),
            **{hyper: graph.symbol(hyper) for hyper in fed},
        }
        for axis in AXES
    ]
    slots = slots_of(program, values, graph)
    ends = [[graph.place(own[line.name]) for own in values] for line in (lines[0], lines[-1])]
    operations, _ = tape(graph, range(len(graph.nodes)))
    after, drawn = ends
    return LiveAverage(fed, operations, after, drawn, LiveFormula([slots], [[]]))


def slots_of(
    program: Iterable[Show | Assign], values: Sequence[dict[str, Any]], graph: Graph
) -> list[list[int]]:
    """The places of what each slot shows, from each coordinate's values, which go on with it."""
    slots: list[list[int]] = []
    for each in program:
        if isinstance(each, Assign):
            for own in values:
                own[each.name] = each.work(own)
        else:
            shown = values if each.kind in VECTORS else values[:1]
            slots.append([graph.place(each.work(own)) for own in shown])
    return slots


@lru_cache
def smoothed() -> LiveAverage:
    """The exponential average that pages draw beside a path, as their knob sets it."""
    return live_average(ema_step, {"beta": "smoothing"})
