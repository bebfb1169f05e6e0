"""The home page: a live stage, and the way into the lessons."""

import streamlit as st

from ui.page import controls
from ui.page import shell as frame
from ui.page.settings import Settings
from ui.runs import outcomes
from ui.runs.measures import linked_curves
from ui.runs.run import CLASSIC
from ui.stage.stage import stage

frame.open_page(frame.HOME)

settings = Settings(
    "home", *controls.surface_fields("rosenbrock", b=10.0), *controls.condition_fields(steps=150)
)


@st.fragment
def live() -> None:
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface)
    panels, ends = controls.race(CLASSIC, surface, start, settings)
    stage(
        settings,
        panels,
        start=start,
        knobs=[*controls.surface_knobs(settings), controls.knob(settings, "steps")],
        curves=linked_curves(surface),
        outcome=outcomes.comparison(ends),
        autoplay=True,
    )


live()
frame.lessons()
