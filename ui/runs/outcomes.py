"""What happened, in words computed from the run: never a fixed label."""

from collections.abc import Sequence
from itertools import groupby

from ui.page.numbers import as_text
from ui.page.words import counted, listed
from ui.runs.observe import NEAR, Outcome


def note(outcome: Outcome) -> str:
    """What the legend says of a path that ended badly; empty otherwise."""
    if outcome.diverged_at is not None:
        return f"diverged at step {outcome.diverged_at}"
    if outcome.left_at is not None:
        return f"left the picture at step {outcome.left_at}"
    return ""


def sentence(name: str, outcome: Outcome) -> str:
    """What one run did, as one sentence in which `**` marks the number that matters."""
    steps = counted(outcome.steps_taken, "step")
    if outcome.diverged_at is not None:
        return f"{name} **diverged at step {outcome.diverged_at}**: the steps grew without bound."
    if outcome.saddle:
        return (
            f"After {steps} {_lower(name)} stands still at a **saddle**: the gradient is almost "
            "zero, but the surface still falls to some side."
        )
    if outcome.distance is None:
        return _without_minimum(name, outcome, steps)
    away = f"**{as_text(outcome.distance, 2)}**"
    if outcome.near_at is not None:
        came = (
            f"{name} first came within {as_text(NEAR)} of a minimum after {_steps(outcome.near_at)}"
        )
        return f"{came}; after {steps} it is {away} away."
    return f"After {steps} {_lower(name)} is {away} from the nearest minimum."


def comparison(named: Sequence[tuple[str, Outcome]]) -> str:
    """What several runs did, side by side, in a few sentences."""
    if len(named) == 1:
        return sentence(*named[0])
    arrived = [(name, o) for name, o in named if o.arrived]
    short = [(name, o) for name, o in named if not o.arrived and o.fell_short]
    sentences = [_arrivals(arrived)] if arrived else []
    sentences += [_distances(short)] if short else []
    sentences += [_fate(name, o) for name, o in named if not o.arrived and not o.fell_short]
    return " ".join(sentences)


def _arrivals(arrived: Sequence[tuple[str, Outcome]]) -> str:
    """Who came near a minimum, the first first; those who came at the same step together."""
    steps = sorted((outcome.near_at or 0, name) for name, outcome in arrived)
    (first, winners), *rest = (
        (at, listed([name for _, name in group])) for at, group in groupby(steps, lambda s: s[0])
    )
    others = "".join(f", {names} after **{at}**" for at, names in rest)
    return (
        f"{winners} first came within {as_text(NEAR)} of a minimum after {_steps(first)}{others}."
    )


def _distances(short: Sequence[tuple[str, Outcome]]) -> str:
    """How far those were who did not come near one."""
    verbs = ["ended ", *[""] * (len(short) - 1)]
    ends = [
        f"{name} {verb}**{as_text(outcome.distance or 0.0, 2)}**"
        for verb, (name, outcome) in zip(verbs, short, strict=True)
    ]
    return f"{listed(ends)} from the nearest minimum."


def _fate(name: str, outcome: Outcome) -> str:
    if outcome.diverged_at is not None:
        return f"{name} diverged at step **{outcome.diverged_at}**."
    if outcome.saddle:
        return f"{name} stands still at a **saddle**."
    return _without_minimum(name, outcome, counted(outcome.steps_taken, "step"))


def _without_minimum(name: str, outcome: Outcome, steps: str) -> str:
    if outcome.escaped:
        return f"{name} **escaped**: it left the picture at step **{outcome.left_at}**."
    if outcome.left_at is not None:
        return f"{name} left the picture at step **{outcome.left_at}**."
    return (
        f"{name} is still in the picture after {steps}, at a loss of "
        f"**{as_text(outcome.loss or 0.0)}**."
    )


def _steps(steps: int) -> str:
    return f"**{steps}** {'step' if steps == 1 else 'steps'}"


def _lower(name: str) -> str:
    """A name within a sentence: "Gradient descent" is a common noun, "Adam" is not."""
    return name[0].lower() + name[1:] if name.startswith("Gradient") else name
