"""Lesson 13: a learning rate that changes on the way, and what is done about noise."""

import streamlit as st

from lessons.schedules import scene, words
from lessons.schedules.charts import show_measured
from lessons.schedules.experiments import descend, inspected_of, runs_to_follow, surface_of
from lessons.schedules.settings import FIELDS, PRESETS, choose, knobs, measured, start_key
from optim import SCHEDULES
from ui.page import controls, navigation, shell
from ui.page.settings import Settings
from ui.runs.meanings import meanings, written
from ui.stage.stage import stage

lesson = navigation.lesson_of("schedules")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)

NOTES = """
**Do first.** Play, and watch the learning rate beside the picture. Then choose another schedule.

**Look for.** A schedule multiplies α by a factor, step by step; the rule stays as it is. All runs
of an experiment start at one point and meet the same random draws.

**Three endings.** Exact gradients fade as the minimum comes near, and so do the steps: below its
limit GD glides in at a constant α. The noise here does not fade: at the same α SGD hovers. A
falling α takes the steps that noise makes down with it, and SGD settles, if it has arrived before α
is spent.

**Warm-up.** Adam's first step is as long as α in each coordinate whose gradient is not 0, however
little one noisy gradient says: its mean of squares is that of a single value. A warm-up takes 1/W
of that. RAdam has none: until its mean of squares can be trusted it does not divide, and its steps
are α times a fading mean of the gradients.

**The noise floor** comes down with a smaller α, with more examples a step, which cost more, or with
an average of the path, which lags. Well below its limit momentum at the same α raises it.

**Clipping** cuts a gradient longer than c to the length c and leaves its direction: no step of
gradient descent is longer than αc. Rings mark the steps whose gradient was cut. Here it is an
option that you see; elsewhere, ask whether it is on.
"""


@st.fragment
def live(shown: tuple[object, ...]) -> None:
    surface, key = surface_of(settings), start_key(settings)
    start = controls.start_of(settings, surface, key)
    runs, rates = runs_to_follow(settings, surface, start)
    results = descend(settings, runs, surface, start)
    rule = results[inspected_of(settings)].run.optimizer
    about = words.schedule(SCHEDULES[settings["kind"]])
    stage(
        settings,
        [scene.panel(settings, results)],
        start=start,
        start_key=key,
        knobs=knobs(settings),
        curves=scene.curves(settings, surface),
        shown_curves=2,
        derived=scene.DERIVED,
        presets=PRESETS,
        outcome=words.outcome(settings, results, rates),
        prose=[NOTES, about, controls.surface_text(surface), written(rule)],
        meanings={**meanings(rule), **words.MEANINGS},
        rests=True,
    )
    if settings.at_rest and measured(settings) != shown:
        st.rerun()


choose(settings)
live(measured(settings))
show_measured(settings, controls.start_of(settings, surface_of(settings), start_key(settings)))
st.markdown(words.schedule(SCHEDULES[settings["kind"]]))
st.markdown(controls.surface_text(surface_of(settings)))
st.markdown(NOTES)
navigation.ways_on(lesson)
