"""The three-curve test, and the final loss against the learning rate."""

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from lessons.learning_rate.experiments import TEST, RateComparison, swept_rates
from optim.diagnosis import Diagnosis
from ui.page.charts import blank, ink, line, muted, theme
from ui.page.numbers import as_text

COLOURS: dict[Diagnosis, str] = {
    "explodes": "crimson",
    "bouncing": "amber",
    "flat": "violet",
    "stuck": "purple",
    "good": "green",
}
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid", "dash")

_HEIGHT = 300

# Losses smaller than this share of the first one are all the same to the eye.
_FLOOR = 1e-12
_HEADROOM = 10.0

# A click selects points; the others must not fade.
_KEPT = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}


def three_curves(comparison: RateComparison) -> go.Figure:
    """The loss curves of the test's rates, each named and coloured by its diagnosis."""
    figure = blank(_HEIGHT, x="step", y="loss", showlegend=True, legend_font_size=12)
    figure.update_xaxes(**_step_axis(comparison.steps))
    figure.update_yaxes(**_loss_axis(comparison))
    seen: list[Diagnosis] = []
    test = zip(TEST, comparison.test, comparison.test_diagnoses, strict=True)
    for rate, curve, diagnosis in test:
        dash = _DASHES[seen.count(diagnosis)]
        seen.append(diagnosis)
        figure.add_scatter(
            x=_across(np.arange(len(curve))),
            y=np.maximum(curve, _floor(comparison)),
            name=f"α {as_text(rate)}: {diagnosis}",
            mode="lines",
            line={"color": ink(COLOURS[diagnosis]), "width": 2, "dash": dash},
            customdata=[f"step {step}: {as_text(value)}" for step, value in enumerate(curve)],
            hovertemplate="%{customdata}<extra>%{fullData.name}</extra>",
        )
    return figure


def loss_against_rate(comparison: RateComparison) -> go.Figure:
    """Final loss against learning rate: a click anywhere takes the rate below the pointer."""
    figure = blank(
        _HEIGHT,
        x="learning rate α",
        y="final loss",
        hovermode="x",
        hoverdistance=-1,
        clickmode="event+select",
        dragmode=False,
        **_limit(comparison),
    )
    figure.update_xaxes(type="log", dtick=1, showgrid=False)
    figure.update_yaxes(**_loss_axis(comparison))
    figure.add_scatter(**_ends(comparison))
    figure.add_scatter(**_marks(comparison))
    return figure


def _limit(comparison: RateComparison) -> dict[str, Any]:
    """The stability limit as a line with its name."""
    limit, colour = comparison.limit, ink("crimson")
    across = {"type": "line", "yref": "paper", "x0": limit, "x1": limit, "y0": 0, "y1": 1}
    name = {"text": "2/λmax", "font": {"color": colour}, "showarrow": False, "yref": "paper"}
    place = {"x": math.log10(limit), "y": 1, "xanchor": "right", "yanchor": "top"}
    return {
        "shapes": [{**across, "line": {"color": colour, "width": 1, "dash": "dash"}}],
        "annotations": [{**place, **name}],
    }


def _ends(comparison: RateComparison) -> dict[str, Any]:
    """A point for each swept rate; those that diverge stand above the start."""
    losses = comparison.losses
    diverged = np.isnan(losses)
    return {
        "x": swept_rates(),
        "y": np.where(diverged, _ceiling(comparison), np.maximum(losses, _floor(comparison))),
        "text": [as_text(rate) for rate in swept_rates()],
        "customdata": [
            "diverges" if math.isnan(value) else f"loss {as_text(value)}" for value in losses
        ],
        "mode": "markers",
        "marker": {
            "size": 5,
            "symbol": np.where(diverged, "x-thin-open", "circle"),
            "color": np.where(diverged, ink("crimson"), muted()),
        },
        **_KEPT,
        "hovertemplate": "α %{text}: %{customdata}<extra></extra>",
    }


def _marks(comparison: RateComparison) -> dict[str, Any]:
    """The best rate and those of the three panels, by their markers there."""
    rates, losses, best = list(comparison.rates.values()), comparison.final, comparison.best
    styles = [result.style for result in comparison.results]
    symbols, names = [style.marker for style in styles], ["", "", ""]
    colours = [line(style)["color"] for style in styles]
    if best is not None:
        rates, losses = [*rates, swept_rates()[best]], [*losses, comparison.losses[best]]
        symbols, names = [*symbols, "triangle-down"], [*names, "best"]
        colours.append(theme("textColor"))
    heights = [max(value, _floor(comparison)) for value in losses]
    return {
        "x": rates,
        "y": [_ceiling(comparison) if math.isnan(value) else value for value in heights],
        "text": names,
        # No loss is lower, and the line of the limit is on the other side.
        "textposition": "bottom right" if rates[-1] >= comparison.limit else "bottom left",
        "mode": "markers+text",
        "marker": {"size": 11, "symbol": symbols, "color": colours},
        "hoverinfo": "skip",
        **_KEPT,
    }


def _first(comparison: RateComparison) -> float:
    return float(comparison.test[0, 0]) or 1.0


def _floor(comparison: RateComparison) -> float:
    return _FLOOR * _first(comparison)


def _ceiling(comparison: RateComparison) -> float:
    return _HEADROOM * _first(comparison)


def _across(steps: NDArray[np.int64]) -> NDArray[np.float64]:
    """Where steps stand: the first ones apart, in which rates explode, and the start with them."""
    return np.asarray(np.log10(1.0 + steps), dtype=np.float64)


def _step_axis(steps: int) -> dict[str, Any]:
    """The first steps wide apart and later ones closer, up to the last."""
    marked = [0, *(m * 10**e for e in range(5) for m in (1, 3) if m * 10**e <= steps)]
    places = _across(np.array(marked)).tolist()
    return {"tickvals": places, "ticktext": [str(step) for step in marked], "showgrid": False}


def _loss_axis(comparison: RateComparison) -> dict[str, Any]:
    """From the lowest end to above the start, by decades, with room for a name below."""
    ends = comparison.losses[np.isfinite(comparison.losses)]
    low = max(float(ends.min(initial=_first(comparison))), _floor(comparison))
    top = math.log10(_ceiling(comparison)) + 0.3
    bottom = math.log10(low) - max(0.8, 0.15 * (top - math.log10(low)))
    every = max(1, round((top - bottom) / 5))
    return {"type": "log", "range": [bottom, top], "dtick": every, "exponentformat": "power"}
