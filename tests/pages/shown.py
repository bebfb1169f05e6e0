"""What a page's stage was sent, read back from its bytes."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.ui.runs.formula_text import symbols


def stage(test: AppTest) -> dict[str, Any]:
    """The header of the page's (first) stage: panels, knobs, curves, outcome."""
    sent: bytes = test.get("bidi_component")[0].proto.bytes
    length = int.from_bytes(sent[:4], "little")
    header: dict[str, Any] = json.loads(sent[4 : 4 + length])
    return header


def rule(test: AppTest) -> str:
    """The lines of the (first) formula beside the picture, in symbols and with empty places."""
    sent = stage(test)
    told = [path["formula"] for panel in sent["panels"] for path in panel["paths"]]
    [first, *_] = filter(None, told)
    lines = sent["lines"][first["variants"][0]["lines"]]
    return "\n".join(symbols([*line["symbols"], *line["numbers"]]) for line in lines)


def outcome(test: AppTest) -> str:
    """The sentence on what happened."""
    sentence: str = stage(test)["outcome"]
    return sentence


def names(test: AppTest) -> list[str]:
    """The paths' names, panel by panel."""
    return [path["name"] for panel in stage(test)["panels"] for path in panel["paths"]]


def knobs(test: AppTest) -> dict[str, float]:
    """The knobs' values."""
    return {knob["name"]: knob["value"] for knob in stage(test)["knobs"]}
