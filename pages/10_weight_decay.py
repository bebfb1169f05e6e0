"""Lesson 10: weight decay. A penalty in the gradient, or decay beside the step."""

import streamlit as st

from lessons.weight_decay import experiments as decay
from ui.page import controls, navigation, shell
from ui.page.fields import Choice, Point
from ui.page.settings import Settings
from ui.runs.measures import linked_curves
from ui.runs.walks import show, walk
from ui.stage.scene import Preset

lesson = navigation.lesson_of("weight_decay")
shell.open_page(lesson)

settings = Settings(
    lesson.key, Choice("apart", "adamw", decay.RUNS), Point("start"), *decay.fields()
)

PRESETS = (
    Preset("λ = 0: all the same", {"weight_decay": 0.0}),
    Preset("λ = 1, the flat against the steep", {"weight_decay": 1.0}),
    Preset("AdamW creeps on: 2000 steps", {"steps": 2000}),
)


@st.fragment
def live(charted: tuple[object, ...]) -> None:
    surface = decay.pit(settings["kappa"])
    start = controls.start_of(settings, surface)
    walks = walk(decay.runs_of(settings), surface, start, steps=settings["steps"])
    show(
        settings,
        walks,
        decay.RUNS,
        decay.shares,
        besides=[decay.resting_place(settings)],
        start=start,
        knobs=decay.knobs(settings),
        curves=[*decay.CURVES, *linked_curves(surface)],
        presets=PRESETS,
        outcome=decay.outcome(walks, settings),
    )
    if settings.at_rest and decay.charted(settings) != charted:
        st.rerun()


decay.choose(settings)
live(decay.charted(settings))

st.markdown(
    """
    **What to notice.** With L2 the penalty's slope λx goes through Adam's averages. The run comes
    to rest where f + ½λ‖x‖² is least: the flat x gives up a large share, the steep y (where κ is
    large) almost none. On the way the division by √v̂ weakens the pull where slopes are steep.

    AdamW shrinks the point itself by αλ a step, every coordinate by the same share: from a start
    as far off in x as in y it ends equally short in both, however steep they are. Its resting
    place belongs to no fixed function. It slows down where λx balances m̂/√v̂. As √v̂ forgets the
    steep slopes of the descent, the point creeps on: to the bare minimum, or in each coordinate
    only to 1/λ where that comes first.

    **How far each coordinate ends short, against λ.** The dotted line is theory; every point of
    the others is a run of its own from this start.
    """
)
decay.show_chart(settings)
