"""What a surface knows of itself, as marks; and by which formulas these follow from knobs."""

from functools import lru_cache

from formula.graph import Graph, Symbol
from formula.tape import tape
from surfaces import Surface
from surfaces.written import of_symbols
from ui.stage.derived import Derived
from ui.stage.scene import Mark

Points = dict[str, tuple[tuple[float, float], ...]]


@lru_cache(maxsize=64)
def marks_of(surface: Surface, knobs: frozenset[str]) -> tuple[list[Mark], list[Derived]]:
    """Its minima, saddles and maxima, and the numbers that are the coordinates of those that move.

    Args:
        knobs: the names of those that there are.
    """
    known = _known(surface)
    named = {"minimum": "minimum (found, not proved)"} if surface.found else {}
    if not surface.arguments or not knobs.issuperset(surface.arguments):
        marks = [
            Mark(kind, point, named.get(kind, ""))
            for kind, points in known.items()
            for point in points
        ]
        return marks, []
    graph = Graph()
    symbolic = of_symbols(surface, graph)
    assert isinstance(symbolic, Surface), "a maker of surfaces makes no curves"
    written = _known(symbolic)
    marks = []
    names: list[str] = []
    places: list[int] = []
    for kind, points in known.items():
        for i, (point, symbols) in enumerate(zip(points, written[kind], strict=True)):
            fed = tuple(f"{surface.key}: {kind} {i}.{axis}" for axis in "xy")
            moves = any(isinstance(each, Symbol) for each in symbols)
            marks.append(Mark(kind, point, named.get(kind, ""), fed if moves else ()))
            if moves:
                names += fed
                places += map(graph.place, symbols)
    return marks, [Derived(names, *tape(graph, places))] if names else []


def _known(surface: Surface) -> Points:
    return {"minimum": surface.minima, "saddle": surface.saddles, "maximum": surface.maxima}
