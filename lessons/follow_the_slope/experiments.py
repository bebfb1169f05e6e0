"""Gradient descent on a curve, and Taylor's view of each of its steps."""

from dataclasses import dataclass

from optim import theory
from surfaces import Curve
from ui.runs.result import RunResult, follow
from ui.runs.run import Run


def descend(curve: Curve, start: float, lr: float, steps: int) -> RunResult:
    """Gradient descent from `start`."""
    (result,) = follow([Run("gd", {"lr": lr})], curve, start, steps=steps)
    return result


@dataclass(frozen=True)
class Step:
    """One step from `x`: slope and curvature there, Taylor's terms and the actual change."""

    t: int
    x: float
    slope: float
    curvature: float
    lr: float
    terms: theory.Taylor
    actual: float

    @property
    def after(self) -> float:
        """Where the step leads."""
        return self.x - self.lr * self.slope


def step_from(result: RunResult, curve: Curve, shown: int | None) -> Step:
    """The step that is taken from the point shown; from the last one where none is shown."""
    t, lr = result.shown(shown), result.run.hypers["lr"]
    x = float(result.trajectory.points[t, 0])
    slope, curvature = curve.gradient(x), curve.hessian(x)
    actual = curve.value(x - lr * slope) - curve.value(x)
    return Step(t, x, slope, curvature, lr, theory.taylor(lr, slope, curvature), actual)
