"""One run of gradient descent on a surface: its steps, its stability limit, why it stopped."""

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optim import Trajectory
from optim.theory import stability_limit
from surfaces import Surface
from ui.page import controls
from ui.page.fields import Number
from ui.page.numbers import as_text, distinct
from ui.page.numbers import number as latex
from ui.page.palette import STYLES
from ui.page.settings import Settings
from ui.page.words import counted
from ui.runs.anatomy import Anatomy, anatomy, arrows, readings
from ui.runs.measures import steps_taken
from ui.runs.outcomes import comparison, note, observe
from ui.runs.run import Run
from ui.runs.step_formula import worked
from ui.stage.scene import Path, Reading

NO_TOLERANCE = 1e-6
"""The lower end of ε, where the gradient norm stops nothing."""


def tolerance_field(default: float) -> Number:
    """The gradient norm below which a run stops."""
    return Number(
        "tolerance",
        default,
        NO_TOLERANCE,
        1.0,
        "stop where ‖g‖ ≤ ε",
        log=True,
        help="A run ends when its steps are spent or its gradient is this short.",
    )


@dataclass(frozen=True)
class Descent:
    """One run and what came of it; `tolerance` is None where the gradient norm stops nothing."""

    run: Run
    surface: Surface
    trajectory: Trajectory
    tolerance: float | None

    @property
    def steps(self) -> int:
        """The budget."""
        return len(self.trajectory.gradients)

    @property
    def parts(self) -> Anatomy:
        """The steps taken apart."""
        return anatomy(self.run, self.trajectory)

    @cached_property
    def limits(self) -> NDArray[np.float64]:
        """The stability limit at each point, shape `(steps + 1,)`; NaN where nothing curves up."""
        with np.errstate(all="ignore"):
            _, steepest = self.surface.curvatures(*self.trajectory.points.T)
        up = (steepest > 0.0) & (steepest < np.inf)
        beta = self.run.hypers.get("beta", 0.0)
        limits = stability_limit(self.run.optimizer, np.where(up, steepest, 1.0), beta)
        return np.where(up, limits, np.nan)

    def place(self, step: int | None) -> int:
        """The point shown at a step; the last one there is where none is told or none is left."""
        last = steps_taken(self.trajectory)
        return last if step is None else min(step, last)


def descend(settings: Settings, surface: Surface, start: tuple[float, float]) -> Descent:
    """Gradient descent, with momentum where the settings ask for some."""
    beta = {"beta": settings["beta"]} if settings["beta"] else {}
    run = Run("momentum" if beta else "gd", {"lr": settings["lr"], **beta})
    tolerance = settings["tolerance"] if settings["tolerance"] > NO_TOLERANCE else None
    trajectory = run.trace(surface, start, tolerance=tolerance, **controls.conditions(settings))
    return Descent(run, surface, trajectory, tolerance)


def paths(descent: Descent, smoothing: float) -> list[Path]:
    """The path with its steps' arrows and numbers; with smoothing also its average."""
    run, surface, parts = descent.run, descent.surface, descent.parts
    ending = note(observe(descent.trajectory, surface))
    raw, *averaged = controls.paths(
        run, descent.trajectory, surface, STYLES[run.optimizer], smoothing, ending
    )
    limits = Reading(f"limit {limit_name(run)}", descent.limits)
    return [replace(raw, arrows=arrows(parts), readings=[*readings(parts), limits]), *averaged]


def limit_name(run: Run) -> str:
    """The formula of the run's stability limit."""
    return "2/λmax" if run.optimizer == "gd" else "2(1+β)/λmax"


def ticks(descent: Descent, point: int) -> list[tuple[float, str]]:
    """The stability limit at a point and at the start, to mark on the learning rate's knob."""
    here, start = float(descent.limits[point]), float(descent.limits[0])
    told = [(here, limit_name(descent.run))]
    if not math.isclose(here, start, rel_tol=0.05):
        # Side by side, two words would run into each other.
        told = [(here, "here"), (start, "" if 0.2 < here / start < 5.0 else "start")]
    return [(value, word) for value, word in told if math.isfinite(value)]


def outcome(descent: Descent) -> str:
    """How near the run came, and which of the two rules stopped it."""
    told = comparison([(descent.run.name, observe(descent.trajectory, descent.surface))])
    return f"{told} {_stop(descent)}".strip()


def _stop(descent: Descent) -> str:
    if descent.trajectory.diverged_at is not None:
        return ""
    if descent.trajectory.stopped_at is not None:
        return "It stopped because **‖g‖ ≤ ε**."
    spent = "were" if descent.steps != 1 else "was"
    return f"It stopped because its **{counted(descent.steps, 'step')}** {spent} spent."


def stability(descent: Descent, point: int) -> str:
    """The limit at the start and at a point, beside the rate, in words."""
    if point == 0:
        return _limit_at(descent, "At the start", 0)
    if math.isclose(*descent.limits[[0, point]], rel_tol=1e-9):
        return _limit_at(descent, f"At step {point}, just as at the start,", point)
    return (
        f"{_limit_at(descent, 'At the start', 0)} {_limit_at(descent, f'At step {point}', point)}"
    )


def _limit_at(descent: Descent, where: str, step: int) -> str:
    limit, lr = float(descent.limits[step]), descent.run.hypers["lr"]
    if not math.isfinite(limit):
        return f"{where} the surface curves up in no direction: there is no limit."
    _, steepest = descent.surface.curvatures(*descent.trajectory.points[step].tolist())
    side = "below" if lr < limit else "above" if lr > limit else "exactly at"
    return (
        f"{where} λmax = {as_text(steepest)}, so {limit_name(descent.run)} = "
        f"**{distinct(limit, lr)}**: α = {distinct(lr, limit)} is **{side}** it."
    )


def explanation(descent: Descent, point: int) -> str:
    """The step taken from a point with its numbers, in LaTeX."""
    if point != descent.trajectory.stopped_at:
        return worked(descent.parts, point)
    norm = float(np.hypot(*descent.trajectory.gradients[point]))
    return (
        rf"\lVert g \rVert = {latex(norm)} \le \varepsilon = {latex(descent.tolerance or 0.0)}"
        r"\text{: no step is taken from here}"
    )
