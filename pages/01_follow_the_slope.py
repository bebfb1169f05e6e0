"""Lesson 1: one dimension. The slope says which way; the learning rate says how far."""

import streamlit as st

from lessons.follow_the_slope import charts, scene, words
from lessons.follow_the_slope.experiments import descend, step_from
from lessons.follow_the_slope.settings import FIELDS, PRESETS, knobs
from ui.page import controls, curve_controls, navigation, shell
from ui.page.charts import QUIET
from ui.page.settings import Settings
from ui.stage.stage import stage

lesson = navigation.lesson_of("follow_the_slope")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)

NOTES = """
**Do first.** Take one step at a time: the tangent shows the slope, the arrow the step. Then turn α
up and see where the steps land.

**Look for.** A step is α times the slope f′, against its sign: where the curve gets flatter, steps
get shorter by themselves.
"""
TRUST = """
**How far can a slope be trusted?** It changes along the step; the second derivative f″ says how
fast. The slope alone promises a change of −αf′², the curvature adds ½α²f″f′². On a parabola the two
are the whole change. Where f″ itself changes, the third bar shows by how much they miss.
"""


@st.fragment
def live() -> None:
    curve = curve_controls.curve_of(settings)
    start = controls.start_of(settings, curve)
    result = descend(curve, start, settings["lr"], settings["steps"])
    shown = stage(
        settings,
        [scene.panel(result, curve)],
        start=start,
        knobs=knobs(settings, curve),
        curves=scene.CURVES,
        shown_curves=2,
        rests=True,
        presets=PRESETS,
        outcome=words.outcome(result, curve),
        prose=[NOTES, TRUST, controls.surface_text(curve), words.TAYLOR],
        meanings=words.MEANINGS,
    )
    text, bars = st.columns(2, gap="large", vertical_alignment="center")
    text.markdown(TRUST)
    bars.plotly_chart(charts.taylor_bars(step_from(result, curve, shown)), config=QUIET)


curve_controls.choose_curve(settings)
live()

st.markdown(controls.surface_text(curve_controls.curve_of(settings)))
st.markdown(NOTES)
navigation.ways_on(lesson)
