"""Every symbol that a page shows is explained on it."""

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from optim import OPTIMIZERS
from ui.page import symbols
from ui.runs.meanings import meanings

from .app import PAGES, Tables, open_page
from .shown import stage
from .test_pages import choices

LETTER = re.compile(r"(?<![A-Za-z’'])(?:[b-zB-HJ-Z]|a$)(?![A-Za-z0-9’'])|[α-ωℓ‖]")
"""A letter that stands alone, or a Greek one."""


@pytest.mark.parametrize("page", PAGES)
def test_every_symbol_on_a_page_is_explained(page: str, tables: Tables) -> None:
    for link in ({}, {"batch": "4"}, {"beta": "0.5"}, *choices(tables.of(page))):
        test = open_page(page, **link)
        told = explanations(test)
        for text in [*labels(stage(test)), *prose(test)]:
            letters = set(LETTER.findall(text))
            missing = {x for x in letters if not any(x in symbol for symbol in told)}
            assert not missing, (missing, text, link)


def explanations(test: AppTest) -> dict[str, str]:
    """The symbols and their meanings, as the page says them."""
    [line] = [block.proto.body for block in test.get("html") if "<dl" in block.proto.body]
    told = dict(re.findall(r"<dt>(.+?)</dt><dd>(.+?)</dd>", line))
    assert all(len(meaning) >= 6 for meaning in told.values())
    return told


def labels(shown: dict[str, Any]) -> list[str]:
    """The names of knobs, marks on their tracks, axes, curves, paths, arrows and readings."""
    paths = [path for panel in shown["panels"] for path in panel["paths"]]
    return [
        *(axis for panel in shown["panels"] for axis in panel["axes"]),
        *(knob["label"] for knob in shown["knobs"]),
        *(label for knob in shown["knobs"] for _, label in knob["ticks"]),
        *(curve["label"] for curve in shown["curves"]),
        *(path["name"] for path in paths),
        *(arrow["name"] for path in paths for arrow in path["arrows"]),
        *(reading["label"] for path in paths for reading in path["readings"]),
    ]


def prose(test: AppTest) -> list[str]:
    """The page's paragraphs, without LaTeX."""
    return [re.sub(r"\$[^$]*\$", " ", block.value) for block in test.markdown]


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
