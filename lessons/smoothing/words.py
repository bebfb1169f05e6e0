"""What averaging did to a signal and to a path."""

from lessons.smoothing.experiments import STEPS, Averaged, Smoothing, rate_limit_of
from optim import averages
from ui.page.numbers import as_text, near_one
from ui.page.words import counted, listed

_AVERAGE = {
    "β": "the share of the average kept at each step",
    "a": "the average, not corrected",
    "a\u0302": "the average, corrected for where it began",
}
ON_A_SIGNAL = {
    **_AVERAGE,
    "x": "the value that is averaged",
    "t": "how many values there are by now",
    "σ": "the noise on one value: its standard deviation",
}
"""What symbols mean for a signal."""

ON_A_PATH = {
    **_AVERAGE,
    "θ": "the point (w, b): the line that is fitted",
    "θ\u0304": "the mean of all points so far",
    "n": "how many points there are by now, the start among them",
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
