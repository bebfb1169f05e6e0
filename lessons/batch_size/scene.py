"""A panel for each batch size: the cloud of its runs, and the path of their mean."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lessons.batch_size.experiments import Ensemble
from ui.runs.measures import loss
from ui.stage.scene import Cloud, LinkedCurve, Panel, Path, Reading

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
    )


def _mean(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Over the runs that have not diverged, NaN where all have."""
    there = np.isfinite(rows)
    return np.asarray(np.where(there, rows, 0.0).sum(axis=1) / there.sum(axis=1))


def _cloud(each: Ensemble) -> Cloud:
    runs = each.trajectory.points.shape[1]
    return Cloud(f"{runs} runs", each.trajectory.points, each.style)
