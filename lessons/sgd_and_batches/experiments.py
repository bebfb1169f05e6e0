"""Gradient descent with all examples a step, with some and with one, at equal gradient budgets."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optim import gradients
from optim.gradients import Source
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


@dataclass(frozen=True, eq=False)
class BatchRun:
    """One descent on the mean over `size` of the examples a step."""

    name: str
    size: int
    surface: Regression
    result: RunResult

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
    return [
        BatchRun(name, batch, surface, _follow(surface, start, settings, budget, source, style))
        for name, style, batch, source in runs
    ]


def _follow(
    surface: Regression, start: Point, settings: Settings, budget: int, source: Source, style: str
) -> RunResult:
    (result,) = follow(
        [Run("gd", {"lr": settings["lr"]})],
        surface,
        start,
        steps=affordable(source, surface, budget),
        styles=[BATCHES[style]],
        gradient=source,
        seed=settings["seed"],
    )
    return result


def affordable(source: Source, surface: Regression, budget: int) -> int:
    """How many steps cost at most `budget` gradients."""
    spent = np.cumsum(source.costs(surface, budget))
    return int(np.searchsorted(spent, budget, side="right"))


def epochs_of(settings: Settings, examples: int) -> int:
    """How many epochs the settings ask for, as far as so many examples allow."""
    return min(int(settings["epochs"]), most_epochs(examples))


def most_epochs(examples: int) -> int:
    """How many epochs of so many examples cost at most `MOST_GRADIENTS`."""
    return max(1, min(MOST_EPOCHS, MOST_GRADIENTS // examples))


def stable_rate(surface: Regression) -> float:
    """2/λmax, the rate above which full batches diverge."""
    return float(stability_limit("gd", surface.curvatures(*surface.start)[1]))
