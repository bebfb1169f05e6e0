"""One descent at many learning rates: three panels, the three-curve test, and a sweep of all."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optim import Trajectory, trace
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
        runs = [Run("gd", {"lr": rate}, fed={"lr": place}) for place, rate in self.rates.items()]
        return follow(runs, self.surface, self.start, steps=self.steps)

    @cached_property
    def final(self) -> list[float]:
        """The final loss in each panel; NaN where it diverged."""
        return [float(loss(self.surface, r.trajectory.values)[-1]) for r in self.results]

    @cached_property
    def diagnoses(self) -> list[Diagnosis]:
        """What the loss curves of the panels show."""
        runs = [result.trajectory for result in self.results]
        curves = [loss(self.surface, run.values) for run in runs]
        gradients = [run.gradients for run in runs]
        return list(map(self._diagnosed, self.rates.values(), curves, gradients))

    @cached_property
    def test(self) -> Array:
        """The loss curves of the test's rates, shape `(rates, steps + 1)`."""
        return loss(self.surface, self._lanes.values).T

    @cached_property
    def test_diagnoses(self) -> list[Diagnosis]:
        """What the curves of the test show."""
        return list(map(self._diagnosed, TEST, self.test, self._lanes.gradients.swapaxes(0, 1)))

    def _diagnosed(self, rate: float, curve: Array, gradients: Array) -> Diagnosis:
        return diagnose(curve, gradients, self.soonest(rate, float(curve[-1])))

    def soonest(self, rate: float, height: float) -> float:
        """After how many steps a swept rate above this one is as low, and stays; or infinity."""
        high = ~(self.curves[:, swept_rates() > rate] <= height)
        since = len(high) - np.argmax(high[::-1], axis=0)
        since = np.where(high.any(axis=0), since, 0)
        return float(np.where(since < len(high), since, np.inf).min(initial=np.inf))

    @cached_property
    def _lanes(self) -> Trajectory:
        return trace("gd", self.surface, self.start, steps=self.steps, lr=np.array(TEST))

    @cached_property
    def swept(self) -> Trajectory:
        """The descent at each of `swept_rates`, a lane each."""
        return trace("gd", self.surface, self.start, steps=self.steps, lr=swept_rates())

    @cached_property
    def curves(self) -> Array:
        """The loss at each step at each swept rate, shape `(steps + 1, COUNT)`."""
        return loss(self.surface, self.swept.values)

    @cached_property
    def losses(self) -> Array:
        """The final loss at each swept rate; NaN where it diverged."""
        return np.asarray(self.curves[-1])

    @cached_property
    def bouncing(self) -> NDArray[np.bool_]:
        """Which swept rates bounce: their last loss is one of many, low or high by chance."""
        gradients = self.swept.gradients.swapaxes(0, 1)
        found = map(diagnose, self.curves.T, gradients)
        return np.array([diagnosis == "bouncing" for diagnosis in found])

    @cached_property
    def fluke(self) -> int | None:
        """The rate that bounces and yet happens to end lower than all that do not, or None."""
        ends = np.where(np.isfinite(self.losses), self.losses, np.inf)
        lowest = int(np.argmin(ends))
        calm = np.where(self.bouncing, np.inf, ends).min()
        return lowest if self.bouncing[lowest] and ends[lowest] < calm else None

    @cached_property
    def lowest(self) -> NDArray[np.int64]:
        """Which rates end lowest, of those that do not bounce: several where they end alike."""
        calm = np.where(self.bouncing, np.nan, self.losses)
        return np.flatnonzero(calm == np.nanmin(calm, initial=np.inf))

    @property
    def best(self) -> int | None:
        """The rate in the middle of those that end lowest; None where all diverge or bounce."""
        return int(self.lowest[len(self.lowest) // 2]) if len(self.lowest) else None

    @property
    def limit(self) -> float:
        """2/λmax at the minimum nearest to where the best rate ends.

        Raises:
            ValueError: if the surface has no known minimum.
        """
        place = self.start if self.best is None else self.swept.points[-1, self.best].tolist()
        nearest = self.surface.nearest_minimum(*place)
        if nearest is None:
            raise ValueError(f"{self.surface.name} has no known minimum: no rate is its limit")
        return float(stability_limit("gd", self.surface.curvatures(*nearest[0])[1]))
