"""One look an optimizer, on every page: a colour a family, dash and marker within it.

The colours are the Okabe–Ito set, darkened or brightened until they keep a contrast of 3 to 1
against the surface they are drawn on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Style:
    """How a path is drawn: colour by theme, dash (`""` is solid) and the marker at its head."""

    light: str
    dark: str
    dash: str = ""
    marker: str = "circle"


_SLATE = ("#4A4F57", "#B8BEC7")
_BLUE = ("#0072B2", "#4FA8FF")
_GREEN = ("#00744F", "#2CCB9B")
_PURPLE = ("#A8487F", "#D084B7")
_VERMILION = ("#C14E00", "#FE893C")
_AMBER = ("#694B00", "#EBC63C")
_VIOLET = ("#6B4FD0", "#A08CFF")
_ORANGE = ("#A35400", "#FFA64D")

COLOURS = {
    "slate": _SLATE,
    "blue": _BLUE,
    "green": _GREEN,
    "purple": _PURPLE,
    "vermilion": _VERMILION,
    "amber": _AMBER,
    "violet": _VIOLET,
    "orange": _ORANGE,
}
"""For what is no optimizer's: each in light and in dark."""

ARROWS = {
    "gradient": _AMBER,
    "kept": _BLUE,
    "new": _VERMILION,
    "average": _PURPLE,
    "scaled": _GREEN,
    "step": ("#1B1F24", "#E6E9ED"),
}
"""The parts of a step, in light and in dark."""

STYLES = {
    "gd": Style(*_SLATE),
    "momentum": Style(*_BLUE, "", "square"),
    "momentum_ema": Style(*_BLUE, "dash", "diamond"),
    "momentum_folded": Style(*_BLUE, "dot", "circle"),
    "nesterov": Style(*_BLUE, "dashdot", "triangle"),
    "qhm": Style(*_BLUE, "long", "pentagon"),
    "adagrad": Style(*_PURPLE, "", "triangle"),
    "adadelta": Style(*_PURPLE, "dash", "wedge"),
    "rmsprop": Style(*_GREEN, "", "diamond"),
    "rmsprop_eps_inside": Style(*_GREEN, "dash", "square"),
    "adam": Style(*_VERMILION, "", "circle"),
    "adam_uncorrected": Style(*_VERMILION, "dot", "square"),
    "adam_l2": Style(*_VERMILION, "dash", "triangle"),
    "adamw": Style(*_VERMILION, "long", "diamond"),
    "amsgrad": Style(*_VERMILION, "dashdot", "wedge"),
    "radam": Style(*_VERMILION, "dash", "pentagon"),
    "nadam": Style(*_VERMILION, "dot", "triangle"),
    "adamax": Style(*_VERMILION, "dashdot", "square"),
    "qhadam": Style(*_VERMILION, "long", "circle"),
    "lion": Style(*_AMBER, "", "wedge"),
}

BATCHES = {
    "all": STYLES["gd"],
    "some": Style(*_VIOLET, "", "square"),
    "one": Style(*_ORANGE, "", "triangle"),
}
"""Gradient descent with fewer and fewer examples a step: what tells its noisy forms apart."""

_DASHES = ("", "dash", "dot", "dashdot", "long")
_MARKERS = ("circle", "square", "diamond", "triangle", "wedge", "pentagon")


def styles(optimizers: Sequence[str]) -> list[Style]:
    """A style for each run; an optimizer that runs again keeps its colour, not dash and marker."""
    return [_nth(key, optimizers[:i].count(key)) for i, key in enumerate(optimizers)]


def _nth(key: str, repeat: int) -> Style:
    style = STYLES[key]
    dash = _DASHES[(_DASHES.index(style.dash) + repeat) % len(_DASHES)]
    marker = _MARKERS[(_MARKERS.index(style.marker) + repeat) % len(_MARKERS)]
    return replace(style, dash=dash, marker=marker)
