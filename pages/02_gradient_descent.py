"""Lesson 2: gradient descent on any surface, from any point, at any rate."""

import streamlit as st

from lessons.gradient_descent import scene, words
from lessons.gradient_descent.experiments import descend, tolerance_of
from lessons.gradient_descent.settings import FIELDS, PRESETS, knobs, suit
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
        [scene.panel(result, settings["smoothing"], tolerance_of(settings))],
        start=start,
        knobs=knobs(settings, result, point),
        curves=linked_curves(surface),
        shown_curves=2,
        presets=PRESETS,
        outcome=words.outcome(result),
        explain=True,
    )
    st.markdown(words.stability(result, point))


controls.choose_surface(settings, also=lambda surface: suit(settings, surface))
live()

controls.surface_card(controls.surface_of(settings))
st.markdown(
    """
    **Why −g?** Along a direction v of length 1 the surface changes by gᵀv a unit of length, and
    gᵀv ≥ −‖g‖ (Cauchy–Schwarz), with equality for v = −g/‖g‖ alone: no direction falls faster.

    **How far?** If L bounds the curvature, up and down, all along the step, then α = 1/L lowers f
    by at least ‖g‖²/(2L). The slope promises −α‖g‖², curvature changes that by ½α²gᵀHg.

    **What to notice.** Without momentum and noise the step lies along −g, across the level lines.
    That leads straight to the minimum on a round bowl or along an axis of a valley, and hardly
    anywhere else.

    On a quadratic, along the direction that curves most, with λmax, a step longer than 2/λmax times
    the slope lands higher on the other side than it started: above that limit the zigzag grows,
    below it shrinks. Momentum β moves the limit to 2(1+β)/λmax. On other surfaces λmax and the
    limit move along with the point, and hold as long as the curvature hardly changes.
    """
)
