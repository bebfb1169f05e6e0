"""How wide the clouds are, and the laws of their width with numbers put in."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from lessons.batch_size.experiments import (
    EXAMPLES,
    Ensemble,
    curvature,
    expected_radius,
    expected_spread,
    limit_of,
    sigma,
)
from ui.page.numbers import as_latex, as_text
from ui.page.words import counted, listed

MEANINGS = {
    "θ": "the point (w, b): the line that is fitted",
    "θ\u0304": "the mean of the runs' points",
    "g": "the gradient over a batch, g_B",
    "g\u0304": "the mean of the runs' gradients",
    "λ": "the curvature, the same in all directions",
}
"""What symbols mean in this lesson, where that is not the usual."""


def outcome(ensembles: Sequence[Ensemble]) -> str:
    """How wide the clouds are at the end, and what four times the batch did to them."""
    if any(each.lost for each in ensembles):
        lost = ", ".join(f"{each.lost} with B = {each.size}" for each in ensembles)
        reason = "Single examples curve more than their mean: turn α down."
        return f"Diverged: **{lost}**. {reason}{_limits(ensembles)}"
    widths = ", ".join(
        f"**{as_text(float(each.end.radius), 2)}** with B = {each.size}" for each in ensembles
    )
    return f"{_when(ensembles[0])}: {widths}.{_ratios(ensembles)}{_limits(ensembles)}"


def _when(each: Ensemble) -> str:
    if each.replacement or not each.arrived:
        return f"The cloud's spread after {counted(each.steps, 'update')}"
    return "The cloud's spread, over the last epoch's updates since the runs arrived"


def _ratios(ensembles: Sequence[Ensemble]) -> str:
    """What four times the batch does; within a shuffled epoch a single update cannot tell."""
    radii = [float(each.end.radius) for each in ensembles]
    ratios = " and then by ".join(f"**{a / b:.2f}**" for a, b in pairwise(radii) if b > 0.0)
    silent = "; all examples leave no noise" if radii[-1] == 0.0 else ""
    if not (ensembles[0].replacement or ensembles[0].arrived) or not ratios:
        return " All examples leave no noise." if silent else ""
    return f" Four times the batch divides it by {ratios}{silent}."


def _limits(ensembles: Sequence[Ensemble]) -> str:
    """Which batches are too small for this rate to hover, and below which they would."""
    small = [each for each in ensembles if not each.theory.hovers]
    if not small:
        return ""
    limits = listed([f"**{as_text(limit_of(each.size))}** with B = {each.size}" for each in small])
    return (
        f" Drawn with replacement, runs hover only below α = {limits}: above, some stray "
        "ever farther."
    )


def spread_formula(each: Ensemble) -> str:
    """The law of the gradient's spread with this batch's numbers, in LaTeX."""
    result = expected_spread(np.array([each.size]), each.replacement)[0]
    law = r"\frac{\sigma}{\sqrt{B}}"
    numbers = rf"\frac{{{as_latex(sigma())}}}{{\sqrt{{{each.size}}}}}"
    if not each.replacement:
        law += r"\sqrt{\frac{N-B}{N-1}}"
        numbers += rf"\sqrt{{\frac{{{EXAMPLES - each.size}}}{{{EXAMPLES - 1}}}}}"
    return rf"\text{{spread of }} g_B \;=\; {law} \;=\; {numbers} \;=\; {as_latex(result)}"


def floor_formula(each: Ensemble) -> str:
    """The stationary variance with this batch's numbers and the exact radius, in LaTeX."""
    curved, lr = as_latex(curvature()), as_latex(each.lr)
    radius = expected_radius(each.lr, np.array([each.size]))[0]
    exact = as_latex(each.theory.radius) if each.theory.hovers else r"\text{none}"
    return (
        r"\footnotesize \text{radius} \;\approx\; "
        r"\sqrt{\frac{\alpha\,\sigma^2}{B\,\lambda\,(2-\alpha\lambda)}}"
        rf" \;=\; \sqrt{{\frac{{{lr} \cdot {as_latex(sigma() ** 2)}}}"
        rf"{{{each.size} \cdot {curved}\,(2 - {lr} \cdot {curved})}}}} "
        rf"\;=\; {as_latex(radius)} , \quad \text{{exactly}}\ {exact}"
    )
