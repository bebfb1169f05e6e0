"""A page with two stages, each in its own fragment: run by the tests as an app of its own."""

import streamlit as st

from ui import controls
from ui.fields import Number, Point
from ui.runs import Run
from ui.settings import Settings
from ui.stage import stage

settings = Settings(
    "two",
    *controls.surface_fields("valley"),
    Point("other"),
    Number("lr", 0.05, 1e-4, 2.0, log=True),
    *controls.condition_fields(steps=60),
)


@st.fragment
def live(word: str) -> None:
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface, word)
    runs = [Run("gd", {"lr": settings["lr"] if word == "start" else 0.03})]
    panels, _ = controls.race(runs, surface, start, settings)
    knobs = [controls.knob(settings, "lr")] if word == "start" else []
    stage(settings, panels, start=start, knobs=knobs, key=word, word=word)


live("start")
live("other")
