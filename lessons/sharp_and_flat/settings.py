"""Lesson 12's settings, experiments and knobs, and the row in which they are chosen."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from lessons.sharp_and_flat.experiments import VIEWS
from optim import theory
from ui.page import controls
from ui.page.choosers import select
from ui.page.fields import Choice, Field, Number, Whole
from ui.page.settings import Settings
from ui.page.view import OTHER_RUNS
from ui.runs.choosing import choose_addition, chosen_run, run_fields, run_list
from ui.runs.knobs import on_run_knob, run_knobs
from ui.runs.run import Run
from ui.runs.tuning import TUNED
from ui.stage.requests import Changes
from ui.stage.scene import Knob, Preset, RunList

_TITLES = {
    "noise": "Sharp and flat",
    "ripples": "Many ripples",
    "any": "Any surface, any rule",
}
_VIEW = "Which experiment: another surface and other runs."

_ENDS = ("ends", ())

FIELDS: tuple[Field, ...] = (
    Choice("view", "noise", tuple(VIEWS)),
    *controls.surface_fields("himmelblau", amplitude=0.5),
    *run_fields([Run("momentum", {"lr": 0.01})]),
    controls.lr_field(0.03, 0.001, 0.5),
    Number("beta", 0.9, 0.0, 0.99, "momentum β", help=controls.KEPT),
    Number(
        "sigma",
        5.0,
        0.0,
        20.0,
        "noise of one example σ",
        help="How far one example's slope strays in each coordinate: its standard deviation. "
        "Turned up, steps get noisier; at 0 there is no noise.",
    ),
    Whole(
        "batch",
        1,
        1,
        64,
        "batch size B",
        log=True,
        help="Over how many examples each step averages: σ/√B of noise is left. Turned up, there "
        "is less noise.",
    ),
    Whole(
        "count",
        200,
        20,
        400,
        "number of runs",
        log=True,
        help="How many runs of SGD there are, each with random draws of its own. Turned up, shares "
        "are known more exactly.",
    ),
    controls.steps_field(300, 500),
    controls.seed_field(),
    TUNED,
)

PRESETS = (
    Preset("four examples a step: fewer leave", {"batch": 4, "map": None}),
    Preset("α = 0.08: most leave", {"lr": 0.08, "map": None}),
    Preset("ripples: still, shaken, rolling", {"view": "ripples", "map": None}),
    Preset("every start of a heavy ball", {"view": "any", "map": _ENDS}),
    Preset(
        "every start, twice the rate",
        {"view": "any", "map": _ENDS, "runs": [Run("momentum", {"lr": 0.02})]},
    ),
)


def choose(settings: Settings) -> None:
    """One row: the experiment, and where they are free the surface and the runs."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        select(settings, "view", _TITLES, "Show", _VIEW, _along)
        if settings["view"] == "any":
            controls.choose_surface(settings)
            choose_addition(settings, controls.surface_of(settings))


def _along(view: str) -> Mapping[str, Any]:
    """What changes with the experiment: where everything is free, the map is what is to be seen."""
    return {**OTHER_RUNS, "start": None, "map": _ENDS if view == "any" else None}


def knobs(settings: Settings) -> list[Knob]:
    """The knobs of the chosen experiment."""
    if settings["view"] == "any":
        return _run_knobs(settings)
    seed = controls.knob(settings, "seed", more=True)
    steps = controls.knob(settings, "steps")
    if settings["view"] == "ripples":
        seldom = controls.knobs(settings, "beta", "batch", more=True)
        return [*controls.knobs(settings, "lr", "sigma", "amplitude"), steps, *seldom, seed]
    limit = float(theory.stability_limit("gd", settings["ratio"]))
    rate = controls.knob(settings, "lr", ticks=[(limit, "2/k")])
    seldom = controls.knobs(settings, "ratio", "distance", "count", more=True)
    return [rate, *controls.knobs(settings, "batch", "sigma"), steps, *seldom, seed]


def _run_knobs(settings: Settings) -> list[Knob]:
    """The chosen run's, of which the rate and one more stand in sight, and the surface's."""
    first, *others = run_knobs(settings["runs"][chosen_run(settings)])
    others = [replace(knob, more=knob.more or i > 0) for i, knob in enumerate(others)]
    surface = controls.surface_knobs(settings, more=True)
    return [first, *others, controls.knob(settings, "steps"), *surface]


def on_knob(settings: Settings) -> Changes:
    """The settings that knobs change: those of the chosen run, where runs are the reader's own."""
    return on_run_knob(settings, chosen_run(settings)) if settings["view"] == "any" else dict


def runs(settings: Settings) -> RunList | None:
    """The list of runs, where these are the reader's own."""
    return run_list(settings) if settings["view"] == "any" else None


def charted(settings: Settings) -> tuple[object, ...]:
    """What the chart shows."""
    keys = ("view", "ratio", "distance", "sigma", "steps", "count", "seed", "start", "lr", "batch")
    return tuple(settings[key] for key in keys)
