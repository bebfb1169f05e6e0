"""What lesson 7 draws beside its paths: the size of the velocity, and the map of every α and β."""

import numpy as np
from numpy.typing import NDArray

from formula.graph import Graph
from lessons.momentum.experiments import matched_rate
from optim import theory
from surfaces import Surface
from ui.page.settings import Settings
from ui.runs.measures import linked_curves, pair_map
from ui.runs.result import RunResult
from ui.stage.derived import derived
from ui.stage.map_marks import MapMark, map_mark
from ui.stage.scene import LinkedCurve

DERIVED = (derived(matched_rate, "matched_rate"),)
"""What follows from the knobs."""


def speed(result: RunResult) -> dict[str, NDArray[np.float64]]:
    """The size of the velocity of each step; a rule without one has none."""
    if "v" not in result.trajectory.memory:
        return {}
    with np.errstate(all="ignore"):
        return {"speed": np.hypot(*result.trajectory.memory["v"][1:].T)}


def curves(settings: Settings, surface: Surface) -> list[LinkedCurve]:
    """The linked curves: the loss, the map of every α and β, the velocity and the others."""
    loss, *others = linked_curves(surface)
    # At a rate that changes theory has nothing to say.
    known = [] if settings["decay"] else theory_marks()
    pairs = pair_map("momentum", "speed", known)
    return [loss, *pairs, LinkedCurve("speed", "size of the velocity v"), *others]


def theory_marks() -> list[MapMark]:
    """The heavy ball's stability limit and its best pair on the valley, for every κ."""
    graph = Graph()
    kappa, beta = graph.symbol("kappa"), graph.symbol("beta")
    best = theory.best_heavy_ball(1.0, kappa)
    return [
        map_mark("theory's limit", theory.stability_limit("momentum", kappa, beta)),
        map_mark("theory's best", best.lr, best.beta),
    ]
