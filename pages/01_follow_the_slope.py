"""Lesson 1: one dimension. The slope says which way; the learning rate says how far."""

import streamlit as st

from lessons.follow_the_slope import experiments as slope
from ui.page import charts, controls, navigation, shell
from ui.page import curve_controls as line
from ui.page.fields import Number, Whole
from ui.page.settings import Settings
from ui.stage.scene import LinkedCurve, Panel, Preset
from ui.stage.stage import stage

lesson = navigation.lesson_of("follow_the_slope")
shell.open_page(lesson)

settings = Settings(
    lesson.key,
    *line.curve_fields("square"),
    Number("lr", 0.1, 0.01, 1.5, "learning rate α", help="How far a step goes: α × slope."),
    Whole("steps", 20, 1, 200, "steps", log=True, help="How many steps are taken."),
)

PRESETS = (
    Preset("α = 0.5: there in one step", {"lr": 0.5}),
    Preset("α = 1: bouncing for ever", {"lr": 1.0}),
    Preset("a ripple stops small steps", {"curve": "ripple", "lr": 0.03, "steps": 40}),
    Preset("a long step jumps the hump", {"curve": "double_well", "lr": 0.3}),
)

TICKS = ((0.5, "0.5"), (1.0, "1"))


@st.fragment
def live() -> None:
    curve = line.curve_of(settings)
    start = controls.start_of(settings, curve)
    descent = slope.descend(curve, start, settings["lr"], settings["steps"])
    shown = stage(
        settings,
        [Panel(curve, [slope.path(descent)])],
        start=start,
        knobs=[
            controls.knob(settings, "lr", ticks=TICKS if curve.key == "square" else ()),
            *line.curve_knobs(settings),
            controls.knob(settings, "steps"),
        ],
        curves=[
            LinkedCurve("loss", "height above the minimum"),
            LinkedCurve("x", "x", log=False),
        ],
        shown_curves=2,
        presets=PRESETS,
        outcome=slope.outcome(descent),
        explain=True,
    )
    explain(slope.step(descent, shown))


def explain(taken: slope.Step) -> None:
    words, bars = st.columns(2, gap="large", vertical_alignment="center")
    with words:
        st.latex(slope.formula(taken))
        st.markdown(slope.account(taken))
    bars.plotly_chart(charts.taylor_bars(taken.terms, taken.actual), config=charts.QUIET)


line.choose_curve(settings)
live()

controls.surface_card(line.curve_of(settings))
st.markdown(
    """
    **What to notice.** The tangent's slope gives the step both its direction and its length: as
    the curve flattens, the steps shorten by themselves. How far a slope can be trusted is the
    curvature's to say. On a parabola the two terms of the bars are the whole truth; where the
    curvature changes, the actual bar tells by how much they miss.
    """
)
