"""A surface's formula written down once for all values of its parameters."""

import inspect
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from formula.graph import Graph, Written, record
from formula.known import known_symbols
from formula.tape import Operation, tape

from .surface import Curve, Surface

Maker: TypeAlias = Callable[..., Surface | Curve]


def written(surface: Surface | Curve) -> Written | None:
    """The surface's value and gradient, as a graph that all surfaces of its maker share.

    Its parameters are inputs there. Where a maker does what symbols cannot record, and where there
    is no maker, they are the constants of this surface. None where the formula does more than
    arithmetic and elementary functions.
    """
    maker = _maker(surface)
    return (general(maker) if maker else None) or _own(surface)


def of_symbols(surface: Surface | Curve, graph: Graph, prefix: str = "") -> Surface | Curve:
    """The same surface made from symbols of its parameters, which `graph` then writes down.

    Inputs there are called `prefix` and the parameter's name. Where `written` has no parameters it
    is this surface.
    """
    maker = _maker(surface)
    if maker is None or general(maker) is None:
        return surface
    values = {prefix + name: value for name, value in surface.arguments.items()}
    symbols: dict[str, Any] = known_symbols(graph, values)
    return maker(**{name.removeprefix(prefix): symbol for name, symbol in symbols.items()})


@lru_cache(maxsize=64)
def general(maker: Maker) -> Written | None:
    """What a maker makes, with its arguments as inputs.

    None where the graph is not the same for other arguments: then a number got lost on the way, and
    it holds for none but the first.
    """
    arguments = inspect.signature(maker).parameters
    values = {name: 1.0 if p.default is p.empty else p.default for name, p in arguments.items()}
    others = {name: 1.25 * value + 0.125 for name, value in values.items()}
    first, second = _from_symbols(maker, values), _from_symbols(maker, others)
    return first if first and second and _shape(first) == _shape(second) else None


def _maker(surface: Surface | Curve) -> Maker | None:
    """What made it; None where its functions are other lines than that maker's."""
    maker = surface.maker
    return maker if maker and _lines_made(maker) == _lines(surface) else None


@lru_cache(maxsize=64)
def _lines_made(maker: Maker) -> list[object]:
    return _lines(maker())


def _lines(surface: Surface | Curve) -> list[object]:
    functions = (surface.value, surface.gradient)
    return [getattr(function, "__code__", function) for function in functions]


@lru_cache(maxsize=64)
def _own(surface: Surface | Curve) -> Written | None:
    return _recorded(surface, Graph(), ())


def _from_symbols(maker: Maker, values: Mapping[str, float]) -> Written | None:
    graph = Graph()
    symbols: dict[str, Any] = known_symbols(graph, values)
    try:
        return _recorded(maker(**symbols), graph, tuple(values))
    except (TypeError, ValueError):
        return None


def _recorded(
    surface: Surface | Curve, graph: Graph, parameters: tuple[str, ...]
) -> Written | None:
    variables = ("x", "y")[: surface.dimension]
    places = record(graph, [surface.value, surface.gradient], variables)
    if places is None:
        return None
    [value], gradient = places
    batch_of = getattr(surface, "batch_of", None)
    return Written(graph, variables, parameters, value, tuple(gradient), batch_of)


def _shape(written: Written) -> tuple[list[Operation], list[int]]:
    """What the value and the gradient are made of, and nothing else that was recorded."""
    operations, places = tape(written.graph, [written.value, *written.gradient])
    return [*map(_exactly, operations)], places


def _exactly(operation: Operation) -> Operation:
    # As hexadecimal: 0.0 and −0.0 are equal and yet not the same number.
    name, *parts = operation
    return (name, float(parts[0]).hex()) if name == "c" else operation
