"""Lesson 10's runs: a penalty in Adam's gradient, decay beside its step, a penalty in descent."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim import sweep
from surfaces import Surface, valley
from ui.page.numbers import as_latex
from ui.page.settings import Settings
from ui.runs.result import RunResult, follow
from ui.runs.run import Run

RUNS = ("adam", "adam_l2", "adamw", "gd_l2")
# As far off in x as in y: what then differs between them is their curvature alone.
MINIMUM = (1.8, 1.8)
START = (-2.1, -2.1)
STRENGTHS = np.linspace(0.0, 1.0, 41)
"""The λ whose end points are measured."""

Array = NDArray[np.float64]


def offset_valley(kappa: float = 20.0) -> Surface:
    """A valley whose minimum is not at the origin, to which decay pulls."""
    plain, (cx, cy) = valley(kappa), MINIMUM
    return replace(
        plain,
        key="offset_valley",
        name="A valley beside the origin",
        value=lambda x, y: plain.value(x - cx, y - cy),
        gradient=lambda x, y: plain.gradient(x - cx, y - cy),
        minima=(MINIMUM,),
        start=START,
        latex=rf"\tfrac12\left((x-{as_latex(cx)})^2 + \kappa (y-{as_latex(cy)})^2\right)",
        parameters=plain.parameters[:1],
        arguments={"kappa": plain.arguments["kappa"]},
        maker=offset_valley,
    )


def descend(settings: Settings, surface: Surface, start: tuple[float, float]) -> list[RunResult]:
    """Follow Adam bare, with the penalty, with decay, and gradient descent with the penalty."""
    rate, decay = {"lr": settings["lr"]}, {"weight_decay": settings["weight_decay"]}
    own = {"lr": descents_rate(settings["weight_decay"], settings["kappa"])}
    runs = [Run("adam", rate)]
    runs += [Run(key, {**rate, **decay}) for key in ("adam_l2", "adamw")]
    runs += [Run("gd_l2", {**own, **decay}, fed={"lr": "descents_rate"})]
    return follow(runs, surface, start, steps=settings["steps"])


def descents_rate(weight_decay: Any, kappa: Any) -> Any:
    """Gradient descent's rate, 1/λmax of the penalised function: Adam's rate need not suit it."""
    return 1.0 / (kappa + weight_decay)


def pulls(result: RunResult) -> Array:
    """How much of each coordinate decay takes off in the median step, shape `(2,)`.

    A penalty is divided as the rest of the gradient is; decay of the point itself is not.
    """
    run, taken = result.run, result.steps_taken
    rates = [result.parts.lr] * 2 if run.optimizer == "adamw" else result.parts.effective_rate.T
    return np.array([run.hypers["weight_decay"] * np.median(rate[:taken]) for rate in rates])


def penalised_minimum(weight_decay: Any, kappa: Any) -> tuple[Any, Any]:
    """Where f + ½λ‖x‖² is least: each coordinate shrinks by λ/(λ + its curvature)."""
    x, y = MINIMUM
    return x / (1.0 + weight_decay), y * kappa / (kappa + weight_decay)


def shrinkage(points: Array) -> Array:
    """By which share of the minimum's coordinates points fall short of it."""
    return np.asarray(1.0 - points / np.array(MINIMUM))


@dataclass(frozen=True, eq=False)
class Shrinkage:
    """By how much each coordinate ends short, for every λ in `STRENGTHS`: shape `(41, 2)` each."""

    penalty: Array
    decay: Array
    theory: Array


@lru_cache(maxsize=64)
def measured(lr: float, kappa: float, steps: int, start: tuple[float, float]) -> Shrinkage:
    """End points of both rules against λ, and the penalised minimum's."""
    surface = offset_valley(kappa)
    penalty, decay = (
        sweep(key, surface, start, steps=steps, lr=lr, weight_decay=STRENGTHS).points
        for key in ("adam_l2", "adamw")
    )
    minima = np.transpose(penalised_minimum(STRENGTHS, kappa))
    return Shrinkage(shrinkage(penalty), shrinkage(decay), shrinkage(minima))
