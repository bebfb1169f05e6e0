"""Lesson 11's settings, experiments and knobs, and the row in which its runs are chosen."""

from dataclasses import replace

import streamlit as st

from lessons.saddle_points.experiments import SADDLES
from ui.page import controls
from ui.page.fields import Field, Number
from ui.page.settings import Settings
from ui.runs.choosing import choose_addition, run_fields
from ui.runs.knobs import run_knobs
from ui.runs.run import Run
from ui.runs.tuning import TUNED
from ui.stage.scene import Knob, Preset

RATE = 0.03
"""One rate for all: it is how they leave that is compared."""

FIELDS: tuple[Field, ...] = (
    *controls.surface_fields("saddle", SADDLES),
    *run_fields([Run(key, {"lr": RATE}) for key in ("gd", "momentum", "rmsprop", "adam")]),
    Number(
        "sigma",
        0.0,
        0.0,
        1.0,
        "noise of each slope σ",
        help="The standard deviation of what is added to the slope in each coordinate at every "
        "step. At 0 there is no noise.",
    ),
    controls.steps_field(120),
    controls.seed_field(),
    TUNED,
)

PRESETS = (
    Preset("exactly on the line", {"start": (0.6, 0.0), "steps": 300}),
    Preset("on the line, with a little noise", {"start": (0.6, 0.0), "sigma": 0.01, "steps": 300}),
    Preset("a millionth from the line", {"start": (0.6, 1e-6), "steps": 300}),
    Preset("two minima wait beyond", {"surface": "double_well", "steps": 200}),
    Preset("monkey saddle: who rolls through", {"surface": "monkey_saddle", "start": (1.5, 0.0)}),
)


def choose(settings: Settings) -> None:
    """One row: the surface, and adding a run."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        controls.choose_surface(settings, choices=SADDLES)
        choose_addition(settings, controls.surface_of(settings))


def knobs(settings: Settings, run: Run) -> list[Knob]:
    """The chosen run's knobs, of which the rate stands in sight, and those that all runs share."""
    rate, *others = run_knobs(run)
    sigma = controls.knob(settings, "sigma", bottom="off")
    seed = [controls.knob(settings, "seed", more=True)] if settings["sigma"] else []
    steps = controls.knob(settings, "steps")
    return [rate, sigma, steps, *(replace(knob, more=True) for knob in others), *seed]


def charted(settings: Settings) -> tuple[object, ...]:
    """What the chart shows."""
    keys = ("surface", "start", "runs", "sigma", "seed", "steps", "tuned")
    return tuple(settings[key] for key in keys)
