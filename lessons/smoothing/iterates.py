"""SGD's path and its averages: the same smoothing, on the iterates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lessons.smoothing.experiments import AVERAGE, SECOND
from optim import averages, gradients, trace
from surfaces import Regression
from surfaces.surface import Point
from ui.page.numbers import as_text, column, number
from ui.page.palette import STYLES, Style
from ui.page.settings import Settings
from ui.stage.scene import Panel, Path

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Averaged:
    """An SGD path and its averages, each of shape `(steps + 1, 2)`."""

    surface: Regression
    beta: float
    raw: Array
    ema: Array
    polyak: Array

    def loss(self, points: Array) -> Array:
        """Above the minimum, at each point."""
        with np.errstate(all="ignore"):
            return np.asarray(self.surface.value(*points.T) - (self.surface.lowest or 0.0))

    def late_loss(self, points: Array) -> float:
        """Its mean over the second half of the steps."""
        return float(self.loss(points)[len(points) // 2 :].mean())


def descend(surface: Regression, start: Point, settings: Settings) -> Averaged:
    """SGD with the settings' rate and batch size, averaged by their β."""
    raw = trace(
        "gd",
        surface,
        start,
        steps=settings["steps"],
        gradient=gradients.mini_batch(settings["batch"], replacement=True),
        seed=settings["seed"],
        lr=settings["lr"],
    ).points
    beta = settings["beta"]
    return Averaged(surface, beta, raw, averages.ema(raw, beta), averages.running_mean(raw))


def panel(run: Averaged) -> Panel:
    """The three paths."""
    return Panel(
        run.surface,
        [
            _path("SGD", "", run, run.raw, STYLES["gd"], faint=True),
            _path("mean of all points", "Polyak", run, run.polyak, SECOND),
            _path("exponential average", f"β {as_text(run.beta, 4)}", run, run.ema, AVERAGE),
        ],
    )


def _path(
    name: str, detail: str, run: Averaged, points: Array, style: Style, faint: bool = False
) -> Path:
    return Path(name, points, style, detail, {"loss": run.loss(points)}, faint=faint)


def outcome(run: Averaged) -> str:
    """The losses over the second half, and how much lower the average's is."""
    raw, ema, polyak = (run.late_loss(points) for points in (run.raw, run.ema, run.polyak))
    if not np.isfinite(raw):
        return "SGD **diverged**: no average helps a path that leaves. Turn α down."
    return (
        f"Mean loss above the minimum over the second half: SGD **{as_text(raw, 2)}**, its "
        f"exponential average **{as_text(ema, 2)}**, the mean of all points "
        f"**{as_text(polyak, 2)}**."
    )


def step_formulas(run: Averaged, tick: int | None) -> tuple[str, str, str]:
    """Both averages' updates and the correction at the shown step with their numbers, in LaTeX."""
    # A path that diverged has no points from then on.
    last = int(np.isfinite(run.raw).all(axis=1).sum()) - 1
    t = last if tick is None else max(1, min(tick, last))
    bare = averages.ema(run.raw[: t + 1], run.beta, corrected=False)
    return _polyak_formula(run, t), _ema_formula(run, t, bare), _correction_formula(run, t, bare)


def _polyak_formula(run: Averaged, t: int) -> str:
    before, point, after = (column(row) for row in (run.polyak[t - 1], run.raw[t], run.polyak[t]))
    return (
        rf"\bar\theta_{{{t}}} = \bar\theta_{{{t - 1}}} + \frac{{1}}{{{t + 1}}}"
        rf"\left(\theta_{{{t}}} - \bar\theta_{{{t - 1}}}\right) = "
        rf"{before} + \frac{{1}}{{{t + 1}}} \left({point} - {before}\right) = {after}"
    )


def _ema_formula(run: Averaged, t: int, bare: Array) -> str:
    before, point, after = (column(row) for row in (bare[t - 1], run.raw[t], bare[t]))
    return (
        rf"a_{{{t}}} = \beta\,a_{{{t - 1}}} + (1-\beta)\,\theta_{{{t}}} = "
        rf"{number(run.beta, 4)} {before} + {number(1 - run.beta, 4)} {point} = {after}"
    )


def _correction_formula(run: Averaged, t: int, bare: Array) -> str:
    # The start is a value too: at step t the average holds t + 1 of them.
    weight = number(1 - run.beta ** (t + 1), 4)
    return (
        rf"\hat a_{{{t}}} = \frac{{a_{{{t}}}}}{{1 - \beta^{{{t + 1}}}}} = "
        rf"\frac{{1}}{{{weight}}} {column(bare[t])} = {column(run.ema[t])}"
    )
