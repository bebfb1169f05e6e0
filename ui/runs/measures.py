"""What linked curves show of a run: loss, gradient norm, step length, learning rate."""

import numpy as np
from numpy.typing import NDArray

from optim import Trajectory
from surfaces import Surface
from ui.stage.scene import LinkedCurve

Array = NDArray[np.float64]


def measures(trajectory: Trajectory, surface: Surface) -> dict[str, Array]:
    """One number a point for the loss, one a step for the others, by the curve's key.

    They end where the run does: with its tolerance met, or diverged.
    """
    with np.errstate(all="ignore"):
        moves = np.hypot(*np.diff(trajectory.points, axis=0).T)
        steps = steps_taken(trajectory)
        return {
            "loss": loss(surface, trajectory.values)[: steps + 1],
            "gradient": np.hypot(*trajectory.gradients.T)[: steps + 1],
            "step": moves[:steps],
            "rate": trajectory.rates[:steps],
        }


def steps_taken(trajectory: Trajectory) -> int:
    """How many steps led to a point: fewer than asked where the run was stopped or diverged."""
    if trajectory.stopped_at is not None:
        return int(trajectory.stopped_at)
    if trajectory.diverged_at is not None:
        return int(trajectory.diverged_at) - 1
    return len(trajectory.points) - 1


def linked_curves(surface: Surface) -> list[LinkedCurve]:
    """The curves for the keys of `measures`, the loss first."""
    bounded = surface.lowest is not None
    return [
        LinkedCurve("loss", "loss above the minimum" if bounded else "loss", log=bounded),
        LinkedCurve("gradient", "gradient norm"),
        LinkedCurve("step", "step length"),
        LinkedCurve("rate", "learning rate α", log=False),
    ]


def loss(surface: Surface, values: Array) -> Array:
    """Height above the lowest known minimum, or the value itself where none is known."""
    return values if surface.lowest is None else values - surface.lowest
