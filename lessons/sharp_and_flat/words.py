"""What lesson 12 says of its runs: in which valleys they are, and how surely that is known."""

from collections import Counter
from collections.abc import Sequence

from lessons.sharp_and_flat.experiments import (
    FLAT,
    SHARP,
    Point,
    Setup,
    ends,
    leaving,
    setup_of,
    valleys,
    visited,
)
from optim.proportion import Share, difference, wilson
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.words import counted, further, listed
from ui.runs.outcomes import comparison
from ui.runs.result import RunResult, named

MEANINGS = {"D": "the distance of the two minima", "k": "how many times more the sharp one curves"}
"""What symbols mean in this lesson, where that is not the usual."""

_SIDES = {FLAT: "flat", SHARP: "sharp"}

_ALIKE = "Without noise all runs from one minimum are the same: there is no chance to be estimated."
_LEAVE = {
    (0, 0): "**Neither minimum is left.**",
    (0, 1): "**The sharp minimum is left, the flat one is not.**",
    (1, 0): "**The flat minimum is left, the sharp one is not.**",
    (1, 1): "**Both minima are left.**",
}


def outcome(settings: Settings, results: Sequence[RunResult], start: Point, rates: str = "") -> str:
    """What the experiment is about, computed from its runs; `rates` tells how α was found."""
    if settings["view"] == "noise":
        still = results[0]
        setup = setup_of(settings)
        found = ends(setup, start, settings["lr"], settings["batch"])
        alike = " At k = 1 the two minima are alike." if settings["ratio"] == 1.0 else ""
        if setup.alike:
            return f"{_single(found, setup.steps)}{alike}"
        return f"{_counts(found, setup.steps)} {_control(still)}{alike}"
    ending = comparison(named(results))
    if settings["view"] == "ripples":
        return _visits(results) + further(ending, rates)
    return f"{ending} {rates}"


def _counts(valleys_at_last: Sequence[int], steps: int) -> str:
    """How many runs end in which valley."""
    found, runs = Counter(valleys_at_last), len(valleys_at_last)
    flat, sharp = (wilson(found[valley], runs) for valley in (FLAT, SHARP))
    lost = f", {found[-1]} in neither" if found[-1] else ""
    return (
        f"After {counted(steps, 'step')} **{found[FLAT]}** of {runs} runs of SGD are in the "
        f"flat valley, {_percent(flat)}, and **{found[SHARP]}** in the sharp one, "
        f"{_percent(sharp)}{lost}."
    )


def _single(valleys_at_last: Sequence[int], steps: int) -> str:
    """Where the runs end that are all the same one."""
    return (
        f"Without noise the {len(valleys_at_last)} runs of SGD are all the same one, gradient "
        f"descent's: after {counted(steps, 'step')} it is in {_which(valleys_at_last[0])} valley."
    )


def _which(valley: int) -> str:
    return f"the **{_SIDES[valley]}**" if valley >= 0 else "**neither**"


def _control(still: RunResult) -> str:
    """Where gradient descent ends without noise."""
    end = still.trajectory.points[-1:]
    [valley] = valleys(still.surface, end).tolist()
    one = " one" if valley >= 0 else ""
    return f"Without noise gradient descent ends in {_which(valley)}{one}."


def _percent(share: Share) -> str:
    """A share and its interval."""
    low, high = (f"{100 * each:.0f}" for each in (share.low, share.high))
    return f"{100 * share.share:.0f}\u00a0% (95\u00a0% interval {low} to {high}\u00a0%)"


def _visits(results: Sequence[RunResult]) -> str:
    """In how many valleys each run was."""
    names = [name for name, _ in named(results)]
    each = [_visit(*pair) for pair in zip(names, map(visited, results), strict=True)]
    return f"{listed(each)}."


def _visit(name: str, valleys_in_turn: Sequence[int]) -> str:
    known = {valley for valley in valleys_in_turn if valley >= 0}
    if len(valleys_in_turn) == 1 and known:
        return f"{name} **stayed in one valley**"
    beyond = " and outside them" if -1 in valleys_in_turn else ""
    return f"{name} was in **{counted(len(known), 'valley')}**{beyond}"


def of_shares(setup: Setup) -> str:
    """What the points of the figure are."""
    if setup.alike:
        return (
            "Each point tells whether the run from this start ends in the flat valley: without "
            "noise there is one for each α, whatever B is."
        )
    return (
        "Each point is the share of so many runs from this start that end in the flat valley, with "
        "its 95\u00a0% interval."
    )


def left_sooner(setup: Setup, lr: float, size: int) -> tuple[list[tuple[str, ...]], str]:
    """A row for the runs from each minimum, and whether more leave the sharp one."""
    lost = leaving(setup, lr, size)
    if setup.alike:
        left = [min(each, 1) for each in lost]
        alone = [(f"the {_SIDES[i]} minimum", "1", str(left[i])) for i in (FLAT, SHARP)]
        return [*alone], f"{_ALIKE} {_LEAVE[left[FLAT], left[SHARP]]}"
    flat, sharp = map(setup.share, lost)
    rows = [_row(_SIDES[i], setup, share) for i, share in ((FLAT, flat), (SHARP, sharp))]
    gap = difference(sharp, flat)
    low, high = as_text(100 * gap.low, 2), as_text(100 * gap.high, 2)
    between = f"by {low} to {high} percentage points (95\u00a0% interval)"
    if gap.low > 0.0:
        return rows, f"**More runs leave the sharp minimum than the flat one**, {between}."
    if gap.high < 0.0:
        return rows, f"**Fewer runs leave the sharp minimum than the flat one**, {between}."
    return rows, f"These runs **do not tell** which is left sooner: the sharp one {between}."


def _row(side: str, setup: Setup, share: Share) -> tuple[str, ...]:
    left = round(share.share * setup.count)
    return (f"the {side} minimum", str(setup.count), str(left), _percent(share))
