"""Lesson 6: the exponential moving average, of a signal and of a path."""

import streamlit as st

from lessons.smoothing import scene, words
from lessons.smoothing.experiments import descend, smooth, surface
from lessons.smoothing.settings import FIELDS, PRESETS, choose, path_knobs, signal_knobs
from surfaces import isotropic_line
from ui.page import controls, navigation, shell
from ui.page.settings import Settings
from ui.stage.stage import stage

lesson = navigation.lesson_of("smoothing")
shell.open_page(lesson)

settings = Settings(lesson.key, *FIELDS)

ON_A_SIGNAL = """
**Do first.** Turn β from one end to the other: at 0 both averages are the newest value; nearer to
1, more of the past is in them. Then drag the ring on the left to where the average should begin.

**Look for.** The larger β, the smoother the average, and the later it follows what changes.

**Window.** The average remembers about 1/(1−β) values: 10 at β = 0.9, 100 at β = 0.99.

**Noise against lag.** Once it has seen several windows of values, it leaves √((1−β)/(1+β)) of noise
whose values are independent, and trails β/(1−β) steps behind a steady ramp. Before, it has had less
to average: more noise is left, with less lag.

**Bias.** After t steps the average still holds a share βᵗ of what it began with: zero, unless you
drag it elsewhere. The correction takes that out; where the memory began no longer matters.

**Where it is used.** Adam keeps this very average of gradients and of their squares, RMSProp of
their squares. Momentum (the heavy ball) keeps a sum: 1/(1−β) times the average, not corrected.
"""
ON_A_PATH = """
**Do first.** Play, then turn β up: the average of SGD's path gets smoother.

**Look for.** SGD's own steps stay as they are: the averages only read its path, start included.

**Two averages.** The mean of all points (Polyak's) forgets nothing, not even the way down; the
exponential average forgets it after some windows of 1/(1−β) steps. Where SGD hovers, it hovers too,
closer in.

**Three ways.** Averaging is the third way to lower the noise floor, beside a smaller α, which is
slower, and a larger B, which costs more.
"""


@st.fragment
def signal() -> None:
    shape = settings["shape"]
    _, memory = controls.start_of(settings, surface(shape), "memory")
    smoothing = smooth(shape, settings["beta"], settings["sigma"], settings["seed"], memory)
    stage(
        settings,
        [scene.signal_panel(smoothing)],
        start=(0.0, memory),
        start_key="memory",
        knobs=signal_knobs(settings),
        curves=scene.SIGNAL_CURVES,
        presets=PRESETS,
        outcome=words.signal_outcome(smoothing),
        prose=[ON_A_SIGNAL],
        meanings=words.ON_A_SIGNAL,
    )


@st.fragment
def path() -> None:
    start = controls.start_of(settings, isotropic_line())
    run = descend(isotropic_line(), start, settings)
    stage(
        settings,
        [scene.path_panel(run)],
        start=start,
        knobs=path_knobs(settings),
        curves=scene.PATH_CURVES,
        presets=PRESETS,
        outcome=words.path_outcome(run),
        prose=[ON_A_PATH],
        meanings=words.ON_A_PATH,
    )


with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    choose(settings)
if settings["what"] == "signal":
    signal()
    st.markdown(ON_A_SIGNAL)
else:
    path()
    st.markdown(ON_A_PATH)

navigation.ways_on(lesson)
