"""How far each coordinate ends short of the minimum, against λ."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from lessons.weight_decay.experiments import RUNS, STRENGTHS, Shrinkage, measured, offset_valley
from lessons.weight_decay.settings import SHORT
from ui.page import controls
from ui.page.charts import NAMED, QUIET, blank, line, muted
from ui.page.palette import COLOURS, Style, styles
from ui.page.settings import Settings

_HEIGHT = 260
_THEORY = Style(*COLOURS["amber"], "")
_STYLES = dict(zip(RUNS, styles(RUNS), strict=True))
_FORMULAS = ("λ/(λ+1)", "λ/(λ+κ)")


def show_charts(settings: Settings) -> None:
    """One chart a coordinate, with the λ of the stage marked."""
    start = controls.start_of(settings, offset_valley(settings["kappa"]))
    lost = measured(settings["lr"], settings["kappa"], settings["steps"], start)
    for coordinate, column in enumerate(st.columns(2)):
        figure = _figure(lost, coordinate)
        figure.add_vline(settings["weight_decay"], line={"color": muted(), "width": 1})
        column.plotly_chart(figure, config=QUIET, key=f"decay/{coordinate}")


def _figure(lost: Shrinkage, coordinate: int) -> go.Figure:
    axis, formula = "xy"[coordinate], _FORMULAS[coordinate]
    figure = blank(_HEIGHT, x="weight decay λ", y=f"{axis} ends short by", **NAMED)
    figure.update_yaxes(tickformat=".0%", range=_span(lost))
    for name, values, style in (
        (f"penalised minimum, {formula}", lost.theory, _THEORY),
        (SHORT["adam_l2"], lost.penalty, _STYLES["adam_l2"]),
        (SHORT["adamw"], lost.decay, _STYLES["adamw"]),
    ):
        ends = values[:, coordinate]
        figure.add_scatter(x=STRENGTHS, y=ends, name=name, mode="lines", line=line(style))
    return figure


def _span(lost: Shrinkage) -> tuple[float, float]:
    """One scale for both charts, within which every end is a decent one."""
    ends = np.concatenate([lost.penalty, lost.decay, lost.theory])
    low, high = np.nanquantile(ends, [0.0, 1.0]).tolist()
    return max(-0.5, low) - 0.02, min(1.5, high) + 0.02
