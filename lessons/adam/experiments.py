"""Lesson 9's runs, and what is measured of them: step sizes, RAdam's ρ and its switch."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from optim import OPTIMIZERS
from surfaces import Surface, formula
from ui.page import controls
from ui.page.settings import Settings
from ui.runs import tuning
from ui.runs.result import RunResult, follow
from ui.runs.run import Run

VIEWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "parts": ("adam",),
        "correction": ("adam", "adam_uncorrected"),
        "relatives": ("adam", "amsgrad", "radam"),
        "guard": ("rmsprop", "rmsprop_eps_inside"),
    }
)
"""The optimizers of each experiment."""

SCALE = 100.0
"""By how much f is multiplied to see that Adam does not mind."""

SLOPE = formula("0.6*x + 0.3*y", domain=((-12.0, 3.0), (-7.0, 2.0)), start=(2.0, 1.5))
"""The same gradient everywhere: what is left of the steps is the rule's own doing."""

Array = NDArray[np.float64]


def surface_of(settings: Settings) -> Surface:
    """The chosen surface; bias correction is shown on a plane."""
    return SLOPE if settings["view"] == "correction" else controls.surface_of(settings)


def hyper_keys(settings: Settings) -> tuple[str, ...]:
    """The hyper-parameters that the experiment's rules have."""
    return tuple(OPTIMIZERS[VIEWS[settings["view"]][0]].defaults)


def runs_of(settings: Settings) -> list[Run]:
    """The rules of the chosen experiment, all set alike."""
    hypers = {key: settings[key] for key in hyper_keys(settings)}
    return [Run(optimizer, hypers) for optimizer in VIEWS[settings["view"]]]


def descend(
    settings: Settings, surface: Surface, start: tuple[float, float]
) -> tuple[list[RunResult], str]:
    """Follow the rules of the chosen experiment; and what is said of their rates."""
    runs, rates = runs_of(settings), ""
    if settings["view"] == "relatives":
        runs, rates = tuning.apply(settings, runs, surface, start, steps=settings["steps"])
    return follow(runs, surface, start, steps=settings["steps"]), rates


def step_sizes(result: RunResult) -> Array:
    """The sizes of all steps' coordinates in units of α; those of steps that led to a point."""
    taken = result.steps_taken
    return np.asarray(np.abs(result.parts.step[:taken]) / result.parts.lr[:taken]).ravel()


def scaled_gap(result: RunResult, scale: float = SCALE) -> float:
    """How far the same run on `scale` times the surface's f gets from it at most."""
    plain = result.surface
    scaled = replace(
        plain,
        value=lambda x, y: scale * plain.value(x, y),
        gradient=lambda x, y: tuple(scale * g for g in plain.gradient(x, y)),
    )
    points = result.trajectory.points
    other = result.run.trace(scaled, tuple(points[0].tolist()), steps=len(points) - 1).points
    return float(np.nanmax(np.abs(points - other)))


def amsgrads_example(optimizer: str, lr: float = 0.01, steps: int = 200_000) -> float:
    """Where a rule ends on the example that AMSGrad was made for.

    f is 1010x at one step in 101 and −10x at the others, x stays in [−1, 1]: in the mean f falls
    towards −1.
    """
    rule, hypers = OPTIMIZERS[optimizer].rule, {"beta1": 0.9, "beta2": 0.99, "eps": 1e-8}
    x, *memory = (0.0,) * (1 + len(OPTIMIZERS[optimizer].memory))
    for t in range(1, steps + 1):
        g = 1010.0 if t % 101 == 1 else -10.0
        x, *memory = rule(t, x, g, *memory, lr=lr, **hypers)
        x = min(1.0, max(-1.0, x))
    return x


def sizes(result: RunResult) -> Array:
    """The length of each step's first coordinate, in units of α."""
    return np.asarray(np.abs(result.parts.step[:-1, 0]) / result.parts.lr[:-1, 0])


def rhos(result: RunResult) -> Array:
    """RAdam's ρ of each step."""
    return np.asarray(result.parts.names["rho_t"][:-1, 0])


def switch(result: RunResult) -> int | None:
    """The first step at which RAdam divides, or None if it never does in this run."""
    trusted = rhos(result) > 5
    return int(trusted.argmax()) + 1 if trusted.any() else None
