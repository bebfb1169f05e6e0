"""Lesson 10: weight decay. A penalty in the gradient, or decay beside the step."""

import streamlit as st

from lessons.weight_decay import scene, words
from lessons.weight_decay.charts import show_charts
from lessons.weight_decay.experiments import descend, offset_valley
from lessons.weight_decay.settings import FIELDS, PRESETS, charted, choose, knobs
from ui.page import controls, navigation, shell
from ui.page.settings import Settings
from ui.runs.inspection import show

lesson = navigation.lesson_of("weight_decay")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)

NOTES = """
**Do first.** Turn λ from 0 up, and see where each run ends, in the flat x and in the steep y.

**Look for.** How far short of the minimum each run ends, in x and in y: that tells the rules apart.

**Gradient descent** knows no difference between penalty and decay: x − α(g + λx) is (1−αλ)x − αg.
It pulls both coordinates alike, by αλ a step, and rests where f + ½λ‖x‖² is least: the flat x gives
up the share λ/(λ+1), the steep y only λ/(λ+κ).

**Adam + L2.** With Adam the two differ. As L2 the penalty's slope λx goes through Adam's averages.
The run heads for the same resting place, but on the way the division by √v̂ weakens the pull where
slopes are steep. That pitfall is Adam's, not the penalty's.

**AdamW** multiplies the point itself by 1−αλ a step, which shrinks every coordinate by the same
share (for αλ < 1): from a start as far off in x as in y it ends equally short in both, however
steep they are. Its resting place belongs to no fixed function. It slows down where λx balances
m̂/√v̂. As √v̂ forgets the steep slopes of the descent, the point creeps on: to the minimum of f, or
in each coordinate only to 1/λ where that comes first.
"""


@st.fragment
def live(shown: tuple[object, ...]) -> None:
    surface = offset_valley(settings["kappa"])
    start = controls.start_of(settings, surface)
    results = descend(settings, surface, start)
    show(
        settings,
        results,
        scene.shares,
        marks=[scene.penalised(settings)],
        start=start,
        knobs=knobs(settings),
        curves=scene.curves(surface),
        presets=PRESETS,
        outcome=words.outcome(results, settings),
        derived=scene.DERIVED,
        prose=[NOTES],
        rests=True,
    )
    if settings.at_rest and charted(settings) != shown:
        st.rerun()


choose(settings)
live(charted(settings))
st.markdown(NOTES)
st.markdown(
    """
    **How far each coordinate ends short, against λ.** The penalised minimum is theory; every point
    of the other lines is a run of its own from this start. The upright line is at the λ set above.
    """
)

show_charts(settings)

navigation.ways_on(lesson)
