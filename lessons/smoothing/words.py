"""What averaging did to a signal and to a path, and one step of it with numbers put in."""

import math

import numpy as np
from numpy.typing import NDArray

from lessons.smoothing.experiments import STEPS, Averaged, Smoothing, rate_limit_of
from optim import averages
from ui.page.numbers import as_latex, as_text, column, near_one
from ui.page.words import counted, listed

_AVERAGE = {
    "β": "the share of the average kept at each step",
    "a": "the average, not corrected",
    "a\u0302": "the average, corrected for where it began",
}
ON_A_SIGNAL = {
    **_AVERAGE,
    "x": "the value that is averaged",
    "σ": "the noise on one value: its standard deviation",
}
"""What symbols mean for a signal."""

ON_A_PATH = {
    **_AVERAGE,
    "θ": "the point (w, b): the line that is fitted",
    "θ\u0304": "the mean of all points so far",
}
"""What symbols mean for a path."""


def signal_outcome(smoothing: Smoothing) -> str:
    """Window, noise and lag, the latter two measured on this signal."""
    beta = smoothing.beta
    parts = [f"β = {near_one(beta)} remembers about {_window(beta)}"]
    if smoothing.sigma:
        expected, measured = smoothing.noise_expected, smoothing.noise_left
        parts.append(f"**{expected:.0%}** of the noise is left ({measured:.0%} measured here)")
    if smoothing.lag is not None:
        parts.append(f"the average trails **{counted(smoothing.lag, 'step')}** behind")
    if smoothing.flattens:
        parts.append("it flattens the signal more than it delays it")
    if (still := beta**STEPS) >= 0.01:
        parts.append(f"not corrected, **{still:.0%}** of where it began is still in it")
    return f"{'; '.join(parts)}."


def _window(beta: float) -> str:
    window = averages.window(beta)
    values = f"**{counted(round(window), 'value')}**"
    if window <= STEPS:
        return values
    oldest = beta ** (STEPS - 1)
    return f"{values}, more than there are: the oldest counts {oldest:.0%} of what the newest does"


def signal_step(smoothing: Smoothing, tick: int | None) -> str:
    """The average's update at the shown time with its numbers, in LaTeX."""
    t = _time(tick)
    beta, before, after = smoothing.beta, *smoothing.uncorrected[t - 1 : t + 1]
    return (
        rf"a_{{{t}}} \;=\; \beta\,a_{{{t - 1}}} + (1-\beta)\,x_{{{t}}} \;=\; "
        rf"{as_latex(beta, 4)} \times ({as_latex(before, 4)}) + {as_latex(1 - beta, 4)} \times "
        rf"({as_latex(smoothing.noisy[t - 1], 4)}) \;=\; {as_latex(after, 4)}"
    )


def signal_correction(smoothing: Smoothing, tick: int | None) -> str:
    """The bias correction at the shown time with its numbers, in LaTeX."""
    t = _time(tick)
    faded = smoothing.beta**t
    weight = 1 - faded
    # The difference loses as many figures as the weight is small.
    figures = 4 + math.ceil(-math.log10(weight))
    rule, numbers = f"a_{{{t}}}", as_latex(smoothing.uncorrected[t], figures)
    if smoothing.memory:
        rule += rf" - \beta^{{{t}}} a_0"
        numbers += rf" - {as_latex(faded, figures)} \times ({as_latex(smoothing.memory, figures)})"
    below, result = as_latex(weight, 4), as_latex(smoothing.corrected[t - 1], 4)
    return (
        rf"\hat a_{{{t}}} \;=\; \frac{{{rule}}}{{1 - \beta^{{{t}}}}} \;=\; "
        rf"\frac{{{numbers}}}{{{below}}} \;=\; {result}"
    )


def _time(tick: int | None) -> int:
    """The time shown at a tick: the last one where none is shown, and the first at the start."""
    return STEPS if tick is None else min(max(tick, 1), STEPS)


def path_outcome(run: Averaged) -> str:
    """The losses over the second half, and how much lower the average's is."""
    raw, ema, polyak = (run.late_loss(points) for points in (run.raw, run.ema, run.polyak))
    if run.result.trajectory.diverged_at is not None:
        return (
            f"SGD **diverged**: no average helps a path that leaves. Turn α down.{_no_floor(run)}"
        )
    return (
        f"Mean loss above the minimum over the second half: SGD **{as_text(raw, 2)}**, its "
        f"exponential average **{as_text(ema, 2)}**, the mean of all points "
        f"**{as_text(polyak, 2)}**.{_behind(raw, ema, polyak)}{_no_floor(run)}"
    )


def _behind(raw: float, ema: float, polyak: float) -> str:
    """Why an average does worse: f is convex, so it can only be because earlier points did."""
    names = [name for name, loss in (("exponential average", ema), ("mean", polyak)) if loss > raw]
    if not names:
        return ""
    verb = "lies" if len(names) == 1 else "lie"
    return f" The {listed(names)} {verb} higher: earlier, higher points still count there."


def _no_floor(run: Averaged) -> str:
    """That SGD has no noise floor at this rate, where it has none."""
    limit = rate_limit_of(run.surface, run.size)
    if run.result.run.hypers["lr"] < limit:
        return ""
    return f" With B = {run.size} SGD has a noise floor only below α = {as_text(limit)}."


def path_steps(run: Averaged, tick: int | None) -> tuple[str, str, str]:
    """Both averages' updates and the correction at the shown step with their numbers, in LaTeX."""
    t = max(1, run.result.shown(tick))
    bare = averages.ema(run.raw[: t + 1], run.beta, corrected=False)
    return _polyak_step(run, t), _ema_step(run, t, bare), _ema_correction(run, t, bare)


def _polyak_step(run: Averaged, t: int) -> str:
    before, point, after = (column(row) for row in (run.polyak[t - 1], run.raw[t], run.polyak[t]))
    return (
        rf"\bar\theta_{{{t}}} = \bar\theta_{{{t - 1}}} + \frac{{1}}{{{t + 1}}}"
        rf"\left(\theta_{{{t}}} - \bar\theta_{{{t - 1}}}\right) = "
        rf"{before} + \frac{{1}}{{{t + 1}}} \left({point} - {before}\right) = {after}"
    )


def _ema_step(run: Averaged, t: int, bare: NDArray[np.float64]) -> str:
    before, point, after = (column(row) for row in (bare[t - 1], run.raw[t], bare[t]))
    return (
        rf"a_{{{t}}} = \beta\,a_{{{t - 1}}} + (1-\beta)\,\theta_{{{t}}} = "
        rf"{as_latex(run.beta, 4)} {before} + {as_latex(1 - run.beta, 4)} {point} = {after}"
    )


def _ema_correction(run: Averaged, t: int, bare: NDArray[np.float64]) -> str:
    # The start is a value too: at step t the average holds t + 1 of them.
    weight = as_latex(1 - run.beta ** (t + 1), 4)
    return (
        rf"\hat a_{{{t}}} = \frac{{a_{{{t}}}}}{{1 - \beta^{{{t + 1}}}}} = "
        rf"\frac{{1}}{{{weight}}} {column(bare[t])} = {column(run.ema[t])}"
    )
