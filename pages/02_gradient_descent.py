"""Lesson 2: gradient descent on any surface, from any point, at any rate."""

import streamlit as st

from lessons.gradient_descent import scene, words
from lessons.gradient_descent.experiments import descend, tolerance_of
from lessons.gradient_descent.settings import FIELDS, PRESETS, knobs, suit
from ui.page import controls, navigation, shell
from ui.page.settings import Settings
from ui.runs.measures import linked_curves
from ui.stage.stage import stage

lesson = navigation.lesson_of("gradient_descent")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)

NOTES = """
**Do first.** Play, then set off from another point. Then turn α up bit by bit; where its track has
a mark, that is the limit at the shown point.

**Look for.** Without momentum and noise each step goes along −g, at right angles to the level
lines. That leads straight to the minimum on a round bowl or along an axis of a valley, and hardly
anywhere else.

**Why −g?** In a direction at the angle φ to −g the surface falls at first by ‖g‖ cos φ a unit of
length. That is most at φ = 0.

**How far?** Without noise a step −αg promises a change of −α‖g‖²; curvature changes that by about
½α²gᵀHg. If L bounds the curvature, up and down, all along the step, α = 1/L lowers f by at least
‖g‖²/(2L).

**The limit.** On a quadratic, along the direction that curves most, with λmax, a step longer than
2/λmax times the slope lands higher on the other side than it started: above that limit the zigzag
grows, below it shrinks. Momentum β moves the limit to 2(1+β)/λmax. On other surfaces λmax and the
limit move along with the point, and hold as long as the curvature hardly changes.
"""


@st.fragment
def live() -> None:
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface)
    result = descend(settings, surface, start)
    point = result.shown(settings["at"])
    stage(
        settings,
        [scene.panel(result, settings["smoothing"], tolerance_of(settings))],
        start=start,
        knobs=knobs(settings, result, point),
        curves=linked_curves(surface),
        shown_curves=2,
        presets=PRESETS,
        outcome=words.outcome(result),
        prose=[NOTES, controls.surface_text(surface)],
        meanings=words.MEANINGS,
        rests=True,
    )
    st.markdown(words.stability(result))


with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    controls.choose_surface(settings, also=lambda surface: suit(settings, surface))
live()

st.markdown(controls.surface_text(controls.surface_of(settings)))
st.markdown(NOTES)
navigation.ways_on(lesson)
