"""What became of runs, in words: every number in them is the run's own."""

import math
from collections.abc import Sequence
from itertools import groupby

from surfaces import NEAR
from ui.page.numbers import as_text
from ui.page.words import counted, listed
from ui.runs.fates import Outcome

_CLOSE = f"within {as_text(NEAR)}"


def note(outcome: Outcome) -> str:
    """What the legend says of a path that ended badly; empty otherwise."""
    if outcome.lost:
        return f"f has no value at step {outcome.steps_taken}"
    if outcome.diverged_at is not None:
        return f"diverged at step {outcome.diverged_at}"
    if outcome.left_at is not None:
        return f"{_beyond(outcome)} at step {outcome.left_at}"
    return ""


def sentence(name: str, outcome: Outcome) -> str:
    """What one run did, as one sentence in which `**` marks the number that matters."""
    after = f"After {counted(outcome.steps_taken, 'step')} {_lower(name)}"
    match outcome.fate:
        case "diverged" if outcome.lost:
            return _lost(name, outcome)
        case "diverged":
            return (
                f"{name} **diverged at step {outcome.diverged_at}**: the steps grew without bound."
            )
        case "saddle" | "maximum":
            return f"{after} {_stands(outcome)}"
        case "cycles":
            between = f"jumps to and fro between two points, **{as_text(outcome.last_step)}** apart"
            return f"{after} {between}{_still_away(outcome)}."
        case "arrived":
            return f"{name} {_stays(outcome)}; {_ends(outcome)} away."
        case "hovers" | "passed":
            return f"{name} {_came_near(outcome)}; {_ends(outcome)} from {nearest(outcome)}."
        case "left" if outcome.distance is not None:
            return f"{name} {_left(outcome)}; {_ends(outcome)} from {nearest(outcome)}."
    if outcome.distance is None:
        return _without_minimum(name, outcome)
    return f"{after} is **{as_text(outcome.distance, 2)}** from {nearest(outcome)}."


def comparison(named: Sequence[tuple[str, Outcome]]) -> str:
    """What several runs did, side by side, in a few sentences."""
    if len(named) == 1:
        return sentence(*named[0])
    arrived = [(name, o) for name, o in named if o.fate == "arrived"]
    short = [(name, o) for name, o in named if o.fate == "under way" and o.distance is not None]
    rest = [pair for pair in named if pair not in arrived and pair not in short]
    sentences = [_arrivals(arrived)] if arrived else []
    sentences += [_distances(short)] if short else []
    return " ".join([*sentences, *(_briefly(name, outcome) for name, outcome in rest)])


def _arrivals(arrived: Sequence[tuple[str, Outcome]]) -> str:
    """Who stays near a minimum from when on, the first first, and where each one ends."""
    several = len({outcome.minimum for _, outcome in arrived}) > 1
    # Two runs may have the same name, where their rates differ beyond the figures that it shows.
    entries = [(outcome.arrived_at or 0, name, outcome) for name, outcome in arrived]
    steps = sorted(entries, key=lambda entry: entry[:2])
    (first, winners), *rest = (
        (at, [(name, outcome) for _, name, outcome in group])
        for at, group in groupby(steps, lambda entry: entry[0])
    )
    stay = "stays" if len(winners) == 1 else "stay"
    others = "".join(f", {_names(group, several)} from step **{at}** on" for at, group in rest)
    ends = listed([f"**{as_text(o.distance or 0.0, 2)}**" for _, _, o in steps])
    away = "It ends" if len(steps) == 1 else "They end"
    return (
        f"{_names(winners, several)} {stay} {_CLOSE} of a minimum from step **{first}** on"
        f"{others}. {away} {ends} away."
    )


def _names(group: Sequence[tuple[str, Outcome]], several: bool) -> str:
    """The runs' names, with their minima where those are not the same."""
    return listed([f"{name} (at {_place(o.minimum)})" if several else name for name, o in group])


def _distances(short: Sequence[tuple[str, Outcome]]) -> str:
    """How far those were who did not come near one."""
    ends = [f"**{as_text(o.distance or 0.0, 2)}**" for _, o in short]
    (first, *names), (away, *others) = [name for name, _ in short], ends
    parts = [f"{first} ended {away}"]
    parts += [f"{name} {end}" for name, end in zip(names, others, strict=True)]
    return f"{listed(parts)} from {nearest(short[0][1])}."


def _briefly(name: str, outcome: Outcome) -> str:
    """What a run did that neither arrived nor is under way, among others."""
    away = f"**{as_text(outcome.distance or 0.0, 2)}** from {nearest(outcome)}"
    match outcome.fate:
        case "diverged" if outcome.lost:
            return _lost(name, outcome)
        case "diverged":
            return f"{name} diverged at step **{outcome.diverged_at}**."
        case "saddle" | "maximum":
            return f"{name} stands at a **{outcome.fate}**."
        case "cycles":
            apart = f"{as_text(outcome.last_step)} apart{_still_away(outcome)}"
            return f"{name} jumps to and fro between two points {apart}."
        case "hovers" | "passed":
            return f"{name} {_came_near(outcome)}; it ended {away}."
        case "left" if outcome.distance is not None:
            return f"{name} {_left(outcome)}; it ended {away}."
    return _without_minimum(name, outcome)


def _stays(outcome: Outcome) -> str:
    """From when on it stays near which minimum."""
    place = f"{'found ' if outcome.searched else ''}at {_place(outcome.minimum)}"
    if outcome.arrived_at == 0:
        return f"starts {_CLOSE} of the minimum {place} and stays there"
    return f"stays {_CLOSE} of the minimum {place} from step **{outcome.arrived_at}** on"


def _came_near(outcome: Outcome) -> str:
    """When it came near a minimum, and that it did not stay."""
    came = (
        f"starts {_CLOSE} of a minimum"
        if outcome.near_at == 0
        else f"first came {_CLOSE} of a minimum at step **{outcome.near_at}**"
    )
    if outcome.near_share == 1.0:
        return f"{came}, but its next step leads out again"
    share = f"{100 * outcome.near_share:.0f} %" if outcome.near_share >= 0.005 else "few"
    then = "has left it" if outcome.fate == "passed" else "does not stay"
    return f"{came}, but {then}: {share} of its steps since then are that close"


def _left(outcome: Outcome) -> str:
    near = ""
    if outcome.near_at is not None:
        near = f"passed {_CLOSE} of a minimum at step {outcome.near_at} and "
    return f"{near}went {_beyond(outcome)} at step **{outcome.left_at}**"


def _beyond(outcome: Outcome) -> str:
    """Which edge of the surface's frame it crossed: a wide picture may show what lies beyond."""
    axis, value = outcome.edge or ("", 0.0)
    return f"past {axis} = {as_text(value)}"


def _lost(name: str, outcome: Outcome) -> str:
    where = "where f has **no value** and no slope to follow"
    return f"{name} ended at step **{outcome.steps_taken}**, {where}."


def _stands(outcome: Outcome) -> str:
    assert outcome.standing is not None
    _, away = outcome.standing
    where = "stands exactly at" if away == 0.0 else f"is {as_text(away, 2)} from"
    if outcome.fate == "maximum":
        return f"{where} a **maximum**: the slope is zero there, and all ways lead down."
    moving = "" if away == 0.0 else " and does not leave it downhill"
    return (
        f"{where} a **saddle**{moving}: the slope is zero there, but the surface still falls to "
        "some side."
    )


def _ends(outcome: Outcome) -> str:
    steps = counted(outcome.steps_taken, "step")
    return f"after {steps} it is **{as_text(outcome.distance or 0.0, 2)}**"


def _still_away(outcome: Outcome) -> str:
    if outcome.distance is None:
        return ""
    return f", **{as_text(outcome.distance, 2)}** from {nearest(outcome)}"


def nearest(outcome: Outcome) -> str:
    """What a run's distance is measured to."""
    return "the nearest minimum found" if outcome.searched else "the nearest minimum"


def _without_minimum(name: str, outcome: Outcome) -> str:
    if outcome.fate == "escaped":
        return f"{name} **escaped**: it went {_beyond(outcome)} at step **{outcome.left_at}**."
    if outcome.left_at is not None:
        return f"{name} went {_beyond(outcome)} at step **{outcome.left_at}**."
    at = f"{name} is at {_place(outcome.end)} after {counted(outcome.steps_taken, 'step')}"
    if outcome.loss is None or math.isnan(outcome.loss):
        return f"{at}, where f has **no value**."
    return f"{at}, at a loss of **{as_text(outcome.loss)}**."


def _place(point: tuple[float, ...] | None) -> str:
    """A point in three figures."""
    inside = ", ".join(as_text(coordinate) for coordinate in point or ())
    return f"({inside})" if point and len(point) > 1 else inside


def _lower(name: str) -> str:
    """A name within a sentence: "Gradient descent" is a common noun, "Adam" is not."""
    return name[0].lower() + name[1:] if name.startswith("Gradient") else name
