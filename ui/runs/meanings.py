"""What a rule means by its letters."""

from collections.abc import Mapping

from formula.names import text_name
from optim import optimizer as rule_of
from optim.rules import TypedOptimizer

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
    return rf"g = \nabla f(x) \quad {rule_of(optimizer).latex}"


def meanings(optimizer: str) -> dict[str, str]:
    """The letters of a rule that need other words than the usual ones, with these words."""
    rule = rule_of(optimizer)
    if isinstance(rule, TypedOptimizer):
        return _typed(rule)
    if rule.update.velocity:
        return {}
    return {**_MEANINGS, **_OWN.get(optimizer, {})}


def _typed(rule: TypedOptimizer) -> dict[str, str]:
    """What is known of the letters in a rule that a reader typed."""
    said = {line.name: "what your rule works out at each step" for line in rule.lines}
    said |= {hyper.name: "a number in your rule" for hyper in rule.hypers}
    said |= dict.fromkeys(rule.memory, "a memory in your rule, 0 at first")
    usual = ("x", "g", "lr")
    return {text_name(n).replace("_", ""): words for n, words in said.items() if n not in usual}
