"""Exponential averages of a noisy signal and of SGD's path.

Of a signal: how smooth they are, how late, and how biased at first. The stage shows them over the
surface (y − f(x))², whose valley floor is the true signal f.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.numeric import power
from optim import averages, gradients
from optim.second_moment import rate_limit
from surfaces import Regression, Surface, formula
from surfaces.surface import Point
from ui.page.settings import Settings
from ui.runs.measures import loss
from ui.runs.result import RunResult, follow
from ui.runs.run import Run

Array = NDArray[np.float64]

STEPS = 200
SHAPES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "wave": ("Wave", "sin(pi*x/50)"),
        "step": ("Step", "1.5*tanh(2*(x - 110))"),
        "ramp": ("Ramp", "0.015*x - 1.5"),
        "constant": ("Constant", "1"),
    }
)
"""Each signal's name for readers, and its formula in the time x."""

_VALUES = (-2.5, 2.5)


@dataclass(frozen=True, eq=False)
class Smoothing:
    """A signal with noise on it, and its averages.

    Attributes:
        shape: which signal.
        beta: how much of the average is kept.
        memory: where the uncorrected average begins.
        clean, noisy: the signal at the times 1 to `STEPS`, without and with noise.
        sigma: the noise's standard deviation.
    """

    shape: str
    beta: float
    memory: float
    sigma: float
    clean: Array
    noisy: Array

    @functools.cached_property
    def corrected(self) -> Array:
        """The average after each value, with bias correction."""
        return averages.ema(self.noisy, self.beta)

    @functools.cached_property
    def uncorrected(self) -> Array:
        """The average before any value and after each: what it began with fades like βᵗ."""
        faded = self.memory * self.beta ** np.arange(STEPS + 1)
        bare = averages.ema(self.noisy, self.beta, corrected=False)
        return np.asarray(faded + np.append(0.0, bare))

    @property
    def noise_left(self) -> float:
        """The share of the noise's spread that is left over the second half; NaN without noise."""
        left = self.corrected - averages.ema(self.clean, self.beta)
        late = left[STEPS // 2 :]
        return float(np.sqrt(np.mean(late * late)) / self.sigma) if self.sigma else np.nan

    @property
    def noise_expected(self) -> float:
        """The same over many seeds: the root of Σ weights², in the mean over the second half."""
        faded = self.beta ** np.arange(STEPS // 2 + 1.0, STEPS + 1)
        # A shorter series has had less to average: βᵗ is the weight that values have yet to gain.
        sums = averages.noise_left(self.beta) ** 2 * (1 + faded) / (1 - faded)
        return float(np.sqrt(sums.mean()))

    @property
    def lag(self) -> int | None:
        """The delay in steps at which the signal fits its average best over the second half.

        None for a constant, and where even that delay leaves more than half of what is off.
        """
        if np.ptp(self.clean) == 0.0:
            return None
        half = STEPS // 2
        late = averages.ema(self.clean, self.beta)[half:]
        off = [late - self.clean[half - k : STEPS - k] for k in range(half + 1)]
        errors = np.sqrt([np.mean(each * each) for each in off])
        best = int(np.argmin(errors))
        return best if errors[best] <= 0.5 * errors[0] else None

    @property
    def flattens(self) -> bool:
        """Whether the average changes the signal's shape more than it delays it."""
        return self.lag is None and bool(np.ptp(self.clean) > 0.0)


def step_from(t: Any, x: Any, a: Any, a_0: Any, *, beta: float) -> tuple[Any, Any]:
    """`averages.ema_step` of an average that begins elsewhere than at 0."""
    a = beta * a + (1 - beta) * x
    a_hat = (a - power(beta, t) * a_0) / (1 - power(beta, t))
    return a, a_hat


@functools.cache
def surface(shape: str) -> Surface:
    """The squared distance from the true signal, over time."""
    _, text = SHAPES[shape]
    domain = ((0.0, float(STEPS)), _VALUES)
    squared = formula(f"(y - ({text}))^2", domain, start=(0.0, 0.0))
    return replace(squared, key=f"signal_{shape}", name=SHAPES[shape][0], axes=("t", "x"))


def smooth(shape: str, beta: float, sigma: float, seed: int, memory: float) -> Smoothing:
    """A signal with noise of spread `sigma`, and its averages."""
    clean = true_value(shape, np.arange(1.0, STEPS + 1))
    noisy = with_noise(clean, np.random.default_rng(seed).standard_normal(STEPS), sigma)
    return Smoothing(shape, beta, memory, sigma, clean, noisy)


def true_value(shape: str, t: Any) -> Any:
    """The signal without noise at the time `t`."""
    # The derivative of (y − f)² by y is 2(y − f): on the axis it is −2f.
    return -0.5 * surface(shape).gradient(t, 0.0 * t)[1]


def with_noise(clean: Any, normal: Any, sigma: Any) -> Any:
    """A value with noise of spread `sigma` on it."""
    return clean + sigma * normal


@dataclass(frozen=True, eq=False)
class Averaged:
    """SGD's path with batches of `size`, and its averages, each of shape `(steps + 1, 2)`."""

    surface: Regression
    beta: float
    size: int
    result: RunResult

    @property
    def raw(self) -> Array:
        """The path itself."""
        return np.asarray(self.result.trajectory.points)

    @functools.cached_property
    def ema(self) -> Array:
        """Its exponential average."""
        return averages.ema(self.raw, self.beta)

    @functools.cached_property
    def uncorrected(self) -> Array:
        """The same before its correction."""
        return averages.ema(self.raw, self.beta, corrected=False)

    @functools.cached_property
    def polyak(self) -> Array:
        """The mean of all its points so far."""
        return averages.running_mean(self.raw)

    def loss(self, points: Array) -> Array:
        """Above the minimum, at each point."""
        with np.errstate(all="ignore"):
            return loss(self.surface, np.asarray(self.surface.value(*points.T)))

    def late_loss(self, points: Array) -> float:
        """Its mean over the second half of the steps."""
        return float(self.loss(points)[len(points) // 2 :].mean())


def rate_limit_of(surface: Regression, size: int) -> float:
    """The rate below which SGD with batches of this size hovers, drawn with replacement."""
    return rate_limit(surface.example_moments()[0], size)


def descend(surface: Regression, start: Point, settings: Settings) -> Averaged:
    """SGD with the settings' rate and batch size, averaged by their β."""
    (result,) = follow(
        [Run("gd", {"lr": settings["lr"]})],
        surface,
        start,
        steps=settings["steps"],
        gradient=gradients.mini_batch(settings["batch"], replacement=True),
        seed=settings["seed"],
    )
    return Averaged(surface, settings["beta"], settings["batch"], result)
