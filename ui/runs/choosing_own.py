"""Widgets for what a run has of its own: its schedule, a limit on its gradients, its noise."""

from dataclasses import replace

import streamlit as st

from optim import SCHEDULES
from ui.page.settings import Settings
from ui.page.words import plain
from ui.runs.choosing import chosen_run
from ui.runs.own import LIMIT, NOISE, SHAPES, WARMUP, fields_of
from ui.runs.run import Run

_CUT = (
    "Whether its gradients have a greatest length: longer ones are cut, and keep their direction."
)
_NOISE = "Whether the noise of its gradients is set for it alone, or is that of all the others."

_WARM = "Whether its α rises in a straight line, for as many steps as a knob says, before all else."
_BEGUN_WITH = {WARMUP.key: 20}

_SCHEDULES = {key: kind.name for key, kind in SCHEDULES.items()}


def choose_own(settings: Settings) -> None:
    """A button that opens the chosen run's schedule, limit and noise; their numbers are knobs."""
    run = settings["runs"][chosen_run(settings)]
    with st.popover("Schedule, noise, clipping", width="content"):
        st.markdown(f"**{plain(run.name)}** alone. The numbers are under “More” among its knobs.")
        key = _shown(settings, "schedule", run.schedule)
        st.selectbox(
            "Schedule of its α",
            tuple(_SCHEDULES),
            format_func=_SCHEDULES.__getitem__,
            key=key,
            on_change=_schedule,
            args=(settings, key),
        )
        _switch(settings, run, "warm up first", _WARM, (WARMUP.key,))
        _switch(settings, run, "cut its long gradients", _CUT, (LIMIT.key,))
        _switch(settings, run, "noise of its own", _NOISE, tuple(NOISE))


def _switch(settings: Settings, run: Run, label: str, help: str, names: tuple[str, ...]) -> None:
    """Whether the run has these numbers of its own."""
    key = _shown(settings, label, names[0] in run.own)
    st.toggle(label, help=help, key=key, on_change=_own, args=(settings, key, names))


def _shown(settings: Settings, name: str, value: object) -> str:
    """The key of a widget that shows a value."""
    key = settings.widget_key(f"own {name}")
    st.session_state[key] = value
    return key


def _schedule(settings: Settings, key: str) -> None:
    schedule, run = st.session_state[key], settings["runs"][chosen_run(settings)]
    kept = {name: value for name, value in run.own.items() if name not in SHAPES[run.schedule]}
    _put(settings, replace(run, schedule=schedule, own=kept))


def _own(settings: Settings, key: str, names: tuple[str, ...]) -> None:
    run = settings["runs"][chosen_run(settings)]
    own = {name: value for name, value in run.own.items() if name not in names}
    if st.session_state[key]:
        own |= {
            name: _BEGUN_WITH.get(name, fields_of(run.schedule)[name].default) for name in names
        }
    _put(settings, replace(run, own=own))


def _put(settings: Settings, run: Run) -> None:
    """Write the chosen run back into the list."""
    runs = list(settings["runs"])
    runs[chosen_run(settings)] = run
    settings.set({"runs": runs})
