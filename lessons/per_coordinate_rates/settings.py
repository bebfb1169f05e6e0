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

RATES = {"momentum": 0.02, "adagrad": 0.5, "rmsprop": 0.05}

_SHARE = "In which share of the examples the second feature is there at all."
_BATCH = "How many examples each gradient is taken over; at the upper end all of them."

FIELDS: tuple[Field, ...] = (
    Choice("view", "valley", tuple(VIEWS)),
    Choice("apart", "adagrad", tuple(SHORT)),
    Point("start"),
    Point("weights"),
    *controls.parameter_fields(SURFACES["valley"]),
    *(
        Number(key, rate, 1e-3, 5.0, f"{SHORT[key]} α", log=True, help="Its own rate.")
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
        segments(settings, "view", _TITLES, "Experiment", OTHER_RUNS)
        choose_inspected(settings, VIEWS[settings["view"]], SHORT)
        if settings["view"] == "valley":
            choose_tuned(settings)


def start_key(settings: Settings) -> str:
    """Each experiment keeps a start of its own."""
    return "weights" if settings["view"] == "sparse" else "start"


def knobs(settings: Settings) -> list[Knob]:
    """The knobs of the chosen experiment."""
    if settings["view"] == "valley":
        return controls.knobs(settings, "angle", "kappa", *RATES, "steps")
    return [
        controls.knob(settings, "share"),
        controls.knob(settings, "batch", top="all"),
        controls.knob(settings, "steps"),
    ]
