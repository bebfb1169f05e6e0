"""What a rule means by its letters."""

from collections.abc import Mapping

from optim import OPTIMIZERS

_FADING = "a fading mean of past"
_MEANINGS: Mapping[str, str] = {
    "m": f"{_FADING} gradients",
    "m\u0302": "m, corrected for its start at 0",
    "m\u0304": "m, corrected, looking one step ahead",
    "v": f"{_FADING} squared gradients",
    "v\u0302": "v, corrected for its start at 0",
    "vmax": "the largest v so far",
    "s": f"{_FADING} squared gradients",
    "G": "the sum of all squared gradients so far",
    "d": "the direction, before α",
    "u": f"{_FADING} squared steps",
    "c": "the direction, of which only the signs count",
    "μ": "the share of m kept, which grows with t",
    "q": "the weight that gradients have in m so far",
    "ρ": "how many values the mean of squares is worth",
    "r": "a factor that grows from near 0 towards 1",
}
_OWN: Mapping[str, Mapping[str, str]] = {
    "adamax": {"u": "the largest gradient, fading"},
    "radam": {"d": "what m̂ is divided by"},
    "qhadam": {"s": "what is divided by, squared"},
}


def written(optimizer: str) -> str:
    """The letters of a rule as LaTeX, and what its g is."""
    return rf"g = \nabla f(x) \quad {OPTIMIZERS[optimizer].latex}"


def meanings(optimizer: str) -> dict[str, str]:
    """The letters of a rule that need other words than the usual ones, with these words."""
    if OPTIMIZERS[optimizer].update.velocity:
        return {}
    return {**_MEANINGS, **_OWN.get(optimizer, {})}
