"""The curve with the descent on it: at each point its tangent and the step taken from there."""

from dataclasses import replace

import numpy as np

from formula.numeric import positive
from surfaces import Curve
from ui.runs.live import live
from ui.runs.result import RunResult
from ui.stage.scene import Arrow, LinkedCurve, Panel, Path, Reading

CURVES = (LinkedCurve("loss", "height above the minimum"), LinkedCurve("x", "x", log=False))


def panel(result: RunResult, curve: Curve) -> Panel:
    """The curve and the path on it."""
    return Panel(curve, live(result, _paths))


def _paths(result: RunResult) -> list[Path]:
    curve, x, lr = result.surface, result.trajectory.points[:, 0], result.parts.lr[:, 0]
    with np.errstate(all="ignore"):
        slopes = np.asarray(curve.gradient(x))
        steps = -lr * slopes
        bend = np.asarray(curve.hessian(x))
        bends = 0.5 * bend * steps * steps
        changes = np.asarray(curve.value(x + steps) - curve.value(x))
        # Where nothing curves up, nothing cancels.
        cancel = np.asarray(2.0 / positive(bend))
    (path,) = result.paths({"x": x})
    drawn = replace(
        path,
        curves={key: path.curves[key] for key in ("loss", "x")},
        tangents=slopes,
        arrows=[Arrow("step", steps[:, np.newaxis], "step")],
        readings=[
            Reading("the slope promises", slopes * steps),
            Reading("curvature adds", bends),
            Reading("together", slopes * steps + bends),
            Reading("f changes by", changes),
            Reading("slope and curvature cancel at α", cancel),
        ],
        formula=result.formula(),
    )
    return [drawn]
