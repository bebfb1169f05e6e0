"""Where runs of SGD end, against rate and batch size, and which minimum they leave sooner."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from lessons.sharp_and_flat.experiments import (
    FLAT,
    RATES,
    SIZES,
    control,
    flat_shares,
    setup_of,
    surface_of,
)
from lessons.sharp_and_flat.words import left_sooner, of_shares
from optim.proportion import Share
from ui.page import charts, controls, tables
from ui.page.numbers import as_text
from ui.page.settings import Settings

_HEIGHT = 340
_COLOURS = ("vermilion", "blue", "green")
_COLUMNS = ("SGD starts at", "runs", "left its valley", "share of them")


def show_charts(settings: Settings) -> None:
    """The shares as a figure, and runs from each minimum as a table."""
    setup = setup_of(settings)
    st.markdown(
        f"**Where do they end?** {of_shares(setup)} The upright line is at the α set above."
    )
    start = controls.start_of(settings, surface_of(settings))
    figure = _figure(flat_shares(setup, start), control(setup, start))
    figure.add_vline(settings["lr"], line={"color": charts.muted(), "width": 1})
    st.plotly_chart(figure, config=charts.QUIET, key="valleys/shares")
    rows, sentence = left_sooner(setup, settings["lr"], settings["batch"])
    how = f"At α = {as_text(settings['lr'])}, B = {settings['batch']}, {setup.steps} steps"
    draws = "" if setup.alike else "; all runs have random draws of their own"
    tables.table(_COLUMNS[: len(rows[0])], rows, f"{how}{draws}.")
    st.markdown(sentence)


def _figure(shares: dict[int, tuple[Share, ...]], still: Sequence[int]) -> go.Figure:
    what = "share that ends in the flat valley"
    figure = charts.blank(_HEIGHT, x="learning rate α", y=what, **charts.NAMED)
    ticks = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2]
    figure.update_xaxes(type="log", tickvals=ticks, ticktext=[as_text(tick) for tick in ticks])
    figure.update_yaxes(tickformat=".0%", range=[-0.03, 1.03])
    for size, colour in zip(SIZES, _COLOURS, strict=True):
        share, low, high = np.array(shares[size]).T
        certain = bool((low == high).all())
        error = {
            "array": high - share,
            "arrayminus": share - low,
            "thickness": 1.2,
            "width": 3,
            "visible": not certain,
        }
        figure.add_scatter(
            x=RATES,
            y=share,
            error_y=error,
            name=f"SGD, B = {size}",
            mode="lines+markers",
            line={"color": charts.ink(colour), "width": 1.6},
            marker={"size": 5},
        )
    figure.add_scatter(
        x=RATES,
        y=[float(valley == FLAT) for valley in still],
        name="gradient descent, no noise",
        mode="markers",
        marker={"symbol": "x-thin-open", "size": 8, "color": charts.theme("textColor")},
    )
    return figure
