"""Lesson 2: gradient descent on any surface, from any point, at any rate."""

import streamlit as st

from lessons.gradient_descent import experiments as descent
from ui.page import controls
from ui.page import shell as frame
from ui.page.fields import Number
from ui.page.settings import Settings
from ui.runs.measures import linked_curves
from ui.stage.scene import Panel, Preset
from ui.stage.stage import resting, stage

lesson = frame.lesson_of("gradient_descent")
frame.open_page(lesson)

settings = Settings(
    lesson.key,
    *controls.surface_fields("valley"),
    Number("lr", 0.085, 1e-4, 2.0, "learning rate α", log=True, help="How far one step goes."),
    Number("beta", 0.0, 0.0, 0.99, "momentum β", help="At 0 this is plain gradient descent."),
    *controls.condition_fields(steps=80),
    descent.tolerance_field(0.01),
)

PRESETS = (
    Preset("α = 0.02: safe and slow", {"lr": 0.02}),
    Preset("α = 0.0995: bouncing at the limit", {"lr": 0.0995}),
    Preset("α = 0.102: just too much", {"lr": 0.102}),
    Preset("noisy gradients, then smoothed", {"lr": 0.05, "batch": 4, "smoothing": 0.9}),
)


@st.fragment
def live() -> None:
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface)
    run = descent.descend(settings, surface, start)
    shown = run.place(resting(settings))
    stage(
        settings,
        [Panel(surface, descent.paths(run, settings["smoothing"]))],
        start=start,
        knobs=[
            controls.knob(settings, "lr", ticks=descent.ticks(run, shown)),
            controls.knob(settings, "beta", bottom="off"),
            *controls.surface_knobs(settings),
            *controls.condition_knobs(settings),
            controls.knob(settings, "tolerance", bottom="off"),
        ],
        curves=linked_curves(surface),
        shown_curves=2,
        presets=PRESETS,
        outcome=descent.outcome(run),
        explain=True,
    )
    st.markdown(descent.stability(run, shown))
    st.latex(descent.explanation(run, shown))


controls.choose_surface(settings)
live()

controls.surface_card(controls.surface_of(settings))
st.markdown(
    """
    **What to notice.** Without momentum the step lies along −g, across the level lines; only on a
    round bowl is that the way to the minimum. Where the surface curves most, with λmax, a step
    longer than 2/λmax times the slope lands higher on the other side than it set off: above that
    limit the zigzag grows, below it shrinks. Momentum β moves the limit to 2(1+β)/λmax. On a
    quadratic the limit is the same everywhere; elsewhere it moves along with the point.
    """
)
