"""Symbols that have a value as well: parameters of a formula that is written down for all values.

What makes a formula from its parameters also checks them and works out what is known about it,
once, on plain numbers. Such a symbol answers with its value there, and is recorded everywhere else.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np

from .graph import Graph, Symbol
from .python import function


class Known(Symbol):
    """A symbol made of inputs whose values are known.

    Args:
        graph, place: where it is written down.
        values: the inputs' values by their names.
    """

    def __init__(self, graph: Graph, place: int, values: Mapping[str, float]) -> None:
        super().__init__(graph, place)
        self.values = values

    def record(self, operation: str, *parts: Any) -> Any:
        """Write down an operation; on known parts and plain numbers the result is known, too."""
        if any(isinstance(part, np.ndarray) for part in parts):
            # numpy then asks for the values, below.
            return NotImplemented
        made = super().record(operation, *parts)
        known = all(isinstance(part, Known | int | float) for part in parts)
        return Known(self.graph, made.place, self.values) if known else made

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        if any(isinstance(each, np.ndarray) and each.dtype != object for each in inputs):
            plain = (float(each) if isinstance(each, Known) else each for each in inputs)
            return getattr(ufunc, method)(*plain, **options)
        return super().__array_ufunc__(ufunc, method, *inputs, **options)

    def __float__(self) -> float:
        return self._value

    @cached_property
    def _value(self) -> float:
        # Asked for at every place where the formula meets plain numbers.
        return float(function(self.graph, tuple(self.values), self.place)(*self.values.values()))

    def __bool__(self) -> bool:
        return bool(float(self))

    def __pow__(self, exponent: float) -> float:
        return float(float(self) ** exponent)


def known_symbols(graph: Graph, values: Mapping[str, float]) -> dict[str, Known]:
    """A symbol for each of these inputs."""
    return {name: Known(graph, graph.input(name), values) for name in values}
