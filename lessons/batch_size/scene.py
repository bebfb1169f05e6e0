"""A panel for each batch size: the cloud of its runs, and the path of their mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.parts import Fraction, Name, Number, Sign, row
from lessons.batch_size.experiments import EXAMPLES, TIMES, Ensemble
from optim import OPTIMIZERS
from ui.runs.anatomy import Anatomy
from ui.runs.batch_gradient import batch_gradient
from ui.runs.live import live_run
from ui.runs.measures import loss
from ui.runs.result import RunResult
from ui.runs.step_formula import step_formula
from ui.runs.step_template import Gradient
from ui.runs.symbolic import SymbolicResult
from ui.stage.derived import derived
from ui.stage.formula import StepFormula
from ui.stage.live import LiveCloud
from ui.stage.scene import Cloud, LinkedCurve, Panel, Path, Reading

Array = NDArray[np.float64]

CURVES = (
    LinkedCurve("spread", "spread of the cloud"),
    LinkedCurve("loss", "mean loss above the minimum"),
)


@dataclass(frozen=True)
class Means:
    """Of the runs at each step, as numbers or as symbols: their mean, its height, their spread."""

    points: Any
    heights: Any
    spread: Any


SIZES = tuple(f"batch_{times}" for times in TIMES)
"""What the panels' batch sizes are called, which follow from the knob."""


def sizes(batch: Any) -> tuple[Any, ...]:
    """The batch size of each panel."""
    return tuple(times * batch for times in TIMES)


DERIVED = (derived(sizes, *SIZES),)


def panels(ensembles: Sequence[Ensemble]) -> list[Panel]:
    """The panels, the smallest batch first."""
    return [_panel(*pair) for pair in zip(ensembles, SIZES, strict=True)]


def _panel(each: Ensemble, size: str) -> Panel:
    """An ensemble, whose batch size is the knob or derived number of this name."""
    with np.errstate(all="ignore"):
        mean, height = _mean(each.trajectory.points), _mean(each.trajectory.values)
    path = _mean_path(each, Means(mean, height, each.spread.radius), _formula(each, mean))
    first = each.first(size)
    own = live_run(first, partial(_symbolic_path, each))
    # A mean of many runs is not found to the last bit.
    live = own and replace(own, exact=False)
    return Panel(each.surface, [replace(path, live=live)], [_cloud(each, first)])


def _symbolic_path(each: Ensemble, run: SymbolicResult) -> Path:
    """The mean path in the symbols of one run: its numbers are the means of the runs' own."""
    spread = run.graph.symbol("spread")
    means = Means(run.extended.points, run.extended.values, np.array([spread] * 2, dtype=object))
    return _mean_path(each, means, run.formula(gradient=_gradient(each), tinted=False))


def _mean_path(each: Ensemble, means: Means, formula: StepFormula) -> Path:
    bias = np.hypot(*(means.points - np.array(each.surface.minima[0])).T)
    return Path(
        name=f"B = {each.size}",
        points=means.points,
        style=each.style,
        detail="mean path",
        note=f"{each.lost} diverged" if each.lost else "",
        curves={"spread": means.spread, "loss": loss(each.surface, means.heights)},
        readings=[
            Reading("spread", means.spread),
            Reading("mean's distance from the minimum", bias),
        ],
        formula=formula,
    )


def _formula(each: Ensemble, mean: Array) -> StepFormula:
    """The step of the runs' mean: a mean of steps is the step of the mean."""
    with np.errstate(all="ignore"):
        gradients = _mean(each.trajectory.gradients)
    lr = np.full((each.steps, 1), each.lr)
    t = np.arange(1.0, each.steps + 1)[:, np.newaxis]
    parts = Anatomy(
        OPTIMIZERS["gd"], {"lr": each.lr}, t, lr, mean[:-1], mean[1:], gradients, {}, {}
    )
    lost, ending = each.trajectory.diverged_at, "This was the last update."
    steps = each.steps
    if each.lost:
        steps = int(lost[lost >= 0].min()) - 1
        ending = "A run diverges: from here on the mean is that of the others."
    return step_formula(parts, steps, gradient=_gradient(each), ending=ending, tinted=False)


def _gradient(each: Ensemble) -> Gradient:
    """What the step of the mean goes against."""
    batch = row(Name("g_B"), Sign("="), batch_gradient(each.size, EXAMPLES))
    runs = Number(str(each.trajectory.points.shape[1]))
    said = row(Fraction(Number("1"), runs), Name("Σ_runs"), Name("g_B"))
    return Gradient(said, point="theta_bar", name="g_bar", given=(batch,))


def _mean(rows: Array) -> Array:
    """Over the runs that have not diverged, NaN where all have."""
    there = np.isfinite(rows)
    return np.asarray(np.where(there, rows, 0.0).sum(axis=1) / there.sum(axis=1))


def _cloud(each: Ensemble, first: RunResult) -> Cloud:
    runs = each.trajectory.points.shape[1]
    live = LiveCloud(path=0, runs="runs", mean=True)
    return Cloud(f"{runs} runs", each.trajectory.points, each.style, live=live, plan=first.plan)
