"""One descent at many learning rates: three panels, the three-curve test, and a sweep of all."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optim import Sweep, Trajectory, sweep, trace
from optim.diagnosis import Diagnosis, diagnose
from optim.theory import stability_limit
from surfaces import Surface
from ui.runs.measures import loss
from ui.runs.result import RunResult, follow
from ui.runs.run import Run

Array = NDArray[np.float64]

LOW, HIGH, COUNT = 1e-5, 10.0, 241
"""The rates that are swept: forty to a decade."""

TEST = (2e-4, 6e-4, 2e-3, 6e-3, 2e-2, 6e-2, 0.2, 0.6)
"""The rates of the three-curve test."""


@functools.cache
def swept_rates() -> Array:
    """The rates of the sweep, to three figures."""
    return np.array([float(f"{rate:.3g}") for rate in np.geomspace(LOW, HIGH, COUNT)])


@dataclass(frozen=True)
class RateComparison:
    """Gradient descent on one surface from one start, for as many steps, at many rates.

    Attributes:
        rates: those of the panels, by the panel's name.
    """

    surface: Surface
    start: tuple[float, float]
    steps: int
    rates: Mapping[str, float]

    @cached_property
    def results(self) -> list[RunResult]:
        """The runs of the panels."""
        runs = [Run("gd", {"lr": rate}) for rate in self.rates.values()]
        return follow(runs, self.surface, self.start, steps=self.steps)

    @cached_property
    def final(self) -> list[float]:
        """The final loss in each panel; NaN where it diverged."""
        return [float(loss(self.surface, r.trajectory.values)[-1]) for r in self.results]

    @cached_property
    def diagnoses(self) -> list[Diagnosis]:
        """What the loss curves of the panels show."""
        runs = [result.trajectory for result in self.results]
        return [diagnose(loss(self.surface, run.values), run.gradients) for run in runs]

    @cached_property
    def test(self) -> Array:
        """The loss curves of the test's rates, shape `(rates, steps + 1)`."""
        return loss(self.surface, self._lanes.values).T

    @cached_property
    def test_diagnoses(self) -> list[Diagnosis]:
        """What the curves of the test show."""
        return list(map(diagnose, self.test, self._lanes.gradients.swapaxes(0, 1)))

    @cached_property
    def _lanes(self) -> Trajectory:
        return trace("gd", self.surface, self.start, steps=self.steps, lr=np.array(TEST))

    @cached_property
    def swept(self) -> Sweep:
        """How the descent ends at each of `swept_rates`."""
        return sweep("gd", self.surface, self.start, steps=self.steps, lr=swept_rates())

    @cached_property
    def losses(self) -> Array:
        """The final loss at each swept rate; NaN where it diverged."""
        return loss(self.surface, self.swept.values)

    @cached_property
    def lowest(self) -> NDArray[np.int64]:
        """Which swept rates end lowest: several where all of them reach the same loss."""
        return np.flatnonzero(self.losses == np.nanmin(self.losses, initial=np.inf))

    @property
    def best(self) -> int | None:
        """The rate in the middle of those that end lowest; None where all diverge."""
        return int(self.lowest[len(self.lowest) // 2]) if len(self.lowest) else None

    @property
    def limit(self) -> float:
        """2/λmax at the minimum nearest to where the best rate ends.

        Raises:
            ValueError: if the surface has no known minimum.
        """
        place = self.start if self.best is None else self.swept.points[self.best].tolist()
        nearest = self.surface.nearest_minimum(*place)
        if nearest is None:
            raise ValueError(f"{self.surface.name} has no known minimum: no rate is its limit")
        return float(stability_limit("gd", self.surface.curvatures(*nearest[0])[1]))
