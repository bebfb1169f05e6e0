"""Lesson 2: gradient descent on any surface, from any point, at any rate."""

import streamlit as st

from lessons.gradient_descent import scene, words
from lessons.gradient_descent.experiments import descend, tolerance_of
from lessons.gradient_descent.settings import FIELDS, PRESETS, knobs
from ui.page import controls, navigation, shell
from ui.page.settings import Settings
from ui.runs.measures import linked_curves
from ui.stage.stage import resting, stage

lesson = navigation.lesson_of("gradient_descent")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)


@st.fragment
def live() -> None:
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface)
    result = descend(settings, surface, start)
    point = result.shown(resting(settings))
    stage(
        settings,
        [scene.panel(result, settings["smoothing"])],
        start=start,
        knobs=knobs(settings, result, point),
        curves=linked_curves(surface),
        shown_curves=2,
        presets=PRESETS,
        outcome=words.outcome(result),
        explain=True,
    )
    st.markdown(words.stability(result, point))
    st.latex(words.explanation(result, point, tolerance_of(settings)))


controls.choose_surface(settings)
live()

controls.surface_card(controls.surface_of(settings))
st.markdown(
    """
    **What to notice.** Without momentum the step lies along −g, across the level lines; only on a
    round bowl is that the way to the minimum. Where the surface curves most, with λmax, a step
    longer than 2/λmax times the slope lands higher on the other side than it started: above that
    limit the zigzag grows, below it shrinks. Momentum β moves the limit to 2(1+β)/λmax. On a
    quadratic the limit is the same everywhere; elsewhere it moves along with the point.
    """
)
