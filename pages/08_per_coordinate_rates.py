"""Lesson 8: per-coordinate rates. Steep coordinates get short steps, flat ones long steps."""

import streamlit as st

from lessons.per_coordinate_rates import words
from lessons.per_coordinate_rates.experiments import descend, surface_of
from lessons.per_coordinate_rates.settings import FIELDS, PRESETS, choose, knobs, start_key
from ui.page import controls, navigation, shell
from ui.page.settings import Settings
from ui.page.turned import turned
from ui.runs.inspection import show
from ui.runs.measures import linked_curves, rate_curves
from ui.runs.result import RunResult

lesson = navigation.lesson_of("per_coordinate_rates")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)

NOTES = """
**Do first.** Play; then turn the angle of the valley to 45° and compare the paths.

**Look for.** With AdaGrad and RMSProp a coordinate's own learning rate is α over a root: of the sum
of its squared slopes, or of their fading mean. While the valley lies along the axes, the condition
number κ does not matter to AdaGrad: each coordinate is divided by its own slopes, so the path stays
the same when κ changes.

**A turned valley.** Both coordinates meet a mixture of steep and flat, at 45° the same one: one
rate for each coordinate no longer helps. Momentum does not mind: with the start turned along, its
path is the same, only turned.

**AdaGrad and RMSProp.** AdaGrad adds up squares without end, so under a steady gradient its rate
falls like 1/√t: it keeps slowing down but never stops. RMSProp forgets; its rate recovers, and
close to the minimum it steps to and fro by about α, α/2 to either side.

**A rare feature** has a small slope in the mean over all examples; in small batches its slope is
mostly 0, and at times large. Gradient descent has one rate, which the common feature limits;
AdaGrad gives the rare one a larger rate of its own.
"""


@st.fragment
def live() -> None:
    surface, key = surface_of(settings), start_key(settings)
    start = controls.start_of(settings, surface, key)
    results, rates = descend(settings, surface, start)
    show(
        settings,
        results,
        RunResult.effective_rates,
        start=start,
        start_key=key,
        knobs=knobs(settings),
        curves=[*rate_curves(surface), *linked_curves(surface)],
        presets=PRESETS,
        outcome=words.outcome(results, settings, rates),
        derived=turned(settings),
        prose=[NOTES],
        meanings=words.MEANINGS[settings["view"]],
        rests=settings["tuned"],
    )


choose(settings)
live()
st.markdown(NOTES)
navigation.ways_on(lesson)
