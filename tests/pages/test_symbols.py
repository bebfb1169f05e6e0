"""Symbols are found in words and formulas, and each has a meaning."""

import pytest

from optim import OPTIMIZERS
from ui.page import symbols
from ui.runs.meanings import meanings


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_letter_of_a_rule_has_a_meaning(key: str) -> None:
    known = {**symbols.MEANINGS, **meanings(key), "ν": "", "ν₁": "", "ν₂": ""}
    found = symbols.found(OPTIMIZERS[key].latex)
    assert {"x", "α"} <= set(found)
    assert set(found) <= known.keys()


@pytest.mark.parametrize(("text", "expected"), [
    ("learning rate α", ["α"]),
    ("kept velocity −αβv", ["α", "β", "v"]),
    ("limit 2(1+β)/λmax", ["β", "λmax"]),
    ("curvature changes that by about ½α²gᵀHg", ["α", "g", "ᵀ", "H"]),
    (r"\frac{\hat m}{\sqrt{\hat v} + \varepsilon}", ["m\u0302", "v\u0302", "ε"]),
    ("memory of squares β₂", ["β₂"]),
    (r"\beta_1\,m", ["β₁", "m"]),
    (r"v_{\mathrm{max}}", ["vmax"]),
    ("A step is a number. Adam's L2, I say.", []),
    ("height of the ripples a", ["a"]),
    ("‖g‖ cos φ", ["‖", "g", "φ"]),
])  # fmt: skip
def test_symbols_are_found_in_words_and_in_formulas(text: str, expected: list[str]) -> None:
    assert list(symbols.found(text)) == expected


def test_a_symbol_is_explained_once_and_a_page_may_say_what_it_means_by_it() -> None:
    told = symbols.explained(["α g", "α"], {"g": "something else"})
    assert list(told) == ["α", "g"]
    assert told["g"] == "something else"
