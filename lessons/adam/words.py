"""What lesson 9 says of its runs."""

import math
from collections.abc import Sequence

import numpy as np

from lessons.adam.experiments import SCALE, scaled_gap, sizes, step_sizes, switch
from ui.page.numbers import as_text, near_one
from ui.page.settings import Settings
from ui.page.words import counted
from ui.runs.outcomes import comparison
from ui.runs.result import RunResult, largest_gap, named

MEANINGS = {
    "r": "RAdam's factor on Adam's step",
    "ρ": "how many values RAdam's mean of squares is worth",
}
"""What symbols mean in this lesson, where that is not the usual."""


def outcome(results: Sequence[RunResult], settings: Settings, rates: str = "") -> str:
    """What the experiment is about, computed from its runs; `rates` tells how α was found."""
    if settings["view"] == "correction":
        return _correction(results)
    if settings["view"] == "relatives":
        told = [_switch(results[-1]), _rises(results[1]), comparison(named(results)), rates]
        return " ".join(sentence for sentence in told if sentence)
    if settings["view"] == "guard":
        return _guard(results)
    told = [comparison(named(results)), _step_sizes(results[0]), _scaled(results[0])]
    return " ".join(sentence for sentence in told if sentence)


def _step_sizes(result: RunResult) -> str:
    """How long the steps were, coordinate by coordinate, beside α."""
    taken = step_sizes(result)
    if not taken.size:
        return ""
    about = 100 * float((np.abs(taken - 1.0) <= 0.1).mean())
    return (
        f"In a coordinate the median step was **{as_text(float(np.median(taken)), 2)} α**, "
        f"the longest {as_text(taken.max(), 2)} α; {as_text(about, 2)} % were within 10 % of α."
    )


def _scaled(result: RunResult) -> str:
    """What multiplying f changes: nothing, ε aside."""
    gap = as_text(scaled_gap(result), 2)
    return f"On {as_text(SCALE)}·f the same run is at most **{gap}** away."


def _rises(amsgrad: RunResult) -> str:
    """How far AMSGrad's rate recovered, as its correction faded."""
    rates = amsgrad.effective_rates()["rate_x"][: amsgrad.steps_taken]
    if len(rates) < 2 or not np.isfinite(rates).all():
        return ""
    return f"AMSGrad's rate of x ends at {as_text(rates[-1] / rates.min(), 2)} times its lowest."


def _correction(results: Sequence[RunResult]) -> str:
    corrected, bare = (sizes(result) for result in results)
    peak = int(np.nanargmax(bare))
    return (
        f"Without correction the first step is **{as_text(bare[0])} α** and the longest, step "
        f"{peak + 1}, **{as_text(bare[peak])} α**. With it the first is "
        f"{as_text(corrected[0])} α and the longest {as_text(np.nanmax(corrected))} α."
    )


def _switch(radam: RunResult) -> str:
    step, beta2 = switch(radam), near_one(radam.run.hypers["beta2"])
    steps = counted(len(radam.trajectory.gradients), "step")
    if not step:
        return f"With β₂ = {beta2} RAdam does **not divide** in {steps}."
    factor = radam.parts.names["r_t"][:-1, 0]
    first, last = as_text(factor[step - 1], 2), as_text(factor[-1], 2)
    return (
        f"With β₂ = {beta2} RAdam divides from step **{step}** on, times r = {first} there and "
        f"{last} at the end."
    )


def _guard(results: Sequence[RunResult]) -> str:
    outside, inside = results
    eps = outside.run.hypers["eps"]
    return (
        f"ε = {as_text(eps)} outside the root is added to √s; inside it acts like "
        f"√ε = **{as_text(math.sqrt(eps))}**. The two paths are at most "
        f"**{as_text(largest_gap(outside, inside), 2)}** apart."
    )
