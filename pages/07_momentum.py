"""Lesson 7: momentum. Gradients that agree add up to speed, gradients that alternate cancel."""

import streamlit as st

from lessons.momentum import scene, words
from lessons.momentum.experiments import descend, surface_of
from lessons.momentum.settings import FIELDS, PRESETS, choose, knobs
from ui.page import controls, navigation, shell
from ui.page.settings import Settings
from ui.page.turned import turned
from ui.runs.inspection import show

lesson = navigation.lesson_of("momentum")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)

NOTES = """
**Do first.** Play, then turn β to 0, where only gradient descent is left, and back up.

**Look for.** Along the valley's floor the gradients agree and the velocity grows, to at most
1/(1−β) times one of them. Across it, once α is large enough to overshoot, they change sign again
and again and cancel. Written out, the heavy ball's velocity is g + βg₋₁ + β²g₋₂ + …, with g₋₁ the
gradient of the step before.

**Nesterov's rule** asks for the slope where the kept velocity alone would lead, and so it slows
down earlier. Its limit is smaller: 2(1+β)/(λmax(1+2β)), against the heavy ball's 2(1+β)/λmax.

**With noise** (turn B down, under More) the velocity averages the gradients: the path gets
smoother. It does not get closer. Well below the limits noise keeps the heavy ball √(1/(1−β)) times
as far from the minimum as gradient descent at the same α. The average at that α hovers about as far
off as gradient descent.

**Three conventions.** PyTorch's SGD is the heavy ball, Keras's keeps the rate inside the velocity.
At constant α the two are the same path. Once a schedule turns α down, “rate inside” still carries
the longer steps of its past. The average is the heavy ball at α(1−β): the same α means steps
1/(1−β) times shorter.
"""

PAIRS = """
**Every α and β**, a choice in the list above a curve, maps the heavy ball from this start, as long
as its α is not tuned. The colours tell in how many steps a run comes ten times closer to the
minimum, measured over the run; the ring is the pair set here, and a click or a drag takes another.
Theory's limit α = 2(1+β)/λmax and its best pair, drawn while α is constant, hold for gradients
without noise.
"""


@st.fragment
def live() -> None:
    surface = surface_of(settings)
    start = controls.start_of(settings, surface)
    results, rates = descend(settings, surface, start)
    show(
        settings,
        results,
        scene.speed,
        start=start,
        knobs=knobs(settings),
        curves=scene.curves(settings, surface),
        presets=PRESETS,
        outcome=words.outcome(results, settings, rates),
        derived=[*scene.DERIVED, *turned(settings)],
        prose=[NOTES],
        rests=settings["tuned"],
    )
    st.markdown(f"{PAIRS} {words.best_pair(settings['kappa'])}")


choose(settings)
live()
st.markdown(NOTES)
navigation.ways_on(lesson)
