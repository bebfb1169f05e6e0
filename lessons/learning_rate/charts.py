"""The three-curve test: the loss curves of some rates, each with its diagnosis."""

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from lessons.learning_rate.experiments import TEST, RateComparison
from optim.diagnosis import Diagnosis
from ui.page.charts import blank, ink
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


def three_curves(comparison: RateComparison) -> go.Figure:
    """The loss curves of the test's rates, each named and coloured by its diagnosis.

    Raises:
        ValueError: where no lowest minimum is known, so that curves have no name.
    """
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


def _first(comparison: RateComparison) -> float:
    first = float(comparison.test[0, 0])
    return first if first > 0.0 else 1.0


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
