"""What lesson 9 draws beside its paths: rates, step sizes, RAdam's ρ."""

import numpy as np
from numpy.typing import NDArray

from lessons.adam.experiments import VIEWS, rhos, sizes
from surfaces import Surface
from ui.page.settings import Settings
from ui.runs.measures import linked_curves, pair_map, rate_curves
from ui.runs.result import RunResult
from ui.stage.scene import LinkedCurve

_SIZE = LinkedCurve("size", "step in x, in units of α", log=False)
_RHO = LinkedCurve("rho", "RAdam's ρ: it divides above 5", log=False)


def measured(result: RunResult) -> dict[str, NDArray[np.float64]]:
    """What the linked curves show of a run beside the usual."""
    rho = {"rho": rhos(result)} if result.run.optimizer == "radam" else {}
    return {**result.effective_rates(), "size": sizes(result), **rho}


def curves(settings: Settings, surface: Surface) -> list[LinkedCurve]:
    """The linked curves, the experiment's own first."""
    loss, *usual = linked_curves(surface)
    own = {"correction": [_SIZE, loss], "relatives": [loss, _RHO]}.get(settings["view"], [loss])
    rest = [] if _SIZE in own else [_SIZE]
    first, *_ = VIEWS[settings["view"]]
    return [*own, *rate_curves(surface), *rest, *usual, *pair_map(first)]
