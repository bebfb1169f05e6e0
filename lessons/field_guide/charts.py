"""Measured curves beside the rates that are proved."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from lessons.field_guide.theory import RATES
from ui.page.charts import NAMED, QUIET, blank, line
from ui.page.palette import COLOURS, Style
from ui.page.results import results as results_below
from ui.runs.result import RunResult

_HEIGHT = 360
_SMALLEST = 1e-16
"""What is smaller beside the first value is not drawn."""


def show_rates(key: str, results: Sequence[RunResult]) -> None:
    """The chart of the chosen kind of surface, on logarithmic axes."""
    rate = RATES[key]
    figure = blank(_HEIGHT, x="step k", y=rate.axis, **NAMED)
    figure.update_xaxes(type="log", dtick=1)
    figure.update_yaxes(type="log")
    for result, each in zip(results, rate.lines(results), strict=True):
        k = np.arange(1, len(each.measured) + 1)
        bound = Style(*COLOURS["amber"], "dot" if result is results[0] else "dash")
        curves = ((each.name, each.measured, result.style), (each.bound, each.proved, bound))
        for name, values, style in curves:
            _add(figure, k, values, name, style)
    with results_below():
        st.plotly_chart(figure, config=QUIET, key="field_guide/rates")


def _add(figure: go.Figure, k: np.ndarray, values: np.ndarray, name: str, style: Style) -> None:
    """A line, down to where rounding begins: zero has no place on a logarithmic axis."""
    shown = np.where(values > _SMALLEST * values.max(initial=0.0), values, np.nan)
    figure.add_scatter(x=k, y=shown, name=name, mode="lines", line=line(style))
