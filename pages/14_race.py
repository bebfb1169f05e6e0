"""Lesson 14: any number of optimizers from one start, at one budget, side by side."""

import streamlit as st

from lessons.race.experiments import choose_run, results, rule_card
from ui.page import controls
from ui.page import shell as frame
from ui.page.fields import Choice, Whole
from ui.page.settings import Settings
from ui.runs import outcomes
from ui.runs.measures import linked_curves
from ui.runs.run import CLASSIC, MOST_RUNS, Run, Runs
from ui.stage.scene import Preset
from ui.stage.stage import stage

lesson = frame.lesson_of("race")
frame.open_page(lesson)

settings = Settings(
    lesson.key,
    *controls.surface_fields("rosenbrock", b=10.0),
    Runs("runs", CLASSIC),
    Whole("run", 2, 1, MOST_RUNS, "run"),
    Choice("layout", "together", ("together", "apart")),
    *controls.condition_fields(steps=300),
)

PRESETS = (
    Preset(
        "Three momenta, one rate",
        {
            "surface": "valley",
            "runs": [Run(k, {"lr": 0.02}) for k in ("momentum", "momentum_ema", "nesterov")],
        },
    ),
    Preset(
        "With and without bias correction",
        {"runs": [Run("adam", {"lr": 0.05}), Run("adam_uncorrected", {"lr": 0.05})]},
    ),
    Preset("Who leaves the saddle first?", {"surface": "saddle", "steps": 120}),
)


@st.fragment
def live() -> None:
    # An experiment may have left fewer runs than there were when the page last ran as a whole.
    chosen = min(settings["run"], len(settings["runs"])) - 1
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface)
    panels, ends = controls.race(settings["runs"], surface, start, settings)
    stage(
        settings,
        panels,
        start=start,
        knobs=[
            *controls.run_knobs(settings["runs"][chosen]),
            *controls.surface_knobs(settings),
            *controls.condition_knobs(settings),
        ],
        on_knob=controls.turn_run(settings, chosen),
        curves=linked_curves(surface),
        presets=PRESETS,
        outcome=outcomes.comparison(ends),
    )
    results(settings["runs"], ends)


chosen_run = choose_run(settings)
live()
rule_card(settings["runs"][chosen_run])
controls.surface_card(controls.surface_of(settings))
