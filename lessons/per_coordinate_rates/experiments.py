"""Lesson 8's runs on a valley that turns and on sparse features, and their tuned rates."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from optim import gradients, trace
from optim.gradients import Source
from surfaces import Regression, Surface, two_features, valley
from ui.page.settings import Settings
from ui.runs.fates import NEAR
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
    """The valley, or the squared error on the features."""
    if settings["view"] == "sparse":
        return sparse(settings["share"])
    return valley(settings["kappa"], settings["angle"])


@lru_cache(maxsize=64)
def sparse(share: float) -> Regression:
    """Squared error on a feature that is always there and one in this share of the examples."""
    random = np.random.default_rng(11)
    common = random.standard_normal(ROWS)
    rare = np.zeros(ROWS)
    rare[random.permutation(ROWS)[: max(1, round(share * ROWS))]] = 1.0
    y = common - 2.0 * rare + 0.3 * random.standard_normal(ROWS)
    return two_features(common, rare, y, truth=(1.0, -2.0))


def descend(settings: Settings, surface: Surface, start: tuple[float, float]) -> list[RunResult]:
    """Follow the runs of the chosen experiment."""
    runs = [Run(key, {"lr": _rate(key, settings, start)}) for key in VIEWS[settings["view"]]]
    batch = settings["batch"] if settings["view"] == "sparse" else ROWS
    return follow(runs, surface, start, steps=settings["steps"], gradient=_source(batch))


def _rate(key: str, settings: Settings, start: tuple[float, float]) -> float:
    if settings["view"] == "valley":
        return float(settings[key])
    return best_rate(key, settings["share"], settings["batch"], settings["steps"], start)


def _source(batch: int) -> Source:
    """Where gradients come from: all examples or batches of them."""
    return gradients.exact() if batch == ROWS else gradients.mini_batch(batch)


@lru_cache(maxsize=256)
def best_rate(key: str, share: float, batch: int, steps: int, start: tuple[float, float]) -> float:
    """The rate, of those in `TRIED`, that comes near the minimum first on these very draws.

    Among those that take equally long, or never come, it is the one with the lowest loss at the
    end. Loss alone would not do: over a long run many rates end at exactly 0, fast or slow.
    """
    surface = sparse(share)
    runs = trace(key, surface, start, steps=steps, lr=TRIED, gradient=_source(batch))
    _, distance = surface.nearest_minima(runs.points[..., 0], runs.points[..., 1])
    near = (distance <= NEAR) & (runs.diverged_at < 0)
    arrival = np.where(near.any(axis=0), near.argmax(axis=0), steps + 1)
    return float(TRIED[np.lexsort((runs.values[-1], arrival))[0]])
