"""What linked curves show of a run: loss, gradient norm, step length, learning rate."""

import functools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from formula.names import text_name
from optim import Trajectory
from optim import optimizer as rule_of
from surfaces import Curve, Surface
from ui.stage.map_marks import MapMark
from ui.stage.scene import LinkedCurve

Array = NDArray[np.float64]


def measures(
    trajectory: Trajectory, surface: Surface | Curve, steps: int | None = None
) -> dict[str, Array]:
    """One number a point for the loss, one a step for the others, by the curve's key.

    They end where the run does, with its tolerance met or diverged, or after so many `steps`; where
    more are known there is a gradient at the last point too.
    """
    steps = trajectory.steps_taken if steps is None else steps
    with np.errstate(all="ignore"):
        return {
            "loss": loss(surface, trajectory.values)[: steps + 1],
            "gradient": lengths_of(trajectory.gradients)[: steps + 1],
            "step": lengths_of(np.diff(trajectory.points, axis=0))[:steps],
            "rate": trajectory.rates[:steps],
        }


def linked_curves(surface: Surface | Curve) -> list[LinkedCurve]:
    """The curves for the keys of `measures`, the loss first."""
    return [
        LinkedCurve("loss", loss_name(surface), log=surface.lowest is not None),
        LinkedCurve("gradient", "length of the gradient"),
        LinkedCurve("step", "length of the step"),
        LinkedCurve("rate", "learning rate α", log=False),
    ]


def pair_map(
    optimizer: str, kind: str = "steps", marks: Sequence[MapMark] = ()
) -> list[LinkedCurve]:
    """A map of every rate and decay rate (β, β₁), in a curve's place; none where a rule has none.

    Args:
        kind, marks: what it shows, and what is drawn over it, as `LinkedCurve` has them. By default
            its dots tell how many steps the rule takes until the gradient is small.
    """
    decays = [h.name for h in rule_of(optimizer).hypers if h.name in ("beta", "beta1")]
    return [
        LinkedCurve(
            "pairs", f"every α and {text_name(name)}", knobs=("lr", name), kind=kind, marks=marks
        )
        for name in decays[:1]
    ]


def rate_curves(surface: Surface) -> list[LinkedCurve]:
    """The curves for the keys of `RunResult.effective_rates`."""
    return [
        LinkedCurve(f"rate_{axis}", f"own learning rate of {name}")
        for axis, name in zip("xy", surface.axes, strict=True)
    ]


def floor(surface: Surface | Curve) -> str:
    """What losses are measured from."""
    return "the lowest minimum found" if getattr(surface, "found", False) else "the minimum"


def loss_name(surface: Surface | Curve) -> str:
    """What `loss` gives, in words."""
    return "loss" if surface.lowest is None else f"loss above {floor(surface)}"


def loss(surface: Surface | Curve, values: Array) -> Array:
    """Height above the lowest known minimum, or the value itself where none is known."""
    return values if surface.lowest is None else values - surface.lowest


def lengths_of(vectors: Array) -> Array:
    """The length of each row."""
    first, *others = vectors.T
    return functools.reduce(np.hypot, others, np.abs(first))
