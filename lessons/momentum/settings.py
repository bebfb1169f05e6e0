"""Lesson 7's settings, experiments and knobs, and the row in which they are chosen."""

import math

import streamlit as st

from lessons.momentum.experiments import DECAY, VIEWS, best
from optim import theory
from surfaces import SURFACES
from ui.page import controls
from ui.page.choosers import segments
from ui.page.fields import Choice, Field, Number, Point, Switch
from ui.page.settings import Settings
from ui.page.view import OTHER_RUNS
from ui.runs.inspection import choose_inspected
from ui.runs.tuning import TUNED, choose_tuned
from ui.stage.scene import Knob, Preset

_TITLES = {"memory": "With and without memory", "conventions": "Three conventions"}
SHORT = {
    "gd": "GD",
    "momentum": "heavy ball",
    "nesterov": "Nesterov",
    "momentum_ema": "average",
    "momentum_folded": "rate inside",
}
"""What the optimizers are called where there is little room."""

_ALIKE = (
    "How far a step goes, the same for all runs; where the average is matched, it has α/(1−β). "
    "Twice the rate, twice the first step; too large a rate diverges."
)

_VIEW = (
    "Which runs: gradient descent beside two with momentum, or momentum as three libraries write "
    "it."
)

FIELDS: tuple[Field, ...] = (
    Choice("view", "memory", tuple(VIEWS)),
    Choice("apart", "momentum", tuple(SHORT)),
    Switch("decay"),
    Switch("matched", True),
    Point("start"),
    controls.lr_field(0.03, high=5.0, help=_ALIKE),
    Number("beta", 0.8, 0.0, 0.999, "momentum β", help=controls.KEPT),
    *controls.parameter_fields(SURFACES["valley"]),
    controls.steps_field(80, 1000),
    *controls.noise_fields(),
    TUNED,
)

MAP = (("pairs", False), ("loss", True))
"""The curves with the map of every α and β first."""

# The best pair is shown on its map. The others have room for the page's own curve.
PRESETS = (
    Preset("β = 0: nothing but gradient descent", {"beta": 0.0, "curves": ()}),
    Preset("the best pair for κ = 100", {**best(100.0), "curves": MAP}),
    Preset(
        "noise: a smoother path, no lower floor",
        {"batch": 1, "lr": 0.02, "steps": 400, "curves": ()},
    ),
    Preset(
        "a schedule parts the conventions",
        {"view": "conventions", "decay": True, "lr": 0.08, "curves": ()},
    ),
)


def choose(settings: Settings) -> None:
    """One row: which runs, which of them is inspected, and the switches."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        segments(settings, "view", _TITLES, "Show", _VIEW, OTHER_RUNS)
        choose_inspected(settings, VIEWS[settings["view"]], SHORT)
        st.toggle(
            "α decays",
            help=f"A schedule: α falls by {100 * (1 - DECAY):.0f} % at every step.",
            **settings.bind("decay"),
        )
        if settings["view"] == "conventions":
            st.toggle(
                "match the average",
                help="Give the average α/(1−β), so that its steps are as long as the others'.",
                **settings.bind("matched"),
            )
        else:
            choose_tuned(settings)


def knobs(settings: Settings) -> list[Knob]:
    """The stage's knobs, with theory's limits on the rate's track."""
    return [
        controls.knob(settings, "lr", ticks=limit_ticks(settings)),
        controls.knob(settings, "beta", bottom="off"),
        *controls.knobs(settings, "kappa", "steps"),
        controls.knob(settings, "angle", more=True),
        *controls.noise_knobs(settings),
    ]


def limit_ticks(settings: Settings) -> list[tuple[float, str]]:
    """The heavy ball's limit, and Nesterov's where it runs and its limit is another."""
    kappa, beta = settings["kappa"], settings["beta"]
    heavy, nesterov = (
        float(theory.stability_limit(key, kappa, beta)) for key in ("momentum", "nesterov")
    )
    if settings["view"] != "memory" or math.isclose(heavy, nesterov):
        return [(heavy, "heavy ball's limit")]
    # One label for both: side by side, two would run into each other.
    return [(nesterov, "limits"), (heavy, "")]
