"""The home page: a live stage, and the way into the lessons."""

import streamlit as st

from lessons.race.settings import MOST_REPEATS, MOST_TOGETHER
from optim import OPTIMIZERS
from ui import limits
from ui.page import controls, navigation, shell
from ui.page.settings import Settings
from ui.runs.live import panels
from ui.runs.measures import linked_curves
from ui.runs.outcomes import comparison
from ui.runs.result import follow, named
from ui.runs.run import CLASSIC
from ui.runs.tuning import TUNED, apply, choose_tuned
from ui.stage.stage import stage

shell.open_page(navigation.HOME)

settings = Settings(
    "home",
    *controls.surface_fields("rosenbrock", b=10.0),
    *controls.condition_fields(steps=150),
    TUNED,
)

NOTES = """
**What this is.** The picture is a map of a function f of two numbers x and y: its height is the
loss, darker is lower. Each method starts at the ring and looks for a way down, knowing only the
slopes that it has met.

**Do first.** Play, then choose another start on the picture. Lesson 1, “Follow the slope”, begins
with one step on a curve.
"""


@st.fragment
def live() -> None:
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface)
    conditions = controls.conditions(settings)
    runs, rates = apply(settings, CLASSIC, surface, start, **conditions)
    results = follow(runs, surface, start, **conditions)
    stage(
        settings,
        panels(results, settings["smoothing"], explained=results[:1]),
        start=start,
        knobs=[*controls.surface_knobs(settings), controls.knob(settings, "steps")],
        curves=linked_curves(surface),
        outcome=comparison(named(results)),
        autoplay=True,
        rests=settings[TUNED.key],
        prose=[NOTES, OPTIMIZERS[runs[0].optimizer].latex],
    )
    if rates:
        st.markdown(f":gray[{rates}]")


choose_tuned(settings)
live()
st.markdown(NOTES)
navigation.ways_on(navigation.HOME)
navigation.lesson_list()
st.html('<p class="dl-join"><a href="r">Join a room</a></p>')
limits.show(
    [
        ("steps of all runs of a race together", limits.many(MOST_TOGETHER)),
        *((f"{what} of a race", f"{MOST_REPEATS}") for what in ("starts", "seeds")),
    ]
)
