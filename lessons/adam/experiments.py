"""Lesson 9: Adam's parts, its bias correction, its relatives, and the two places of ε."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from optim import OPTIMIZERS
from surfaces import Surface, formula
from ui.page import controls
from ui.page.fields import Field, Whole
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.words import counted
from ui.runs import outcomes
from ui.runs.knobs import hyper_field
from ui.runs.measures import linked_curves
from ui.runs.run import Run
from ui.runs.walks import Walk, choose_apart, choose_view, gap, rate_curves, rates
from ui.stage.scene import Knob, LinkedCurve

VIEWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "parts": ("adam",),
        "correction": ("adam", "adam_uncorrected"),
        "relatives": ("adam", "amsgrad", "radam"),
        "guard": ("rmsprop", "rmsprop_eps_inside"),
    }
)
TITLES = {
    "parts": "Step by step",
    "correction": "Bias correction",
    "relatives": "Relatives",
    "guard": "ε's two places",
}
SHORT = {
    "adam": "Adam",
    "adam_uncorrected": "uncorrected",
    "amsgrad": "AMSGrad",
    "radam": "RAdam",
    "rmsprop": "ε outside",
    "rmsprop_eps_inside": "ε inside",
}

SLOPE = formula("0.6*x + 0.3*y", domain=((-12.0, 3.0), (-7.0, 2.0)), start=(2.0, 1.5))
"""The same gradient everywhere: what is left of the steps is the rule's own doing."""


def fields() -> list[Field]:
    """Adam's hyper-parameters, RMSProp's β, and the steps."""
    return [
        *(hyper_field(hyper) for hyper in OPTIMIZERS["adam"].hypers if hyper.name != "lr"),
        hyper_field(OPTIMIZERS["adam"].hypers[0], default=0.1),
        hyper_field(OPTIMIZERS["rmsprop"].hypers[1]),
        Whole("steps", 120, 1, 2000, "steps", log=True, help="How many steps each run takes."),
    ]


def choose(settings: Settings) -> None:
    """One row: the experiment, whose steps are taken apart, and the surface where it is free."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        choose_view(settings, TITLES)
        if len(VIEWS[settings["view"]]) > 1:
            choose_apart(settings, VIEWS[settings["view"]], SHORT)
        if settings["view"] != "correction":
            controls.choose_surface(settings)


def surface_of(settings: Settings) -> Surface:
    """The chosen surface; bias correction is shown on a plane."""
    return SLOPE if settings["view"] == "correction" else controls.surface_of(settings)


def start_word(settings: Settings) -> str:
    """The plane keeps a start of its own."""
    return "origin" if settings["view"] == "correction" else "start"


def words_of(settings: Settings) -> tuple[str, ...]:
    """The hyper-parameters that the experiment's rules have."""
    return tuple(OPTIMIZERS[VIEWS[settings["view"]][0]].defaults)


def runs_of(settings: Settings) -> list[Run]:
    """The rules of the chosen experiment, all set alike."""
    hypers = {word: settings[word] for word in words_of(settings)}
    return [Run(key, hypers) for key in VIEWS[settings["view"]]]


def knobs(settings: Settings) -> list[Knob]:
    """The knobs of the chosen experiment."""
    surface = [] if settings["view"] == "correction" else controls.surface_knobs(settings)
    rule = [controls.knob(settings, word) for word in words_of(settings)]
    return [*rule, *surface, controls.knob(settings, "steps")]


def numbers(walk: Walk) -> dict[str, NDArray[np.float64]]:
    """What the linked curves show of a run beside the usual: rates, step sizes, RAdam's ρ."""
    told = {**rates(walk), "size": sizes(walk)}
    if walk.run.optimizer == "radam":
        told["rho"] = rhos(walk)
    return told


def curves(settings: Settings, surface: Surface) -> list[LinkedCurve]:
    """The linked curves, the experiment's own first."""
    loss, *usual = linked_curves(surface)
    size = LinkedCurve("size", "step in x, in units of α", log=False)
    rho = LinkedCurve("rho", "RAdam's ρ: it divides above 5", log=False)
    own = {"correction": [size, loss], "relatives": [loss, rho]}.get(settings["view"], [loss])
    rest = [] if size in own else [size]
    return [*own, *rate_curves(surface), *rest, *usual]


def sizes(walk: Walk) -> NDArray[np.float64]:
    """The length of each step's first coordinate, in units of α."""
    return np.abs(walk.parts.step[:-1, 0]) / walk.parts.lr[:-1, 0]


def rhos(walk: Walk) -> NDArray[np.float64]:
    """RAdam's ρ of each step."""
    return np.asarray(walk.parts.names["rho_t"][: len(walk.trajectory.gradients), 0])


def switch(walk: Walk) -> int | None:
    """The first step at which RAdam divides, or None if it never does in this run."""
    trusted = rhos(walk) > 5
    return int(trusted.argmax()) + 1 if trusted.any() else None


def outcome(walks: Sequence[Walk], settings: Settings) -> str:
    """What the experiment is about, computed from its runs."""
    told = {"correction": _correction, "relatives": _relatives, "guard": _guard}
    if settings["view"] in told:
        return told[settings["view"]](walks)
    return outcomes.comparison([(walk.run.name, walk.end) for walk in walks])


def _correction(walks: Sequence[Walk]) -> str:
    corrected, bare = (sizes(walk) for walk in walks)
    peak = int(np.nanargmax(bare))
    return (
        f"Without correction the first step is **{as_text(bare[0])} α** and the longest, step "
        f"{peak + 1}, **{as_text(bare[peak])} α**. With it the first is "
        f"{as_text(corrected[0])} α and the longest {as_text(np.nanmax(corrected))} α."
    )


def _relatives(walks: Sequence[Walk]) -> str:
    radam = walks[-1]
    at, memory = switch(radam), as_text(radam.run.hypers["beta2"], 4)
    steps = counted(len(radam.trajectory.gradients), "step")
    divides = f"divides from step **{at}** on" if at else f"does **not divide** in {steps}"
    ends = outcomes.comparison([(walk.run.name, walk.end) for walk in walks])
    return f"With β₂ = {memory} RAdam {divides}. {ends}"


def _guard(walks: Sequence[Walk]) -> str:
    outside, inside = walks
    eps = outside.run.hypers["eps"]
    return (
        f"ε = {as_text(eps)} outside the root is added to √s; inside it acts like "
        f"√ε = **{as_text(float(np.sqrt(eps)))}**. The two paths are at most "
        f"**{as_text(gap(outside, inside), 2)}** apart."
    )
