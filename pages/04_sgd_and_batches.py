"""Lesson 4: the gradient as a mean over examples, and how many of them each step uses."""

import streamlit as st

from lessons.sgd_and_batches import scene, words
from lessons.sgd_and_batches.experiments import descend
from lessons.sgd_and_batches.settings import FIELDS, PRESETS, UNITS, choose_clock, knobs
from ui.page import controls, navigation, samples, shell
from ui.page.sampling import choose_sampling, with_replacement
from ui.page.settings import Settings
from ui.stage.stage import stage

lesson = navigation.lesson_of("sgd_and_batches")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)

NOTES = """
**Do first.** Play: each run draws its line on the left as its point moves on the right. Then choose
Updates as the clock, and see how many steps each gets for the same work.

**Look for.** Gradient descent takes the full gradient, one step an epoch; a batch's gradient is the
full one only in the mean, so that small batches take many steps, each with an error of its own.

**Equal budgets.** An epoch costs every run the same gradients: gradient descent spends them on one
update, SGD on N.

**Uphill steps are normal.** Below 2/λmax single steps of small batches may go uphill, and full
batches never do.

**Hovering.** At a constant α below its limit, noise keeps small batches hovering, larger ones
closer in; all examples at once, each drawn once, settle. Where every point lies on the line nothing
hovers: at its minimum every example's gradient is 0.

**The limit.** 2/λmax holds for all examples at once. Single examples curve more than their mean.
So, drawn with replacement, small batches stray without bound from a smaller α on: for single
examples at the mark B = 1.

**How batches are drawn.** Shuffled, an epoch meets each example once, and its last batch may be
short. With replacement each draw is from all of them: of N draws some are twice the same, and
others are missed. A rest too small for a whole batch is not spent.

**The star** is the least-squares line of these data. The open diamond (built-in data) is the line
that made them: with noise it is not the minimum, so no optimizer heads for it.

**No other minima.** The error of a line is convex: noise has no second minimum to escape from.
"""


@st.fragment
def live() -> None:
    sample = samples.sample_of(settings)
    surface = samples.surface_of(settings, sample)
    samples.show_notes(settings, sample)
    start = controls.start_of(settings, surface)
    runs = descend(surface, start, settings)
    clock = settings["clock"]
    tick = stage(
        settings,
        scene.panels(sample, runs, clock),
        start=start,
        knobs=knobs(settings, surface),
        curves=scene.CURVES,
        presets=PRESETS,
        outcome=words.outcome(runs, with_replacement(settings)),
        derived=scene.updates_of(surface.examples, with_replacement(settings)),
        unit=UNITS[clock],
        prose=[NOTES, words.RULE],
        meanings=words.MEANINGS,
        rests=True,
    )
    st.markdown(words.unbiased(runs[1], tick, clock))


with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    samples.choose_sample(settings)
    samples.choose_standardise(settings)
    choose_sampling(settings)
    choose_clock(settings)
live()
st.markdown(NOTES)
navigation.ways_on(lesson)
