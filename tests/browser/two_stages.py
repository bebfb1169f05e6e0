"""A page with two stages, each in its own fragment: run by the tests as an app of its own."""

import streamlit as st

from ui.page import controls
from ui.page.fields import Number, Point
from ui.page.settings import Settings
from ui.runs.live import panels
from ui.runs.result import follow
from ui.runs.run import Run
from ui.stage.stage import stage

settings = Settings(
    "two",
    *controls.surface_fields("valley"),
    Point("other"),
    Number("lr", 0.05, 1e-4, 2.0, log=True),
    *controls.condition_fields(steps=60),
)


@st.fragment
def live(start_key: str) -> None:
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface, start_key)
    runs = [Run("gd", {"lr": settings["lr"] if start_key == "start" else 0.03})]
    results = follow(runs, surface, start, **controls.conditions(settings))
    knobs = [controls.knob(settings, "lr")] if start_key == "start" else []
    stage(settings, panels(results), start=start, knobs=knobs, key=start_key, start_key=start_key)


live("start")
live("other")
