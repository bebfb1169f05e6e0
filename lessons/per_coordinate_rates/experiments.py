"""Lesson 8's runs on a valley that turns and on sparse features, and their tuned rates."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from optim import gradients, trace
from optim.gradients import Source
from surfaces import Regression, Surface, two_features
from ui.page.settings import Settings
from ui.page.turned import turned_valley
from ui.runs import tuning
from ui.runs.result import RunResult, follow
from ui.runs.run import Run

VIEWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"valley": ("momentum", "adagrad", "rmsprop"), "sparse": ("gd", "adagrad")}
)
"""The optimizers of each experiment."""

ROWS = 400
TRIED = np.geomspace(1e-3, 10.0, 81)
"""The rates that both rules are tuned over, twenty to a decade."""


def surface_of(settings: Settings) -> Surface:
    """The valley, its start turned with it, or the squared error on the features."""
    if settings["view"] == "sparse":
        return sparse(settings["share"])
    return turned_valley(settings["kappa"], settings["angle"])


@lru_cache(maxsize=64)
def sparse(share: float) -> Regression:
    """Squared error on a feature that is always there and one in this share of the examples."""
    random = np.random.default_rng(11)
    common = random.standard_normal(ROWS)
    rare = np.zeros(ROWS)
    rare[random.permutation(ROWS)[: max(1, round(share * ROWS))]] = 1.0
    y = common - 2.0 * rare + 0.3 * random.standard_normal(ROWS)
    return two_features(common, rare, y, truth=(1.0, -2.0))


def descend(
    settings: Settings, surface: Surface, start: tuple[float, float]
) -> tuple[list[RunResult], str]:
    """Follow the runs of the chosen experiment; and how their rates were found, in words."""
    optimizers, steps = VIEWS[settings["view"]], settings["steps"]
    if settings["view"] == "valley":
        runs = [Run(key, {"lr": settings[key]}, fed={"lr": key}) for key in optimizers]
        runs, rates = tuning.apply(settings, runs, surface, start, steps=steps)
        return follow(runs, surface, start, steps=steps), rates
    share, batch = settings["share"], settings["batch"]
    best = {key: best_rate(key, share, batch, steps, start) for key in optimizers}
    tuned = [Run(key, {"lr": rate}, fed=None) for key, rate in best.items()]
    return follow(tuned, surface, start, steps=steps, gradient=_source(batch)), ""


def _source(batch: int) -> Source:
    """Where gradients come from: all examples or batches of them."""
    return gradients.exact() if batch == ROWS else gradients.mini_batch(batch)


@lru_cache(maxsize=256)
def best_rate(key: str, share: float, batch: int, steps: int, start: tuple[float, float]) -> float:
    """The rate, of those in `TRIED`, that arrives first on these very draws: to stay.

    Among those that take equally long, or never arrive, it is the one with the lowest loss at the
    end. Loss alone would not do: over a long run many rates end at exactly 0, fast or slow.
    """
    surface = sparse(share)
    runs = trace(key, surface, start, steps=steps + 1, lr=TRIED, gradient=_source(batch))
    arrival = tuning.goal_at(runs, surface)
    return float(TRIED[np.lexsort((runs.values[-2], arrival))[0]])
