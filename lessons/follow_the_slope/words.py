"""The regime of a descent, and one of its steps, in words and numbers."""

import math

from lessons.follow_the_slope.experiments import Step
from optim import regimes
from surfaces import Curve
from ui.page.numbers import as_latex, as_text, distinct
from ui.page.words import counted
from ui.runs.result import RunResult

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
    regime = _by_factor(result, curve) if curve.key == "square" else _by_path(result)
    return f"{regime} {_end(result, curve)}"


def _by_factor(result: RunResult, curve: Curve) -> str:
    factor = 1.0 - result.run.hypers["lr"] * curve.hessian(0.0)
    shown = distinct(factor, math.copysign(1.0, factor), 4)
    if result.trajectory.points[0, 0] == 0.0:
        return f"Each step multiplies x by 1 − 2α = **{shown}**, and zero stays zero."
    regime = _PARABOLA[regimes.of_factor(factor)]
    return f"Each step multiplies x by 1 − 2α = **{shown}**: {regime}."


def _by_path(result: RunResult) -> str:
    points = result.trajectory.points
    regime, turns = regimes.of_path(points), regimes.turns(points)
    back = "once" if turns == 1 else f"**{turns}** times"
    if regime == "crossing" and not regimes.settled(points):
        return f"It turned back {back}; so far its swings shrink."
    return {
        "still": "The slope is zero here: **nothing moves**.",
        "monotone": "It **never turned back**: it falls towards one side.",
        "one step": "It came to rest in **one step**.",
        "crossing": f"It turned back {back}, and its swings shrink: it **crosses** and settles.",
        "bouncing": f"It turned back {back}; so far its swings do not shrink: it **bounces**.",
        "diverging": "Its steps grew without bound.",
    }[regime]


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


def formula(step: Step) -> str:
    """The step with its numbers, in LaTeX."""
    x, lr, slope, after = (
        as_latex(value, 4) for value in (step.x, step.lr, step.slope, step.after)
    )
    return (
        rf"x_{{{step.t + 1}}} = x_{{{step.t}}} - \alpha\, f'(x_{{{step.t}}}) = "
        rf"{x} - {lr} \times ({slope}) = {after}"
    )


def prediction(step: Step) -> str:
    """What slope and curvature predict of the step, and what it does, in words."""
    sentences = (
        f"The slope promises a change of {as_text(step.terms.first)}, curvature adds "
        f"{as_text(step.terms.second)}: together **{as_text(step.terms.change)}**. "
        f"Really f changes by **{as_text(step.actual)}**."
    )
    if step.cancel == math.inf:
        return sentences
    return f"{sentences} The two terms cancel at α = {as_text(step.cancel)}."
