"""Gradient descent with all examples a step, with some and with one, at equal gradient budgets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from optim import Trajectory, gradients, trace
from optim.gradients import Source
from surfaces import Regression
from surfaces.surface import Domain, Point
from ui.page import controls
from ui.page.fields import Choice, Field, Number, Whole
from ui.page.numbers import as_text, column, number
from ui.page.palette import BATCHES, Style
from ui.page.samples import Sample
from ui.page.settings import Settings
from ui.page.upload import MOST_ROWS
from ui.page.words import counted
from ui.stage.scene import DataPanel, Knob, Mark, Panel, Path

MOST_GRADIENTS = 40_000
MOST_EPOCHS = 100
_MOST_POINTS = 4_000
_MOST_DOTS = 1_000

UNITS = {"epochs": "epoch", "gradients": "gradient", "updates": "update"}
"""What one tick of the clock is, by the setting `clock`."""

_SAMPLINGS = {"shuffled": "Shuffled", "replaced": "With replacement"}


@dataclass(frozen=True, eq=False)
class BatchRun:
    """One descent on the mean over `size` of the examples a step, `updates` steps long."""

    name: str
    size: int
    style: Style
    surface: Regression
    trajectory: Trajectory

    @property
    def updates(self) -> int:
        """How many steps it takes; fewer where it diverged."""
        diverged: int | None = self.trajectory.diverged_at
        return len(self.trajectory.gradients) if diverged is None else diverged

    @property
    def distance(self) -> float | None:
        """From its end to the least-squares solution; None if it diverged."""
        if self.trajectory.diverged_at is not None:
            return None
        x, y = self.trajectory.points[-1].tolist()
        nearest = self.surface.nearest_minimum(x, y)
        return nearest[1] if nearest else None


def batch_fields() -> list[Field]:
    """Rate, batch size, epochs, sampling, seed, and what the clock counts."""
    return [
        Number("lr", 0.03, 1e-4, 1.0, "learning rate α", log=True, help="How far one step goes."),
        Whole(
            "batch", 8, 1, MOST_ROWS, "batch size B", log=True, help="Examples a mini-batch step."
        ),
        Whole(
            "epochs", 30, 1, MOST_EPOCHS, "epochs", log=True, help="Passes over the data, for all."
        ),
        Whole("seed", 0, 0, 9999, "seed", help="Which random draws the batches are."),
        sampling_field(),
        Choice("clock", "epochs", tuple(UNITS)),
    ]


def sampling_field(default: str = "shuffled") -> Field:
    """How batches are drawn."""
    return Choice("sampling", default, tuple(_SAMPLINGS))


def choose_sampling(settings: Settings) -> None:
    """A switch between the two ways to draw a batch."""
    st.segmented_control(
        "Sampling",
        tuple(_SAMPLINGS),
        format_func=_SAMPLINGS.__getitem__,
        label_visibility="collapsed",
        required=True,
        **settings.bind("sampling"),
    )


def choose_clock(settings: Settings) -> None:
    """What one tick of the clock is."""
    st.segmented_control(
        "Clock",
        tuple(UNITS),
        format_func=str.capitalize,
        label_visibility="collapsed",
        required=True,
        **settings.bind("clock"),
    )


def batch_knobs(settings: Settings, surface: Regression) -> list[Knob]:
    """Knobs with the bounds that these data set, and the stability limit of full batches."""
    examples, limit = surface.examples, 2.0 / surface.curvatures(*surface.start)[1]
    size = controls.knob(settings, "batch", top=f"all {examples}")
    epochs = controls.knob(settings, "epochs")
    return [
        controls.knob(settings, "lr", ticks=((limit, "2/λmax"),)),
        replace(size, high=examples, value=min(size.value, examples)),
        replace(epochs, high=_most_epochs(examples), value=_epochs(settings, examples)),
        controls.knob(settings, "seed"),
    ]


def _most_epochs(examples: int) -> int:
    return max(1, min(MOST_EPOCHS, MOST_GRADIENTS // examples))


def _epochs(settings: Settings, examples: int) -> int:
    return min(int(settings["epochs"]), _most_epochs(examples))


def descend(surface: Regression, start: Point, settings: Settings) -> list[BatchRun]:
    """Full batches, mini-batches and single examples, each with the same gradients to spend."""
    examples, replacement = surface.examples, settings["sampling"] == "replaced"
    size = min(settings["batch"], examples)
    budget = examples * _epochs(settings, examples)
    plans: Sequence[tuple[str, str, int, Source]] = (
        ("Gradient descent", "all", examples, gradients.exact()),
        ("Mini-batch", "some", size, gradients.mini_batch(size, replacement)),
        ("SGD", "one", 1, gradients.mini_batch(1, replacement)),
    )
    return [
        BatchRun(
            name,
            batch,
            BATCHES[look],
            surface,
            trace(
                "gd",
                surface,
                start,
                steps=affordable(source, surface, budget),
                gradient=source,
                seed=settings["seed"],
                lr=settings["lr"],
            ),
        )
        for name, look, batch, source in plans
    ]


def affordable(source: Source, surface: Regression, budget: int) -> int:
    """How many steps cost at most `budget` gradients."""
    spent = np.cumsum(source.costs(surface, budget))
    return int(np.searchsorted(spent, budget, side="right"))


def panels(sample: Sample, runs: Sequence[BatchRun], clock: str) -> list[Panel | DataPanel]:
    """The data with each run's line, and the error's surface with each run's path."""
    surface = runs[0].surface
    paths = [_path(run, clock) for run in runs]
    lines = [replace(path, curves={}) for path in paths]
    marks = [] if surface.truth is None else [Mark("truth", surface.truth)]
    x, y = surface.features[0], surface.y
    names = (f"{sample.names[0]}, standardised", sample.names[1])
    shown = _spread(len(y), _MOST_DOTS)
    return [
        DataPanel(
            np.column_stack([x, y])[shown],
            lines,
            _frame(x, y),
            names if surface.scale != 1.0 or surface.centre else sample.names,
        ),
        Panel(surface, paths, marks=marks),
    ]


def _path(run: BatchRun, clock: str) -> Path:
    trajectory, surface = run.trajectory, run.surface
    lowest = surface.lowest or 0.0
    diverged = trajectory.diverged_at
    kept = _spread(len(trajectory.points), _MOST_POINTS)
    along = {
        "epochs": trajectory.evaluations / surface.examples,
        "gradients": trajectory.evaluations,
        "updates": np.arange(len(trajectory.points)),
    }[clock]
    return Path(
        name=run.name,
        detail=f"B = {run.size}",
        points=trajectory.points[kept],
        style=run.style,
        note="" if diverged is None else f"diverged at update {diverged}",
        curves={"loss": (trajectory.values - lowest)[kept]},
        ticks=along[kept],
    )


def _spread(count: int, most: int) -> NDArray[np.int64]:
    """At most `most` of `count` indices, evenly spread, both ends among them."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(np.int64))


def _frame(x: NDArray[np.float64], y: NDArray[np.float64]) -> Domain:
    """A frame with some air about the data."""
    return _airy(float(x.min()), float(x.max())), _airy(float(y.min()), float(y.max()))


def _airy(low: float, high: float) -> tuple[float, float]:
    air = 0.08 * (high - low)
    return low - air, high + air


def outcome(runs: Sequence[BatchRun]) -> str:
    """Where each run ended, for the gradients that all had to spend."""
    full = runs[0]
    budget = int(full.trajectory.evaluations[-1])
    ends = "; ".join(part for part in (_distances(runs), _diverged(runs)) if part)
    return (
        f"{counted(budget // full.size, 'epoch')}, at most {counted(budget, 'gradient')} each. "
        f"{ends}.{_hint(full)}"
    )


def _distances(runs: Sequence[BatchRun]) -> str:
    told = [
        f"{run.name} **{as_text(run.distance, 2)}** after {counted(run.updates, 'update')}"
        for run in runs
        if run.distance is not None
    ]
    return f"Distance left to the star: {', '.join(told)}" if told else ""


def _diverged(runs: Sequence[BatchRun]) -> str:
    return ", ".join(
        f"{run.name} **diverged** at update {run.updates}" for run in runs if run.distance is None
    )


def _hint(full: BatchRun) -> str:
    if full.distance is not None:
        return ""
    limit = 2.0 / full.surface.curvatures(*full.surface.start)[1]
    return f" α is above 2/λmax = **{as_text(limit, 2)}**: turn it down, or standardise x."


def step_formula(run: BatchRun, lr: float, tick: int | None, clock: str) -> str:
    """The run's next update from the shown tick, at the end its last one, in LaTeX with numbers."""
    t = min(_reached(run, tick, clock), run.updates - 1)
    point, g = run.trajectory.points[t], run.trajectory.gradients[t]
    # A shuffled epoch's last batch may be short.
    size = int(np.diff(run.trajectory.evaluations)[t])
    mean = rf"\frac{{1}}{{{size}}} \sum_{{i \in \text{{batch}}}} \nabla \ell_i(\theta_{{{t}}})"
    return (
        rf"\theta_{{{t + 1}}} \;=\; \theta_{{{t}}} - \alpha\, {mean} \;=\; "
        rf"{column(point)} - {number(lr, 4)} {column(g)} \;=\; {column(point - lr * g)}"
    )


def _reached(run: BatchRun, tick: int | None, clock: str) -> int:
    if tick is None:
        return run.updates - 1
    if clock == "updates":
        return tick
    spent = tick * (run.surface.examples if clock == "epochs" else 1)
    return int(np.searchsorted(run.trajectory.evaluations, spent, side="right")) - 1
