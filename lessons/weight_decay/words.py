"""What lesson 10 says of its runs."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lessons.weight_decay.experiments import penalised_minimum, shrinkage
from lessons.weight_decay.settings import SHORT
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.words import counted
from ui.runs.result import RunResult


def outcome(results: Sequence[RunResult], settings: Settings) -> str:
    """By how much each run ends short of the minimum, and where the penalised one is."""
    if settings["weight_decay"] == 0.0:
        return "Without decay (λ = 0) the three paths are **the same numbers**: Adam."
    ends = ", ".join(
        f"{SHORT[result.run.optimizer]} ends {_short(result.trajectory.points[-1])}"
        for result in results[1:]
    )
    minimum = np.array(penalised_minimum(settings["weight_decay"], settings["kappa"]))
    steps = counted(settings["steps"], "step")
    return f"After {steps} {ends}. The penalised minimum lies {_short(minimum, '')}."


def _short(point: NDArray[np.float64], mark: str = "**") -> str:
    """How far short of the minimum a point is, coordinate by coordinate."""
    x, y = (f"{mark}{as_text(100 * share, 2)}\u00a0%{mark}" for share in shrinkage(point).tolist())
    return f"{x} short in x and {y} in y"
