"""What lesson 10 draws beside its paths: the penalised minimum, and shares of the minimum."""

import numpy as np
from numpy.typing import NDArray

from lessons.weight_decay.experiments import MINIMUM, descents_rate, penalised_minimum
from surfaces import Surface
from ui.page.settings import Settings
from ui.runs.measures import linked_curves
from ui.runs.result import RunResult
from ui.stage.derived import derived
from ui.stage.scene import LinkedCurve, Mark

DERIVED = (
    derived(descents_rate, "descents_rate"),
    derived(penalised_minimum, "target.x", "target.y"),
)
"""What follows from λ and κ."""


def penalised(settings: Settings) -> Mark:
    """Where the loss with its penalty is least."""
    x, y = penalised_minimum(settings["weight_decay"], settings["kappa"])
    point = (float(x), float(y))
    return Mark("target", point, "minimum of f + ½λ‖x‖²", ("target.x", "target.y"))


def shares(result: RunResult) -> dict[str, NDArray[np.float64]]:
    """Each coordinate of the path, as a share of the minimum's."""
    x, y = (result.trajectory.points / MINIMUM).T
    return {"share_x": x, "share_y": y}


def curves(surface: Surface) -> list[LinkedCurve]:
    """The linked curves, the shares first."""
    return [
        LinkedCurve("share_x", "x as a share of the minimum's", log=False),
        LinkedCurve("share_y", "y as a share of the minimum's", log=False),
        *linked_curves(surface),
    ]
