"""The regime of a descent, and one of its steps, in words and numbers."""

import math

from optim import regimes
from surfaces import Curve
from ui.page.numbers import as_text, distinct
from ui.page.words import counted
from ui.runs.result import RunResult

MEANINGS = {
    "x": "where the point stands",
    "f": "the height of the curve: f′ is its slope, f″ its curvature",
    "g": "the slope f′ where the point stands",
}
"""What symbols mean on a line."""

TAYLOR = "The slope's share of a step's change is −αf′², the curvature's is ½α²f″f′²."
"""What the bars show."""

_PARABOLA = {
    "still": "nothing moves",
    "monotone": "it falls without crossing the minimum",
    "one step": "it lands on the minimum in one step",
    "crossing": "it crosses the minimum at every step and still comes to it",
    "bouncing": "it bounces between two points for ever",
    "diverging": "every step is longer than the last, and it diverges",
}


def outcome(result: RunResult, curve: Curve) -> str:
    """The regime, by the factor where the curve is x² and by the path elsewhere; and the end."""
    if curve.key == "square":
        regime = _by_factor(result, curve)
    else:
        regime = f"{_by_path(result, curve)} {_heights(result)}".strip()
    return f"{regime} {_end(result, curve)}"


def _by_factor(result: RunResult, curve: Curve) -> str:
    factor = 1.0 - result.run.hypers["lr"] * curve.hessian(0.0)
    shown = distinct(factor, math.copysign(1.0, factor), 4)
    if result.trajectory.points[0, 0] == 0.0:
        return f"Each step multiplies x by 1 − 2α = **{shown}**, and zero stays zero."
    regime = _PARABOLA[regimes.of_factor(factor)]
    return f"Each step multiplies x by 1 − 2α = **{shown}**: {regime}."


def _by_path(result: RunResult, curve: Curve) -> str:
    points = result.trajectory.points
    turned = regimes.turned_at(points)
    back = "once" if len(turned) == 1 else f"**{len(turned)}** times"
    match regimes.of_path(points):
        case "still":
            return f"The slope here is {_slope(curve, float(points[0, 0]))}: **nothing moves**."
        case "monotone":
            return "It **never turned back**."
        case "one step":
            return "It came to rest in **one step**."
        case "one side":
            last = "" if len(turned) == 1 else "the last time "
            return f"It turned back {back}, {last}at step **{turned[-1]}**."
        case "crossing" if regimes.settled(points) and _draws_in(result, curve):
            return f"It turned back {back}, and its swings shrink: it **crosses** and settles."
        case "crossing":
            return f"It turned back {back}; so far its swings shrink."
        case "bouncing":
            return f"It turned back {back}, and {_swings(result)}: it **bounces**."
    return "Its steps grew without bound."


def _slope(curve: Curve, x: float) -> str:
    slope = curve.gradient(x)
    return as_text(slope) if slope else "zero"


def _swings(result: RunResult) -> str:
    """Why it is not said to settle."""
    if regimes.alike(result.trajectory.points):
        return "its last two swings are equally long"
    return "its swings do not shrink at every step"


def _draws_in(result: RunResult, curve: Curve) -> bool:
    """Whether at this rate the minimum nearest to the end draws in what is close to it."""
    nearest = curve.nearest_minimum(float(result.trajectory.points[-1, 0]))
    factor = 1.0 - result.run.hypers["lr"] * curve.hessian(nearest[0]) if nearest else 1.0
    return bool(abs(factor) < 1.0)


def _heights(result: RunResult) -> str:
    """At how many steps f rose; nothing where there is no step to tell of."""
    if regimes.of_path(result.trajectory.points) in ("still", "diverging"):
        return ""
    rises, steps = regimes.rises(result.trajectory.values), result.steps_taken
    if rises == 0:
        return "f never rose."
    if rises == steps:
        return "f **rose**." if steps == 1 else "f **rose** at every step."
    return f"f **rose** at {rises} of its {steps} steps."


def _end(result: RunResult, curve: Curve) -> str:
    diverged = result.trajectory.diverged_at
    if diverged is not None:
        return f"It **diverged at step {diverged}**."
    end, steps = float(result.trajectory.points[-1, 0]), counted(result.steps_taken, "step")
    nearest = curve.nearest_minimum(end)
    if nearest is None:
        return f"After {steps} it is at **{as_text(end)}**."
    minimum, distance = nearest
    return f"After {steps} it is **{as_text(distance, 2)}** from the minimum at {as_text(minimum)}."
