"""Lesson 7's runs with and without memory, and the map of rate and momentum."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim import schedules, sweep, theory
from surfaces import Surface, valley
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

CELLS = 96
MAP_STEPS = 600
# A run ends here: closer to the minimum its numbers, squared, would fade to 0.
_CLOSEST = 1e-150
# In units of 1/λmax: a little beyond 4, where the stability boundary ends at β = 1.
MAP_REACH = 4.4

Array = NDArray[np.float64]


def surface_of(settings: Settings) -> Surface:
    """The valley that the settings describe, its start turned with it."""
    return turned_valley(settings["kappa"], settings["angle"])


def descend(
    settings: Settings, surface: Surface, start: tuple[float, float]
) -> tuple[list[RunResult], str]:
    """Follow the runs of the chosen experiment; and how their rates were found, in words."""
    schedule = schedules.exponential(DECAY) if settings["decay"] else None
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
    """Theory's best rate and momentum for the heavy ball, as settings."""
    lr, beta, _ = theory.best_heavy_ball(1.0, kappa)
    return {"kappa": kappa, "lr": readable(lr), "beta": readable(beta)}


def readable(value: float) -> float:
    """In as many figures as a reader takes in; far less than a cell off."""
    return float(f"{value:.4g}")


@dataclass(frozen=True, eq=False)
class RateMap:
    """Convergence of the heavy ball on a valley, measured for each rate and momentum.

    Attributes:
        lrs, betas: the cells' middles, shape `(CELLS,)`.
        factor: by how much the distance from the minimum shrank a step, shape `(betas, lrs)`;
            above 1 it grew, infinite where the run diverged.
    """

    lrs: Array
    betas: Array
    factor: Array

    @property
    def tenfold(self) -> Array:
        """Steps to come ten times closer; NaN where it comes no closer."""
        with np.errstate(all="ignore"):
            steps = -1.0 / np.log10(self.factor)
        return np.where(self.factor < 1.0, steps, np.nan)


@lru_cache(maxsize=32)
def rate_map(kappa: float) -> RateMap:
    """Measure every cell by a run of its own: `MAP_STEPS` steps, or until it is next to 0."""
    surface, middles = valley(kappa), (np.arange(CELLS) + 0.5) / CELLS
    lrs, betas = middles * MAP_REACH / kappa, middles
    beta, lr = (grid.ravel() for grid in np.meshgrid(betas, lrs, indexing="ij"))
    ends = sweep(
        "momentum",
        surface,
        surface.start,
        steps=MAP_STEPS,
        tolerance=_CLOSEST,
        lr=lr,
        beta=beta,
    )
    taken = np.where(ends.steps_taken >= 0, ends.steps_taken, MAP_STEPS)
    closer = np.hypot(*ends.points.T) / np.hypot(*surface.start)
    factor = np.where(ends.diverged_at >= 0, np.inf, closer ** (1 / taken))
    return RateMap(lrs, betas, factor.reshape(CELLS, CELLS))


def boundary(kappa: float) -> tuple[Array, Array]:
    """Theory's stability boundary on the valley: rates 2(1+β)/λmax, and their momenta."""
    betas = np.linspace(0.0, 0.999, 50)
    return np.asarray(theory.stability_limit("momentum", kappa, betas)), betas
