"""Hyper-parameters: for which values they mean something, and how readers know them."""

from dataclasses import replace

from formula.numeric import Number
from formula.parameter import Parameter as Hyper

from .checks import FINITE, FRACTION, MIXTURE, NOT_NEGATIVE

__all__ = ["Hyper", "checked", "hyper"]

_KINDS = {
    "beta": FRACTION,
    "beta1": FRACTION,
    "beta2": FRACTION,
    "nu": MIXTURE,
    "nu1": MIXTURE,
    "nu2": MIXTURE,
    "eps": NOT_NEGATIVE,
    "weight_decay": NOT_NEGATIVE,
}

NAMES = ("lr", *_KINDS)
"""The names that mean the same in every rule of this package."""

_KNOWN = {
    known.name: known
    for known in (
        Hyper(
            "lr",
            0.01,
            1e-4,
            10.0,
            True,
            "How far a step goes: α times the slope, or times what the rule makes of it. Twice the "
            "rate, twice the first step; too large a rate makes the run bounce or diverge.",
            label="learning rate",
        ),
        Hyper(
            "beta",
            0.9,
            0.0,
            0.999,
            help="The share of the velocity that is kept at each step. Turned up, past slopes "
            "count for longer; at 0 this is gradient descent.",
            label="momentum",
        ),
        Hyper(
            "beta1",
            0.9,
            0.0,
            0.999,
            help="The share of the average gradient that is kept at each step. Turned up, the "
            "average remembers longer and follows more slowly.",
            label="gradient memory",
        ),
        Hyper(
            "beta2",
            0.999,
            0.0,
            0.9999,
            help="The share of the average squared gradient that is kept at each step. Turned up, "
            "the average remembers longer and follows more slowly.",
            label="memory of squares",
        ),
        Hyper(
            "eps",
            1e-8,
            1e-12,
            1.0,
            True,
            "A small number in the divisor, so that nothing is divided by 0. Turned up, the step "
            "from the same averages gets shorter, if it changes at all.",
            label="safety term",
        ),
        Hyper(
            "weight_decay",
            0.01,
            0.0,
            1.0,
            help="How strongly every coordinate is pulled to 0. Turned up, the pull grows; at 0 "
            "there is none.",
            label="weight decay",
        ),
    )
}


_SHARES = ("beta", "rho", "gamma", "mu", "nu")


def hyper(name: str, default: float, **changes: object) -> Hyper:
    """A rule's hyper-parameter: what is known of its name, with this default and these changes.

    A name that no rule has had before runs from 0 to twice its default, or to 1.
    """
    unknown = Hyper(name, default, min(0.0, 2 * default), max(1.0, 2 * default), help=f"{name}.")
    return replace(_KNOWN.get(name, unknown), default=default, **changes)  # type: ignore[arg-type]


def usual_hyper(name: str) -> Hyper:
    """A number that a reader named in a rule: usual default and range where its name is known.

    What it does there only the reader knows. Named β₃, ρ, γ, μ or ν it is a share, as these mostly
    are; any other number is 1 at first.
    """
    said = f"The number {name} in your rule."
    if name in _KNOWN:
        return replace(_KNOWN[name], help=said, label="learning rate" if name == "lr" else "")
    if name.rstrip("0123456789") in _SHARES:
        return Hyper(name, 0.9, 0.0, 0.999, help=said)
    return hyper(name, 1.0, help=said)


def checked(owner: str, name: str, value: object) -> Number:
    """`value` as a Python float or, where lanes differ, a float64 array of shape `(n,)`.

    Raises:
        ValueError: if it is no number or vector, or a number for which `name` means nothing.
    """
    return _KINDS.get(name, FINITE).numbers(f"{owner}: {name}", value)
