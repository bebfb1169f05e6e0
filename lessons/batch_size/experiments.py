"""Many runs at once from one start: how the batch size sets the width of their cloud."""

import functools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optim import Trajectory, gradients, theory, trace
from optim.second_moment import SecondMoment, rate_limit, second_moment
from optim.spread import Spread, mean_spread, spread
from surfaces import Regression, isotropic_line
from surfaces.surface import Point
from ui.page.palette import BATCHES, Style
from ui.page.sampling import with_replacement
from ui.page.settings import Settings
from ui.runs.result import RunResult, follow
from ui.runs.run import Run

EXAMPLES = isotropic_line().examples
TIMES = (1, 4, 16)
"""Each panel's batch is this many times the one of the knob: a factor of four halves the noise."""

ARRIVED = 0.05
"""Runs have arrived once their mean has at most this share of its way left, and their second
moment too."""

_DRAWS = 1000
_STYLES = tuple(BATCHES[few] for few in ("one", "some", "all"))


@dataclass(frozen=True, eq=False)
class Ensemble:
    """The runs with one batch size; `trajectory` has a lane for each seed."""

    size: int
    replacement: bool
    lr: float
    surface: Regression
    trajectory: Trajectory
    style: Style

    @functools.cached_property
    def spread(self) -> Spread:
        """Of the cloud at each step, shape `(steps + 1,)`."""
        return spread(self.trajectory.points)

    @functools.cached_property
    def end(self) -> Spread:
        """Of the cloud over the last `window` steps."""
        return mean_spread(self.trajectory.points[-self.window :])

    @property
    def window(self) -> int:
        """Over how many steps the end is averaged.

        Shuffled, the spread changes within an epoch, so that it is the last epoch's steps, as far
        as the runs had arrived; with replacement it is the last step alone.
        """
        since = self.steps - _arrival(self.lr)
        return 1 if self.replacement else max(1, min(self.epoch, since))

    @property
    def epoch(self) -> int:
        """How many steps meet each example once."""
        return -(-EXAMPLES // self.size)

    @property
    def steps(self) -> int:
        """How many steps every run takes."""
        return len(self.trajectory.gradients)

    @property
    def arrived(self) -> bool:
        """Whether the mean of the runs has come near the minimum by the end."""
        return self.steps >= _arrival(self.lr)

    @property
    def theory(self) -> SecondMoment:
        """What the second moment does when batches are drawn with replacement."""
        return theory_of(self.lr, self.size)

    @property
    def hovering(self) -> Spread:
        """The spread at the end; NaN while runs are on their way, or if they hover nowhere."""
        settled = self.theory.hovers and self.theory.factor**self.steps <= ARRIVED
        if self.lost or not self.arrived or not settled:
            return Spread(*(np.array(np.nan) for _ in range(3)))
        return self.end

    def first(self, size: str) -> RunResult:
        """The run of the first seed by itself, whose batch size is the knob of this name."""
        start = tuple(self.trajectory.points[0, 0].tolist())
        run = Run("gd", {"lr": self.lr}, fed={"batch": size})
        source = gradients.mini_batch(self.size, self.replacement)
        [result] = follow([run], self.surface, start, steps=self.steps, gradient=source)
        return result

    @property
    def lost(self) -> int:
        """How many runs diverged."""
        return int((self.trajectory.diverged_at >= 0).sum())


def curvature() -> float:
    """Of the surface: with x standardised it is the same in every direction."""
    return float(isotropic_line().curvatures(*isotropic_line().start)[0])


def _arrival(lr: float) -> int:
    """After how many steps the mean of the runs has at most `ARRIVED` of its way left."""
    factor = theory.gd_factor(lr, curvature())
    return math.ceil(math.log(ARRIVED) / math.log(factor)) if factor > ARRIVED else 1


@functools.lru_cache(maxsize=1024)
def theory_of(lr: float, size: int) -> SecondMoment:
    """The second moment at this rate and batch size, drawn with replacement."""
    return second_moment(*isotropic_line().example_moments(), lr, size)


@functools.cache
def limit_of(size: int) -> float:
    """The rate below which batches of this size, drawn with replacement, have a radius."""
    return rate_limit(isotropic_line().example_moments()[0], size)


def descend(start: Point, settings: Settings) -> list[Ensemble]:
    """An ensemble for each panel, with the same seeds."""
    sizes = [times * settings["batch"] for times in TIMES]
    return [
        _ensemble(start, size, style, settings) for size, style in zip(sizes, _STYLES, strict=True)
    ]


def _ensemble(start: Point, size: int, style: Style, settings: Settings) -> Ensemble:
    surface, lr, replacement = isotropic_line(), settings["lr"], with_replacement(settings)
    trajectory = trace(
        "gd",
        surface,
        start,
        steps=settings["steps"],
        gradient=gradients.mini_batch(size, replacement),
        seed=np.arange(settings["runs"]),
        lr=lr,
    )
    return Ensemble(size, replacement, lr, surface, trajectory, style)


@functools.lru_cache(maxsize=256)
def gradient_spread(size: int, replacement: bool) -> Spread:
    """The measured spread of mini-batch gradients at the minimum, where all of them is noise."""
    source, surface = gradients.mini_batch(size, replacement), isotropic_line()
    (minimum,), seeds = surface.minima, np.arange(_DRAWS)
    still = trace("gd", surface, minimum, steps=1, gradient=source, seed=seeds, lr=0.0)
    return spread(still.gradients[0])


@functools.cache
def sigma() -> float:
    """The spread of a single example's gradient at the minimum, both coordinates together."""
    each = isotropic_line().example_gradients(*isotropic_line().minima[0])
    return float(np.sqrt(np.var(each, axis=1).sum()))


def expected_spread(sizes: NDArray[np.int64], replacement: bool) -> NDArray[np.float64]:
    """σ/√B, without replacement times √((N−B)/(N−1))."""
    factors = [
        1.0 if replacement else theory.without_replacement_factor(EXAMPLES, int(size))
        for size in sizes
    ]
    return np.asarray(sigma() * np.sqrt(np.array(factors) / sizes))


def expected_radius(lr: float, sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    """How far from the minimum runs would hover if all examples curved alike."""
    return np.asarray(np.sqrt(theory.stationary_variance(lr, curvature(), sigma() ** 2, sizes)))
