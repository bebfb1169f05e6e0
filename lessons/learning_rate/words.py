"""What became of the loss at three rates, and which of all rates ends lowest."""

import math

import numpy as np

from lessons.learning_rate.experiments import COUNT, RateComparison, swept_rates
from surfaces import NEAR, Surface
from ui.page.numbers import as_text
from ui.page.words import counted
from ui.runs.fates import Outcome

_SAME = 1e-6


def outcome(comparison: RateComparison) -> str:
    """What became of the loss in each panel."""
    panels = zip(comparison.rates, comparison.final, comparison.results, strict=True)
    fates = [
        f"{place}: {_fate(height, result.outcome, comparison.surface)}"
        for place, height, result in panels
    ]
    return f"After {counted(comparison.steps, 'step')}, {'; '.join(fates)}."


def _fate(height: float, end: Outcome, surface: Surface) -> str:
    if end.diverged_at is not None and not end.lost:
        return f"**diverged at step {end.diverged_at}**"
    if math.isnan(height):
        return "ends where f has **no value**"
    reached = f"loss **{as_text(height)}**"
    if end.fate in ("saddle", "maximum"):
        return f"{reached}, at a {end.fate}"
    return f"{reached}, in a higher minimum" if _is_stuck(end, surface) else reached


def _is_stuck(end: Outcome, surface: Surface) -> bool:
    """Whether the run ended near a minimum that is not the lowest."""
    nearest = surface.nearest_minimum(*end.end) if end.end else None
    if nearest is None or surface.lowest is None or nearest[1] > NEAR:
        return False
    height = surface.value(*nearest[0]) - surface.lowest
    return bool(height > _SAME * max(1.0, abs(surface.lowest)))


def best_rate(comparison: RateComparison) -> str:
    """The rate that ends lowest, and the stability limit."""
    limit = _limit(comparison)
    if comparison.best is None:
        return f"from here every one of {COUNT} rates {_all_alike(comparison)}; {limit}"
    limit = f"{_fluke(comparison)}{limit}"
    among = "" if comparison.fluke is None else " of those that do not bounce"
    left = as_text(float(comparison.losses[comparison.best]))
    lowest = comparison.lowest
    first, last = (as_text(float(rate)) for rate in swept_rates()[lowest[[0, -1]]])
    if len(lowest) == 1:
        return f"of {COUNT} rates **{first}** ends lowest{among}, at a loss of {left}; {limit}"
    tied = f"{len(lowest)} of {COUNT} rates, from **{first}** to **{last}**"
    return f"{tied}, end lowest{among}, all at a loss of {left}; {limit}"


def _all_alike(comparison: RateComparison) -> str:
    """What all rates do, where none ends low."""
    # Where a formula has no value, a run ends, or goes on where there is a slope: it has no loss.
    there = np.isfinite(comparison.points).all(axis=-1)
    lost = (there & np.isnan(comparison.curves)).any()
    fate = "diverges or ends where f has no value" if lost else "diverges"
    return f"bounces or {fate}" if comparison.bouncing.any() else fate


def _limit(comparison: RateComparison) -> str:
    """2/λmax at the minimum, or why there is none."""
    minimum = "at the minimum found" if comparison.surface.found else "at the minimum"
    if comparison.limit is not None:
        return f"{minimum} 2/λmax = **{as_text(comparison.limit)}**"
    if comparison.bottom == "corner":
        return f"{minimum} no curvature can be told, as in a corner: there is no 2/λmax"
    if comparison.bottom == "level":
        return f"{minimum} the surface is too level for a curvature: there is no 2/λmax"
    return "no minimum was found in the frame, at which 2/λmax would be a limit"


NAMELESS = (
    "No curve is named here: a name compares losses with the lowest minimum, and either no minimum "
    "was found or something in reach is lower."
)
"""What stands in place of the three-curve test where no lowest minimum is known."""


def _fluke(comparison: RateComparison) -> str:
    """That a rate which bounces happens to end lower."""
    if comparison.fluke is None:
        return ""
    rate = as_text(float(swept_rates()[comparison.fluke]))
    end = as_text(float(comparison.losses[comparison.fluke]))
    return f"α {rate} ends at {end}, but it bounces, and one step more may end elsewhere; "
