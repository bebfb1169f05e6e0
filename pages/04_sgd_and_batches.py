"""Lesson 4: the gradient as a mean over examples, and how many of them a step asks."""

import streamlit as st

from lessons.sgd_and_batches import experiments as batches
from surfaces import Regression
from ui.page import controls, navigation, samples, shell
from ui.page.fields import Point
from ui.page.samples import Sample
from ui.page.settings import Settings
from ui.stage.scene import LinkedCurve, Preset
from ui.stage.stage import stage

lesson = navigation.lesson_of("sgd_and_batches")
shell.open_page(lesson)

settings = Settings(lesson.key, Point("start"), *samples.sample_fields(), *batches.batch_fields())

PRESETS = (
    Preset("One update at a time", {"clock": "updates", "epochs": 3}),
    Preset("A narrow valley: raw x", {"data": "unstandardised", "lr": 0.005}),
    Preset("… and the same x standardised", {"data": "unstandardised", "standardise": True}),
)

NOTICE = """
The formula is the mini-batch's next step from the point θ = (w, b) that is shown (at the end: its
last step).

- **Equal budgets.** An epoch costs every run the same gradients: gradient descent spends them on
  one update, SGD on N. Early on SGD is far ahead.
- **Hovering.** At a constant α, SGD and mini-batches hover, larger batches closer in; only full
  batches settle. On the clean line nothing hovers: at its minimum no example pulls.
- **Shuffled**, an epoch meets each example once, and its last batch may be short. **With
  replacement** each draw is from all of them, and whatever does not pay for a whole batch is left.
- **The star** is the least-squares line of these data. The open diamond (built-in data) is the line
  that made them: with noise it is not the minimum, so no optimizer heads for it.
- The error of a line is convex: there are no other minima that noise could help to escape.
"""


@st.fragment
def live(sample: Sample, surface: Regression) -> None:
    start = controls.start_of(settings, surface)
    runs = batches.descend(surface, start, settings)
    clock = settings["clock"]
    tick = stage(
        settings,
        batches.panels(sample, runs, clock),
        start=start,
        knobs=batches.batch_knobs(settings, surface),
        curves=[LinkedCurve("loss", "loss above the least-squares line")],
        presets=PRESETS,
        outcome=batches.outcome(runs),
        unit=batches.UNITS[clock],
        explain=True,
    )
    st.latex(batches.step_formula(runs[1], settings["lr"], tick, clock))


with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    sample = samples.choose_sample(settings)
    surface = samples.choose_standardise(settings, sample)
    batches.choose_sampling(settings)
    batches.choose_clock(settings)
samples.tell(sample)
live(sample, surface)
st.markdown(NOTICE)
