"""What lesson 7 draws beside its paths: the size of the velocity."""

import numpy as np
from numpy.typing import NDArray

from lessons.momentum.experiments import matched_rate
from surfaces import Surface
from ui.runs.measures import linked_curves, pair_map
from ui.runs.result import RunResult
from ui.stage.derived import derived
from ui.stage.scene import LinkedCurve

DERIVED = (derived(matched_rate, "matched_rate"),)
"""What follows from the knobs."""


def speed(result: RunResult) -> dict[str, NDArray[np.float64]]:
    """The size of the velocity of each step; a rule without one has none."""
    if "v" not in result.trajectory.memory:
        return {}
    with np.errstate(all="ignore"):
        return {"speed": np.hypot(*result.trajectory.memory["v"][1:].T)}


def curves(surface: Surface) -> list[LinkedCurve]:
    """The linked curves: the loss, the velocity, the others, and a map of every α and β."""
    loss, *others = linked_curves(surface)
    speed = LinkedCurve("speed", "size of the velocity v")
    return [loss, speed, *others, *pair_map("momentum")]
