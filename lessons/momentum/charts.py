"""The map of learning rate and momentum: a click adopts a cell."""

import itertools
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st
from numpy.typing import NDArray

from lessons.momentum.experiments import boundary, rate_map
from lessons.momentum.settings import adopt, mapped
from lessons.momentum.words import about_map
from optim import theory
from ui.page.charts import QUIET, blank, dark, ink, muted, theme
from ui.page.numbers import as_text
from ui.page.settings import Settings

Array = NDArray[np.float64]

_MAP = "momentum/map"


def show_map(settings: Settings) -> None:
    """The map, and what it says; a click adopts a cell."""
    kappa, *pair = mapped(settings)
    measured, best = rate_map(kappa), theory.best_heavy_ball(1.0, kappa)
    st.plotly_chart(
        map_figure(
            measured.lrs,
            measured.betas,
            measured.tenfold,
            boundary(kappa),
            {"theory's best": best[:2], "yours": pair},
        ),
        config=QUIET,
        key=_MAP,
        on_select=lambda: adopt(settings, st.session_state[_MAP].selection.points),
        selection_mode="points",
    )
    st.markdown(about_map(kappa))


def map_figure(
    x: Array, y: Array, steps: Array, boundary: tuple[Array, Array], marks: Mapping[str, Any]
) -> go.Figure:
    """How many steps each pair of rate and momentum takes to come ten times closer.

    Contour and heatmap traces report no clicks: invisible points on the cells do.

    Args:
        x, y: the middles of the cells, shape `(columns,)` and `(rows,)`.
        steps: shape `(rows, columns)`; NaN where it comes no closer.
        boundary: theory's boundary of stability, as x and y.
        marks: points `(x, y)` to mark, by their names.
    """
    figure = blank(400, x="learning rate α", y="momentum β", hovermode="closest")
    figure.update_layout(clickmode="event+select", dragmode=False)
    figure.update_xaxes(showgrid=False, range=_span(x))
    figure.update_yaxes(showgrid=False, range=_span(y))
    figure.add_heatmap(
        x=x, y=y, z=np.log10(steps), zmin=0.5, zmax=3.0, hoverinfo="skip", **_steps_scale()
    )
    figure.add_scatter(
        x=boundary[0], y=boundary[1], mode="lines", line_color=ink("crimson"), hoverinfo="skip"
    )
    # The best pair is close to the limit, which rises to its right.
    looks = (("diamond-tall", "middle left"), ("circle-open", "top center"))
    for (name, (at_x, at_y)), (symbol, place) in zip(marks.items(), looks, strict=False):
        figure.add_scatter(
            x=[at_x],
            y=[at_y],
            text=[name],
            mode="markers+text",
            textposition=place,
            textfont_color=theme("textColor"),
            marker={"symbol": symbol, "size": 12, "color": theme("textColor"), "line_width": 2},
            hoverinfo="skip",
        )
    figure.add_scatter(**_cells(x, y, steps))
    return figure


def _span(middles: Array) -> list[float]:
    half = 0.5 * (middles[1] - middles[0])
    return [float(middles[0] - half), float(middles[-1] + half)]


def _steps_scale() -> dict[str, Any]:
    fast, slow = theme("primaryColor"), "#1B2A3D" if dark() else "#DCE9F5"
    bar = {
        "orientation": "h",
        "x": 0.0,
        "xanchor": "left",
        "y": 1.0,
        "yanchor": "bottom",
        "len": 0.6,
        "tickvals": [1, 2, 3],
        "ticktext": ["10", "100", "1000 steps"],
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
    rows, columns = [f"β {as_text(b)}" for b in y], [f"α {as_text(a)}" for a in x]
    cells = zip(itertools.product(rows, columns), steps.ravel(), strict=True)
    words = [f"{column}, {row}<br>{_pace(count)}" for (row, column), count in cells]
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
