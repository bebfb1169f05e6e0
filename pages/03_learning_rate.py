"""Lesson 3: one descent, many learning rates."""

import streamlit as st

from lessons.learning_rate import charts, scene, words
from lessons.learning_rate.experiments import RateComparison
from lessons.learning_rate.settings import (
    BOUNDED,
    FIELDS,
    PRESETS,
    TRIO,
    held,
    knobs,
    on_knob,
    rates_of,
    suit,
)
from optim import OPTIMIZERS
from ui.page import controls, navigation, shell
from ui.page.charts import QUIET
from ui.page.choosers import segments
from ui.page.results import results
from ui.page.settings import Settings
from ui.stage.stage import stage

lesson = navigation.lesson_of("learning_rate")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)

ADOPT = "The panel that takes a rate which you choose in the curve “final loss at every rate”."

NOTES = """
**Do first.** Play, then turn the factor on all three rates to both ends and see what each picture
does.

**Look for.** On the lab's own surfaces the rates that work lie between two walls: below, the loss
hardly moves in the steps there are; above, it bounces or explodes. Above 2/λmax at a minimum no run
can settle there, though with few steps it may not have had the time to blow up. On a quadratic the
best rate in the long run is 2/(λmax + λmin): the longer the valley, the closer to the wall.

**How a curve is named**, where a lowest minimum is known. It *explodes* if the loss ends above its
start or stops being a number; it is *bouncing* if over its second half it climbs at least half as
far as it falls; *stuck* if it rests above the lowest minimum, in a higher one or at a saddle;
*flat* if more than half of the loss is left and a larger rate gets as low, or if one does so in a
tenth of the steps, unless most of its own steps turn back, which is *bouncing* too; *good*
otherwise.

**What to do about it.** Flat asks for a larger rate, exploding and bouncing for a smaller one,
stuck for another start, noise or momentum.
"""

SWEEP = """
In the curve “final loss at every rate α” each dot or cross is a run from this start. A click or a
drag there takes a rate for the panel that is chosen beside the surface; a panel's own mark can be
dragged.
"""

RULE = OPTIMIZERS["gd"].latex


@st.fragment
def live() -> None:
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface)
    comparison = RateComparison(surface, start, settings["steps"], rates_of(settings))
    stage(
        settings,
        scene.panels(comparison),
        start=start,
        knobs=knobs(settings),
        on_knob=on_knob(settings),
        curves=scene.curves(comparison, settings["adopt"]),
        shown_curves=2,
        presets=PRESETS,
        outcome=words.outcome(comparison) + held(settings),
        prose=[NOTES, controls.surface_text(surface), words.best_rate(comparison), RULE],
    )
    with results():
        if comparison.has_floor:
            st.markdown("**The three-curve test**: each rate is named by its curve.")
            st.plotly_chart(charts.three_curves(comparison), config=QUIET)
        else:
            st.markdown(words.NAMELESS)
    sweep = SWEEP if comparison.has_floor else ""
    st.markdown(f"**Every rate**: {words.best_rate(comparison)}. {sweep}")


with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    controls.choose_surface(settings, choices=BOUNDED, also=lambda chosen: suit(settings, chosen))
    if controls.surface_of(settings).lowest is not None:
        segments(settings, "adopt", {place: place for place in TRIO}, "Adopt for", ADOPT)
live()

st.markdown(controls.surface_text(controls.surface_of(settings)))
st.markdown(NOTES)
navigation.ways_on(lesson)
