"""A graph read as a tape of operations, which a browser plays back with the very same numbers."""

import math
from collections.abc import Sequence
from typing import TypeAlias

from .graph import Graph

Operation: TypeAlias = tuple[str | float | int, ...]
"""`("x",)` for an input, `("c", number)`, else a name and its operands' places."""


def tape(graph: Graph, results: Sequence[int]) -> tuple[list[Operation], list[int]]:
    """The operations that the results need, in order, and the results' places among them."""
    needed = graph.needed(results)
    places = {node: place for place, node in enumerate(needed)}
    operations = [_operation(graph.nodes[i], places) for i in needed]
    return operations, [places[i] for i in results]


def _operation(node: tuple[str | float | int, ...], places: dict[int, int]) -> Operation:
    match node:
        case ("input", name):
            return (name,)
        case ("number", float(value)):
            # JSON has no number for infinity and NaN.
            return ("c", value if math.isfinite(value) else str(value).replace("inf", "Infinity"))
    name, *parts = node
    return (name, *(places[int(part)] for part in parts))
