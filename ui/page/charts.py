"""Plotly figures beside the stage, in its look: thin lines, no boxes, the theme's own ink."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st
from numpy.typing import NDArray

from optim.theory import Taylor
from ui.page.numbers import as_text
from ui.page.palette import COLOURS, Style

Array = NDArray[np.float64]

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
    axis = {
        "gridcolor": hairline(),
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


def rate_map(
    x: Array, y: Array, steps: Array, boundary: tuple[Array, Array], marks: Mapping[str, Any]
) -> go.Figure:
    """How many steps each pair of rate and momentum takes to come ten times closer.

    Contour and heatmap traces tell nobody of clicks: invisible points on the cells do.

    Args:
        x, y: the middles of the cells, shape `(columns,)` and `(rows,)`.
        steps: shape `(rows, columns)`; NaN where it comes no closer.
        boundary: theory's boundary of stability, as x and y.
        marks: points `(x, y)` to mark, by the word beside them.
    """
    figure = blank(400, x="learning rate α", y="momentum β", hovermode="closest")
    figure.update_layout(clickmode="event+select", dragmode=False)
    figure.update_xaxes(showgrid=False, range=_span(x))
    figure.update_yaxes(showgrid=False, range=_span(y))
    figure.add_heatmap(
        x=x, y=y, z=np.log10(steps), zmin=0.5, zmax=3.0, hoverinfo="skip", **_steps_scale()
    )
    figure.add_scatter(
        x=boundary[0], y=boundary[1], mode="lines", line_color=ink("vermilion"), hoverinfo="skip"
    )
    for (word, (at_x, at_y)), symbol in zip(marks.items(), ("star", "circle-open"), strict=False):
        figure.add_scatter(
            x=[at_x],
            y=[at_y],
            text=[word],
            mode="markers+text",
            textposition="top center",
            textfont_color=page_ink(),
            marker={"symbol": symbol, "size": 12, "color": page_ink(), "line_width": 2},
            hoverinfo="skip",
        )
    figure.add_scatter(**_cells(x, y, steps))
    return figure


def _span(middles: Array) -> list[float]:
    half = 0.5 * (middles[1] - middles[0])
    return [float(middles[0] - half), float(middles[-1] + half)]


def page_ink() -> str:
    """The colour of the text."""
    return "#E6E9ED" if dark() else "#1B1F24"


def _steps_scale() -> dict[str, Any]:
    fast, slow = ("#6CB6FF", "#1B2A3D") if dark() else ("#0B63B0", "#DCE9F5")
    bar = {
        "orientation": "h",
        "x": 0.0,
        "xanchor": "left",
        "y": 1.0,
        "yanchor": "bottom",
        "len": 0.6,
        "tickvals": [1, 2, 3],
        "ticktext": ["10", "100", "1000"],
        "tickfont": {"color": muted()},
        "thickness": 8,
        "outlinewidth": 0,
    }
    return {"colorscale": [[0.0, fast], [1.0, slow]], "colorbar": bar}


def _cells(x: Array, y: Array, steps: Array) -> dict[str, Any]:
    """One invisible point a cell, with words for the pointer.

    The pointer finds points that are not drawn: thousands of them would slow the page for nothing.
    """
    across, up = np.meshgrid(x, y)
    cells = zip(across.ravel(), up.ravel(), steps.ravel(), strict=True)
    words = [f"α {as_text(a, 4)}, β {as_text(b)}<br>{_pace(count)}" for a, b, count in cells]
    invisible = {"marker": {"opacity": 0}}
    return {
        "x": across.ravel(),
        "y": up.ravel(),
        "customdata": words,
        "mode": "markers",
        "marker": {"opacity": 0, "size": 4, "maxdisplayed": 1},
        "selected": invisible,
        "unselected": invisible,
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _pace(steps: float) -> str:
    return "comes no closer" if math.isnan(steps) else f"{as_text(steps)} steps"


def lines(
    at: Array, curves: Mapping[str, tuple[Array, Style]], x: str = "", y: str = ""
) -> go.Figure:
    """Curves by their names over one axis, each in its style; `x` and `y` name the axes."""
    figure = blank(260, x, y, showlegend=True)
    figure.update_layout(legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0.0})
    for name, (values, style) in curves.items():
        colour = style.dark if dark() else style.light
        look = {"color": colour, "width": 2, "dash": _DASHES[style.dash]}
        figure.add_scatter(x=at, y=values, name=name, mode="lines", line=look)
    return figure


_DASHES = {"": "solid", "long": "longdash", "dash": "dash", "dot": "dot", "dashdot": "dashdot"}
