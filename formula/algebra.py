"""A graph that simplifies: what typed formulas and derivatives are built in."""

import math

from . import numeric
from .graph import Graph

FUNCTIONS = ("sin", "cos", "tan", "exp", "log", "sqrt", "abs", "tanh")

# Whole powers up to this one are products; higher ones have too many factors.
WHOLE = 100.0

# What an exponent may be off a whole number by rounding, as 0.1*3/0.1 is.
ROUNDED = 1e-12


class Algebra(Graph):
    """A graph whose methods drop what adds or multiplies nothing and work out plain numbers.

    They raise `ArithmeticError` for a number divided by zero or too large.

    Attributes:
        slopes: by an input's name, the derivatives by it that have been worked out, node by node.
    """

    def __init__(self) -> None:
        super().__init__()
        self.slopes: dict[str, dict[int, int]] = {}

    def _known(self, *expressions: int) -> list[float] | None:
        """The values of these expressions if all are plain numbers."""
        nodes = [self.nodes[i] for i in expressions]
        return [node[1] for node in nodes] if all(n[0] == "number" for n in nodes) else None

    def number(self, value: float) -> int:
        """A constant."""
        if not abs(value) < math.inf:
            raise OverflowError("a number is too large")
        return super().number(value)

    def add(self, a: int, b: int) -> int:
        """`a + b`."""
        if known := self._known(a, b):
            return self.number(known[0] + known[1])
        if self._known(a) == [0.0]:
            return b
        return a if self._known(b) == [0.0] else self.put("+", a, b)

    def negate(self, a: int) -> int:
        """`-a`."""
        known = self._known(a)
        return self.number(-known[0]) if known else self.put("negate", a)

    def subtract(self, a: int, b: int) -> int:
        """`a - b`."""
        if known := self._known(a, b):
            return self.number(known[0] - known[1])
        if self._known(a) == [0.0]:
            return self.negate(b)
        return a if self._known(b) == [0.0] else self.put("-", a, b)

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
        return self.put("*", a, b)

    def divide(self, a: int, b: int) -> int:
        """`a / b`."""
        if known := self._known(a, b):
            return self.number(known[0] / known[1])
        if self._known(b) == [0.0]:
            raise ZeroDivisionError("division by zero")
        return a if self._known(a) == [0.0] or self._known(b) == [1.0] else self.put("/", a, b)

    def power(self, a: int, b: int) -> int:
        """`a` to the power `b`: products where `b` is a whole number, else `exp(b log a)`."""
        known = self._known(b)
        if known is None:
            return self.call("exp", self.multiply(b, self.call("log", a)))
        whole = as_whole(known[0])
        if whole is not None:
            return self._whole(a, whole)
        return self.call("sqrt", a) if known[0] == 0.5 else self._raise(a, b)

    def _whole(self, a: int, exponent: int) -> int:
        """`a` to a whole power, which a number below 0 has, too."""
        if abs(exponent) > WHOLE:
            even = self._raise(self.call("abs", a), self.number(exponent - exponent % 2))
            return self.multiply(even, a) if exponent % 2 else even
        product = self._product(a, abs(exponent))
        return product if exponent >= 0 else self.divide(self.number(1.0), product)

    def _raise(self, a: int, b: int) -> int:
        """`exp(b log a)` for a plain number `b`."""
        if not (known := self._known(a, b)):
            return self.put("raise", a, b)
        base, exponent = known
        if base == 0.0 and exponent < 0.0:
            raise ZeroDivisionError("division by zero")
        return self.number(numeric.exp(exponent * numeric.log(base)))

    def _product(self, a: int, count: int) -> int:
        """`a` times itself, by repeated squaring."""
        if count == 0:
            return self.number(1.0)
        half = self._product(a, count // 2)
        square = self.multiply(half, half)
        return self.multiply(square, a) if count % 2 else square

    def call(self, function: str, a: int) -> int:
        """`function(a)`, one of `FUNCTIONS`."""
        known = self._known(a)
        return self.number(_FUNCTIONS[function](known[0])) if known else self.put(function, a)


def as_whole(exponent: float) -> int | None:
    """The whole number that this is, but for rounding; None where it is none."""
    nearest = round(exponent)
    return nearest if abs(exponent - nearest) <= ROUNDED * abs(exponent) else None


_FUNCTIONS = {
    "abs": abs,
    **{name: getattr(numeric, name) for name in FUNCTIONS if name != "abs"},
}
"""The functions as they are worked out everywhere else: a number has the same bits here."""
