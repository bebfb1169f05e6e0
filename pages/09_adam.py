"""Lesson 9: Adam, taken apart: its averages, their correction, its relatives, the place of ε."""

import streamlit as st

from lessons.adam import scene, words
from lessons.adam.experiments import descend, surface_of
from lessons.adam.settings import FIELDS, PRESETS, choose, knobs, start_key
from ui.page import controls, navigation, shell
from ui.page.settings import Settings
from ui.runs.inspection import show

lesson = navigation.lesson_of("adam")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)


@st.fragment
def live() -> None:
    surface, key = surface_of(settings), start_key(settings)
    start = controls.start_of(settings, surface, key)
    results = descend(settings, surface, start)
    show(
        settings,
        results,
        scene.measured,
        start=start,
        start_key=key,
        knobs=knobs(settings),
        curves=scene.curves(settings, surface),
        presets=PRESETS,
        outcome=words.outcome(results, settings),
    )


choose(settings)
live()

st.markdown(
    """
    **What to notice.** The average m̂ smooths the gradient's direction. The division by √v̂ turns
    it: it lengthens the flat coordinate and shortens the steep one, so that both step by about α.

    Both averages start at zero, and so too low; √v by more than m, as its memory is longer.
    Without correction Adam's first steps are therefore too *long*, not too short; the first one
    is too short only where 1−β₁ < √(1−β₂). With correction it is α in each coordinate, against
    the gradient's sign.

    AMSGrad divides by the largest average square so far: as long as v grows it is Adam, and then
    it stays slow. RAdam does not divide until its average square can be trusted; until then it is
    momentum with correction, and α must suit the gradient's size. PyTorch adds ε to the root,
    TensorFlow's RMSProp puts it under the root, where it acts like √ε.
    """
)
