"""Derivatives by the textbook's rules, in the graph of the formula itself.

Derivatives share what they have in common with the formula and with each other, so their size
grows in proportion to it.
"""

from collections.abc import Callable
from typing import Any

from .algebra import Algebra
from .graph import Node
from .python import function


def derivatives(graph: Algebra, f: int) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Gradient `(fx, fy)` and Hessian `(fxx, fxy, fyy)` of node `f`, as functions of `(x, y)`."""
    variables, (fx, fy, *second) = ("x", "y"), first_and_second(graph, f)
    return function(graph, variables, fx, fy), function(graph, variables, *second)


def first_and_second(graph: Algebra, f: int) -> list[int]:
    """Where `fx, fy, fxx, fxy, fyy` of node `f` stand in the graph."""
    [fx], [fy] = slopes(graph, "x", f), slopes(graph, "y", f)
    return [fx, fy, *slopes(graph, "x", fx), *slopes(graph, "y", fx, fy)]


def slopes(graph: Algebra, by: str, *results: int) -> list[int]:
    """The derivatives of these nodes by the input of this name."""
    found = graph.slopes.setdefault(by, {})
    for i in graph.needed(results):
        if i not in found:
            found[i] = _slope(graph, i, graph.nodes[i], found, by)
    return [found[i] for i in results]


def _slope(graph: Algebra, i: int, node: Node, d: dict[int, int], by: str) -> int:
    multiply = graph.multiply
    match node:
        case ("input", name):
            return graph.number(1.0 if name == by else 0.0)
        case ("number" | "sign", _):
            return graph.number(0.0)
        case ("negate", a):
            return graph.negate(d[a])
        case ("+", a, b):
            return graph.add(d[a], d[b])
        case ("-", a, b):
            return graph.subtract(d[a], d[b])
        case ("*", a, b):
            return graph.add(multiply(d[a], b), multiply(a, d[b]))
        case ("/", a, b):
            return graph.divide(graph.subtract(d[a], multiply(i, d[b])), b)
        case ("raise", a, b):
            lower = graph.power(a, graph.subtract(b, graph.number(1.0)))
            return multiply(multiply(b, lower), d[a])
        case (name, a):
            return _chain(graph, str(name), i, a, d[a])
    raise ValueError(f"no rule to differentiate {node[0]!r}")


def _chain(graph: Algebra, function: str, i: int, a: int, da: int) -> int:
    """The slope of `function(a)`, which is node `i`, where `a` has the slope `da`."""
    one, multiply = graph.number(1.0), graph.multiply
    match function:
        case "sin":
            return multiply(graph.call("cos", a), da)
        case "cos":
            return multiply(graph.negate(graph.call("sin", a)), da)
        case "tan":
            return multiply(graph.add(one, multiply(i, i)), da)
        case "tanh":
            return multiply(graph.subtract(one, multiply(i, i)), da)
        case "exp":
            return multiply(i, da)
        case "log":
            return graph.divide(da, a)
        case "sqrt":
            return graph.divide(da, multiply(graph.number(2.0), i))
        case "abs":
            return multiply(graph.put("sign", a), da)
    raise ValueError(f"no rule to differentiate {function!r}")
