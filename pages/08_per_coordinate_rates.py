"""Lesson 8: per-coordinate rates. Steep coordinates get short steps, flat ones long steps."""

import streamlit as st

from lessons.per_coordinate_rates import words
from lessons.per_coordinate_rates.experiments import descend, surface_of
from lessons.per_coordinate_rates.settings import FIELDS, PRESETS, choose, knobs, start_key
from ui.page import controls, navigation, shell
from ui.page.settings import Settings
from ui.runs.inspection import show
from ui.runs.measures import linked_curves, rate_curves
from ui.runs.result import RunResult

lesson = navigation.lesson_of("per_coordinate_rates")
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
        RunResult.effective_rates,
        start=start,
        start_key=key,
        knobs=knobs(settings),
        curves=[*rate_curves(surface), *linked_curves(surface)],
        presets=PRESETS,
        outcome=words.outcome(results, settings),
    )


choose(settings)
live()

st.markdown(
    """
    **What to notice.** Along the axes the condition number κ does not matter to AdaGrad: each
    coordinate is divided by its own slopes, so turn κ and the path stays as it is. Turn the
    valley, and every coordinate meets the same mixture of steep and flat: there is nothing left
    to tell apart, and the advantage is gone. Momentum does not mind the angle.

    AdaGrad adds up squares for ever, so under a steady gradient its rate falls like 1/√t: it slows
    down without end but never stops. RMSProp forgets; its rate recovers, and close to the minimum
    it keeps stepping by about α.

    A feature that is rarely there has a small slope all its life. Gradient descent has one rate,
    which the common feature limits; AdaGrad gives the rare one a larger rate of its own.
    """
)
