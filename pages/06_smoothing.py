"""Lesson 6: the exponential moving average, of a signal and of a path."""

import streamlit as st

from lessons.batch_size import experiments as ensembles
from lessons.smoothing import experiments as smoothing
from lessons.smoothing import iterates
from ui.page import controls, navigation, shell
from ui.page.fields import Choice, Number, Point, Whole
from ui.page.settings import Settings
from ui.stage.scene import LinkedCurve, Preset
from ui.stage.stage import stage

lesson = navigation.lesson_of("smoothing")
shell.open_page(lesson)

WHAT = {"signal": "A signal", "path": "SGD's path"}

settings = Settings(
    lesson.key,
    Choice("what", "signal", tuple(WHAT)),
    Choice("shape", "wave", tuple(smoothing.SHAPES)),
    Point("memory"),
    Point("start"),
    Number("beta", 0.9, 0.0, 0.999, "smoothing β", help="How much of the average is kept."),
    Number("sigma", 0.6, 0.0, 1.5, "noise σ", help="Standard deviation of one value."),
    Number("lr", 0.1, 0.005, 0.9, "learning rate α", log=True, help="How far one step goes."),
    Whole("batch", 1, 1, ensembles.EXAMPLES, "batch size B", log=True, help="Examples a step."),
    Whole("steps", 300, 10, 2000, "steps", log=True, help="How many steps SGD takes."),
    Whole("seed", 0, 0, 9999, "seed", help="Which random draws the noise is made of."),
)

PRESETS = (
    Preset("β = 0.98: smooth, and late", {"beta": 0.98}),
    Preset("Why the start is biased", {"shape": "constant", "beta": 0.98}),
    Preset("The same β on SGD's path", {"what": "path", "beta": 0.95}),
)

WINDOW = ((0.9, "window 10"),)

ON_A_SIGNAL = """
- **Window.** The average remembers about 1/(1−β) values: 10 at β = 0.9, 100 at β = 0.99.
- **Calm against late.** Once it has seen several windows of values, it leaves √((1−β)/(1+β)) of the
  noise and trails β/(1−β) steps behind a steady ramp. The calmer, the later.
- **Bias.** After t steps the average still holds a share βᵗ of what it began with: zero, unless you
  drag it elsewhere. The correction takes that out; where the memory began no longer matters.
- Adam keeps this very average of gradients and of their squares, RMSProp of their squares.
  Momentum (the heavy ball) keeps a sum: 1/(1−β) times the average, not corrected.
"""
ON_A_PATH = """
- SGD's own steps stay as they are: the averages only read its path. The start counts as a value.
- The mean of all points (Polyak's) forgets nothing, not even the way down; the exponential average
  forgets it after some windows of 1/(1−β) steps, and then hovers at a floor of its own.
- Averaging is the third way to lower the noise floor, beside a smaller α, which is slower, and a
  larger B, which is dearer.
"""


@st.fragment
def signal() -> None:
    surface = smoothing.surface(settings["shape"])
    _, memory = controls.start_of(settings, surface, "memory")
    smooth = smoothing.smooth(
        settings["shape"], settings["beta"], settings["sigma"], settings["seed"], memory
    )
    tick = stage(
        settings,
        [smoothing.panel(smooth)],
        start=(0.0, memory),
        start_key="memory",
        knobs=[
            controls.knob(settings, "beta", ticks=WINDOW),
            controls.knob(settings, "sigma"),
            controls.knob(settings, "seed"),
        ],
        curves=[LinkedCurve("off", "distance from the true signal")],
        presets=PRESETS,
        outcome=smoothing.outcome(smooth),
        explain=True,
    )
    st.latex(smoothing.step_formula(smooth, tick))
    st.latex(smoothing.correction_formula(smooth, tick))


@st.fragment
def path() -> None:
    surface = ensembles.surface()
    start = controls.start_of(settings, surface)
    run = iterates.descend(surface, start, settings)
    words = ("beta", "lr", "batch", "steps", "seed")
    tick = stage(
        settings,
        [iterates.panel(run)],
        start=start,
        knobs=[controls.knob(settings, word) for word in words],
        curves=[LinkedCurve("loss", "loss above the minimum")],
        presets=PRESETS,
        outcome=iterates.outcome(run),
        explain=True,
    )
    for formula in iterates.step_formulas(run, tick):
        st.latex(formula)


with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    for word, names in (
        ("what", WHAT),
        ("shape", {key: name for key, (name, _) in smoothing.SHAPES.items()}),
    ):
        if word == "what" or settings["what"] == "signal":
            st.segmented_control(
                word.capitalize(),
                tuple(names),
                format_func=names.__getitem__,
                label_visibility="collapsed",
                required=True,
                **settings.bind(word),
            )
if settings["what"] == "signal":
    signal()
    st.markdown(ON_A_SIGNAL)
else:
    path()
    st.markdown(ON_A_PATH)
