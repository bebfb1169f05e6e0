"""One graph of operations: equal ones are one node, and symbols write themselves down in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

import numpy as np

from .numeric import Recorded

Node: TypeAlias = tuple[Any, ...]
"""A name and the places of its parts: `("number", 2.0)`, `("input", "x")`, `("+", i, j)`, ..."""

LEAVES = ("number", "input")


class Graph:
    """A growing list of nodes, each made of earlier ones; an expression is its node's place."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._places: dict[Node, int] = {}

    def put(self, name: str, *parts: Any) -> int:
        """The place of this operation; an equal one is not written twice."""
        # As hexadecimal, because 0.0 and −0.0 are equal and yet not the same number.
        key = (name, parts[0].hex()) if name == "number" else (name, *parts)
        if key not in self._places:
            self._places[key] = len(self.nodes)
            self.nodes.append((name, *parts))
        return self._places[key]

    def input(self, name: str) -> int:
        """A number that is given from outside."""
        return self.put("input", name)

    def number(self, value: float) -> int:
        """A constant."""
        return self.put("number", float(value))

    def symbol(self, name: str) -> "Symbol":
        """The input of this name, as a number that formulas take."""
        return Symbol(self, self.input(name))

    def place(self, value: Any) -> int:
        """Where a symbol, or a plain number, stands in the graph.

        Raises:
            TypeError: if it is neither, or a symbol of another graph.
        """
        if isinstance(value, Symbol) and value.graph is self:
            return value.place
        if isinstance(value, int | float):
            return self.number(value)
        raise TypeError(f"a formula holds numbers, not {value!r}")

    def needed(self, results: Iterable[int]) -> list[int]:
        """These nodes and all they are made of, each after its parts."""
        needed: set[int] = set()
        waiting = list(results)
        while waiting:
            i = waiting.pop()
            if i not in needed:
                needed.add(i)
                name, *parts = self.nodes[i]
                waiting.extend(() if name in LEAVES else parts)
        return sorted(needed)

    def take(self, other: "Graph", results: Sequence[int], inputs: Mapping[str, int]) -> list[int]:
        """Write another graph's results into this one, where its inputs are these nodes of ours."""
        ours: dict[int, int] = {}
        for i in other.needed(results):
            name, *parts = other.nodes[i]
            if name == "input":
                ours[i] = inputs[parts[0]]
            elif name == "number":
                ours[i] = self.number(parts[0])
            else:
                ours[i] = self.put(name, *(ours[part] for part in parts))
        return [ours[i] for i in results]


class Symbol(Recorded):
    """A number that is not known yet; Python's arithmetic and numpy's functions are recorded."""

    def __init__(self, graph: Graph, place: int) -> None:
        self.graph = graph
        self.place = place

    def record(self, operation: str, *parts: Any) -> "Symbol":
        """Write down an operation on symbols and plain numbers."""
        if any(isinstance(part, np.ndarray) for part in parts):
            # An array takes its symbols one by one.
            return cast("Symbol", NotImplemented)
        places = [self.graph.place(part) for part in parts]
        return Symbol(self.graph, self.graph.put(operation, *places))

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        if method != "__call__" or options or ufunc.__name__ not in _UFUNCS:
            return NotImplemented
        if any(isinstance(each, np.ndarray) for each in inputs):
            return ufunc(*map(_boxed, inputs))
        return self.record(_UFUNCS[ufunc.__name__], *inputs)

    def __bool__(self) -> bool:
        raise TypeError("a symbol is neither true nor false: choose with `where`")

    # In an array of objects numpy looks for its functions among their methods.
    def sqrt(self) -> "Symbol":
        """The square root."""
        return self.record("sqrt", self)

    def hypot(self, other: Any) -> "Symbol":
        """The length of a vector with these two coordinates."""
        return self.record("hypot", self, other)

    def __add__(self, other: Any) -> "Symbol":
        return self.record("+", self, other)

    def __radd__(self, other: Any) -> "Symbol":
        return self.record("+", other, self)

    def __sub__(self, other: Any) -> "Symbol":
        return self.record("-", self, other)

    def __rsub__(self, other: Any) -> "Symbol":
        return self.record("-", other, self)

    def __mul__(self, other: Any) -> "Symbol":
        return self.record("*", self, other)

    def __rmul__(self, other: Any) -> "Symbol":
        return self.record("*", other, self)

    def __truediv__(self, other: Any) -> "Symbol":
        return self.record("/", self, other)

    def __rtruediv__(self, other: Any) -> "Symbol":
        return self.record("/", other, self)

    def __floordiv__(self, other: Any) -> "Symbol":
        ratio = self.record("/", self, other)
        return ratio.record("floor", ratio)

    def __mod__(self, other: Any) -> "Symbol":
        return self.record("-", self, other * (self // other))

    def __neg__(self) -> "Symbol":
        return self.record("negate", self)

    def __pos__(self) -> "Symbol":
        return self

    def __abs__(self) -> "Symbol":
        return self.record("abs", self)

    def __gt__(self, other: Any) -> "Symbol":
        return self.record(">", self, other)

    def __lt__(self, other: Any) -> "Symbol":
        return self.record("<", self, other)

    def __ge__(self, other: Any) -> "Symbol":
        return self.record(">=", self, other)

    def __le__(self, other: Any) -> "Symbol":
        return self.record("<=", self, other)


def _boxed(value: Any) -> Any:
    """A symbol as an array, so that numpy goes through another array's elements."""
    if isinstance(value, np.ndarray):
        return value
    box = np.empty((), dtype=object)
    box[()] = value
    return box


_UFUNCS = {
    **{n: n for n in ("sin", "cos", "tan", "tanh", "exp", "log", "sqrt", "sign", "maximum")},
    "minimum": "minimum",
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "negative": "negate",
    "absolute": "abs",
    "greater": ">",
    "less": "<",
    "greater_equal": ">=",
    "less_equal": "<=",
}
"""numpy's functions, by their own names, and the operations they are recorded as."""


def record(
    graph: Graph, functions: Sequence[Callable[..., Any]], inputs: Sequence[str]
) -> list[list[int]] | None:
    """Write down what functions of these inputs do; gives the places of each one's results.

    None where one of them does more than a graph can hold.
    """
    symbols = [graph.symbol(name) for name in inputs]
    results: list[list[int]] = []
    try:
        for function in functions:
            made = function(*symbols)
            parts = made if isinstance(made, tuple) else (made,)
            results.append([graph.place(part) for part in parts])
    except (AttributeError, TypeError):
        return None
    return results


@dataclass(frozen=True, eq=False)
class Written:
    """A function of one or two variables that has been written down, with its gradient.

    Attributes:
        graph: holds its operations.
        variables, parameters: the names of its inputs; the parameters shape it.
        value, gradient: the places of its value and of its derivatives by the variables.
        batch_of: for a mean over examples, the named tuple of numbers that some of them are boiled
            down to, with their own `gradient`.
    """

    graph: Graph
    variables: tuple[str, ...]
    parameters: tuple[str, ...]
    value: int
    gradient: tuple[int, ...]
    batch_of: Any = None
