"""The data with each run's line, and the error's surface with each run's path."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lessons.sgd_and_batches.experiments import BatchRun, updates
from surfaces import Regression
from ui.page.points import FRAME
from ui.page.samples import Sample
from ui.runs.batch_gradient import batch_gradient
from ui.runs.live import live
from ui.runs.measures import loss
from ui.runs.step_template import Gradient
from ui.stage.derived import Derived, derived
from ui.stage.live import Clock, Live
from ui.stage.scene import DataPanel, LinkedCurve, Mark, Panel, Path

CURVES = (LinkedCurve("loss", "loss above the least-squares line"),)

_MOST_POINTS = 4_000
_MOST_DOTS = 1_000


@lru_cache
def updates_of(examples: int, replacement: bool) -> list[Derived]:
    """How many steps the runs take, as it follows from the knobs."""
    return [
        derived(lambda epochs, batch: updates(epochs, batch, examples, replacement), "updates"),
        derived(lambda epochs: updates(epochs, 1.0, examples, replacement), "single_updates"),
    ]


def panels(sample: Sample, runs: Sequence[BatchRun], clock: str) -> list[Panel | DataPanel]:
    """Both panels, on the same clock."""
    surface = runs[0].surface
    paths = [path for run in runs for path in _paths(run, clock)]
    marks = [] if surface.truth is None else [Mark("truth", surface.truth)]
    return [_data_panel(sample, surface, paths), Panel(surface, paths, marks=marks)]


def _data_panel(sample: Sample, surface: Regression, paths: Sequence[Path]) -> DataPanel:
    x, y = surface.features[0], surface.y
    across, up = sample.names
    standardised = surface.scale != 1.0 or surface.centre != 0.0
    drawable = sample.drawn and not standardised
    return DataPanel(
        np.column_stack([x, y])[_thinned(len(y), _MOST_DOTS)],
        [replace(path, curves={}, formula=None) for path in paths],
        FRAME if drawable else (_padded(x), _padded(y)),
        (f"{across}, standardised" if standardised else across, up),
        drawable=drawable,
    )


def _paths(run: BatchRun, clock: str) -> list[Path]:
    [path] = live(run.result, lambda result: [_path(replace(run, result=result), clock)])
    if not isinstance(path.live, Live):
        return [path]
    own = Clock(clock, run.surface.examples)
    return [replace(path, live=replace(path.live, most=_MOST_POINTS, clock=own))]


def _path(run: BatchRun, clock: str) -> Path:
    result, trajectory = run.result, run.result.trajectory
    kept = _thinned(len(trajectory.points), _MOST_POINTS)
    ticks = {
        "epochs": trajectory.evaluations / run.surface.examples,
        "gradients": trajectory.evaluations,
        "updates": np.arange(len(trajectory.points)),
    }[clock]
    numbers = kept if len(kept) < len(trajectory.points) else None
    # What a batch is called does not depend on how large it happens to be.
    size = {"all": run.surface.examples, "some": 0, "one": 1}[run.kind]
    gradient = Gradient(batch_gradient(size, run.surface.examples), point="theta")
    diverged = trajectory.diverged_at
    return Path(
        name=run.name,
        detail=f"B = {run.size}",
        points=trajectory.points[kept],
        style=result.style,
        note="" if diverged is None else f"diverged at update {diverged}",
        curves={"loss": loss(run.surface, trajectory.values)[kept[kept <= result.steps_taken]]},
        ticks=ticks[kept],
        plan=result.plan,
        formula=result.formula(tinted=False, gradient=gradient, numbers=numbers),
    )


def _thinned(count: int, most: int) -> NDArray[np.int64]:
    """At most `most` of `count` indices, evenly spread, both ends among them."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(np.int64))


def _padded(values: NDArray[np.float64]) -> tuple[float, float]:
    """The interval of the values with a margin on both sides."""
    low, high = float(values.min()), float(values.max())
    margin = 0.08 * (high - low)
    return low - margin, high + margin
