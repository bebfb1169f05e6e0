"""Lesson 11: saddle points. The slope is zero there, and yet it is no minimum."""

import streamlit as st

from lessons.saddle_points import scene, words
from lessons.saddle_points.charts import show_chart
from lessons.saddle_points.experiments import descend
from lessons.saddle_points.settings import FIELDS, PRESETS, charted, choose, knobs
from ui.page import controls, navigation, shell
from ui.page.settings import Settings
from ui.runs.choosing import chosen_run, run_list
from ui.runs.knobs import on_run_knob
from ui.runs.meanings import meanings, written
from ui.runs.tuning import choose_tuned
from ui.stage.stage import stage

lesson = navigation.lesson_of("saddle_points")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)

NOTES = """
**Do first.** Play. Then, on one of the lab's own surfaces, set the start closer and closer to the
line y = 0, and at last exactly on it: type 0 for its y. Then turn the noise σ up.

**Look for.** At a smooth saddle the slope is zero, and yet it is no minimum: the surface rises to
some sides and falls to others. Near it the slope is small. A rule whose step is proportional to the
slope is slow there; one that divides by the slopes' own size need not be.

**Leaving.** A run has left once it is lower than the saddle and more than ½ away from it. On
x² − y² and on the monkey saddle there is no minimum to arrive at.

**Why so late?** On x² − y² each step of gradient descent without noise multiplies y by 1 + 2α. As
long as x shrinks (α below 1), a start e times closer to the line takes 1/log(1 + 2α) steps more,
and one a thousand times closer about seven times as many more.

**On the line** the slope in y is exactly 0 on the lab's own three surfaces: without noise none of
the rules that the lab brings along ever moves y, with momentum or without. On x² − y² and in the
double well nothing on that line is lower than the saddle, so that none of them leaves. The monkey
saddle falls along the line itself beyond the middle: who overshoots there rolls through.

**With noise** a point is hardly ever exactly on that line, and from anywhere else the slope does
the rest.

**A small gradient is no minimum.** How the surface curves tells them apart. The eigenvalues λmin
and λmax of the Hessian H are the least and the greatest curvature of all directions. Where the
slope is zero, both above 0 make a minimum, both below 0 a maximum, one of each a saddle. If one is
0, curvature alone cannot tell: in the middle of the monkey saddle both are.
"""


@st.fragment
def live(shown: tuple[object, ...]) -> None:
    # An experiment may have left fewer runs than there were when the page last ran as a whole.
    chosen = chosen_run(settings)
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface)
    results, rates = descend(settings, surface, start)
    rule = results[chosen].run.optimizer
    step = stage(
        settings,
        [scene.panel(results, chosen)],
        start=start,
        knobs=knobs(settings, settings["runs"][chosen]),
        on_knob=on_run_knob(settings, chosen),
        curves=scene.curves(surface),
        shown_curves=2,
        presets=PRESETS,
        outcome=words.outcome(results, settings, rates),
        prose=[NOTES, controls.surface_text(surface), written(rule)],
        meanings={**meanings(rule), **words.MEANINGS},
        rests=True,
        runs=run_list(settings),
    )
    st.markdown(words.shown_point(results[chosen], step))
    if settings.at_rest and charted(settings) != shown:
        st.rerun()


choose(settings)
live(charted(settings))
choose_tuned(settings)
st.markdown(controls.surface_text(controls.surface_of(settings)))
st.markdown(NOTES)
show_chart(settings)

navigation.ways_on(lesson)
