"""What lesson 10 draws beside its paths: the penalised minimum, and shares of the minimum."""

import numpy as np
from numpy.typing import NDArray

from lessons.weight_decay.experiments import MINIMUM, penalised_minimum
from surfaces import Surface
from ui.page.settings import Settings
from ui.runs.measures import linked_curves
from ui.runs.result import RunResult
from ui.stage.scene import LinkedCurve, Mark


def penalised(settings: Settings) -> Mark:
    """Where the loss with its penalty is least."""
    x, y = penalised_minimum(settings["weight_decay"], settings["kappa"])
    return Mark("target", (float(x), float(y)), "minimum of f + ½λ‖x‖²")


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
