"""What the race says of its runs from several starts and with several seeds."""

from collections.abc import Sequence

import numpy as np

from lessons.race.many import Array, Many
from surfaces import Surface
from ui.page.numbers import as_text
from ui.page.words import counted, listed
from ui.runs.measures import floor

HEAD = ("run", "runs", "diverged", "reached", "at step", "mean loss", "spread", "median", "highest")


def row(name: str, many: Many) -> tuple[str, ...]:
    """One run's line of the table."""
    ended, arrived = many.ended, many.arrived
    return (
        name,
        str(many.count),
        str(many.diverged),
        str(len(arrived)),
        as_text(float(np.median(arrived))) if len(arrived) else "–",
        as_text(float(ended.mean())) if len(ended) else "–",
        as_text(float(ended.std(ddof=1))) if len(ended) > 1 else "–",
        as_text(float(np.median(ended))) if len(ended) else "–",
        as_text(float(ended.max())) if len(ended) else "–",
    )


def note(starts: int, seeds: int, wished: tuple[int, int], steps: int, goal: str) -> str:
    """What the numbers of the table are of."""
    less = (
        f" More than these would take too long with {counted(steps, 'step')} each."
        if (starts, seeds) != wished
        else ""
    )
    others = "" if starts == 1 else " The first start is yours, the others lie all over the domain."
    until = "in loss" if goal == "loss" else "to a minimum"
    return (
        f"{counted(starts, 'start')}, and {counted(seeds, 'seed')} for each where gradients have "
        f"noise.{others}{less} All runs have the same starts and seeds. Reached: how many stay "
        f"within the threshold {until} to their last step, and the median of the steps from which "
        "they do. Losses are final ones of those that did not diverge; their spread is the "
        "standard deviation."
    )


def about(surface: Surface, goal: str, many: Sequence[Many] = ()) -> str:
    """What the losses are on this surface, and what has no place among them."""
    said = [] if surface.lowest is None else [f"All losses are heights above {floor(surface)}."]
    if goal == "distance" and not surface.minima:
        said.append("No minimum is known here, so nothing is close to one.")
    if any(each.lost for each in many):
        said.append("A run that ends where f has no value counts as diverged.")
    if surface.unbounded:
        said.append(
            "This surface falls without end: a run that leaves all bounds downwards does not count "
            "as diverged. Its loss is infinitely low, and the table leaves it out."
        )
    return " ".join(said)


def verdict(names: Sequence[str], many: Sequence[Many]) -> str:
    """Who reached the threshold most often, and whose median is the lowest."""
    if len(names) == 1:
        return ""
    shares = [len(each.arrived) / each.count for each in many]
    return f"{_most_often(names, shares)} {_lowest(names, many)}"


def _most_often(names: Sequence[str], shares: Sequence[float]) -> str:
    if not max(shares):
        return "Nobody reached the threshold."
    who = _those(names, shares, max(shares))
    if len(who) == len(names):
        return "All reached the threshold equally often."
    return f"{listed(who)} reached the threshold most often."


def _lowest(names: Sequence[str], many: Sequence[Many]) -> str:
    """Whose median is the lowest, where whoever diverged is infinitely high."""
    medians = [_median(each.losses) for each in many]
    if min(medians) == np.inf:
        just = any(2 * each.diverged == each.count for each in many)
        return f"Of every run {'half or more' if just else 'more than half'} diverged."
    who = _those(names, medians, min(medians))
    if min(medians) == -np.inf:
        return f"At least half of the runs of {listed(who)} left all bounds downwards."
    if len(who) == len(names):
        return "All have the same median of their final losses."
    counted_in = "With those that diverged counted as infinite"
    return f"{counted_in}, the lowest median loss is that of {listed(who)}."


def _median(losses: Array) -> float:
    """The median as the table has it, the mean of the two in the middle; of infinite ones too."""
    with np.errstate(invalid="ignore"):
        middle = float(np.median(losses))
    return np.inf if np.isnan(middle) else middle


def _those(names: Sequence[str], values: Sequence[float], best: float) -> list[str]:
    return [name for name, value in zip(names, values, strict=True) if value == best]
