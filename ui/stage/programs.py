"""A surface's formula as a program for the browser, which so reckons with the very same one.

Surfaces are generic over the numbers they are given. Given symbols, they write themselves down;
the browser plays that back in double precision for the value and the gradient under the pointer,
the curve of a line, and a finer picture when it is zoomed.
"""

from typing import Any

from formula.tape import tape
from surfaces import Curve, Surface
from surfaces.written import written


def program(surface: Surface | Curve) -> dict[str, Any] | None:
    """The formula's operations, and the places of its value and its gradient's components.

    None where the formula does more than arithmetic and elementary functions.
    """
    form = written(surface)
    if form is None:
        return None
    operations, places = tape(form.graph, [form.value, *form.gradient])
    return {"operations": operations, "value": places[0], "gradient": places[1:]}
