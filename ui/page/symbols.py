"""What the symbols on a page mean: one plain phrase each, and the line that a page gets from them.

A symbol is a single letter, with its hat and index if they make it another one. Which ones a page
shows is read from its own words; what a rule or a lesson means by a letter of its own, it says.
"""

import functools
import html
import re
from collections.abc import Iterable, Mapping

import streamlit as st

MEANINGS: Mapping[str, str] = {
    "x": "the point; on the axes, its first coordinate",
    "y": "the second coordinate",
    "f": "the function that is descended: the loss",
    "α": "the learning rate: how far a step goes",
    "g": "the gradient: the slope along each coordinate",
    "∇": "the gradient of what follows: its slope along each coordinate",
    "‖": "the length of what stands between the lines",
    "β": "the momentum, or memory: the share of the past kept at each step",
    "β₁": "the share of past gradients kept at each step",
    "β₂": "the share of past squares kept at each step",
    "v": "the velocity: what is kept of past gradients, and the new one",
    "λmax": "the strongest curvature: in the direction that bends most",
    "λmin": "the weakest curvature",
    "κ": "the condition number: λmax/λmin",
    "θ": "the angle of the valley",
    "p": "with q, the coordinates along and across the valley",
    "q": "with p, the coordinates along and across the valley",
    "t": "the number of the step",
    "ε": "the safety term: a small number, so that nothing is divided by 0",
    "σ": "the noise of one example: its standard deviation",
    "B": "the batch size: examples a step",
    "N": "the number of examples",
    "L": "a bound on the curvature",
    "s": "the step",
    "H": "the second derivatives: the curvature in every direction",
    "ᵀ": "the curvature along g, times ‖g‖²",
    "P": "with Q, the two bowls that are joined",
    "Q": "with P, the two bowls that are joined",
    "w": "the slope of the fitted line",
    "b": "its height at x = 0",
    "ℓ": "the error of one example",
    "i": "the number of an example",
    "λ": "the weight decay: how strongly the point is pulled to 0",
    "π": "3.14159…",
    "φ": "the angle between two directions",
}
"""In the order in which they are told."""

_WRITTEN = {"‖": "‖ ‖", "ᵀ": "gᵀHg", "vmax": "v_max"}
"""Signs that do not stand alone."""

_LATEX = {
    "alpha": "α", "beta": "β", "gamma": "γ", "varepsilon": "ε", "epsilon": "ε", "theta": "θ",
    "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "pi": "π", "rho": "ρ", "sigma": "σ",
    "nabla": "∇", "ell": "ℓ", "lVert": "‖", "rVert": "‖", "top": "ᵀ",
}  # fmt: skip
_HATS = {"hat": "\u0302", "bar": "\u0304"}
_INDICES = str.maketrans("12", "₁₂")
_TEXT = re.compile(r"\\(?:text|operatorname|begin|end)\{[^}]*\}")
_UPRIGHT = re.compile(r"\\mathrm\{(\w+)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+) ?")
_ACCENTED = re.compile(r"\\(hat|bar)\s*\{?(\\[a-z]+|[a-zA-Z])\}?")


def _symbols(letters: str) -> re.Pattern[str]:
    return re.compile(
        r"λ_?\{?max\}?|λ_?\{?min\}?|v_?\{?max\}?|[βν][₁₂]|"
        rf"(?:(?<![A-Za-z’'])(?:{letters})(?![A-Za-z0-9’'])|[α-ωℓ∇‖ᵀ])[\u0302\u0304]?|"
        r"(?<![A-Za-z])(?:wx|Hg|PQ)(?![A-Za-z])"
    )


_IN_FORMULAS = _symbols("[a-zA-Z]")
_IN_WORDS = _symbols("[b-zB-HJ-Z]|a$")
"""The article and the pronoun are no symbols."""


@functools.lru_cache(maxsize=512)
def found(text: str) -> tuple[str, ...]:
    """The symbols in a label, in a sentence or in LaTeX, in order of appearance."""
    plain = _UPRIGHT.sub(r"\1", _TEXT.sub(" ", text))
    plain = _ACCENTED.sub(lambda m: f"{m[2]}\\{m[1]}", plain)
    plain = _COMMAND.sub(_character, plain)
    plain = re.sub(r"(?<=[βν])_\{?([12])\}?", lambda m: m[1].translate(_INDICES), plain)
    pattern = _IN_FORMULAS if "\\" in text and "$" not in text else _IN_WORDS
    symbols: dict[str, None] = {}
    for symbol in pattern.findall(plain):
        whole = re.sub(r"[_{}]", "", symbol)
        symbols |= dict.fromkeys([whole] if whole not in ("wx", "Hg", "PQ") else list(whole))
    return tuple(symbols)


def _character(command: re.Match[str]) -> str:
    name = command[1]
    return _HATS.get(name) or _LATEX.get(name, " ")


def explained(texts: Iterable[str], own: Mapping[str, str]) -> dict[str, str]:
    """The symbols in these texts with their meanings, `own` ones before the usual."""
    meanings = {**MEANINGS, **own}
    shown = {symbol for text in texts for symbol in found(text)}
    return {symbol: meaning for symbol, meaning in meanings.items() if symbol in shown}


def show(texts: Iterable[str], own: Mapping[str, str]) -> None:
    """Say what the symbols in these texts mean, each once."""
    told = explained(texts, own).items()
    items = "".join(_item(_WRITTEN.get(symbol, symbol), meaning) for symbol, meaning in told)
    st.html(f'<dl class="dl-symbols" aria-label="What the symbols mean">{items}</dl>')


def _item(symbol: str, meaning: str) -> str:
    return f"<div><dt>{html.escape(symbol)}</dt><dd>{html.escape(meaning)}</dd></div>"
