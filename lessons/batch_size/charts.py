"""Noise against the batch size, measured beside theory: as figures and as a table of costs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from lessons.batch_size.experiments import (
    Ensemble,
    expected_radius,
    expected_spread,
    gradient_spread,
    theory_of,
)
from optim.spread import Spread
from ui.page import charts
from ui.page.numbers import as_text

Array = NDArray[np.float64]

NOTE = (
    "± is about half the 95 % interval of what was measured; near the rate above which there is no "
    "radius it is too small, as a few runs far out make up most of the spread. The exact radius is "
    "for batches drawn with replacement; the formula for it takes all examples to curve alike. "
    "Shuffled, what is measured is averaged over the last epoch's updates since the runs arrived. "
    "“–” is no hovering radius: the runs are still on their way (more than 5 % of it is left), "
    "some diverged, or α is so large that runs drawn with replacement do not hover."
)
"""What stands below the table."""

SIZES = 2 ** np.arange(9)
"""Batch sizes from one example to all of them."""


@dataclass(frozen=True, eq=False)
class Line:
    """A law: its name, its values at the sizes, its colour in the palette and its dash."""

    name: str
    sizes: NDArray[np.int64]
    values: Array
    colour: str = "amber"
    dash: str = "solid"


def figures(runs: Sequence[Ensemble]) -> tuple[go.Figure, go.Figure]:
    """The gradients' spread at the minimum, and how far from it the runs hover."""
    return _gradient_figure(runs[0].replacement), _radius_figure(runs)


def _gradient_figure(replacement: bool) -> go.Figure:
    laws = [Line("σ/√B", SIZES, expected_spread(SIZES, replacement=True))]
    if not replacement:
        finite = expected_spread(SIZES, replacement=False)
        laws.append(Line("σ/√B · √((N−B)/(N−1))", SIZES, finite, "violet", "dash"))
    measured = [gradient_spread(int(size), replacement) for size in SIZES]
    return against_batch("spread of g at the minimum", laws, SIZES, measured)


def _radius_figure(runs: Sequence[Ensemble]) -> go.Figure:
    rates = ((runs[0].lr, "solid"), (runs[0].lr / 4, "dot"))
    laws = [
        Line(f"exact, α = {as_text(lr)}", SIZES, _exact_radii(lr), dash=dash) for lr, dash in rates
    ]
    formula = expected_radius(runs[0].lr, SIZES)
    laws.append(Line("all curving alike", SIZES, formula, "violet", "dash"))
    sizes = np.array([run.size for run in runs])
    return against_batch("hovering radius", laws, sizes, [run.hovering for run in runs])


def _exact_radii(lr: float) -> Array:
    """The hovering radius at each size with replacement; NaN where there is none."""
    return np.array([theory_of(lr, int(size)).radius for size in SIZES])


def against_batch(
    what: str, laws: Sequence[Line], sizes: NDArray[np.int64], measured: Sequence[Spread]
) -> go.Figure:
    """Measured spreads with their 95 % intervals over the lines of theory; zeros have no place."""
    radius, low, high = (np.array(part) for part in zip(*measured, strict=True))
    figure = charts.blank(300, "batch size B", what, **charts.NAMED)
    ticks = [4**k for k in range(5)]
    figure.update_xaxes(
        type="log",
        tickvals=ticks,
        ticktext=[str(size) for size in ticks],
        range=[-0.15, np.log10(SIZES[-1]) + 0.15],
    )
    figure.update_yaxes(type="log", dtick="D2", tickformat="~g")
    for law in laws:
        figure.add_scatter(
            name=law.name,
            x=law.sizes,
            y=_positive(law.values),
            mode="lines",
            line={"color": charts.ink(law.colour), "width": 1.6, "dash": law.dash},
        )
    figure.add_scatter(
        name="measured, 95 % interval",
        x=sizes,
        y=_positive(radius),
        error_y={
            "array": high - radius,
            "arrayminus": radius - low,
            "thickness": 1.4,
            "width": 4,
        },
        mode="markers",
        marker={"color": charts.theme("textColor"), "size": 8},
    )
    return figure


def _positive(values: Array) -> Array:
    return np.where(values > 1e-12, values, np.nan)


def cost_table(ensembles: Sequence[Ensemble]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """What each batch size costs and what it buys: a table's head and rows."""
    head = (
        "batch size B",
        "updates an epoch",
        "gradients in all",
        "gradient spread at the minimum, measured",
        "by theory",
        "hovering radius, measured",
        "exact, with replacement",
        "by the formula",
    )
    return head, [_row(each) for each in ensembles]


def _row(each: Ensemble) -> tuple[str, ...]:
    size = np.array([each.size])
    return (
        str(each.size),
        str(each.epoch),
        str(int(each.trajectory.evaluations[-1])),
        _measured(gradient_spread(each.size, each.replacement)),
        as_text(expected_spread(size, each.replacement)[0]),
        _measured(each.hovering),
        as_text(each.theory.radius),
        as_text(expected_radius(each.lr, size)[0]),
    )


def _measured(spread: Spread) -> str:
    radius, margin = float(spread.radius), float(spread.margin)
    return "–" if np.isnan(radius) else f"{as_text(radius)} ± {as_text(margin, 1)}"
