"""Lesson 2: gradient descent on any surface, from any point, at any rate."""

import streamlit as st

from ui import controls, frame, outcomes
from ui.fields import Number
from ui.measures import linked_curves
from ui.runs import Run
from ui.scene import Preset
from ui.settings import Settings
from ui.stage import stage

lesson = frame.lesson_of("gradient_descent")
frame.open_page(lesson)

settings = Settings(
    lesson.key,
    *controls.surface_fields("valley"),
    Number("lr", 0.085, 1e-4, 2.0, "learning rate α", log=True, help="How far one step goes."),
    Number("beta", 0.0, 0.0, 0.99, "momentum β", help="At 0 this is plain gradient descent."),
    *controls.condition_fields(steps=80),
)

PRESETS = (
    Preset("α = 0.02: safe and slow", {"lr": 0.02}),
    Preset("α = 0.0995: bouncing at the limit", {"lr": 0.0995}),
    Preset("α = 0.102: just too much", {"lr": 0.102}),
    Preset("noisy gradients, then smoothed", {"lr": 0.05, "batch": 4, "smoothing": 0.9}),
)


@st.fragment
def live() -> None:
    frame.notices(settings.notices)
    controls.choose_surface(settings)
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface)
    beta = {"beta": settings["beta"]} if settings["beta"] else {}
    run = Run("momentum" if beta else "gd", {"lr": settings["lr"], **beta})
    panels, ends = controls.race([run], surface, start, settings)
    stage(
        settings,
        panels,
        start=start,
        knobs=[
            controls.knob(settings, "lr"),
            controls.knob(settings, "beta", bottom="off"),
            *controls.surface_knobs(settings),
            *controls.condition_knobs(settings),
        ],
        curves=linked_curves(surface),
        presets=PRESETS,
        outcome=outcomes.comparison(ends),
    )


live()
