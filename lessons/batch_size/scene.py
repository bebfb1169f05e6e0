"""A panel for each batch size: the cloud of its runs, and the path of their mean."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from formula.parts import Fraction, Name, Number, Sign, row
from lessons.batch_size.experiments import EXAMPLES, Ensemble
from optim import OPTIMIZERS
from ui.runs.anatomy import Anatomy
from ui.runs.batch_gradient import batch_gradient
from ui.runs.measures import loss
from ui.runs.step_formula import step_formula
from ui.runs.step_template import Gradient
from ui.stage.formula import StepFormula
from ui.stage.scene import Cloud, LinkedCurve, Panel, Path, Reading

Array = NDArray[np.float64]

CURVES = (
    LinkedCurve("spread", "spread of the cloud"),
    LinkedCurve("loss", "mean loss above the minimum"),
)


def panels(ensembles: Sequence[Ensemble]) -> list[Panel]:
    """The panels, the smallest batch first."""
    return [Panel(each.surface, [_mean_path(each)], [_cloud(each)]) for each in ensembles]


def _mean_path(each: Ensemble) -> Path:
    with np.errstate(all="ignore"):
        mean, height = _mean(each.trajectory.points), _mean(each.trajectory.values)
    bias = np.hypot(*(mean - each.surface.minima[0]).T)
    return Path(
        name=f"B = {each.size}",
        points=mean,
        style=each.style,
        detail="mean path",
        note=f"{each.lost} diverged" if each.lost else "",
        curves={"spread": each.spread.radius, "loss": loss(each.surface, height)},
        readings=[
            Reading("spread", each.spread.radius),
            Reading("mean's distance from the minimum", bias),
        ],
        formula=_formula(each, mean),
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
    batch = row(Name("g_B"), Sign("="), batch_gradient(each.size, EXAMPLES))
    runs = Number(str(each.trajectory.points.shape[1]))
    said = row(Fraction(Number("1"), runs), Name("Σ_runs"), Name("g_B"))
    gradient = Gradient(said, point="theta_bar", name="g_bar", given=(batch,))
    lost, ending = each.trajectory.diverged_at, "This was the last update."
    steps = each.steps
    if each.lost:
        steps = int(lost[lost >= 0].min()) - 1
        ending = "A run diverges: from here on the mean is that of the others."
    return step_formula(parts, steps, gradient=gradient, ending=ending, tinted=False)


def _mean(rows: Array) -> Array:
    """Over the runs that have not diverged, NaN where all have."""
    there = np.isfinite(rows)
    return np.asarray(np.where(there, rows, 0.0).sum(axis=1) / there.sum(axis=1))


def _cloud(each: Ensemble) -> Cloud:
    runs = each.trajectory.points.shape[1]
    return Cloud(f"{runs} runs", each.trajectory.points, each.style)
