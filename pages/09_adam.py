"""Lesson 9: Adam, taken apart: its averages, their correction, its relatives, the place of ε."""

import streamlit as st

from lessons.adam import experiments as adam
from ui.page import controls, navigation, shell
from ui.page.fields import Choice, Point
from ui.page.settings import Settings
from ui.runs.walks import show, walk
from ui.stage.scene import Preset

lesson = navigation.lesson_of("adam")
shell.open_page(lesson)

settings = Settings(
    lesson.key,
    Choice("view", "parts", tuple(adam.VIEWS)),
    Choice("apart", "adam", tuple(adam.SHORT)),
    Point("origin"),
    *controls.surface_fields("rosenbrock", b=10.0),
    *adam.fields(),
)

PRESETS = (
    Preset("the first steps, uncorrected", {"view": "correction", "lr": 0.05, "steps": 40}),
    Preset("AMSGrad cannot forget", {"view": "relatives", "beta2": 0.9, "lr": 0.05, "steps": 200}),
    Preset("a large ε, inside and outside", {"view": "guard", "eps": 0.1, "lr": 0.05}),
)


@st.fragment
def live() -> None:
    surface = adam.surface_of(settings)
    start = controls.start_of(settings, surface, adam.start_word(settings))
    walks = walk(adam.runs_of(settings), surface, start, steps=settings["steps"])
    show(
        settings,
        walks,
        adam.VIEWS[settings["view"]],
        adam.numbers,
        start=start,
        start_key=adam.start_word(settings),
        knobs=adam.knobs(settings),
        curves=adam.curves(settings, surface),
        presets=PRESETS,
        outcome=adam.outcome(walks, settings),
    )


adam.choose(settings)
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
