"""A graph's nodes as WebAssembly instructions, on one float or on two side by side.

Each gives the bits that `numeric` gives: sums, products, quotients and roots are correctly rounded
everywhere, and what depends on signs of zero or on NaN is written out below.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from ..graph import LEAVES, Graph
from .module import F64, V128, Function

_UNARY = {"negate": "neg", "abs": "abs", "sqrt": "sqrt"}
_BINARY = {"+": "add", "-": "sub", "*": "mul", "/": "div"}
_COMPARISONS = {">": "gt", "<": "lt", ">=": "ge", "<=": "le"}
_EXTREMES = {"maximum": "ge", "minimum": "le"}

IMPORTED = ("sin", "cos", "tan", "tanh", "exp", "log")
"""Functions that WebAssembly lacks; the host's may differ from numpy's in the last bit."""


class Numbers:
    """How a number is held: one float. All names of instructions begin with `prefix`."""

    prefix = "f64"
    kind = F64
    constant = "f64.const"
    choose = "select"
    either = "i32.or"

    def call(self, function: Function, number: int) -> None:
        """Apply the function of one float with this number to the top of the stack."""
        function.emit("call", number)


class _Pair(Numbers):
    """Two floats side by side, which belong to two lanes."""

    prefix = "f64x2"
    kind = V128
    constant = "v128.const"
    choose = "v128.bitselect"
    either = "v128.or"

    def call(self, function: Function, number: int) -> None:
        """Apply the function to each of the two."""
        both = function.local(V128)
        function.set(both)
        for lane in (0, 1):
            function.get(both)
            function.emit("f64x2.extract_lane", lane)
            function.emit("call", number)
            if lane == 0:
                function.emit("f64x2.splat")
        function.emit("f64x2.replace_lane", 1)


SCALAR, PAIR = Numbers(), _Pair()


def math_functions(graph: Graph, results: Iterable[int]) -> tuple[str, ...]:
    """The functions that these results need from the host, in a fixed order.

    Raises:
        ValueError: if a result is made of something that has no instructions.
    """
    names = set()
    for i in graph.needed(results):
        name, *parts = graph.nodes[i]
        _check(graph, name, parts)
        names.add(name)
    return tuple(name for name in IMPORTED if name in names)


def _check(graph: Graph, name: str, parts: Sequence[int]) -> None:
    if name in LEAVES:
        return
    known = (_UNARY, _BINARY, _COMPARISONS, _EXTREMES, IMPORTED, ("sign", "where", "power"))
    if not any(name in names for names in known):
        raise ValueError(f"no instruction computes {name!r}")
    # A comparison is no number there: it may only be chosen by.
    expected = [name == "where" and place == 0 for place in range(len(parts))]
    if [graph.nodes[part][0] in _COMPARISONS for part in parts] != expected:
        raise ValueError(f"{name!r} must be made of numbers, and `where` choose by a comparison")


class Reading:
    """Writes a graph's nodes into a function, each when it is asked for.

    A node that is needed more than once is computed once and kept in a local; the others are
    computed where they are used. Inputs and powers are kept by whoever knows what they are.

    Args:
        function: what is being written.
        numbers: `SCALAR` or `PAIR`.
        graph, results: the nodes that will be asked for.
        imported: the host's functions in the order of their numbers.
    """

    def __init__(
        self,
        function: Function,
        numbers: Numbers,
        graph: Graph,
        results: Sequence[int],
        imported: Sequence[str],
    ) -> None:
        self.function, self.numbers, self.graph = function, numbers, graph
        self.locals: dict[int, int] = {}
        self._imported = imported
        self._shared = _shared(graph, results)

    def local(self, place: int) -> int:
        """The local that keeps this node; a new one if it has none."""
        if place not in self.locals:
            self.locals[place] = self.function.local(self.numbers.kind)
        return self.locals[place]

    def emit(self, *names: str) -> None:
        """Append arithmetic on the kind of number at hand: `add`, `sqrt`, ..."""
        for name in names:
            self.function.emit(f"{self.numbers.prefix}.{name}")

    def number(self, value: float) -> None:
        """Push a constant."""
        self.function.emit(self.numbers.constant, value)

    def keep(self, places: Iterable[int]) -> None:
        """Compute these nodes, and what they share with others, into locals.

        A comparison is no number, so no local holds it; it is made again where it is needed.
        """
        wanted = set(places)
        for i in self.graph.needed(wanted):
            fresh = i not in self.locals and self.graph.nodes[i][0] not in _COMPARISONS
            if fresh and (i in wanted or i in self._shared):
                self._compute(i)
                self.function.set(self.local(i))

    def push(self, place: int) -> None:
        """Leave a node's value on the stack."""
        if place in self.locals:
            self.function.get(self.locals[place])
        else:
            self._compute(place)

    def _compute(self, place: int) -> None:
        name, *parts = self.graph.nodes[place]
        match name:
            case "number":
                return self.number(parts[0])
            case "input" | "power":
                raise ValueError(f"nobody said what {self.graph.nodes[place]} is")
            case "sign":
                return self._sign(parts[0])
            case "maximum" | "minimum":
                return self._extreme(_EXTREMES[name], *parts)
            case "where":
                # The two to choose from come first, then what they are chosen by.
                parts = [*parts[1:], parts[0]]
        for part in parts:
            self.push(part)
        if name == "where":
            self.function.emit(self.numbers.choose)
        elif name in IMPORTED:
            self.numbers.call(self.function, self._imported.index(name))
        else:
            self.emit((_UNARY | _BINARY | _COMPARISONS)[name])

    def _sign(self, x: int) -> None:
        """1, −1 or 0 where `x` is above, below or at 0, and `x` itself where it is NaN."""
        for value in (1.0, -1.0, 0.0):
            self.number(value)
        self.push(x)
        for comparison in ("eq", "lt", "gt"):
            self.push(x)
            self.number(0.0)
            self.emit(comparison)
            self.function.emit(self.numbers.choose)

    def _extreme(self, comparison: str, a: int, b: int) -> None:
        """`a` if it compares so with `b` or is NaN, else `b`: WebAssembly's own order zeros."""
        for part in (a, b, a, b):
            self.push(part)
        self.emit(comparison)
        for part in (a, a):
            self.push(part)
        self.emit("ne")
        self.function.emit(self.numbers.either)
        self.function.emit(self.numbers.choose)


def _shared(graph: Graph, results: Sequence[int]) -> set[int]:
    """The nodes that are pushed more than once."""
    pushed = Counter(results)
    for i in graph.needed(results):
        name, *parts = graph.nodes[i]
        if name not in LEAVES:
            again = name in ("sign", *_EXTREMES, *_COMPARISONS)
            pushed.update(parts * (1 + again))
    return {i for i, n in pushed.items() if n > 1}
