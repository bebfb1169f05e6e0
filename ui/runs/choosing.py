"""The reader's own list of runs: which one's knobs are shown, adding one and removing it."""

from collections.abc import Sequence

import streamlit as st

from optim import OPTIMIZERS
from ui.page import palette, swatches
from ui.page.choosers import explained, pills
from ui.page.fields import Field, Whole
from ui.page.settings import Settings
from ui.runs.links import MOST_RUNS, Runs
from ui.runs.run import Run

_KNOBS_OF = "The run that the knobs turn and Remove takes out."


def run_fields(default: Sequence[Run], chosen: int = 1) -> list[Field]:
    """The runs, and which of them, counted from 1, has its knobs shown."""
    return [Runs("runs", tuple(default)), Whole("run", chosen, 1, MOST_RUNS, "run")]


def chosen_run(settings: Settings) -> int:
    """The index of the run whose knobs are shown; the last where there are fewer."""
    return int(min(settings["run"], len(settings["runs"]))) - 1


def choose_runs(settings: Settings) -> None:
    """The run whose knobs are shown, adding and removing, in the row that is open."""
    runs = settings["runs"]
    if settings["run"] > len(runs):
        settings.mend("run", len(runs))
    styles = palette.styles([run.optimizer for run in runs])
    swatches.on_pills(settings.widget_key("run"), styles)
    pills(settings, "run", _numbered(runs), "Knobs of", _KNOBS_OF)
    _choose_addition(settings)
    st.button(
        "Remove",
        help="Take the chosen run out.",
        disabled=len(runs) == 1,
        on_click=_remove,
        args=(settings,),
    )


def _numbered(runs: Sequence[Run]) -> dict[int, str]:
    """The runs' names by their number, which stands with those that several have."""
    names = [run.name for run in runs]
    numbers = enumerate(names, start=1)
    return {n: name if names.count(name) == 1 else f"{name} {n}" for n, name in numbers}


def _choose_addition(settings: Settings) -> None:
    key = f"{settings.page}/add"
    with explained("Add", "One more run of the rule that is chosen, at its usual settings."):
        st.selectbox(
            "Add a run",
            tuple(OPTIMIZERS),
            index=None,
            placeholder="a run",
            format_func=lambda optimizer: OPTIMIZERS[optimizer].name,
            label_visibility="collapsed",
            disabled=len(settings["runs"]) == MOST_RUNS,
            key=key,
            on_change=_add,
            args=(settings, key),
            width=90,
        )


def _add(settings: Settings, key: str) -> None:
    runs = (*settings["runs"], Run(st.session_state[key]))
    st.session_state[key] = None
    settings.set({"runs": runs, "run": len(runs)})


def _remove(settings: Settings) -> None:
    runs = list(settings["runs"])
    del runs[settings["run"] - 1]
    settings.set({"runs": runs, "run": max(1, settings["run"] - 1)})
