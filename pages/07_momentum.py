"""Lesson 7: momentum. Gradients that agree add up to speed, gradients that alternate cancel."""

import streamlit as st

from lessons.momentum import scene, words
from lessons.momentum.charts import show_map
from lessons.momentum.experiments import descend, surface_of
from lessons.momentum.settings import FIELDS, PRESETS, choose, knobs, mapped
from ui.page import controls, navigation, shell
from ui.page.settings import Settings
from ui.runs.inspection import show

lesson = navigation.lesson_of("momentum")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)


@st.fragment
def live(shown: tuple[float, ...]) -> None:
    surface = surface_of(settings)
    start = controls.start_of(settings, surface)
    results = descend(settings, surface, start)
    show(
        settings,
        results,
        scene.speed,
        start=start,
        knobs=knobs(settings),
        curves=scene.curves(surface),
        presets=PRESETS,
        outcome=words.outcome(results, settings),
    )
    if settings.at_rest and mapped(settings) != shown:
        st.rerun()


choose(settings)
live(mapped(settings))

st.markdown(
    """
    **What to notice.** Along the valley's floor the gradients agree and add up in the velocity,
    to 1/(1−β) times one of them. Across the valley the heavy ball's gradients change sign every
    few steps, sooner at a larger α, and cancel. Nesterov's rule asks for the slope where the kept
    velocity alone would lead, and so it slows down earlier.

    PyTorch's SGD is the heavy ball, Keras's keeps the rate inside the velocity. At constant α the
    two are the same path. Once a schedule turns α down, “rate inside” still carries the longer
    steps of its past. The average is the heavy ball at α(1−β): the same α means steps 1/(1−β)
    times shorter.
    """
)
st.markdown(
    """
    #### Every pair of α and β
    Each cell is a run of its own on this valley: how many steps it takes to come ten times closer.
    Blank cells come no closer; the line is theory's boundary α = 2(1+β)/λmax. Click a cell to
    adopt it.
    """
)
show_map(settings)
