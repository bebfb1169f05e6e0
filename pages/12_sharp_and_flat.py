"""Lesson 12: sharp and flat minima, many valleys: where runs end, and what noise does to that."""

import streamlit as st

from lessons.sharp_and_flat import scene, words
from lessons.sharp_and_flat.charts import show_charts
from lessons.sharp_and_flat.experiments import descend, surface_of
from lessons.sharp_and_flat.settings import FIELDS, PRESETS, charted, choose, knobs, on_knob, runs
from ui.page import controls, navigation, shell
from ui.page.settings import Settings
from ui.runs.meanings import meanings, written
from ui.runs.tuning import choose_tuned
from ui.stage.stage import stage

lesson = navigation.lesson_of("sharp_and_flat")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)

NOTES = """
**Do first.** Play, and see which runs of SGD get over into the other valley. Then turn α and B.

**Look for.** A point is in the valley of that minimum to which gradient descent in short steps,
without noise, leads from there. Both minima are equally deep, and the pass between them is equally
high above both. What differs is how much they curve: k times as much in the sharp one, where
gradient descent is stable only up to α = 2/k.

**One run proves nothing.** Another seed, another end. So runs are counted, and the interval says
how surely their share is known: about 19 of 20 such intervals (Wilson's) hold the true one.

**Why the sharp one?** With noise of one size everywhere, small steps and rare escapes, theory has
the sharp minimum left k times as often: a valley is left the oftener, the faster runs move to and
fro in it, and the narrower it is (Kramers 1940). Longer steps add to that where curvature is high.

**Ripples.** Gradient descent in short steps ends in the valley it starts in. Noise can shake a run
out. Momentum can carry one over a bump: what has rolled down one side rolls up the other.

**Every start.** Below the picture choose “where runs end”: each dot is coloured by the minimum near
which the run ends that starts there. It follows the knobs. Choose a dot to see its run, and zoom
into a border: it is worked out anew, and need not be smooth.
"""


@st.fragment
def live(shown: tuple[object, ...]) -> None:
    surface = surface_of(settings)
    start = controls.start_of(settings, surface)
    results, rates = descend(settings, surface, start)
    rule = results[scene.explained(settings, results)].run.optimizer
    stage(
        settings,
        [scene.panel(settings, results, start)],
        start=start,
        knobs=knobs(settings),
        on_knob=on_knob(settings),
        curves=scene.curves(settings, surface, rule),
        presets=PRESETS,
        outcome=words.outcome(settings, results, start, rates),
        prose=[NOTES, controls.surface_text(surface), written(rule)],
        meanings={**meanings(rule), **words.MEANINGS},
        rests=settings["view"] == "noise" or settings["tuned"],
        runs=runs(settings),
    )
    if settings.at_rest and charted(settings) != shown:
        st.rerun()


choose(settings)
live(charted(settings))
if settings["view"] != "noise":
    choose_tuned(settings)
st.markdown(controls.surface_text(surface_of(settings)))
st.markdown(NOTES)
if settings["view"] == "noise":
    show_charts(settings)

navigation.ways_on(lesson)
