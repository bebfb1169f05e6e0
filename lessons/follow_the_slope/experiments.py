"""Gradient descent on a line: its path with tangents and steps, its regime, Taylor's view of it."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optim import Trajectory, regimes, theory, trace
from surfaces import Curve
from ui.page.numbers import as_text, distinct
from ui.page.numbers import number as latex
from ui.page.palette import STYLES
from ui.page.words import counted
from ui.runs.measures import steps_taken
from ui.stage.scene import Arrow, Path, Reading

_PARABOLA = {
    "still": "nothing moves",
    "monotone": "it falls without crossing the minimum",
    "one step": "it lands on the minimum in one step",
    "crossing": "it crosses the minimum at every step and still comes to it",
    "bouncing": "it bounces between two points for ever",
    "diverging": "every step is longer than the last, and it diverges",
}


@dataclass(frozen=True)
class Descent:
    """A run of gradient descent on a curve; `points` are `(steps + 1,)`, as far as they go."""

    curve: Curve
    lr: float
    trajectory: Trajectory

    @property
    def points(self) -> NDArray[np.float64]:
        """All points, NaN where it has diverged."""
        return self.trajectory.points[:, 0]

    @property
    def slopes(self) -> NDArray[np.float64]:
        """The slope at each point."""
        with np.errstate(all="ignore"):
            return np.asarray(self.curve.gradient(self.points))

    @property
    def last(self) -> int:
        """The last step at which there is a point."""
        return steps_taken(self.trajectory)


def descend(curve: Curve, start: float, lr: float, steps: int) -> Descent:
    """Gradient descent from `start`."""
    return Descent(curve, lr, trace("gd", curve, start, steps=steps, lr=lr))


def path(descent: Descent) -> Path:
    """The path with, at each point, the tangent there and the step that is taken from it."""
    points, slopes = descent.points, descent.slopes
    steps = -descent.lr * slopes
    lowest = descent.curve.lowest or 0.0
    diverged = descent.trajectory.diverged_at
    return Path(
        name="Gradient descent",
        detail=f"α {as_text(descent.lr, 4)}",
        points=points[:, np.newaxis],
        style=STYLES["gd"],
        note="" if diverged is None else f"diverged at step {diverged}",
        curves={"loss": descent.trajectory.values - lowest, "x": points},
        tangents=slopes,
        arrows=[Arrow("step", steps[:, np.newaxis], "step")],
        readings=[
            Reading("x", points),
            Reading("slope", slopes),
            Reading(f"step = −α × slope = −{as_text(descent.lr, 4)} × slope =", steps),
        ],
    )


def outcome(descent: Descent) -> str:
    """The regime, in words: by the factor where the curve is x², by the path seen elsewhere."""
    told = _by_factor(descent) if descent.curve.key == "square" else _by_path(descent)
    return f"{told} {_end(descent)}"


def _by_factor(descent: Descent) -> str:
    factor = 1.0 - descent.lr * descent.curve.hessian(0.0)
    regime = regimes.of_factor(factor)
    told = distinct(factor, math.copysign(1.0, factor), 4)
    if descent.points[0] == 0.0:
        return f"Each step multiplies x by 1 − 2α = **{told}**, and zero stays zero."
    return f"Each step multiplies x by 1 − 2α = **{told}**: {_PARABOLA[regime]}."


def _by_path(descent: Descent) -> str:
    regime, turns = regimes.of_path(descent.points), regimes.turns(descent.points)
    back = "once" if turns == 1 else f"**{turns}** times"
    if regime == "crossing" and not regimes.settled(descent.points):
        return f"It turned back {back}; so far its swings shrink."
    return {
        "still": "The slope is zero here: **nothing moves**.",
        "monotone": "It **never turned back**: it falls towards one side.",
        "one step": "It came to rest in **one step**.",
        "crossing": f"It turned back {back}, and its swings shrink: it **crosses** and settles.",
        "bouncing": f"It turned back {back}; so far its swings do not shrink: it **bounces**.",
        "diverging": "Its steps grew without bound.",
    }[regime]


def _end(descent: Descent) -> str:
    diverged = descent.trajectory.diverged_at
    if diverged is not None:
        return f"It **diverged at step {diverged}**."
    end, steps = float(descent.points[-1]), counted(descent.last, "step")
    nearest = descent.curve.nearest_minimum(end)
    if nearest is None:
        return f"After {steps} it is at **{as_text(end)}**."
    minimum, distance = nearest
    return f"After {steps} it is **{as_text(distance, 2)}** from the minimum at {as_text(minimum)}."


@dataclass(frozen=True)
class Step:
    """One step from `x`: its slope and curvature there, Taylor's terms and the actual change."""

    t: int
    x: float
    slope: float
    bend: float
    lr: float
    terms: theory.Taylor
    actual: float

    @property
    def after(self) -> float:
        """Where the step leads."""
        return self.x - self.lr * self.slope

    @property
    def cancel(self) -> float:
        """The rate at which Taylor's two terms cancel; infinite where nothing curves up."""
        return theory.cancel_rate(self.slope, self.bend)


def step(descent: Descent, shown: int | None) -> Step:
    """The step that is taken from the shown point (the last one where none is told)."""
    t = descent.last if shown is None else min(shown, descent.last)
    x, curve, lr = float(descent.points[t]), descent.curve, descent.lr
    slope, bend = curve.gradient(x), curve.hessian(x)
    actual = curve.value(x - lr * slope) - curve.value(x)
    return Step(t, x, slope, bend, lr, theory.taylor(lr, slope, bend), actual)


def formula(taken: Step) -> str:
    """The step with its numbers, in LaTeX."""
    x, lr, slope, after = (
        latex(value, 4) for value in (taken.x, taken.lr, taken.slope, taken.after)
    )
    return (
        rf"x_{{{taken.t + 1}}} = x_{{{taken.t}}} - \alpha\, f'(x_{{{taken.t}}}) = "
        rf"{x} - {lr} \times ({slope}) = {after}"
    )


def account(taken: Step) -> str:
    """Taylor's view of the step, in words."""
    told = (
        f"The slope promises a change of {as_text(taken.terms.first)}, curvature adds "
        f"{as_text(taken.terms.second)}: together **{as_text(taken.terms.change)}**. "
        f"Really f changes by **{as_text(taken.actual)}**."
    )
    if taken.cancel == math.inf:
        return told
    return f"{told} The two terms cancel at α = {as_text(taken.cancel)}."
