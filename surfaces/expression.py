"""Expressions in x and y: differentiated by the textbook's rules, turned into fast functions.

Equal expressions are one node of a graph, so derivatives share what they have in common with the
formula and with each other, and their size grows in proportion to it. A function is written out as
straight-line code, one line a node, which holds nothing but node numbers, constants and the names
in `FUNCTIONS`.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from . import elementary

# ("number", 2.0), ("x",), ("y",), ("+", i, j), ("sin", i), ...: a name and the nodes it is made of.
Node: TypeAlias = tuple[Any, ...]

# Whole powers up to this one are products; nothing higher is worth telling from exp and log.
WHOLE = 1000.0

FUNCTIONS = ("sin", "cos", "tan", "exp", "log", "sqrt", "abs", "tanh")

_NAMESPACE = {
    "__builtins__": {},
    "abs": abs,
    "fill": elementary.fill,
    "sign": elementary.sign,
    **{name: getattr(elementary, name) for name in FUNCTIONS if name != "abs"},
}


class Graph:
    """A growing list of nodes, each made of earlier ones; an expression is the number of its node.

    The methods that build expressions drop what adds or multiplies nothing and work out what is
    made of numbers alone. They raise `ArithmeticError` for a number divided by zero or too large.
    """

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._numbers: dict[Node, int] = {}

    def _put(self, *node: Any) -> int:
        if node not in self._numbers:
            self._numbers[node] = len(self.nodes)
            self.nodes.append(node)
        return self._numbers[node]

    def _known(self, *expressions: int) -> list[float] | None:
        """The values of these expressions if all are plain numbers."""
        nodes = [self.nodes[i] for i in expressions]
        return [node[1] for node in nodes] if all(n[0] == "number" for n in nodes) else None

    def variable(self, name: str) -> int:
        """`x` or `y`."""
        return self._put(name)

    def number(self, value: float) -> int:
        """A constant."""
        if not abs(value) < float("inf"):
            raise OverflowError("a number is too large")
        return self._put("number", value)

    def add(self, a: int, b: int) -> int:
        """`a + b`."""
        if known := self._known(a, b):
            return self.number(known[0] + known[1])
        if self._known(a) == [0.0]:
            return b
        return a if self._known(b) == [0.0] else self._put("+", a, b)

    def negate(self, a: int) -> int:
        """`-a`."""
        known = self._known(a)
        return self.number(-known[0]) if known else self._put("negate", a)

    def subtract(self, a: int, b: int) -> int:
        """`a - b`."""
        if known := self._known(a, b):
            return self.number(known[0] - known[1])
        if self._known(a) == [0.0]:
            return self.negate(b)
        return a if self._known(b) == [0.0] else self._put("-", a, b)

    def multiply(self, a: int, b: int) -> int:
        """`a * b`."""
        if known := self._known(a, b):
            return self.number(known[0] * known[1])
        for one, other in ((a, b), (b, a)):
            match self._known(one):
                case [0.0]:
                    return one
                case [1.0]:
                    return other
        return self._put("*", a, b)

    def divide(self, a: int, b: int) -> int:
        """`a / b`."""
        if known := self._known(a, b):
            return self.number(known[0] / known[1])
        if self._known(b) == [0.0]:
            raise ZeroDivisionError("division by zero")
        return a if self._known(a) == [0.0] or self._known(b) == [1.0] else self._put("/", a, b)

    def power(self, a: int, b: int) -> int:
        """`a` to the power `b`: products where `b` is a whole number, else `exp(b log a)`."""
        known = self._known(b)
        if known is None:
            return self.call("exp", self.multiply(b, self.call("log", a)))
        exponent = known[0]
        if exponent.is_integer() and abs(exponent) <= WHOLE:
            product = self._product(a, int(abs(exponent)))
            return product if exponent >= 0.0 else self.divide(self.number(1.0), product)
        return self.call("sqrt", a) if exponent == 0.5 else self._put("power", a, b)

    def _product(self, a: int, count: int) -> int:
        """`a` times itself, by repeated squaring."""
        if count == 0:
            return self.number(1.0)
        half = self._product(a, count // 2)
        square = self.multiply(half, half)
        return self.multiply(square, a) if count % 2 else square

    def call(self, function: str, a: int) -> int:
        """`function(a)`, one of `FUNCTIONS`."""
        return self._put(function, a)

    def slopes(self, by: str) -> list[int]:
        """The derivative of every node there is by `x` or `y`."""
        slopes: list[int] = []
        # A list of its own: the rules add nodes, whose derivatives nobody asked for.
        for i, node in enumerate(list(self.nodes)):
            slopes.append(self._slope(i, node, slopes, by))
        return slopes

    def _slope(self, i: int, node: Node, d: list[int], by: str) -> int:
        add, subtract, multiply, divide = self.add, self.subtract, self.multiply, self.divide
        one, two = self.number(1.0), self.number(2.0)
        match node:
            case ("x" | "y" as name,):
                return one if name == by else self.number(0.0)
            case ("number" | "sign", _):
                return self.number(0.0)
            case ("negate", a):
                return self.negate(d[a])
            case ("+", a, b):
                return add(d[a], d[b])
            case ("-", a, b):
                return subtract(d[a], d[b])
            case ("*", a, b):
                return add(multiply(d[a], b), multiply(a, d[b]))
            case ("/", a, b):
                return divide(subtract(d[a], multiply(i, d[b])), b)
            case ("power", a, b):
                lower = self.power(a, subtract(b, one))
                return multiply(multiply(b, lower), d[a])
            case ("sin", a):
                return multiply(self.call("cos", a), d[a])
            case ("cos", a):
                return multiply(self.negate(self.call("sin", a)), d[a])
            case ("tan", a):
                return multiply(add(one, multiply(i, i)), d[a])
            case ("tanh", a):
                return multiply(subtract(one, multiply(i, i)), d[a])
            case ("exp", a):
                return multiply(i, d[a])
            case ("log", a):
                return divide(d[a], a)
            case ("sqrt", a):
                return divide(d[a], multiply(two, i))
            case ("abs", a):
                return multiply(self._put("sign", a), d[a])
        raise ValueError(f"no rule to differentiate {node[0]!r}")

    def function(self, *results: int) -> Callable[[Any, Any], Any]:
        """A function of `(x, y)`, floats or arrays of one shape: the result, or a tuple of them."""
        needed = self._needed(results)
        varies: set[int] = set()
        lines = []
        for i in needed:
            name, *parts = self.nodes[i]
            if name in ("x", "y") or (name != "number" and not varies.isdisjoint(parts)):
                varies.add(i)
            lines.append(f"    t{i} = {_code(name, *parts)}\n")
        answers = [f"t{i}" if i in varies else f"fill(t{i}, x)" for i in results]
        source = f"def function(x, y):\n{''.join(lines)}    return {', '.join(answers)}\n"
        namespace = dict(_NAMESPACE)
        exec(source, namespace)
        made: Callable[[Any, Any], Any] = namespace["function"]
        return made

    def _needed(self, results: Iterable[int]) -> list[int]:
        """These nodes and all they are made of, each after its parts."""
        needed: set[int] = set()
        waiting = list(results)
        while waiting:
            i = waiting.pop()
            if i not in needed:
                needed.add(i)
                name, *parts = self.nodes[i]
                waiting.extend(parts if name != "number" else [])
        return sorted(needed)


def _code(name: str, *parts: Any) -> str:
    match name:
        case "number":
            return repr(parts[0])
        case "x" | "y":
            return name
        case "negate":
            return f"-t{parts[0]}"
        case "+" | "-" | "*" | "/":
            return f"t{parts[0]} {name} t{parts[1]}"
        case "power":
            return f"exp(t{parts[1]} * log(t{parts[0]}))"
    return f"{name}(t{parts[0]})"
