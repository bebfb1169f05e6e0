"""How many steps runs take to leave the saddle, against their start's distance from the line."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from lessons.saddle_points.experiments import (
    DISTANCES,
    Escapes,
    has_line,
    measured,
    predicted,
    runs_of,
)
from lessons.saddle_points.words import slopes
from ui.page import controls, palette
from ui.page.charts import NAMED, QUIET, blank, line, muted
from ui.page.numbers import power_of_ten
from ui.page.palette import COLOURS, Style
from ui.page.settings import Settings
from ui.turns import in_turns

WITH_LINE = """
**How late, from how close?** Each point is a run of its own from this x, with the rates and the
noise set above. The upright line is at this start.
"""

WITHOUT_LINE = """
**How late, from how close?** On the lab's own surfaces this is measured here, from starts closer
and closer to the line y = 0. A formula of your own need not have such a line.
"""

_HEIGHT = 340
_THEORY = Style(*COLOURS["amber"], "dot")
_TICKS = np.arange(-12, 1, 2)


def show_chart(settings: Settings) -> None:
    """The chart, with the start of the stage marked, and the slopes of its lines.

    A formula of the reader's own need not have a line to be measured from.
    """
    surface = controls.surface_of(settings)
    if not has_line(surface):
        st.markdown(WITHOUT_LINE)
        return
    st.markdown(WITH_LINE)
    start = controls.start_of(settings, surface)
    runs, _ = runs_of(settings, surface, start)
    noise = settings["sigma"], settings["seed"]
    escapes = in_turns([partial(measured, run, surface, start, *noise) for run in runs])
    figure = _figure(escapes)
    for each in escapes:
        expected = predicted(each.run, surface)
        if expected is not None and not settings["sigma"]:
            name = f"theory, {each.run.name} {each.run.detail}"
            figure.add_scatter(x=DISTANCES, y=expected, name=name, mode="lines", line=line(_THEORY))
    if start[1]:
        figure.add_vline(abs(start[1]), line={"color": muted(), "width": 1})
    st.plotly_chart(figure, config=QUIET, key="saddle/escapes")
    if not settings["sigma"]:
        st.markdown(slopes(escapes, surface))


def _figure(escapes: Sequence[Escapes]) -> go.Figure:
    what = "steps until the saddle is left"
    figure = blank(_HEIGHT, x="distance of the start from the line y = 0", y=what, **NAMED)
    ticks = {"tickvals": 10.0**_TICKS, "ticktext": [power_of_ten(int(n)) for n in _TICKS]}
    figure.update_xaxes(type="log", range=[-12.2, 0.2], **ticks)
    figure.update_yaxes(rangemode="tozero")
    looks = palette.styles([each.run.optimizer for each in escapes])
    for each, style in zip(escapes, looks, strict=True):
        figure.add_scatter(
            x=DISTANCES,
            y=each.steps,
            name=f"{each.run.name} {each.run.detail}",
            mode="lines+markers",
            line=line(style),
            marker={"size": 4},
        )
    return figure
