"""A graph read as lines for people: a name where something is used twice, else one expression."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .graph import LEAVES, Graph

_SUM, _PRODUCT, _SIGNED, _WHOLE = 1, 2, 3, 4
_BINDS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}
_COMPARED = (">", "<", ">=", "<=")

LONGEST = 60
"""An expression that would get longer than this gets a name for what it holds."""


@dataclass(frozen=True)
class Listing:
    """Lines of Python in the names of `formula.numeric`.

    Attributes:
        lines: assignments, one a line.
        results: the expressions that they lead to.
        functions: the functions that are called, by name.
    """

    lines: Sequence[str]
    results: Sequence[str]
    functions: frozenset[str]


def listing(graph: Graph, results: Sequence[int]) -> Listing:
    """The results as expressions that keep the graph's operations and their order."""
    writer = _Writer(graph, results)
    told = [writer.written[i][0] for i in results]
    return Listing(writer.lines, told, frozenset(writer.functions))


def number(value: float) -> str:
    """A number as Python reads it back bit for bit."""
    return repr(float(value)) if math.isfinite(value) else f'float("{float(value)}")'


class _Writer:
    """Writes the nodes in order, each after its parts."""

    def __init__(self, graph: Graph, results: Sequence[int]) -> None:
        self.graph = graph
        self.lines: list[str] = []
        self.functions: set[str] = set()
        self.written: dict[int, tuple[str, int]] = {}
        needed = graph.needed(results)
        nodes = [graph.nodes[i] for i in needed if graph.nodes[i][0] not in LEAVES]
        uses = [part for _, *parts in nodes for part in parts]
        for i in needed:
            text, binds = self._expression(i)
            leaf = graph.nodes[i][0] in LEAVES
            if not leaf and (uses.count(i) > 1 or (i in uses and len(text) > LONGEST)):
                name = f"p{len(self.lines) + 1}"
                self.lines.append(f"{name} = {text}")
                text, binds = name, _WHOLE
            self.written[i] = text, binds

    def _expression(self, i: int) -> tuple[str, int]:
        name, *parts = self.graph.nodes[i]
        match name:
            case "input":
                return parts[0], _WHOLE
            case "number":
                return number(parts[0]), _SIGNED if math.copysign(1.0, parts[0]) < 0 else _WHOLE
            case "negate":
                return f"-{self._within(parts[0], _WHOLE)}", _SIGNED
            case "raise":
                self.functions |= {"exp", "log"}
                base, exponent = self._within(parts[0], 0), self._within(parts[1], _PRODUCT)
                return f"exp({exponent} * log({base}))", _WHOLE
        if name in _BINDS or name in _COMPARED:
            binds = _BINDS.get(name, 0)
            # What stands on the right is worked out first only in brackets.
            left, right = self._within(parts[0], binds), self._within(parts[1], binds + 1)
            return f"{left} {name} {right}", binds
        if name != "abs":
            self.functions.add(name)
        return f"{name}({', '.join(self._within(part, 0) for part in parts)})", _WHOLE

    def _within(self, i: int, binds: int) -> str:
        text, own = self.written[i]
        return text if own >= binds else f"({text})"
