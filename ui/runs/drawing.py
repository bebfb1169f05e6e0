"""What is drawn of a path that is written down, as operations on the numbers of each step."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.graph import Graph
from formula.tape import Operation, tape
from optim.gradients import is_random
from ui.runs.result import RunResult
from ui.runs.step_formula import told, ways_taken
from ui.runs.symbolic import WrittenFormula
from ui.stage.live import Column, LiveFormula
from ui.stage.payload import identity
from ui.stage.scene import Path

Symbols = NDArray[Any]


@dataclass(frozen=True)
class Drawing:
    """A tape, and what is on it; as in `Live`."""

    tape: Sequence[Operation]
    columns: Sequence[Column]
    formula: LiveFormula | None


def drawing_key(result: RunResult, build: Callable[..., Any]) -> Hashable | None:
    """What two runs share only if the same is drawn of them by the same formulas.

    None where that is not known: where noise decides what a formula says of its gradient, and
    where the function that draws them is made anew each time.
    """
    made: tuple[Any, ...] = (build,)
    if isinstance(build, partial):
        made = build.func, build.args, tuple(build.keywords.items())
    if made[0].__closure__ is not None or is_random(result.plan.source):
        return None
    with np.errstate(all="ignore"):
        ways = ways_taken(told(result.parts, result.told_steps)[0])[0]
    run, plan = result.run, result.plan
    numbers = tuple(run.hypers.items()), tuple(run.own.items()), tuple(plan.source.numbers())
    return made, run.optimizer, run.title, numbers, identity(plan.surface), tuple(ways)


def drawn(path: Path, graph: Graph) -> Drawing:
    """The drawing of a path in symbols."""
    columns = list(_written(path, graph))
    slots = _told(path.formula, graph) if isinstance(path.formula, WrittenFormula) else None
    needed = {place for column in columns for place in column.places}
    needed |= _needed(slots) if slots else set()
    operations, placed = tape(graph, sorted(needed))
    at = dict(zip(sorted(needed), placed, strict=True))
    columns = [replace(each, places=tuple(at[i] for i in each.places)) for each in columns]
    return Drawing(tuple(operations), columns, slots and _moved(slots, at))


def _written(path: Path, graph: Graph) -> Iterator[Column]:
    """All that is drawn of a path beside its points."""
    for key, rows in path.curves.items():
        yield _column(graph, ("curves", key), rows)
    for arrow in path.arrows:
        yield _column(graph, ("arrows", arrow.name, "vectors"), arrow.vectors)
        if arrow.tails is not None:
            yield _column(graph, ("arrows", arrow.name, "tails"), arrow.tails)
    for reading in path.readings:
        yield _column(graph, ("readings", reading.label, "values"), reading.values)
    if path.tangents is not None:
        yield _column(graph, ("tangents",), path.tangents)
    if path.rings is not None:
        yield _column(graph, ("rings", "steps"), path.rings.steps)


def _column(graph: Graph, into: tuple[str, ...], rows: Symbols) -> Column:
    places = [graph.place(each) for each in np.atleast_1d(rows[0])]
    return Column(into, places, steps=len(rows) == 1)


def _told(formula: WrittenFormula, graph: Graph) -> LiveFormula:
    slots = [[list(map(graph.place, slot)) for slot in slots] for slots in formula.slots]
    choices = [[(graph.place(met), holds) for met, holds in each] for each in formula.choices]
    return LiveFormula(slots, choices)


def _needed(told: LiveFormula) -> set[int]:
    slots = {place for variant in told.slots for slot in variant for place in slot}
    return slots | {place for variant in told.choices for place, _ in variant}


def _moved(told: LiveFormula, at: Mapping[int, int]) -> LiveFormula:
    """The same with other places."""
    slots = [tuple(tuple(at[i] for i in slot) for slot in variant) for variant in told.slots]
    choices = [tuple((at[i], holds) for i, holds in each) for each in told.choices]
    return LiveFormula(tuple(slots), tuple(choices))
