"""One run of gradient descent on a surface, and its stability limit at every point."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.numeric import positive, where
from optim.theory import stability_limit
from surfaces import Surface
from ui.page import controls
from ui.page.settings import Settings
from ui.runs.result import RunResult, follow
from ui.runs.run import Run

Array = NDArray[np.float64]

NO_TOLERANCE = 1e-6
"""The lower end of ε, where the gradient norm stops nothing."""


def descend(settings: Settings, surface: Surface, start: tuple[float, float]) -> RunResult:
    """Gradient descent, with momentum where the settings ask for some."""
    conditions = {**controls.conditions(settings), "tolerance": tolerance_of(settings)}
    [result] = follow([run_of(settings)], surface, start, **conditions)
    return result


def run_of(settings: Settings) -> Run:
    """Gradient descent at the chosen rate, or the heavy ball where there is momentum."""
    rate, beta = {"lr": settings["lr"]}, settings["beta"]
    if not beta:
        return Run("gd", rate)
    return Run("momentum", {**rate, "beta": beta}, "Gradient descent with momentum")


def with_momentum(run: Run) -> Run:
    """The heavy ball at the same rate, and at the same momentum: 0 where there is none."""
    return Run("momentum", {"beta": 0.0, **run.hypers})


def tolerance_of(settings: Settings) -> float | None:
    """The gradient norm at which the run stops; None where it stops nothing."""
    return settings["tolerance"] if settings["tolerance"] > NO_TOLERANCE else None


def stop_at(tolerance: Any) -> Any:
    """The same for the browser, where a tolerance below 0 stops nothing."""
    return where(tolerance > NO_TOLERANCE, tolerance, -1.0)


def limits(result: RunResult) -> NDArray[np.float64]:
    """The stability limit at each point, shape `(steps + 1,)`; NaN where nothing curves up."""
    with np.errstate(all="ignore"):
        _, steepest = result.surface.curvatures(*result.trajectory.points.T)
    one = stability_limit(result.run.optimizer, 1.0, result.parts.hypers.get("beta", 0.0))
    return np.asarray(one / positive(steepest))


def predicted(result: RunResult) -> tuple[Array, Array, Array]:
    """∇fᵀs and ½sᵀHs of the step s taken from each point, and by how much f changed.

    On a step of plain gradient descent these are −α‖g‖² and ½α²gᵀHg. NaN where no step is taken.
    """
    points, values = result.extended.points, result.extended.values
    with np.errstate(all="ignore"):
        sx, sy = np.diff(points, axis=0).T
        gx, gy = result.surface.gradient(*points[:-1].T)
        hxx, hxy, hyy = result.surface.hessian(*points[:-1].T)
        slope = gx * sx + gy * sy
        bend = 0.5 * (hxx * sx * sx + 2.0 * hxy * sx * sy + hyy * sy * sy)
        change = np.diff(values)
    return result.of_steps(slope), result.of_steps(bend), result.of_steps(change)
