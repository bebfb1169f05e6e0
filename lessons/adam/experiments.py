"""Lesson 9's runs, and what is measured of them: step sizes, RAdam's ρ and its switch."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from optim import OPTIMIZERS
from surfaces import Surface, formula
from ui.page import controls
from ui.page.settings import Settings
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

SLOPE = formula("0.6*x + 0.3*y", domain=((-12.0, 3.0), (-7.0, 2.0)), start=(2.0, 1.5))
"""The same gradient everywhere: what is left of the steps is the rule's own doing."""

Array = NDArray[np.float64]


def surface_of(settings: Settings) -> Surface:
    """The chosen surface; bias correction is shown on a plane."""
    return SLOPE if settings["view"] == "correction" else controls.surface_of(settings)


def hyper_keys(settings: Settings) -> tuple[str, ...]:
    """The hyper-parameters that the experiment's rules have."""
    return tuple(OPTIMIZERS[VIEWS[settings["view"]][0]].defaults)


def descend(settings: Settings, surface: Surface, start: tuple[float, float]) -> list[RunResult]:
    """Follow the rules of the chosen experiment, all set alike."""
    hypers = {key: settings[key] for key in hyper_keys(settings)}
    runs = [Run(optimizer, hypers) for optimizer in VIEWS[settings["view"]]]
    return follow(runs, surface, start, steps=settings["steps"])


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
