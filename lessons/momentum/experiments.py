"""Lesson 7's runs with and without memory."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from optim import theory
from optim.run_schedule import RunSchedule
from surfaces import Surface
from ui.page import controls
from ui.page.settings import Settings
from ui.page.turned import turned_valley
from ui.runs import tuning
from ui.runs.result import RunResult, follow
from ui.runs.run import Run

VIEWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "memory": ("gd", "momentum", "nesterov"),
        "conventions": ("momentum", "momentum_ema", "momentum_folded"),
    }
)
"""The optimizers of each experiment."""

DECAY = 0.95
"""What the schedule leaves of the learning rate at each step."""


def surface_of(settings: Settings) -> Surface:
    """The valley that the settings describe, its start turned with it."""
    return turned_valley(settings["kappa"], settings["angle"])


def descend(
    settings: Settings, surface: Surface, start: tuple[float, float]
) -> tuple[list[RunResult], str]:
    """Follow the runs of the chosen experiment; and how their rates were found, in words."""
    falling = RunSchedule(
        "exponential", (("steps", settings["steps"]), ("exponential_gamma", DECAY))
    )
    schedule = falling if settings["decay"] else None
    conditions = {**controls.conditions(settings), "schedule": schedule}
    runs, rates = _runs(settings), ""
    if settings["view"] == "memory":
        runs, rates = tuning.apply(settings, runs, surface, start, **conditions)
    return follow(runs, surface, start, **conditions), rates


def is_noisy(settings: Settings) -> bool:
    """Whether the gradients are noisy at all."""
    return bool(settings["batch"] < controls.EXACT and settings["sigma"] > 0.0)


def stable_below(run: Run, kappa: float) -> float:
    """The learning rate at which the run no longer comes closer, on the valley's steep side."""
    return float(theory.stability_limit(run.optimizer, kappa, run.hypers.get("beta", 0.0)))


def hovering(run: Run, kappa: float, sigma: float, batch: int) -> float:
    """How far from the minimum noise keeps a run in the long run: root mean square.

    Infinite from the run's limit on, where it settles nowhere.
    """
    lr, beta = run.hypers["lr"], run.hypers.get("beta", 0.0)
    if lr >= stable_below(run, kappa):
        return np.inf
    nesterov = run.optimizer == "nesterov"
    variance = theory.nesterov_variance if nesterov else theory.heavy_ball_variance
    return float(np.sqrt(sum(variance(lr, beta, c, sigma * sigma, batch) for c in (1.0, kappa))))


def turning_back(result: RunResult) -> float:
    """The share of steps that point away from the step before; NaN where there are too few."""
    steps = np.diff(result.trajectory.points[: result.steps_taken + 1], axis=0)
    if len(steps) < 2:
        return np.nan
    return float(((steps[1:] * steps[:-1]).sum(axis=1) < 0.0).mean())


def _runs(settings: Settings) -> list[Run]:
    return [_run(key, settings) for key in VIEWS[settings["view"]]]


def _run(key: str, settings: Settings) -> Run:
    """The average's rate is raised where the forms are matched."""
    lr, beta = settings["lr"], settings["beta"]
    if key == "gd":
        return Run(key, {"lr": lr})
    if key == "momentum_ema" and settings["matched"]:
        return Run(key, {"lr": matched_rate(lr, beta), "beta": beta}, fed={"lr": "matched_rate"})
    return Run(key, {"lr": lr, "beta": beta})


def matched_rate(lr: Any, beta: Any) -> Any:
    """The average's rate with which its steps are as long as the heavy ball's."""
    return lr / (1 - beta)


def best(kappa: float) -> dict[str, float]:
    """Theory's best rate and momentum for the heavy ball, as settings of four figures."""
    lr, beta, _ = theory.best_heavy_ball(1.0, kappa)
    return {"kappa": kappa, "lr": float(f"{lr:.4g}"), "beta": float(f"{beta:.4g}")}
