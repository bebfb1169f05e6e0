"""A surface's formula as a tape of operations, so that the browser reckons with the very same one.

Surfaces are generic over the numbers they are given. Given symbols that write down what is done to
them, they write their own formula; the browser plays it back in double precision for the value and
the gradient under the pointer, the curve of a line, and a finer picture when it is zoomed.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from surfaces import Curve, Surface

Operation = tuple[str | float | int, ...]
"""`("x",)`, `("y",)`, `("c", number)` or `(name, operand, ...)` with operands by their place."""


@dataclass
class _Tape:
    operations: list[Operation] = field(default_factory=list)

    def write(self, *operation: str | float | int) -> "_Symbol":
        self.operations.append(operation)
        return _Symbol(self, len(self.operations) - 1)


class _Symbol:
    """A number that is not known yet: arithmetic on it goes to the tape."""

    def __init__(self, tape: _Tape, place: int) -> None:
        self.tape = tape
        self.place = place

    def _with(self, name: str, left: Any, right: Any) -> "_Symbol":
        return self.tape.write(name, self._place(left), self._place(right))

    def _place(self, operand: Any) -> int:
        if isinstance(operand, _Symbol):
            return operand.place
        return self.tape.write("c", float(operand)).place

    def __add__(self, other: Any) -> "_Symbol":
        return self._with("+", self, other)

    def __radd__(self, other: Any) -> "_Symbol":
        return self._with("+", other, self)

    def __sub__(self, other: Any) -> "_Symbol":
        return self._with("-", self, other)

    def __rsub__(self, other: Any) -> "_Symbol":
        return self._with("-", other, self)

    def __mul__(self, other: Any) -> "_Symbol":
        return self._with("*", self, other)

    def __rmul__(self, other: Any) -> "_Symbol":
        return self._with("*", other, self)

    def __truediv__(self, other: Any) -> "_Symbol":
        return self._with("/", self, other)

    def __rtruediv__(self, other: Any) -> "_Symbol":
        return self._with("/", other, self)

    def __neg__(self) -> "_Symbol":
        return self._with("-", 0.0, self)

    def __pos__(self) -> "_Symbol":
        return self

    def sin(self) -> "_Symbol":
        """numpy calls the method of this name on the elements of an object array."""
        return self.tape.write("sin", self.place)

    def cos(self) -> "_Symbol":
        """As `sin`."""
        return self.tape.write("cos", self.place)

    def tan(self) -> "_Symbol":
        """As `sin`."""
        return self.tape.write("tan", self.place)

    def tanh(self) -> "_Symbol":
        """As `sin`."""
        return self.tape.write("tanh", self.place)

    def exp(self) -> "_Symbol":
        """As `sin`."""
        return self.tape.write("exp", self.place)

    def log(self) -> "_Symbol":
        """As `sin`."""
        return self.tape.write("log", self.place)

    def sqrt(self) -> "_Symbol":
        """As `sin`."""
        return self.tape.write("sqrt", self.place)


def tape(surface: Surface | Curve) -> dict[str, Any] | None:
    """The formula's operations, and the places of its value and its gradient's components.

    None where the formula does more than arithmetic and elementary functions.
    """
    written = _Tape()
    point = [written.write(axis) for axis in ("x", "y")[: surface.dimension]]
    arguments: Any = [np.array([symbol], dtype=object) for symbol in point]
    try:
        value = surface.value(*arguments)
        slope: Any = surface.gradient(*arguments)
        gradient = slope if isinstance(slope, tuple) else (slope,)
        places = [point[0]._place(np.asarray(result).item()) for result in (value, *gradient)]
    except (AttributeError, TypeError):
        return None
    return {"operations": written.operations, "value": places[0], "gradient": places[1:]}
