"""Lesson 8: per-coordinate rates. Steep coordinates get short steps, flat ones long steps."""

import streamlit as st

from lessons.per_coordinate_rates import experiments as coordinates
from ui.page import controls, navigation, shell
from ui.page.fields import Choice, Point
from ui.page.settings import Settings
from ui.runs.measures import linked_curves
from ui.runs.walks import rate_curves, rates, show
from ui.stage.scene import Preset

lesson = navigation.lesson_of("per_coordinate_rates")
shell.open_page(lesson)

settings = Settings(
    lesson.key,
    Choice("view", "valley", tuple(coordinates.VIEWS)),
    Choice("apart", "adagrad", tuple(coordinates.SHORT)),
    Point("start"),
    Point("weights"),
    *coordinates.fields(),
)

PRESETS = (
    Preset("turn the valley by 45°", {"angle": 45.0}),
    Preset("AdaGrad runs out of breath", {"adagrad": 0.05, "steps": 2000}),
    Preset("a feature in 2 % of the examples", {"view": "sparse"}),
)


@st.fragment
def live() -> None:
    surface = coordinates.surface_of(settings)
    start = controls.start_of(settings, surface, coordinates.start_word(settings))
    walks = coordinates.walks(settings, surface, start)
    show(
        settings,
        walks,
        coordinates.VIEWS[settings["view"]],
        rates,
        start=start,
        start_key=coordinates.start_word(settings),
        knobs=coordinates.knobs(settings),
        curves=[*rate_curves(surface), *linked_curves(surface)],
        presets=PRESETS,
        outcome=coordinates.outcome(walks, settings),
    )


coordinates.choose(settings)
live()

st.markdown(
    """
    **What to notice.** Along the axes the condition number κ does not matter to AdaGrad: each
    coordinate is divided by its own slopes, so turn κ and the path stays as it is. Turn the
    valley, and every coordinate meets the same mixture of steep and flat: there is nothing left
    to tell apart, and the advantage is gone. Momentum does not mind the angle.

    AdaGrad adds up squares for ever, so under a steady gradient its rate falls like 1/√t: it slows
    down without end but never stops. RMSProp forgets; its rate recovers, and close to the minimum
    it keeps stepping by about α.

    A feature that is rarely there has a small slope all its life. Gradient descent has one rate,
    which the common feature limits; AdaGrad gives the rare one a larger rate of its own.
    """
)
