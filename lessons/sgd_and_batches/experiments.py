"""Gradient descent with all examples a step, with some and with one, at equal gradient budgets."""

import functools
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formula.numeric import Number
from optim import gradients
from optim.gradients import Source
from optim.second_moment import rate_limit
from optim.theory import stability_limit
from surfaces import Regression
from surfaces.surface import Point
from ui.page.palette import BATCHES
from ui.page.sampling import with_replacement
from ui.page.settings import Settings
from ui.runs.result import RunResult, follow
from ui.runs.run import Run

MOST_GRADIENTS = 40_000
MOST_EPOCHS = 100
MOST_DRAWS = 200_000


FED = {
    "all": {"steps": "epochs"},
    "some": {"steps": "updates"},
    "one": {"steps": "single_updates", "batch": ""},
}
"""What sets the numbers of each kind of run, where that is no knob of their name."""


@dataclass(frozen=True, eq=False)
class BatchRun:
    """One descent on the mean over `size` of the examples a step, drawn by `source`.

    Attributes:
        kind: `"all"`, `"some"` or `"one"` of the examples.
    """

    name: str
    size: int
    surface: Regression
    result: RunResult
    source: Source
    kind: str

    @property
    def uphill(self) -> int:
        """How many of the steps taken raised the mean over all examples, beyond rounding."""
        values = self.result.trajectory.values[: self.result.steps_taken + 1]
        return int((np.diff(values) > 1e-12 * values[:-1]).sum())

    @property
    def after_one_epoch(self) -> float:
        """The distance to the minimum after as many gradients as examples; NaN if it diverged."""
        spent = self.result.trajectory.evaluations
        last = int(np.searchsorted(spent, self.surface.examples, side="right")) - 1
        return math.dist(self.result.trajectory.points[last], self.surface.minima[0])

    @functools.cached_property
    def limit(self) -> float:
        """The rate below which it hovers if each step's examples are drawn with replacement."""
        return rate_limit(self.surface.example_moments()[0], self.size)

    @property
    def last_update(self) -> int:
        """The point from which its last update set off; that update diverges where it does."""
        lost = self.result.trajectory.diverged_at is not None
        return self.result.steps_taken - (0 if lost else 1)

    def reached(self, tick: int | None, clock: str) -> int:
        """The point at a tick of this clock; that of the last update where none is shown."""
        if tick is None:
            return self.last_update
        if clock != "updates":
            spent = tick * (self.surface.examples if clock == "epochs" else 1)
            evaluations = self.result.trajectory.evaluations
            tick = int(np.searchsorted(evaluations, spent, side="right")) - 1
        return min(tick, self.last_update)


def descend(surface: Regression, start: Point, settings: Settings) -> list[BatchRun]:
    """Full batches, mini-batches and single examples, each with the same gradients to spend."""
    examples, replacement = surface.examples, with_replacement(settings)
    size = min(settings["batch"], examples)
    budget = examples * epochs_of(settings, examples)
    runs: Sequence[tuple[str, str, int, Source]] = (
        ("Gradient descent", "all", examples, gradients.exact()),
        ("Mini-batch", "some", size, gradients.mini_batch(size, replacement)),
        ("SGD", "one", 1, gradients.mini_batch(1, replacement)),
    )
    made = []
    for name, kind, batch, source in runs:
        result = _follow(surface, start, settings, budget, source, kind)
        made.append(BatchRun(name, batch, surface, result, source, kind))
    return made


def _follow(
    surface: Regression, start: Point, settings: Settings, budget: int, source: Source, kind: str
) -> RunResult:
    (result,) = follow(
        [Run("gd", {"lr": settings["lr"]}, fed=FED[kind])],
        surface,
        start,
        steps=affordable(source, surface, budget),
        styles=[BATCHES[kind]],
        gradient=source,
        seed=settings["seed"],
    )
    return result


def affordable(source: Source, surface: Regression, budget: int) -> int:
    """How many steps cost at most `budget` gradients."""
    spent = np.cumsum(source.costs(surface, budget))
    return int(np.searchsorted(spent, budget, side="right"))


def updates(epochs: Number, batch: Number, examples: int, replacement: bool) -> Number:
    """The same of so many epochs, as a formula: without replacement an epoch ends with a rest."""
    if replacement:
        return epochs * examples // batch
    return (examples + batch - 1) // batch * epochs


def batch_gradients(run: BatchRun, point: Point) -> NDArray[np.float64]:
    """The gradients of up to 1000 batches drawn as the run draws its own, shape `(count, 2)`."""
    count = max(20, min(1000, MOST_DRAWS // run.size))
    drawn = itertools.islice(run.source.stream(run.surface, 0), count)
    return np.array([gradient(*point) for gradient in drawn])


def epochs_of(settings: Settings, examples: int) -> int:
    """How many epochs the settings ask for, as far as so many examples allow."""
    return min(int(settings["epochs"]), most_epochs(examples))


def most_epochs(examples: int) -> int:
    """How many epochs of so many examples cost at most `MOST_GRADIENTS`."""
    return max(1, min(MOST_EPOCHS, MOST_GRADIENTS // examples))


def steepest_example(surface: Regression) -> float:
    """How many times λmax the curvature of the most curved single example is."""
    single = 2.0 * np.sum(surface.features**2, axis=0).max()
    return float(single / surface.curvatures(*surface.start)[1])


def stable_rate(surface: Regression) -> float:
    """2/λmax, the rate above which full batches diverge."""
    return float(stability_limit("gd", surface.curvatures(*surface.start)[1]))
