"""Plotly figures beside the stage, in its look: thin lines, no boxes, the theme's own ink."""

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from optim.theory import Taylor

from .palette import COLOURS

QUIET = {"displayModeBar": False}
"""The `config` of a chart without buttons."""


def dark() -> bool:
    """Whether the reader has the dark theme."""
    return st.context.theme.type == "dark"


def ink(colour: str) -> str:
    """One of the palette's colours in the reader's theme."""
    return COLOURS[colour][dark()]


def muted() -> str:
    """The colour of what stands back: axes, captions."""
    return "#8A93A0" if dark() else "#646D77"


def hairline() -> str:
    """The colour of the thinnest lines."""
    return "#262C35" if dark() else "#E3E6EA"


def blank(height: int, x: str = "", y: str = "", **layout: Any) -> go.Figure:
    """An empty figure with named axes, `height` pixels high."""
    axis = {"gridcolor": hairline(), "zeroline": False, "tickfont": {"color": muted(), "size": 11}}
    return go.Figure(
        layout={
            "height": height,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"size": 12},
            "showlegend": False,
            "xaxis": {**axis, "title": {"text": x, "font": {"color": muted(), "size": 12}}},
            "yaxis": {**axis, "title": {"text": y, "font": {"color": muted(), "size": 12}}},
            **layout,
        }
    )


def taylor_bars(terms: Taylor, actual: float) -> go.Figure:
    """The change that slope and curvature predict for one step, stacked, above the actual one."""
    figure = blank(150, x="change of f", barmode="overlay", bargap=0.35, showlegend=True)
    figure.update_layout(legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0.0})
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(zeroline=True, zerolinecolor=muted(), nticks=7)
    # The second term runs back over the first one, so it is drawn thinner.
    bars = (
        ("−α‖g‖²", "predicted", terms.first, 0.0, 0.66, "green"),
        ("+½α²gᵀHg", "predicted", terms.second, terms.first, 0.3, "vermilion"),
        ("actual change", "actual", actual, 0.0, 0.66, "slate"),
    )
    for name, row, length, base, width, colour in bars:
        figure.add_bar(
            name=name,
            y=[row],
            x=[length],
            base=[base],
            width=[width],
            orientation="h",
            marker_color=ink(colour),
        )
    return figure
