"""Exponential averages of a noisy signal: how smooth they are, how late, and how biased at first.

The stage shows them over the surface (y − f(x))², whose valley floor is the true signal f.
"""

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from optim import averages
from surfaces import Surface, formula
from ui.page.numbers import as_text, number
from ui.page.palette import COLOURS, STYLES, Style
from ui.page.words import counted
from ui.stage.scene import Panel, Path

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

TRUE = Style(*COLOURS["slate"], "dot", "circle")
AVERAGE = Style(*COLOURS["violet"], "", "square")
SECOND = Style(*COLOURS["orange"], "dash", "diamond")

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
    def lag(self) -> int | None:
        """The delay in steps at which the signal fits its average best over the second half."""
        if np.ptp(self.clean) == 0.0:
            return None
        half = STEPS // 2
        late = averages.ema(self.clean, self.beta)[half:]
        off = [late - self.clean[half - k : STEPS - k] for k in range(half + 1)]
        return int(np.argmin([np.mean(each * each) for each in off]))


@functools.cache
def surface(shape: str) -> Surface:
    """The squared distance from the true signal, over time."""
    _, text = SHAPES[shape]
    domain = ((0.0, float(STEPS)), _VALUES)
    squared = formula(f"(y - ({text}))^2", domain, start=(0.0, 0.0))
    return replace(squared, key=f"signal_{shape}", name=SHAPES[shape][0], axes=("t", "x"))


def smooth(shape: str, beta: float, sigma: float, seed: int, memory: float) -> Smoothing:
    """A signal with noise of spread `sigma`, and its averages."""
    times = np.arange(1.0, STEPS + 1)
    # The derivative of (y − f)² by y is 2(y − f): on the axis it tells f.
    clean = -0.5 * surface(shape).gradient(times, np.zeros_like(times))[1]
    noise = sigma * np.random.default_rng(seed).standard_normal(STEPS)
    return Smoothing(shape, beta, memory, sigma, clean, clean + noise)


def panel(smoothing: Smoothing) -> Panel:
    """The signal and its averages, over time."""
    return Panel(
        surface(smoothing.shape),
        [
            _path("with noise", smoothing, smoothing.noisy, STYLES["gd"], faint=True),
            _path("signal", smoothing, smoothing.clean, TRUE),
            _path("average, not corrected", smoothing, smoothing.uncorrected, SECOND),
            _path("average, corrected", smoothing, smoothing.corrected, AVERAGE),
        ],
    )


def _path(
    name: str, smoothing: Smoothing, values: Array, style: Style, faint: bool = False
) -> Path:
    """Values at the last of the times 0 to `STEPS`."""
    times = np.arange(STEPS + 1.0)[-len(values) :]
    clean = np.append(np.nan, smoothing.clean)[-len(values) :]
    off = np.abs(values - np.where(np.isnan(clean), values, clean))
    average = style in (AVERAGE, SECOND)
    return Path(
        name=name,
        points=np.column_stack([times, values]),
        style=style,
        detail=f"β {as_text(smoothing.beta, 4)}" if average else "",
        curves={} if style is TRUE else {"off": off},
        faint=faint,
        ticks=times,
    )


def outcome(smoothing: Smoothing) -> str:
    """Window, noise and lag, the latter two measured on this signal."""
    window = averages.window(smoothing.beta)
    values = counted(round(window), "value")
    told = [f"β = {as_text(smoothing.beta, 4)} remembers about **{values}**"]
    if window > STEPS:
        return f"{told[0]}, more than there are: the correction alone holds the average up."
    if smoothing.sigma:
        expected, measured = averages.noise_left(smoothing.beta), smoothing.noise_left
        told.append(f"**{expected:.0%}** of the noise is left ({measured:.0%} measured here)")
    if smoothing.lag is not None:
        told.append(f"the average trails **{counted(smoothing.lag, 'step')}** behind")
    return f"{'; '.join(told)}."


def step_formula(smoothing: Smoothing, tick: int | None) -> str:
    """The average's update at the shown time with its numbers, in LaTeX."""
    t = STEPS if tick is None else min(max(tick, 1), STEPS)
    beta, before, after = smoothing.beta, *smoothing.uncorrected[t - 1 : t + 1]
    return (
        rf"a_{{{t}}} \;=\; \beta\,a_{{{t - 1}}} + (1-\beta)\,x_{{{t}}} \;=\; "
        rf"{number(beta, 4)} \times ({number(before, 4)}) + {number(1 - beta, 4)} \times "
        rf"({number(smoothing.noisy[t - 1], 4)}) \;=\; {number(after, 4)}"
    )


def correction_formula(smoothing: Smoothing, tick: int | None) -> str:
    """The bias correction at the shown time with its numbers, in LaTeX."""
    t = STEPS if tick is None else min(max(tick, 1), STEPS)
    faded = smoothing.beta**t
    weight = 1 - faded
    # The difference loses as many figures as the weight is small.
    figures = 4 + math.ceil(-math.log10(weight))
    rule, told = f"a_{{{t}}}", number(smoothing.uncorrected[t], figures)
    if smoothing.memory:
        rule += rf" - \beta^{{{t}}} a_0"
        told += rf" - {number(faded, figures)} \times ({number(smoothing.memory, figures)})"
    return (
        rf"\hat a_{{{t}}} \;=\; \frac{{{rule}}}{{1 - \beta^{{{t}}}}} \;=\; "
        rf"\frac{{{told}}}{{{number(weight, 4)}}} \;=\; {number(smoothing.corrected[t - 1], 4)}"
    )
