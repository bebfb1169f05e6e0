"""What the race adds to a stage: which runs take part, whose knobs are shown, and the results."""

from collections.abc import Sequence

import streamlit as st

from optim import OPTIMIZERS
from ui.page import controls
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.tables import table
from ui.page.words import counted
from ui.runs.outcomes import NEAR, Outcome, note
from ui.runs.run import MOST_RUNS, Run


def choose_run(settings: Settings) -> int:
    """One row: the surface, the run whose knobs are shown, adding, removing, the layout.

    Returns:
        The index of the chosen run.
    """
    runs = settings["runs"]
    if settings["run"] > len(runs):
        settings.mend("run", len(runs))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        controls.choose_surface(settings)
        st.pills(
            "Knobs of",
            range(1, len(runs) + 1),
            format_func=lambda number: runs[number - 1].name,
            label_visibility="collapsed",
            required=True,
            **settings.bind("run"),
        )
        st.selectbox(
            "Add a run",
            tuple(OPTIMIZERS),
            index=None,
            placeholder="Add a run",
            format_func=lambda key: OPTIMIZERS[key].name,
            label_visibility="collapsed",
            disabled=len(runs) == MOST_RUNS,
            key=_ADD,
            on_change=_add,
            args=(settings,),
            width=140,
        )
        st.button(
            "Remove",
            help="Take the chosen run out of the race.",
            disabled=len(runs) == 1,
            on_click=_remove,
            args=(settings,),
        )
        st.segmented_control(
            "Layout",
            ("together", "apart"),
            format_func={"together": "One panel", "apart": "One each"}.__getitem__,
            label_visibility="collapsed",
            required=True,
            **settings.bind("layout"),
        )
    return int(settings["run"]) - 1


def results(runs: Sequence[Run], ends: Sequence[tuple[str, Outcome]]) -> None:
    """The table of results, and whether the comparison was fair."""
    rows = [_row(run, end) for run, (_, end) in zip(runs, ends, strict=True)]
    table(_COLUMNS, rows, _fairness(ends))


def rule_card(run: Run) -> None:
    """The rule of the run whose knobs are shown: its idea, its formula, who writes it so."""
    rule = OPTIMIZERS[run.optimizer]
    st.markdown(f"**{rule.name}.** {rule.idea}")
    st.latex(rule.latex)
    st.caption(rule.source)


_ADD = "race/add"

_COLUMNS = (
    "run",
    "set to",
    "final loss",
    "to the nearest minimum",
    f"steps to within {as_text(NEAR)}",
    "gradients until then",
    "ended",
)


def _row(run: Run, end: Outcome) -> tuple[str, ...]:
    return (
        run.name,
        run.detail,
        _number(end.loss),
        _number(end.distance),
        _number(end.near_at),
        _number(end.near_evaluations),
        _ending(end),
    )


def _number(value: float | None) -> str:
    if isinstance(value, int):
        return str(value)
    return "–" if value is None else as_text(value, 4)


def _ending(end: Outcome) -> str:
    return note(end) or ("at a saddle" if end.saddle else f"after {counted(end.steps, 'step')}")


def _fairness(ends: Sequence[tuple[str, Outcome]]) -> str:
    whole = [end.evaluations for _, end in ends if end.diverged_at is None]
    told = counted(max(whole, default=0), "gradient evaluation")
    budget = told if whole else "the same number of gradients"
    return (
        f"Every run has the same start, the same random draws and {budget} to spend. The rates are "
        "the ones you set, not tuned alike: a bad rate loses the race for a good rule."
    )


def _add(settings: Settings) -> None:
    runs = (*settings["runs"], Run(st.session_state[_ADD]))
    st.session_state[_ADD] = None
    settings.set({"runs": runs, "run": len(runs)})


def _remove(settings: Settings) -> None:
    runs = list(settings["runs"])
    del runs[settings["run"] - 1]
    settings.set({"runs": runs, "run": max(1, settings["run"] - 1)})
