"""A signal with its averages over time, and SGD's path with its averages."""

from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons.smoothing.experiments import (
    STEPS,
    Averaged,
    Smoothing,
    step_from,
    surface,
    true_value,
    with_noise,
)
from optim.averages import ema_step, mean_step
from ui.page.numbers import near_one
from ui.page.palette import Style, styles
from ui.runs.average_formula import average_formula
from ui.runs.live import live
from ui.runs.live_average import live_average
from ui.runs.live_series import live_series
from ui.runs.result import RunResult
from ui.stage.formula import StepFormula
from ui.stage.live import LiveSeries
from ui.stage.scene import Average, LinkedCurve, Panel, Path

Array = NDArray[np.float64]

SIGNAL_CURVES = (LinkedCurve("off", "distance from the true signal"),)
PATH_CURVES = (LinkedCurve("loss", "loss above the minimum"),)

_WAYS = (ema_step, step_from)
"""How an average is corrected that began at 0, and one that began elsewhere."""

_NOISY, _AVERAGE, _SECOND, _TRUE = styles(["gd"] * 4)


def signal_panel(smoothing: Smoothing) -> Panel:
    """The signal and its averages, over time."""
    beta = f"β {near_one(smoothing.beta)}"
    clean = smoothing.clean
    corrected = _over_time("average, corrected", clean, smoothing.corrected, _AVERAGE, beta)
    paths = [
        _over_time("with noise", clean, smoothing.noisy, _NOISY, faint=True),
        _over_time("signal", clean, clean, _TRUE),
        _over_time("average, not corrected", clean, smoothing.uncorrected, _SECOND, beta),
        replace(corrected, formula=_signal_formula(smoothing)),
    ]
    lives = _lives(smoothing.shape)
    paths = [replace(path, live=own) for path, own in zip(paths, lives, strict=True)]
    return Panel(surface(smoothing.shape), paths, plain=True)


@lru_cache(maxsize=16)
def _lives(shape: str) -> list[LiveSeries]:
    """How the browser works out the signal with noise and without it, and its averages."""
    clean = partial(true_value, shape)
    return [
        live_series(STEPS, clean, with_noise),
        live_series(STEPS, clean),
        live_series(STEPS, clean, with_noise, step_from, begins=True),
        live_series(STEPS, clean, with_noise, step_from, told=_WAYS),
    ]


def _signal_formula(smoothing: Smoothing) -> StepFormula:
    """The average, corrected in both ways: a start that is dragged may ask for the other."""
    ways = [
        average_formula(
            step,
            smoothing.noisy[:, np.newaxis],
            smoothing.uncorrected[1:, np.newaxis],
            hypers={"beta": smoothing.beta},
            begin=smoothing.memory,
            fine=("a_hat",) if step is step_from else (),
        )
        for step in _WAYS
    ]
    chosen = int(smoothing.memory != 0.0)
    variants = [variant for way in ways for variant in way.variants]
    return replace(ways[chosen], variants=variants, variant=ways[chosen].variant + chosen)


def _over_time(
    name: str, clean: Array, values: Array, style: Style, detail: str = "", faint: bool = False
) -> Path:
    """Values at the last of the times 0 to `STEPS`."""
    times = np.arange(STEPS + 1.0)[-len(values) :]
    # Before the first value there is no signal to be off from.
    off = np.abs(values - np.append(values[:-STEPS], clean))
    return Path(
        name=name,
        points=np.column_stack([times, values]),
        style=style,
        detail=detail,
        curves={} if values is clean else {"off": off},
        faint=faint,
        ticks=times,
    )


def path_panel(run: Averaged) -> Panel:
    """SGD's path and both averages."""
    beta, named = f"β {near_one(run.beta)}", {"x": "theta", "mean": "theta_bar", "t": "n"}
    ending = "SGD left all bounds: there is nothing to average."
    mean = average_formula(mean_step, run.raw, run.polyak, renamed=named, ending=ending)
    fading = average_formula(
        ema_step,
        run.raw,
        run.uncorrected,
        hypers={"beta": run.beta},
        renamed=named,
        ending=ending,
    )
    averages = [
        _path(
            "mean of all points",
            run,
            run.polyak,
            _SECOND,
            "Polyak",
            formula=mean,
            average=Average(),
        ),
        _path(
            "exponential average",
            run,
            run.ema,
            _AVERAGE,
            beta,
            formula=fading,
            average=Average(run.beta),
        ),
    ]
    lives = live_average(mean_step, {}), live_average(ema_step, {"beta": "beta"})
    return Panel(
        run.surface,
        [
            *live(run.result, _sgd),
            *(replace(path, live=own) for path, own in zip(averages, lives, strict=True)),
        ],
    )


def _sgd(result: RunResult) -> list[Path]:
    [path] = result.paths()
    curves = {"loss": path.curves["loss"]}
    named = replace(path, name="SGD", detail="", note="", style=_NOISY)
    return [replace(named, curves=curves, faint=True)]


def _path(
    name: str, run: Averaged, points: Array, style: Style, detail: str = "", **more: Any
) -> Path:
    loss = run.loss(points)[: run.result.steps_taken + 1]
    return Path(name, points, style, detail, {"loss": loss}, **more)
