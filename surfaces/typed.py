"""A surface from a typed formula in x and y."""

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from formula.algebra import Algebra
from formula.derive import derivatives
from formula.latex import TypedLatex
from formula.math import Typed
from formula.parse import VARIABLES, FormulaError, build, parse
from formula.python import function

from .surface import Domain, Point, Surface

Function = Callable[[Any, Any], Any]


def formula(
    text: str,
    domain: Domain = ((-2.0, 2.0), (-2.0, 2.0)),
    start: Point | None = None,
) -> Surface:
    """The surface of a typed formula, such as `x^2 + 3*sin(y)`, with exact derivatives.

    It may use x, y, numbers, pi, e, `+ - * /`, powers as `^` or `**`, parentheses, and sin, cos,
    tan, exp, log, sqrt, abs and tanh. Its minima are unknown.

    Args:
        text: the formula, at most 300 characters.
        domain: the frame to show it in.
        start: where to start; unless given, a point to the upper left where it has a value.

    Raises:
        FormulaError: a `ValueError` that says in words for a student what is wrong, and where.
    """
    tree = parse(text)
    (x0, x1), (y0, y1) = domain
    try:
        value, gradient, hessian = _functions(tree)
        surface = Surface(
            key="formula",
            name=text.strip(),
            value=value,
            gradient=gradient,
            hessian=hessian,
            domain=domain,
            start=start or (0.5 * (x0 + x1), 0.5 * (y0 + y1)),
            latex=TypedLatex().write(Typed().read(tree)),
        )
        telling = _start(surface)
    except ArithmeticError as error:
        problem = "divides by zero" if isinstance(error, ZeroDivisionError) else "is too large"
        raise FormulaError(f"A part of the formula without x and y {problem}") from None
    return surface if start else replace(surface, start=telling)


def _functions(tree: ast.expr) -> tuple[Function, Function, Function]:
    """Value, gradient and Hessian of a parsed formula."""
    graph = Algebra()
    f = build(tree, graph)
    return function(graph, VARIABLES, f), *derivatives(graph, f)


def _start(surface: Surface) -> Point:
    """The grid point nearest to the frame's upper left at which the surface has a slope."""
    x, y, values = surface.grid(41, 41)
    with np.errstate(all="ignore"):
        gx, gy = surface.gradient(*np.meshgrid(x, y))
    rows, columns = np.nonzero(np.isfinite(values) & np.isfinite(gx) & np.isfinite(gy))
    if not len(rows):
        raise FormulaError("The formula has no finite value anywhere in the frame")
    nearest = np.argmin((columns - 6) ** 2 + (rows - 32) ** 2)
    return float(x[columns[nearest]]), float(y[rows[nearest]])
