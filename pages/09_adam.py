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

NOTES = """
**Do first.** Go one step at a time and compare the arrows: the slope, its average, what the
division makes of it, the step.

**Look for.** m̂ is a fading mean of the past gradients, v̂ a fading mean of their squares. Where
gradients agree, m̂ and √v̂ are equal but for the sign, and Adam steps by α against the sign, in
flat and steep coordinates alike; where they disagree, m̂ is small and so is the step. Multiplying f
by a number changes nothing, as long as ε is small beside √v̂. A coordinate's own learning rate is α
over what its direction is divided by.

**Usual rates.** Libraries set α = 0.001; here the way is of order 1, which would take a thousand
such steps.

**Correction.** Both averages start at zero, and so too low. Without correction the first step is
(1−β₁)/√(1−β₂) times α: at the usual β₁ and β₂ 3.16 times, too *long*; too short where 1−β₁ <
√(1−β₂). With correction it is α, against the gradient's sign, in each coordinate whose gradient is
not 0.

**AMSGrad** divides by the largest v so far: as long as v grows it is Adam. Then its scale can only
stay or grow, though its rate may still rise while the correction fades. The paper's reason: a slope
of 1010 at one step in 101, of −10 at all others, x within ±1. The mean slope is positive, so −1 is
best; yet at α = 0.01, β₂ = 0.99 Adam, which forgets the rare slope, is at +0.944 after 200 000
steps, AMSGrad at −1.

**RAdam** does not divide until its average square can be trusted; until then it is momentum with
correction, and α must suit the gradient's size. Then its steps are Adam's times r, which grows from
near 0 towards 1, as the warm-up of α does that Adam is often given.

**Where ε stands.** PyTorch adds ε to the root, TensorFlow's RMSProp puts it under the root, where
it acts like √ε.
"""


@st.fragment
def live() -> None:
    surface, key = surface_of(settings), start_key(settings)
    start = controls.start_of(settings, surface, key)
    results, rates = descend(settings, surface, start)
    show(
        settings,
        results,
        scene.measured,
        start=start,
        start_key=key,
        knobs=knobs(settings),
        curves=scene.curves(settings, surface),
        presets=PRESETS,
        outcome=words.outcome(results, settings, rates),
        prose=[NOTES],
        meanings=words.MEANINGS,
        rests=settings["tuned"],
    )


choose(settings)
live()
st.markdown(NOTES)
navigation.ways_on(lesson)
