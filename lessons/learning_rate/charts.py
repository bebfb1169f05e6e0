"""The figures of the learning-rate playground."""

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go

from lessons.learning_rate.experiments import TEST, Playground, swept_rates
from optim.diagnosis import Diagnosis
from ui.page.charts import blank, ink, page_ink
from ui.page.numbers import as_text

COLOURS: dict[Diagnosis, str] = {
    "explodes": "vermilion",
    "bouncing": "amber",
    "flat": "blue",
    "good": "green",
}
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid", "dash")

_HEIGHT = 300

# Losses smaller than this share of the first one are all the same to the eye.
_FLOOR = 1e-12
_HEADROOM = 10.0


def three_curves(playground: Playground) -> go.Figure:
    """The loss curves of the test's rates, each named and coloured by its diagnosis."""
    figure = blank(_HEIGHT, x="step", y="loss", showlegend=True, legend_font_size=12)
    figure.update_yaxes(**_loss_axis(playground))
    seen: list[Diagnosis] = []
    for rate, curve, diagnosis in zip(TEST, playground.test, playground.named, strict=True):
        dash = _DASHES[seen.count(diagnosis)]
        seen.append(diagnosis)
        figure.add_scatter(
            x=np.arange(len(curve)),
            y=np.maximum(curve, _floor(playground)),
            name=f"α {as_text(rate)}: {diagnosis}",
            mode="lines",
            line={"color": ink(COLOURS[diagnosis]), "width": 2, "dash": dash},
            customdata=[as_text(value) for value in curve],
            hovertemplate="step %{x}: %{customdata}<extra>%{fullData.name}</extra>",
        )
    return figure


def loss_against_rate(playground: Playground) -> go.Figure:
    """Final loss against learning rate: a click anywhere takes the rate below the pointer."""
    figure = blank(
        _HEIGHT,
        x="learning rate α",
        y="final loss",
        hovermode="x",
        hoverdistance=-1,
        clickmode="event+select",
        dragmode=False,
        **_limit(playground),
    )
    figure.update_xaxes(type="log", dtick=1, showgrid=False)
    figure.update_yaxes(**_loss_axis(playground))
    figure.add_scatter(**_ends(playground))
    figure.add_scatter(**_marks(playground))
    return figure


def _limit(playground: Playground) -> dict[str, Any]:
    """The stability limit as a line with its word."""
    limit, colour = playground.limit, ink("vermilion")
    line = {"color": colour, "width": 1, "dash": "dash"}
    word = {"text": "2/λmax", "font": {"color": colour}, "showarrow": False}
    place = {"x": math.log10(limit), "y": 1, "xanchor": "right", "yanchor": "top"}
    return {
        "shapes": [
            {
                "type": "line",
                "yref": "paper",
                "x0": limit,
                "x1": limit,
                "y0": 0,
                "y1": 1,
                "line": line,
            }
        ],
        "annotations": [{"yref": "paper", **place, **word}],
    }


def _ends(playground: Playground) -> dict[str, Any]:
    """A point for each swept rate; those that diverge stand above the start."""
    losses, marker = playground.losses, {"marker": {"opacity": 1}}
    diverged = np.isnan(losses)
    return {
        "x": swept_rates(),
        "y": np.where(diverged, _ceiling(playground), np.maximum(losses, _floor(playground))),
        "text": [as_text(rate) for rate in swept_rates()],
        "customdata": [
            "diverges" if math.isnan(value) else f"loss {as_text(value)}" for value in losses
        ],
        "mode": "markers",
        "marker": {
            "size": 5,
            "symbol": np.where(diverged, "x-thin-open", "circle"),
            "color": np.where(diverged, ink("vermilion"), ink("blue")),
        },
        "selected": marker,
        "unselected": marker,
        "hovertemplate": "α %{text}: %{customdata}<extra></extra>",
    }


def _marks(playground: Playground) -> dict[str, Any]:
    """The best rate and those of the three panels, by their markers there."""
    rates, losses, best = list(playground.rates.values()), playground.final, playground.best
    symbols, words = ["circle", "square", "diamond"], ["", "", ""]
    if best is not None:
        rates, losses = [*rates, swept_rates()[best]], [*losses, playground.losses[best]]
        symbols, words = [*symbols, "star"], [*words, "best"]
    heights = [max(value, _floor(playground)) for value in losses]
    return {
        "x": rates,
        "y": [_ceiling(playground) if math.isnan(value) else value for value in heights],
        "text": words,
        "textposition": "top center",
        "mode": "markers+text",
        "marker": {"size": 11, "symbol": symbols, "color": page_ink()},
        "hoverinfo": "skip",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _first(playground: Playground) -> float:
    return float(playground.test[0, 0]) or 1.0


def _floor(playground: Playground) -> float:
    return _FLOOR * _first(playground)


def _ceiling(playground: Playground) -> float:
    return _HEADROOM * _first(playground)


def _loss_axis(playground: Playground) -> dict[str, Any]:
    """From the lowest end to above the start, by decades."""
    ends = playground.losses[np.isfinite(playground.losses)]
    low = max(float(ends.min(initial=_first(playground))), _floor(playground))
    bottom, top = math.log10(low) - 0.8, math.log10(_ceiling(playground)) + 0.3
    every = max(1, round((top - bottom) / 5))
    return {"type": "log", "range": [bottom, top], "dtick": every, "exponentformat": "power"}
