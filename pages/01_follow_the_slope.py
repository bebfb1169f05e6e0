"""Lesson 1: one dimension. The slope says which way; the learning rate says how far."""

import streamlit as st

from lessons.follow_the_slope import charts, scene, words
from lessons.follow_the_slope.experiments import Step, descend, step_from
from lessons.follow_the_slope.settings import FIELDS, PRESETS, knobs
from ui.page import controls, curve_controls, navigation, shell
from ui.page.charts import QUIET
from ui.page.settings import Settings
from ui.stage.stage import stage

lesson = navigation.lesson_of("follow_the_slope")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)


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
        presets=PRESETS,
        outcome=words.outcome(result, curve),
        explain=True,
    )
    explain(step_from(result, curve, shown))


def explain(step: Step) -> None:
    numbers, bars = st.columns(2, gap="large", vertical_alignment="center")
    numbers.markdown(words.prediction(step))
    bars.plotly_chart(charts.taylor_bars(step.terms, step.actual), config=QUIET)


curve_controls.choose_curve(settings)
live()

controls.surface_card(curve_controls.curve_of(settings))
st.markdown(
    """
    **What to notice.** The tangent's slope gives the step both its direction and its length: as
    the curve flattens, the steps shorten by themselves. Curvature decides how far the slope can be
    trusted. On a parabola the two terms of the bars are the whole change; where the curvature
    changes, the actual bar shows by how much they miss.
    """
)
