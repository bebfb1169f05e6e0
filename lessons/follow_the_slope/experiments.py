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
    """The step from point `t`: Taylor's terms and the actual change."""

    t: int
    terms: theory.Taylor
    actual: float


def step_from(result: RunResult, curve: Curve, shown: int | None) -> Step:
    """The step that is taken from the point shown; from the last one where none is shown."""
    t, lr = result.shown(shown), result.run.hypers["lr"]
    x = float(result.trajectory.points[t, 0])
    slope = curve.gradient(x)
    actual = curve.value(x - lr * slope) - curve.value(x)
    return Step(t, theory.taylor(lr, slope, curve.hessian(x)), actual)
