"""What lesson 11 says of its runs: who left the saddle when, and what kind of point is shown."""

import math
from collections.abc import Sequence

from lessons.saddle_points.experiments import (
    MOST_STEPS,
    Departure,
    Escapes,
    curvatures,
    departure,
    has_left,
    has_line,
    saddle_of,
    steps_per_factor,
)
from optim import theory
from surfaces import Surface
from surfaces.surface import Point
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.words import counted, listed
from ui.runs.outcomes import comparison
from ui.runs.result import RunResult, named

MEANINGS = {
    "λmin": "the smaller eigenvalue of H: the least curvature of all directions",
    "λmax": "the larger eigenvalue of H: the greatest curvature of all directions",
    "e": "2.718…",
}
"""What symbols mean in this lesson, where that is not the usual."""

SMALL = 0.01
"""A gradient of at most this length is called small."""

_KINDS = {
    "minimum": ("curves up in every direction", "a **minimum**"),
    "maximum": ("curves down in every direction", "a **maximum**"),
    "saddle": ("curves up in one direction and down in another", "a **saddle**"),
    "flat": (
        "hardly curves, if at all, in some direction",
        "**degenerate**: curvature alone cannot tell what it is",
    ),
}

Departures = Sequence[tuple[str, RunResult, Departure]]


def outcome(results: Sequence[RunResult], settings: Settings, rates: str = "") -> str:
    """Who left the saddle, when, and who stayed on the line; `rates` tells how α was found."""
    surface, start = results[0].surface, results[0].trajectory.points[0].tolist()
    saddle = saddle_of(surface, start)
    if saddle is None:
        ends = comparison(named(results))
        return _joined("No saddle was found in the frame: there is none to leave.", ends, rates)
    which = _which(saddle, len(surface.saddles)) if surface.found else ""
    if has_left(surface, saddle, *start):
        nothing = "The start is away from the saddle and lower than it: there is nothing to leave."
        return _joined(which, nothing)
    names = [name for name, _ in named(results)]
    runs = [(n, r, departure(r, saddle)) for n, r in zip(names, results, strict=True)]
    line = _on_line(runs, settings) if has_line(surface) else ""
    return _joined(which, _left(runs), _stayed(runs), line, rates)


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _which(saddle: Point, count: int) -> str:
    """Which saddle is spoken of, and what leaving it is, where it may be far from all runs."""
    x, y = map(as_text, saddle)
    which = f"One saddle was found, at ({x}, {y})"
    if count > 1:
        which = f"Of {count} saddles found the one at ({x}, {y}) is nearest to the start"
    return f"{which}; a run that is lower than it and more than ½ away has left it."


def _left(runs: Departures) -> str:
    """Who left when, the first first."""
    left = sorted((d.step, n, d.back) for n, _, d in runs if d.step is not None)
    if not left:
        return ""
    (step, name, back), *rest = left
    first = f"{name} left the saddle at step **{step}**{_returned(back)}"
    others = [f"{name} at step **{step}**{_returned(back)}" for step, name, back in rest]
    return f"{listed([first, *others])}."


def _returned(back: bool) -> str:
    return " (and came back later)" if back else ""


def _stayed(runs: Departures) -> str:
    """Who has not left, and after how many steps."""
    stayed = [(n, r) for n, r, d in runs if d.step is None]
    lost = [(n, r) for n, r in stayed if r.trajectory.diverged_at]
    near = [n for n, r in stayed if not r.trajectory.diverged_at]
    never = "without having been away from the saddle and lower than it"
    told = [f"{name} {_broken_off(result)} {never}." for name, result in lost]
    if near:
        steps = counted(len(runs[0][1].trajectory.gradients), "step")
        have = "have" if len(near) > 1 else "has"
        told.append(f"After {steps} {listed(near)} {have} **not left** the saddle.")
    return " ".join(told)


def _broken_off(result: RunResult) -> str:
    if result.outcome.lost:
        return f"ended at step **{result.steps_taken}**, where f has **no value**,"
    return f"**diverged at step {result.trajectory.diverged_at}**"


def _on_line(runs: Departures, settings: Settings) -> str:
    """What became of the runs that set off exactly on the line y = 0."""
    if runs[0][1].trajectory.points[0, 1]:
        return ""
    if not any(d.on_line for _, _, d in runs):
        return "The start is exactly on the line y = 0: it was noise that took the runs off it."
    rolled = [name for name, _, d in runs if d.on_line and d.step is not None]
    along = f" {listed(rolled)} left along it, over the saddle." if rolled else ""
    stuck = any(d.on_line and d.step is None for _, _, d in runs)
    turn = " Turn the noise σ up to see who leaves." if stuck and not settings["sigma"] else ""
    return f"All stay **exactly on the line y = 0**, as the slope in y is 0 there.{along}{turn}"


def shown_point(result: RunResult, step: int) -> str:
    """How long the gradient is at a point, how the surface curves there, and what that says."""
    at = result.shown(step)
    who = f"**{result.run.name} at step {at}.**"
    x, y = result.trajectory.points[at].tolist()
    if math.isnan(result.trajectory.values[at]):
        return f"{who} f has no value there."
    length = math.hypot(*result.surface.gradient(x, y))
    low, high = (float(rows[at]) for rows in curvatures(result))
    if not all(map(math.isfinite, (length, low, high))):
        return f"{who} The surface has no finite slope or no finite curvature there."
    curved, kind = _KINDS[theory.classify(*result.surface.hessian(x, y))]
    small = "small" if length <= SMALL else "not small"
    return (
        f"{who} The gradient is {as_text(length)} long: **{small}**. "
        f"The eigenvalues of the Hessian H are {as_text(low)} and {as_text(high)}: the surface "
        f"{curved}. A point of no slope that curves like this is {kind}."
    )


def slopes(escapes: Sequence[Escapes], surface: Surface) -> str:
    """How many more steps a start a factor e closer to the line costs, beside theory."""
    told = [_slope(each, surface) for each in escapes]
    late = f"Starts from which a run has not left after {MOST_STEPS} steps have no point."
    return f"A start e times closer to the line costs so many steps more: {'; '.join(told)}. {late}"


def _slope(each: Escapes, surface: Surface) -> str:
    slope, margin = each.slope
    name = f"{each.run.name} (α {as_text(each.run.hypers['lr'])})"
    if math.isnan(slope):
        return f"{name} leaves from too few of them to tell"
    theirs = steps_per_factor(each.run, surface)
    beside = "" if theirs is None else f" (theory **{as_text(theirs)}**)"
    # What a fit leaves of nothing is rounding.
    return f"{name} **{as_text(round(slope, 9))}** ± {as_text(margin, 1)}{beside}"
