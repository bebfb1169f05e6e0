"""Lesson 7: momentum. Gradients that agree add up to speed, gradients that alternate cancel."""

import streamlit as st

from lessons.momentum import experiments as momentum
from surfaces import SURFACES
from ui.page import controls, navigation, shell
from ui.page.fields import Choice, Number, Point, Switch, Whole
from ui.page.settings import Settings
from ui.runs.measures import linked_curves
from ui.runs.walks import show, walk
from ui.stage.scene import LinkedCurve, Preset

lesson = navigation.lesson_of("momentum")
shell.open_page(lesson)

settings = Settings(
    lesson.key,
    Choice("view", "memory", tuple(momentum.VIEWS)),
    Choice("apart", "momentum", tuple(momentum.SHORT)),
    Switch("decay"),
    Switch("matched", True),
    Point("start"),
    Number("lr", 0.03, 1e-4, 5.0, "learning rate α", log=True, help="The same for all of them."),
    Number("beta", 0.8, 0.0, 0.999, "momentum β", help="At 0 nothing is kept of the velocity."),
    *controls.parameter_fields(SURFACES["valley"]),
    Whole("steps", 80, 1, 1000, "steps", log=True, help="How many steps each run takes."),
)

PRESETS = (
    Preset("β = 0: nothing but gradient descent", {"beta": 0.0}),
    Preset("the best pair for κ = 100", momentum.best(100.0)),
    Preset("a schedule parts the conventions", {"view": "conventions", "decay": True, "lr": 0.08}),
)


@st.fragment
def live(mapped: tuple[float, ...]) -> None:
    surface = momentum.surface_of(settings)
    start = controls.start_of(settings, surface)
    walks = walk(
        momentum.runs_of(settings),
        surface,
        start,
        steps=settings["steps"],
        schedule=momentum.schedule(settings),
    )
    loss, *others = linked_curves(surface)
    show(
        settings,
        walks,
        momentum.VIEWS[settings["view"]],
        momentum.speed,
        start=start,
        knobs=momentum.knobs(settings),
        curves=[loss, LinkedCurve("speed", "size of the velocity v"), *others],
        presets=PRESETS,
        outcome=momentum.outcome(walks, settings),
    )
    if settings.at_rest and momentum.mapped(settings) != mapped:
        st.rerun()


momentum.choose(settings)
live(momentum.mapped(settings))

st.markdown(
    """
    **What to notice.** Along the valley's floor the gradients agree and add up in the velocity,
    to 1/(1−β) times one of them. Across the valley the heavy ball's gradients change sign every
    few steps, sooner at a larger α, and cancel. Nesterov's rule asks for the slope where the kept
    velocity alone would lead, and so brakes earlier.

    PyTorch's SGD is the heavy ball, Keras's keeps the rate inside the velocity. At constant α the
    two are the same path. Once a schedule turns α down, “rate inside” still carries the longer
    steps of its past. The average is the heavy ball at α(1−β): the same α means steps 1/(1−β)
    times shorter.
    """
)
st.markdown(
    """
    #### Every pair of α and β
    Each cell is a run of its own on this valley: how many steps it takes to come ten times closer.
    Blank cells come no closer; the line is theory's boundary α = 2(1+β)/λmax. Click a cell to
    adopt it.
    """
)
momentum.show_map(settings)
