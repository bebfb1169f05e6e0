"""What symbols a page shows, and how it explains them."""

import re
from typing import Any

from streamlit.testing.v1 import AppTest

from .shown import stage

LETTER = re.compile(r"(?<![A-Za-z’'])(?:[b-zB-HJ-Z]|a$)(?![A-Za-z0-9’'])|[α-ωℓ‖]")
"""A letter that stands alone, or a Greek one."""


def assert_symbols_are_explained(test: AppTest) -> None:
    told = explanations(test)
    for text in [*labels(stage(test)), *prose(test)]:
        letters = set(LETTER.findall(text))
        missing = {x for x in letters if not any(x in symbol for symbol in told)}
        assert not missing, (missing, text)


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
