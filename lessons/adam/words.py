"""What lesson 9 says of its runs."""

import math
from collections.abc import Sequence

import numpy as np

from lessons.adam.experiments import sizes, switch
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.words import counted
from ui.runs.outcomes import comparison
from ui.runs.result import RunResult, largest_gap, named


def outcome(results: Sequence[RunResult], settings: Settings) -> str:
    """What the experiment is about, computed from its runs."""
    if settings["view"] == "correction":
        return _correction(results)
    if settings["view"] == "relatives":
        return f"{_switch(results[-1])} {comparison(named(results))}"
    if settings["view"] == "guard":
        return _guard(results)
    return comparison(named(results))


def _correction(results: Sequence[RunResult]) -> str:
    corrected, bare = (sizes(result) for result in results)
    peak = int(np.nanargmax(bare))
    return (
        f"Without correction the first step is **{as_text(bare[0])} α** and the longest, step "
        f"{peak + 1}, **{as_text(bare[peak])} α**. With it the first is "
        f"{as_text(corrected[0])} α and the longest {as_text(np.nanmax(corrected))} α."
    )


def _switch(radam: RunResult) -> str:
    step, beta2 = switch(radam), as_text(radam.run.hypers["beta2"], 4)
    steps = counted(len(radam.trajectory.gradients), "step")
    divides = f"divides from step **{step}** on" if step else f"does **not divide** in {steps}"
    return f"With β₂ = {beta2} RAdam {divides}."


def _guard(results: Sequence[RunResult]) -> str:
    outside, inside = results
    eps = outside.run.hypers["eps"]
    return (
        f"ε = {as_text(eps)} outside the root is added to √s; inside it acts like "
        f"√ε = **{as_text(math.sqrt(eps))}**. The two paths are at most "
        f"**{as_text(largest_gap(outside, inside), 2)}** apart."
    )
