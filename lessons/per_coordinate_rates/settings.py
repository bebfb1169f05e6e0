"""Lesson 8's settings, experiments and knobs, and the row in which they are chosen."""

import streamlit as st

from lessons.per_coordinate_rates.experiments import ROWS, VIEWS
from surfaces import SURFACES
from ui.page import controls
from ui.page.choosers import segments
from ui.page.fields import Choice, Field, Number, Point, Whole
from ui.page.settings import Settings
from ui.page.view import OTHER_RUNS
from ui.runs.inspection import choose_inspected
from ui.runs.tuning import TUNED, choose_tuned
from ui.stage.scene import Knob, Preset

_TITLES = {"valley": "A valley that turns", "sparse": "A rare feature"}
SHORT = {"gd": "GD", "momentum": "momentum", "adagrad": "AdaGrad", "rmsprop": "RMSProp"}
"""What the optimizers are called where there is little room."""

_RATE = "Twice the rate, twice the first step; too large a rate bounces or diverges."

RATES = {"momentum": 0.02, "adagrad": 0.5, "rmsprop": 0.05}

_SHARE = (
    "In which share of the examples the rare feature is present. Turned up, it is less rare; its "
    "slope in the mean over all examples grows."
)
_BATCH = (
    "Over how many examples each gradient is averaged. Turned up, there is less noise; at the "
    "upper end it is all of them."
)

_VIEW = "Which experiment: a valley that can be turned, or a regression with a rare feature."

FIELDS: tuple[Field, ...] = (
    Choice("view", "valley", tuple(VIEWS)),
    Choice("apart", "adagrad", tuple(SHORT)),
    Point("start"),
    Point("weights"),
    *controls.parameter_fields(SURFACES["valley"]),
    *(
        Number(
            key,
            rate,
            1e-3,
            5.0,
            f"{SHORT[key]}: rate α",
            log=True,
            help=f"The learning rate of {SHORT[key]}. {_RATE}",
        )
        for key, rate in RATES.items()
    ),
    Number("share", 0.02, 0.01, 0.5, "share of the rare feature", log=True, help=_SHARE),
    Whole("batch", ROWS, 1, ROWS, "batch size B", log=True, help=_BATCH),
    controls.steps_field(150),
    TUNED,
)

PRESETS = (
    Preset("turn the valley by 45°", {"angle": 45.0}),
    Preset("AdaGrad's steps shrink: 2000 of them", {"adagrad": 0.05, "steps": 2000}),
    Preset("a feature in 2 % of the examples", {"view": "sparse"}),
)


def choose(settings: Settings) -> None:
    """One row: the experiment, and which of its runs is inspected."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        segments(settings, "view", _TITLES, "Show", _VIEW, OTHER_RUNS)
        choose_inspected(settings, VIEWS[settings["view"]], SHORT)
        if settings["view"] == "valley":
            choose_tuned(settings)


def start_key(settings: Settings) -> str:
    """Each experiment keeps a start of its own."""
    return "weights" if settings["view"] == "sparse" else "start"


def knobs(settings: Settings) -> list[Knob]:
    """The knobs of the chosen experiment."""
    if settings["view"] == "valley":
        first = controls.knobs(settings, "angle", "kappa", "steps")
        return [*first, *controls.knobs(settings, *RATES, more=True)]
    return [
        controls.knob(settings, "share"),
        controls.knob(settings, "batch", top="all"),
        controls.knob(settings, "steps"),
    ]
