"""Lesson 3: one descent, many learning rates."""

import streamlit as st

from lessons.learning_rate import charts as rate_charts
from lessons.learning_rate import experiments as rates
from ui.page import charts, controls, navigation, shell
from ui.page.fields import Whole
from ui.page.settings import Settings
from ui.runs.measures import linked_curves
from ui.stage.scene import Preset
from ui.stage.stage import stage

lesson = navigation.lesson_of("learning_rate")
shell.open_page(lesson)

settings = Settings(
    lesson.key,
    *controls.surface_fields("rosenbrock", rates.BOUNDED, b=20.0),
    *rates.rate_fields(),
    Whole("steps", 500, 1, 2000, "steps", log=True, help="How many steps each run takes."),
)

PRESETS = (
    Preset("all three ten times smaller", {"scale": 0.1}),
    Preset("all three three times larger", {"scale": 3.0}),
    Preset("the same rates on a valley", {"surface": "valley"}),
)


@st.fragment
def live() -> None:
    surface = controls.surface_of(settings)
    start = controls.start_of(settings, surface)
    playground = rates.Playground(surface, start, settings["steps"], rates.rates_of(settings))
    stage(
        settings,
        rates.panels(playground),
        start=start,
        knobs=[
            *rates.rate_knobs(settings),
            *controls.surface_knobs(settings),
            controls.knob(settings, "steps"),
        ],
        on_knob=rates.turn(settings),
        curves=linked_curves(surface),
        presets=PRESETS,
        outcome=rates.outcome(playground),
    )
    below(playground)


def below(playground: rates.Playground) -> None:
    test, sweep = st.columns(2, gap="medium")
    with test:
        st.markdown("**The three-curve test**: each rate is named by its curve.")
        st.plotly_chart(rate_charts.three_curves(playground), config=charts.QUIET)
    with sweep:
        st.markdown(f"**Every rate**: {rates.account(playground)}.")
        st.plotly_chart(
            rate_charts.loss_against_rate(playground),
            config=charts.QUIET,
            key="sweep",
            on_select=adopted,
            selection_mode="points",
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption("A rate you click goes to the", width="content")
            st.segmented_control(
                "Panel that takes a clicked rate",
                tuple(rates.TRIO),
                label_visibility="collapsed",
                required=True,
                **settings.bind("adopt"),
            )
            st.caption("panel.", width="content")


def adopted() -> None:
    rates.adopt(settings, st.session_state["sweep"].selection.points)


controls.choose_surface(settings, choices=rates.BOUNDED)
live()

controls.surface_card(controls.surface_of(settings))
st.latex(r"x_{t+1} = x_t - \alpha\, \nabla f(x_t)")
st.markdown(
    """
    **What to notice.** The rates that work lie between two walls: below, the loss hardly moves in
    the steps there are; above, it bounces or explodes. Near a minimum the upper wall is 2/λmax; a
    run that has not come near it yet has not met that wall. On a quadratic the best rate is
    2/(λmax + λmin): the longer the valley, the closer to the wall.

    **How a curve is named.** It *explodes* if the loss ends above its start or stops being a
    number; it is *bouncing* if over its second half it climbs at least half as far as it falls;
    *flat* if more than half of the loss is left, unless most of its steps turn back, which is
    *bouncing* too; *good* otherwise. Flat asks for a larger rate, the first two for a smaller one.
    A good curve may still end at a saddle or in a higher minimum.
    """
)
