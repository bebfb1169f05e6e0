"""What lesson 13 says of its runs."""

from collections.abc import Mapping

import numpy as np

from optim import averages
from optim.schedules import ScheduleKind
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.words import counted, further, listed
from ui.runs.measures import loss
from ui.runs.outcomes import comparison
from ui.runs.result import RunResult, largest_gap, named
from ui.runs.tuning import LATE

MEANINGS = {
    "T": "the number of steps after the warm-up",
    "t": "the number of the step; in a schedule counted from the end of the warm-up",
    "c": "the length to which a longer gradient is cut",
    "W": "for how many steps α rises first",
}
"""What symbols mean in this lesson, where that is not the usual."""

Results = Mapping[str, RunResult]


def outcome(settings: Settings, results: Results, rates: str = "") -> str:
    """What the experiment is about, computed from its runs; `rates` tells how α was found."""
    if settings["view"] == "endings":
        return _joined(_late_distances(results), _same(results), rate_of(results["scheduled"]))
    if settings["view"] == "warmup":
        return _joined(_first_steps(results), _late_distances(results), rates)
    if settings["view"] == "floor":
        late = _late_losses(results, settings["smoothing"])
        return _joined(late, rates) + further(rate_of(results["scheduled"]))
    return _joined(_ends(results), cuts(results["limited"]))


def schedule(kind: ScheduleKind) -> str:
    """A schedule's idea and its formula, in Markdown."""
    return (
        f"**{kind.name}.** {kind.idea} At step t after the warm-up α is multiplied by "
        f"${kind.latex}$."
    )


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _ends(results: Results) -> str:
    return comparison(named(list(results.values())))


def _late_distances(results: Results) -> str:
    """How far from the minimum the runs keep over the last part of their steps."""
    if _some_diverged(results):
        return _ends(results)
    points = {r.run.name: r.trajectory.points for r in results.values()}
    count = max(1, min(map(len, points.values())) // LATE)
    each = ", ".join(
        f"{name} **{as_text(float(np.sqrt((rows[-count:] ** 2).sum(axis=1).mean())), 2)}**"
        for name, rows in points.items()
    )
    over = "the last step" if count == 1 else f"the last {count} steps"
    return f"Distance from the minimum over {over}: {each}."


def _some_diverged(results: Results) -> bool:
    return any(result.trajectory.diverged_at is not None for result in results.values())


def _same(results: Results) -> str:
    """That a schedule that changes nothing makes the same run."""
    gap = largest_gap(results["constant"], results["scheduled"])
    return "The two SGDs are the same numbers." if gap == 0.0 else ""


def rate_of(result: RunResult) -> str:
    """What α did over the steps that were taken."""
    rates = result.trajectory.rates[: max(1, result.steps_taken)]
    top = int(np.argmax(rates))
    first, last = as_text(rates[0], 2), as_text(rates[-1], 2)
    if np.ptp(rates) == 0.0:
        return f"Scheduled, α stays at **{first}**."
    peak = "" if rates[top] in (rates[0], rates[-1]) else f", at most {as_text(rates[top], 2)}"
    return f"Scheduled, α goes from **{first}** to **{last}**{peak}."


def _first_steps(results: Results) -> str:
    """How long the first steps are."""
    if results["warmed"].plan.factors == results["cold"].plan.factors:
        return "The two Adams are the same run: no step of the warm-up makes a difference."
    each = listed([f"{r.run.name} **{as_text(_first(r), 2)}**" for r in results.values()])
    return f"Length of the first step: {each}."


def _first(result: RunResult) -> float:
    with np.errstate(all="ignore"):
        return float(np.hypot(*result.parts.step[0]))


def _late_losses(results: Results, smoothing: float) -> str:
    """The losses over the second half, of the average too."""
    if _some_diverged(results):
        return _ends(results)
    points = {r.run.name: r.trajectory.points for r in results.values()}
    points["SGD, averaged"] = averages.ema(points["SGD"], smoothing)
    surface = results["constant"].surface
    late = {
        name: loss(surface, surface.value(*rows[len(rows) // 2 :].T)).mean()
        for name, rows in points.items()
    }
    each = ", ".join(f"{name} **{as_text(value, 2)}**" for name, value in late.items())
    return f"Mean loss above the minimum over the second half: {each}."


def cuts(result: RunResult) -> str:
    """How many gradients were cut, and when."""
    assert result.cut is not None, "the run has no limit"
    taken = np.flatnonzero(result.cut[: result.steps_taken] == 1.0) + 1
    steps, limit = counted(result.steps_taken, "step"), as_text(result.source["norm"])
    if not taken.size:
        return f"No gradient was longer than c = {limit}: both runs are the same."
    when = f"step {taken[0]}" if taken.size == 1 else f"steps {taken[0]} to {taken[-1]}"
    return f"The gradient was cut in **{taken.size}** of {steps}, within {when}."
