"""The home page: a live stage, and the way into the lessons."""

import streamlit as st

from ui.page import controls, navigation, shell
from ui.page.settings import Settings
from ui.runs.measures import linked_curves
from ui.runs.outcomes import comparison
from ui.runs.result import follow, named, panels
from ui.runs.run import CLASSIC
from ui.stage.stage import stage

shell.open_page(navigation.HOME)

settings = Settings(
    "home", *controls.surface_fields("rosenbrock", b=10.0), *controls.condition_fields(steps=150)
)


@st.fragment
def live() -> None:
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface)
    results = follow(CLASSIC, surface, start, **controls.conditions(settings))
    stage(
        settings,
        panels(results, settings["smoothing"]),
        start=start,
        knobs=[*controls.surface_knobs(settings), controls.knob(settings, "steps")],
        curves=linked_curves(surface),
        outcome=comparison(named(results)),
        autoplay=True,
    )


live()
navigation.lesson_list()
