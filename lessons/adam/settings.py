"""Lesson 9's settings, experiments and knobs, and the row in which they are chosen."""

import streamlit as st

from lessons.adam.experiments import VIEWS, hyper_keys, runs_of
from optim import OPTIMIZERS
from ui.page import controls
from ui.page.choosers import segments
from ui.page.fields import Choice, Field, Point
from ui.page.settings import Settings
from ui.page.view import OTHER_RUNS
from ui.runs.inspection import choose_inspected
from ui.runs.knobs import hyper_field
from ui.runs.suited import suited_rates
from ui.runs.tuning import TUNED, choose_tuned
from ui.stage.scene import Knob, Preset

_TITLES = {
    "parts": "Step by step",
    "correction": "Bias correction",
    "relatives": "Relatives",
    "guard": "ε's two places",
}
_SHORT = {
    "adam": "Adam",
    "adam_uncorrected": "uncorrected",
    "amsgrad": "AMSGrad",
    "radam": "RAdam",
    "rmsprop": "ε outside",
    "rmsprop_eps_inside": "ε inside",
}

_VIEW = "Which experiment: other rules run, and other curves stand beside the picture."

FIELDS: tuple[Field, ...] = (
    Choice("view", "parts", tuple(VIEWS)),
    Choice("apart", "adam", tuple(_SHORT)),
    Point("origin"),
    *controls.surface_fields("rosenbrock", b=10.0),
    *(hyper_field(hyper) for hyper in OPTIMIZERS["adam"].hypers if hyper.name != "lr"),
    hyper_field(OPTIMIZERS["adam"].hypers[0], default=0.1),
    hyper_field(OPTIMIZERS["rmsprop"].hypers[1]),
    controls.steps_field(120),
    TUNED,
)

PRESETS = (
    Preset("the first steps, uncorrected", {"view": "correction", "lr": 0.05, "steps": 40}),
    Preset("α = 0.0001: nearly a sign step", {"lr": 0.0001}),
    Preset("AMSGrad cannot forget", {"view": "relatives", "beta2": 0.9, "lr": 0.05, "steps": 200}),
    Preset("a large ε, inside and outside", {"view": "guard", "eps": 0.1, "lr": 0.05}),
)


def choose(settings: Settings) -> None:
    """One row: the experiment, which run is inspected, and the surface where it is free."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        segments(settings, "view", _TITLES, "Show", _VIEW, OTHER_RUNS)
        if len(VIEWS[settings["view"]]) > 1:
            choose_inspected(settings, VIEWS[settings["view"]], _SHORT)
        if settings["view"] != "correction":
            controls.choose_surface(settings, also=lambda surface: suit(settings, surface))
        if settings["view"] == "relatives":
            choose_tuned(settings)


def suit(settings: Settings, surface: str) -> dict[str, float]:
    """A rate that suits a surface: the smallest of those of the experiment's rules."""
    made = controls.surface_of(settings, surface)
    return {"lr": min(suited_rates(runs_of(settings), made))}


def start_key(settings: Settings) -> str:
    """The plane keeps a start of its own."""
    return "origin" if settings["view"] == "correction" else "start"


def knobs(settings: Settings) -> list[Knob]:
    """The knobs of the chosen experiment."""
    *most, eps = hyper_keys(settings)
    is_guard, is_plane = (settings["view"] == view for view in ("guard", "correction"))
    surface = [] if is_plane else controls.surface_knobs(settings, more=True)
    guard = controls.knob(settings, eps, more=not is_guard)
    return [*controls.knobs(settings, *most, "steps"), guard, *surface]
