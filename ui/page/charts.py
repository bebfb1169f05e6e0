"""Plotly figures beside the stage, in its look: thin lines, no boxes, the theme's own ink."""

from collections.abc import Mapping
from html import escape
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from ui.page.palette import COLOURS, MUTED, Style

QUIET = {"displayModeBar": False}
"""The `config` of a chart without buttons."""

NAMED: Mapping[str, Any] = {
    "showlegend": True,
    "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0.0},
}
"""The layout of a chart with a legend above it."""

_DASHES = {"": "solid", "long": "longdash", "dash": "dash", "dot": "dot", "dashdot": "dashdot"}


def dark() -> bool:
    """Whether the reader has the dark theme."""
    return st.context.theme.type == "dark"


def ink(colour: str) -> str:
    """One of the palette's colours in the reader's theme."""
    return COLOURS[colour][dark()]


def theme(colour: str) -> str:
    """A colour of the reader's theme as the configuration names it: "textColor", "borderColor"."""
    return str(st.get_option(f"theme.{'dark' if dark() else 'light'}.{colour}"))


def muted() -> str:
    """The colour of what stands back: axes, captions."""
    return MUTED[dark()]


def line(style: Style, width: float = 2) -> dict[str, Any]:
    """The line of a path's style."""
    colour = style.dark if dark() else style.light
    return {"color": colour, "width": width, "dash": _DASHES[style.dash]}


def tint(colour: str) -> str:
    """A colour `#RRGGBB`, so thin that lines are seen through it."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return f"rgba({red}, {green}, {blue}, 0.15)"


def as_plain(text: str) -> str:
    """A reader's own text in a figure, where some tags would be markup."""
    return escape(text, quote=False)


def blank(height: int, x: str = "", y: str = "", **layout: Any) -> go.Figure:
    """An empty figure with named axes, `height` pixels high."""
    axis = {
        "gridcolor": theme("borderColor"),
        "zeroline": False,
        "tickfont": {"color": muted(), "size": 11},
        "exponentformat": "power",
    }
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
