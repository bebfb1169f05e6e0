"""Lesson 8: a learning rate for each coordinate, on a valley that turns and on sparse features."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np
import streamlit as st

from optim import gradients, trace
from surfaces import SURFACES, Regression, Surface, two_features, valley
from ui.page import controls
from ui.page.fields import Field, Number, Whole
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.runs import outcomes
from ui.runs.observe import NEAR
from ui.runs.run import Run
from ui.runs.walks import Walk, choose_apart, choose_view, walk
from ui.stage.scene import Knob

VIEWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"valley": ("momentum", "adagrad", "rmsprop"), "sparse": ("gd", "adagrad")}
)
TITLES = {"valley": "A valley that turns", "sparse": "A rare feature"}
SHORT = {"gd": "GD", "momentum": "momentum", "adagrad": "AdaGrad", "rmsprop": "RMSProp"}
RATES = {"momentum": 0.02, "adagrad": 0.5, "rmsprop": 0.05}

ROWS = 400
TRIED = np.geomspace(1e-3, 10.0, 81)
"""The rates that both rules are tuned over, twenty to a decade."""


def fields() -> list[Field]:
    """The valley's shape, a rate for each rule, and how rare the rare feature is."""
    return [
        *controls.parameter_fields(SURFACES["valley"]),
        *(
            Number(key, rate, 1e-3, 5.0, f"{SHORT[key]} α", log=True, help="Its own rate.")
            for key, rate in RATES.items()
        ),
        Number("share", 0.02, 0.01, 0.5, "share of the rare feature", log=True, help=_SHARE),
        Whole("batch", ROWS, 1, ROWS, "batch size B", log=True, help=_BATCH),
        Whole("steps", 150, 1, 2000, "steps", log=True, help="How many steps each run takes."),
    ]


_SHARE = "In which share of the examples the second feature is there at all."
_BATCH = "How many examples each gradient is taken over; at the upper end all of them."


def choose(settings: Settings) -> None:
    """One row: the experiment, and whose steps are taken apart."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        choose_view(settings, TITLES)
        choose_apart(settings, VIEWS[settings["view"]], SHORT)


def surface_of(settings: Settings) -> Surface:
    """The valley, or the squared error on the features."""
    if settings["view"] == "sparse":
        return sparse(settings["share"])
    return valley(settings["kappa"], settings["angle"])


def start_word(settings: Settings) -> str:
    """Each experiment keeps a start of its own."""
    return "weights" if settings["view"] == "sparse" else "start"


@lru_cache(maxsize=64)
def sparse(share: float) -> Regression:
    """Squared error on a feature that is always there and one in this share of the examples."""
    random = np.random.default_rng(11)
    common = random.standard_normal(ROWS)
    rare = np.zeros(ROWS)
    rare[random.permutation(ROWS)[: max(1, round(share * ROWS))]] = 1.0
    y = common - 2.0 * rare + 0.3 * random.standard_normal(ROWS)
    return two_features(common, rare, y, truth=(1.0, -2.0))


def source(settings: Settings) -> Any:
    """Where gradients come from: all examples or batches of them."""
    if settings["view"] == "valley" or settings["batch"] == ROWS:
        return gradients.exact()
    return gradients.mini_batch(settings["batch"])


@lru_cache(maxsize=256)
def best_rate(key: str, share: float, batch: int, steps: int, start: tuple[float, float]) -> float:
    """The rate, of those in `TRIED`, that comes near the minimum first on these very draws.

    Among those that take equally long, or never come, it is the one with the lowest loss at the
    end. Loss alone would not do: over a long run many rates end at exactly 0, fast or slow.
    """
    how = gradients.exact() if batch == ROWS else gradients.mini_batch(batch)
    surface = sparse(share)
    runs = trace(key, surface, start, steps=steps, lr=TRIED, gradient=how)
    _, distance = surface.nearest_minima(runs.points[..., 0], runs.points[..., 1])
    near = (distance <= NEAR) & (runs.diverged_at < 0)
    arrival = np.where(near.any(axis=0), near.argmax(axis=0), steps + 1)
    return float(TRIED[np.lexsort((runs.values[-1], arrival))[0]])


def walks(settings: Settings, surface: Surface, start: tuple[float, float]) -> list[Walk]:
    """The runs of the chosen experiment."""
    runs = [Run(key, {"lr": _rate(key, settings, start)}) for key in VIEWS[settings["view"]]]
    return walk(runs, surface, start, steps=settings["steps"], gradient=source(settings))


def _rate(key: str, settings: Settings, start: tuple[float, float]) -> float:
    if settings["view"] == "valley":
        return float(settings[key])
    return best_rate(key, settings["share"], settings["batch"], settings["steps"], start)


def knobs(settings: Settings) -> list[Knob]:
    """The knobs of the chosen experiment."""
    if settings["view"] == "valley":
        return [controls.knob(settings, w) for w in ("angle", "kappa", *RATES, "steps")]
    return [
        controls.knob(settings, "share"),
        controls.knob(settings, "batch", top="all"),
        controls.knob(settings, "steps"),
    ]


def outcome(walks: Sequence[Walk], settings: Settings) -> str:
    """How the runs ended; between tuned runs also at which rates."""
    told = outcomes.comparison([(walk.run.name, walk.end) for walk in walks])
    if settings["view"] == "valley":
        return told
    tuned = " and ".join(
        f"α {as_text(w.run.hypers['lr'])} for {SHORT[w.run.optimizer]}" for w in walks
    )
    return f"Each at its own fastest of {len(TRIED)} rates, {tuned}: {told}"
