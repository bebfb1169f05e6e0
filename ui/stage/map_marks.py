"""Marks over a map of knobs: what theory or the runs tell of their values."""

from collections.abc import Sequence
from dataclasses import dataclass

from formula.graph import Graph, Symbol
from formula.numeric import Number
from formula.tape import Operation, tape


@dataclass(frozen=True)
class MapMark:
    """A point of a map, or a line through it, as the browser draws it.

    Attributes:
        name: what it is called there.
        tape: its coordinates as operations on the knobs' values, by the knobs' names.
        places: where on the tape they are: across and up, or across alone.
    """

    name: str
    tape: Sequence[Operation]
    places: Sequence[int]


def map_mark(name: str, across: Number, up: Number | None = None) -> MapMark:
    """A mark at these coordinates: symbols of one graph, or numbers.

    A symbol has its knob's name, and is followed while the knob is turned. Where both coordinates
    are mere numbers they are of the runs of one answer, and stand back while others are shown.

    Args:
        across: the value of the knob that goes across.
        up: that of the other one, or the loss; without it the mark is a line through all of them.
    """
    given = [across] if up is None else [across, up]
    graph = next((each.graph for each in given if isinstance(each, Symbol)), Graph())
    operations, places = tape(graph, [graph.place(each) for each in given])
    return MapMark(name, operations, places)
