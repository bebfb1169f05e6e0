"""Numbers that follow from knobs, by a formula of the page's that symbols write down."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from formula.graph import Graph, record
from formula.tape import Operation, tape


@dataclass(frozen=True)
class Derived:
    """Numbers that the browser works out anew while a knob is turned.

    Attributes:
        names: what runs, marks and the start know them by, where they name a knob otherwise.
        tape: operations on the knobs' values.
        places: where on the tape the numbers are.
    """

    names: Sequence[str]
    tape: Sequence[Operation]
    places: Sequence[int]


@lru_cache(maxsize=64)
def derived(formula: Callable[..., Any], *names: str) -> Derived:
    """The results of a formula, whose parameters are called as knobs are.

    Raises:
        ValueError: if it does more than arithmetic, or gives another number of results.
    """
    graph, knobs = Graph(), list(inspect.signature(formula).parameters)
    written = record(graph, [formula], knobs)
    if written is None or len(written[0]) != len(names):
        raise ValueError(f"{names} must be the results of a formula of {knobs}")
    return Derived(names, *tape(graph, written[0]))
