"""A surface's formula written down once for all values of its parameters."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from formula.graph import Graph, Written, record
from formula.known import known_symbols
from formula.tape import Operation, tape

from .maker import CURVES, SURFACES, make, make_curve
from .surface import Curve, Surface


def written(surface: Surface | Curve) -> Written | None:
    """The surface's value and gradient, as a graph that all surfaces of its maker share.

    Its parameters are inputs; where a maker does what symbols cannot record, and where there is no
    maker, they are the constants of this surface. None where the formula does more than arithmetic
    and elementary functions.
    """
    plane = isinstance(surface, Surface)
    table: Mapping[str, Surface | Curve] = SURFACES if plane else CURVES
    known = table.get(surface.key)
    own = known is None or list(known.arguments) != list(surface.arguments)
    return (None if own else _general(surface.key, plane)) or _own(surface)


@lru_cache(maxsize=64)
def _own(surface: Surface | Curve) -> Written | None:
    return _recorded(surface, Graph(), ())


@lru_cache(maxsize=64)
def _general(key: str, plane: bool) -> Written | None:
    """None where the graph is not the same for two sets of values: then it holds for neither."""
    default = (SURFACES if plane else CURVES)[key]
    other = {p.name: 0.5 * (p.default + p.high) for p in default.parameters}
    first, second = (_from_symbols(key, plane, values) for values in (default.arguments, other))
    same = first is not None and second is not None and _same(first, second)
    return first if same else None


def _from_symbols(key: str, plane: bool, values: Mapping[str, float]) -> Written | None:
    graph = Graph()
    symbols: dict[str, Any] = known_symbols(graph, values) if values else {}
    try:
        made = make(key, **symbols) if plane else make_curve(key, **symbols)
    except TypeError:
        return None
    return _recorded(made, graph, tuple(values))


def _recorded(
    surface: Surface | Curve, graph: Graph, parameters: tuple[str, ...]
) -> Written | None:
    variables = ("x", "y")[: surface.dimension]
    places = record(graph, [surface.value, surface.gradient], variables)
    if places is None:
        return None
    [value], gradient = places
    return Written(graph, variables, parameters, value, tuple(gradient))


def _same(first: Written, second: Written) -> bool:
    return _shape(first) == _shape(second)


def _shape(written: Written) -> tuple[list[Operation], list[int]]:
    """What the value and the gradient are made of, and nothing else that was recorded."""
    operations, places = tape(written.graph, [written.value, *written.gradient])
    return [*map(_exactly, operations)], places


def _exactly(operation: Operation) -> Operation:
    # As hexadecimal: 0.0 and −0.0 are equal and yet not the same number.
    name, *parts = operation
    return (name, float(parts[0]).hex()) if name == "c" else operation
