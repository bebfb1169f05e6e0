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
    figure.update_layout(xaxis=_step_axis(comparison.steps), yaxis=_loss_axis(comparison))
    seen: list[Diagnosis] = []
    test = zip(TEST, comparison.test, comparison.test_diagnoses, strict=True)
    for rate, curve, diagnosis in test:
        dash = _DASHES[seen.count(diagnosis)]
        seen.append(diagnosis)
        figure.add_scatter(
            # The start stands at 1, which is where a logarithmic axis can begin.
            x0=1,
            dx=1,
            y=_drawn(curve, _floor(comparison)),
            **_told(curve, _floor(comparison)),
            name=f"α {as_text(rate)}: {diagnosis}",
            mode="lines",
            line={"color": ink(COLOURS[diagnosis]), "width": 2, "dash": dash},
        )
    return figure


def _drawn(curve: NDArray[np.float64], floor: float) -> NDArray[np.float32]:
    """The losses as a picture has them: in single precision, and none below its floor."""
    return np.clip(curve, floor, np.finfo(np.float32).max).astype(np.float32)


def _told(curve: NDArray[np.float64], floor: float) -> dict[str, Any]:
    """What is said of each step: the loss, or that it is at most what is drawn."""
    told, below = np.maximum(curve, floor), curve < floor
    fields: dict[str, Any] = {}
    most, number = "", "%{y:.3~g}"
    if below.any():
        most, fields["text"] = "%{text}", np.where(below, "at most ", "").tolist()
    # Powers of ten, which plotly would write as 1e-9, and what single precision has no room for.
    if ((told < 1e-4) | (told >= 1e5)).any():
        number, fields["customdata"] = "%{customdata}", [as_text(value) for value in told]
    said = f"step %{{pointNumber}}: {most}{number}<extra>%{{fullData.name}}</extra>"
    return {"hovertemplate": said, **fields}


def _first(comparison: RateComparison) -> float:
    first = float(comparison.test[0, 0])
    return first if first > 0.0 else 1.0


def _floor(comparison: RateComparison) -> float:
    return _FLOOR * _first(comparison)


def _ceiling(comparison: RateComparison) -> float:
    return _HEADROOM * _first(comparison)


def _step_axis(steps: int) -> dict[str, Any]:
    """The first steps, in which rates explode, wide apart and later ones closer, up to the last."""
    marked = [0, *(m * 10**e for e in range(5) for m in (1, 3) if m * 10**e <= steps)]
    return {
        "type": "log",
        "tickvals": [1 + step for step in marked],
        "ticktext": [str(step) for step in marked],
        "showgrid": False,
    }


def _loss_axis(comparison: RateComparison) -> dict[str, Any]:
    """From the lowest end to above the start, by decades, with room for a name below."""
    ends = comparison.losses[np.isfinite(comparison.losses)]
    low = max(float(ends.min(initial=_first(comparison))), _floor(comparison))
    top = math.log10(_ceiling(comparison)) + 0.3
    bottom = math.log10(low) - max(0.8, 0.15 * (top - math.log10(low)))
    every = max(1, round((top - bottom) / 5))
    return {"type": "log", "range": [bottom, top], "dtick": every, "exponentformat": "power"}
