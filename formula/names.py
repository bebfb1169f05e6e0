"""The letters that the names in code stand for."""

from dataclasses import dataclass

GREEK = {
    "lr": "α",
    "alpha": "α",
    "beta": "β",
    "eps": "ε",
    "weight_decay": "λ",
    "nu": "ν",
    "mu": "μ",
    "rho": "ρ",
    "sigma": "σ",
    "theta": "θ",
    "pi": "π",
}
_ACCENTS = {"hat": "\u0302", "bar": "\u0304"}
_BELOW = {"inf": "∞", "next": "t+1"}
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class Letter:
    """A letter, its accent (`"hat"`, `"bar"` or none) and its index."""

    letter: str
    accent: str = ""
    below: str = ""


def letter(name: str) -> Letter:
    """A name as mathematics: `m_hat` as m̂, `beta1` as β₁, `rho_t` as ρ with the index t."""
    if name in GREEK:
        return Letter(GREEK[name])
    base, _, rest = name.partition("_")
    stem = base.rstrip("0123456789")
    accent = rest if rest in _ACCENTS else ""
    below = base[len(stem) :] or ("" if accent else rest)
    return Letter(GREEK.get(stem, stem), accent, _BELOW.get(below, below))


def text_name(name: str) -> str:
    """A name in plain characters."""
    made = letter(name)
    symbol = made.letter + (_ACCENTS[made.accent] if made.accent else "")
    if not made.below:
        return symbol
    return symbol + (
        made.below.translate(_SUBSCRIPTS) if made.below.isdigit() else f"_{made.below}"
    )
