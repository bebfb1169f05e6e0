"""What lesson 10 says of its runs."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lessons.weight_decay.experiments import penalised_minimum, pulls, shrinkage
from lessons.weight_decay.settings import SHORT
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.words import counted, further
from ui.runs.result import RunResult


def outcome(results: Sequence[RunResult], settings: Settings) -> str:
    """By how much each run ends short of the minimum, and where the penalised one is."""
    if settings["weight_decay"] == 0.0:
        return "Without decay (λ = 0) the three Adams are **the same numbers**."
    ends = ", ".join(_end(result) for result in results[1:])
    minimum = np.array(penalised_minimum(settings["weight_decay"], settings["kappa"]))
    steps = counted(settings["steps"], "step")
    told = [
        f"After {steps} {ends}. The penalised minimum lies {_short(minimum, '')}.",
        _flips(settings["lr"] * settings["weight_decay"]),
    ]
    return " ".join(sentence for sentence in told if sentence) + further(_pulls(results))


def _end(result: RunResult) -> str:
    name, diverged = SHORT[result.run.optimizer], result.trajectory.diverged_at
    if diverged is not None:
        return f"{name} **diverged at step {diverged}**"
    return f"{name} ends {_short(result.trajectory.points[-1])}"


def _short(point: NDArray[np.float64], mark: str = "**") -> str:
    """How far short of the minimum a point is, coordinate by coordinate."""
    parts = zip("xy", point.tolist(), shrinkage(point).tolist(), strict=True)
    return " and ".join(_coordinate(*part, mark) for part in parts)


def _coordinate(axis: str, value: float, share: float, mark: str) -> str:
    """A share where the point is on the minimum's side of 0 and not far off; else the number."""
    if not -1.0 <= share <= 1.0:
        return f"at {axis} = {mark}{as_text(value, 2)}{mark}"
    side = "short" if share >= 0.0 else "too far"
    return f"{mark}{as_text(100 * abs(share), 2)}\u00a0%{mark} {side} in {axis}"


def _pulls(results: Sequence[RunResult]) -> str:
    """How strongly each rule pulls each coordinate to 0."""
    each = [(SHORT[r.run.optimizer], *(100 * pulls(r)).tolist()) for r in results[1:]]
    if not all(np.isfinite(x) and np.isfinite(y) for _, x, y in each):
        return ""
    told = ", ".join(
        f"{name} {as_text(x, 2)}\u00a0% and {as_text(y, 2)}\u00a0%" for name, x, y in each
    )
    return f"The pull to 0 in the median step, in x and y: {told}."


def _flips(share: float) -> str:
    """What AdamW's decay does where αλ is 1 or more."""
    if share < 1.0:
        return ""
    if share == 1.0:
        return "At αλ = 1 AdamW's decay **puts the point at 0** at every step."
    return (
        f"At αλ = {as_text(share)} > 1 AdamW's decay does not shrink the point but **flips** it: "
        f"times 1 − αλ = {as_text(1.0 - share)} at every step."
    )
