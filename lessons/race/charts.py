"""The race's table of results, and the card of a rule."""

from collections.abc import Sequence

import streamlit as st

from lessons.race.words import ending, fairness
from optim import optimizer
from surfaces import NEAR
from ui.page.numbers import as_text
from ui.page.tables import table
from ui.runs.result import RunResult
from ui.runs.run import Run

_COLUMNS = (
    "run",
    "set to",
    "final loss",
    "to the nearest minimum",
    f"stays within {as_text(NEAR)} from step",
    "gradients until then",
    "ended",
)


def results_table(results: Sequence[RunResult], best: Sequence[float | None]) -> None:
    """The table of results, and whether the comparison was fair: with the best rates, if known."""
    rows, styles = [_row(result) for result in results], [result.style for result in results]
    table(_COLUMNS, rows, fairness(results, best), styles)


def rule_card(run: Run) -> None:
    """The rule of the run whose knobs are shown: its idea, its formula, who writes it so."""
    rule = optimizer(run.optimizer)
    st.markdown(f"**{rule.name}.** {rule.idea}")
    st.latex(rule.latex)
    st.caption(rule.source)


def _row(result: RunResult) -> tuple[str, ...]:
    outcome = result.outcome
    return (
        result.run.name,
        result.run.detail,
        _cell(outcome.loss),
        _cell(outcome.distance),
        _cell(outcome.arrived_at),
        _cell(outcome.arrival_evaluations),
        ending(outcome),
    )


def _cell(value: float | None) -> str:
    if isinstance(value, int):
        return str(value)
    return "–" if value is None else as_text(value)
