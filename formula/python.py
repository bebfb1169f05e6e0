"""A graph read as a fast Python function: straight-line code, one line a node.

The code holds nothing but node numbers, constants and the names of this package's functions.
"""

from collections.abc import Callable, Sequence
from typing import Any

from . import numeric
from .algebra import FUNCTIONS
from .graph import Graph

_NAMESPACE = {
    "__builtins__": {},
    "abs": abs,
    "fill": numeric.fill,
    "quotient": numeric.quotient,
    **{name: getattr(numeric, name) for name in ("sign", "maximum", "minimum", "where", "power")},
    **{name: getattr(numeric, name) for name in FUNCTIONS if name != "abs"},
}


def function(graph: Graph, inputs: Sequence[str], *results: int) -> Callable[..., Any]:
    """A function of the inputs, floats or arrays of one shape: the result, or a tuple of them."""
    # What an input is called need not be a name in Python.
    given = {name: f"a{i}" for i, name in enumerate(inputs)}
    varies: set[int] = set()
    lines = []
    for i in graph.needed(results):
        name, *parts = graph.nodes[i]
        if name == "input" or (name != "number" and not varies.isdisjoint(parts)):
            varies.add(i)
        lines.append(f"    t{i} = {given[parts[0]] if name == 'input' else _code(name, *parts)}\n")
    answers = [f"t{i}" if i in varies else f"fill(t{i}, a0)" for i in results]
    head = f"def function({', '.join(given.values())}):\n"
    namespace = dict(_NAMESPACE)
    exec(f"{head}{''.join(lines)}    return {', '.join(answers)}\n", namespace)
    made: Callable[..., Any] = namespace["function"]
    return made


def _code(name: str, *parts: Any) -> str:
    match name:
        case "number":
            return repr(parts[0])
        case "negate":
            return f"-t{parts[0]}"
        case "/":
            # Where `/` raises for floats, an array is infinite or not a number.
            return f"quotient(t{parts[0]}, t{parts[1]})"
        case "+" | "-" | "*" | ">" | "<" | ">=" | "<=":
            return f"t{parts[0]} {name} t{parts[1]}"
        case "raise":
            return f"exp(t{parts[1]} * log(t{parts[0]}))"
    return f"{name}({', '.join(f't{part}' for part in parts)})"
