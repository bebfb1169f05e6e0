"""Lesson 4: the gradient as a mean over examples, and how many of them a step asks."""

import streamlit as st

from surfaces import Regression
from ui import batches, controls, frame, samples
from ui.fields import Point
from ui.samples import Sample
from ui.scene import LinkedCurve, Preset
from ui.settings import Settings
from ui.stage import stage

lesson = frame.lesson_of("sgd_and_batches")
frame.open_page(lesson)

settings = Settings(lesson.key, Point("start"), *samples.sample_fields(), *batches.batch_fields())

PRESETS = (
    Preset("One update each, epoch by epoch", {"clock": "updates", "epochs": 3}),
    Preset("A narrow valley: raw x", {"data": "unstandardised", "lr": 0.005}),
    Preset("… and the same x standardised", {"data": "unstandardised", "standardise": True}),
)


@st.fragment
def live(sample: Sample, surface: Regression) -> None:
    frame.notices(settings.notices)
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
    st.caption("The mini-batch's next step from the point that is shown")
    st.latex(batches.step_formula(runs[1], settings["lr"], tick, clock))


with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    sample = samples.choose_sample(settings)
    surface = samples.choose_standardise(settings, sample)
    batches.choose_sampling(settings)
    batches.choose_clock(settings)
live(sample, surface)
samples.tell(sample)
