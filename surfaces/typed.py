"""A surface from a typed formula in x and y."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from formula.algebra import Algebra
from formula.derive import derivatives, first_and_second
from formula.latex import TypedLatex
from formula.math import Typed
from formula.parse import VARIABLES, FormulaError, build, parse
from formula.python import function

from .search import Found, search
from .surface import Domain, Point, Surface

MOST_OPERATIONS = 2000
"""So many operations may make the formula and its derivatives."""

SHARE = 1e-6
"""Values lie below a minimum that do so by more than this share of what they differ from it."""


@lru_cache(maxsize=128)
def formula(
    text: str,
    domain: Domain = ((-2.0, 2.0), (-2.0, 2.0)),
    start: Point | None = None,
) -> Surface:
    """The surface of a typed formula, such as `x^2 + 3*sin(y)`, with exact derivatives.

    It may use x, y, numbers, pi, e, `+ - * /`, powers as `^` or `**`, parentheses, and sin, cos,
    tan, exp, log, sqrt, abs and tanh. Its minima, saddles and maxima are those that a search of the
    frame finds. Equal arguments give the same record.

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
        graph = Algebra()
        f = build(tree, graph)
        if len(graph.needed(first_and_second(graph, f))) > MOST_OPERATIONS:
            raise FormulaError(
                "With its slopes and curvatures the formula takes more than "
                f"{MOST_OPERATIONS} operations: write a shorter one"
            )
        gradient, hessian = derivatives(graph, f)
        surface = Surface(
            key="formula",
            name=text.strip(),
            value=function(graph, VARIABLES, f),
            gradient=gradient,
            hessian=hessian,
            domain=domain,
            start=start or (0.5 * (x0 + x1), 0.5 * (y0 + y1)),
            latex=TypedLatex().write(Typed().read(tree)),
            found=True,
        )
        telling = start or _start(surface)
        found = search(graph, f, domain)
    except ArithmeticError as error:
        problem = "divides by zero" if isinstance(error, ZeroDivisionError) else "is too large"
        raise FormulaError(f"A part of the formula without x and y {problem}") from None
    surface = replace(
        surface,
        start=telling,
        minima=found.minima,
        saddles=found.saddles,
        maxima=found.maxima,
    )
    lower = _has_lower(surface)
    return replace(surface, lower=lower, note=_note(found, lower))


def _has_lower(surface: Surface) -> bool:
    """Whether the formula is lower than at the lowest minimum somewhere in reach."""
    lowest = surface.lowest
    if lowest is None:
        return False
    grids = [surface.grid(81, 81, domain)[2] for domain in (surface.domain, surface.reach)]
    with np.errstate(all="ignore"):
        above = np.concatenate([grid.ravel() for grid in grids]) - lowest
    above = above[~np.isnan(above)]
    return bool(above.min() < -SHARE * np.median(np.abs(above)))


def _note(found: Found, lower: bool) -> str:
    """What the search found, in words."""
    kinds = {"minimum": found.minima, "saddle": found.saddles, "maximum": found.maxima}
    plural = {"minimum": "minima", "saddle": "saddles", "maximum": "maxima"}
    counted = [
        f"{len(places)} {kind if len(places) == 1 else plural[kind]}"
        for kind, places in kinds.items()
        if places
    ]
    told = f"Found by searching the frame, not proved: {', '.join(counted) or 'no minimum'}."
    if counted and not found.minima:
        told += " No minimum was found."
    if found.flat:
        told += " It also has level stretches, where the slope is zero as far as numbers tell."
    if lower:
        told += " Elsewhere it is lower than at any minimum found."
    return told


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
