"""One look an optimizer, on every page: a colour a family, dash and marker within it.

The colours are the Okabe–Ito set, darkened or brightened until they keep a contrast of 3 to 1
against the surface they are drawn on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from optim import OPTIMIZERS


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

MUTED = ("#646D77", "#8A93A0")
"""What stands back, such as axes and captions, in light and in dark."""


@dataclass(frozen=True)
class Theme:
    """What the stage is painted with, beside the paths and the colours of Streamlit's theme.

    Attributes:
        surface: from the lowest level to the highest.
        curve: a line, or points of data.
        arrows: the parts of a step.
    """

    muted: str
    surface: tuple[str, ...]
    level_lines: str
    curve: str
    arrows: Mapping[str, str]


THEMES = {
    "light": Theme(
        muted=MUTED[0],
        surface=("#B9D2E8", "#D3E3F1", "#E8F0F8", "#F7FAFD"),
        level_lines="rgba(70, 100, 130, 0.30)",
        curve="#7FA6CC",
        arrows={part: light for part, (light, _) in ARROWS.items()},
    ),
    "dark": Theme(
        muted=MUTED[1],
        surface=("#26405E", "#1D2E43", "#17212E", "#11171F"),
        level_lines="rgba(150, 180, 215, 0.22)",
        curve="#5C7DA3",
        arrows={part: dark for part, (_, dark) in ARROWS.items()},
    ),
}

_DASHES = ("", "dash", "dot", "dashdot", "long")
_MARKERS = ("circle", "square", "diamond", "triangle", "wedge", "pentagon")

_FAMILIES = {
    "descent": (_SLATE, "circle"),
    "momentum": (_BLUE, "square"),
    "adagrad": (_PURPLE, "triangle"),
    "rmsprop": (_GREEN, "diamond"),
    "adam": (_VERMILION, "circle"),
    "lion": (_AMBER, "wedge"),
}
_OWN = (_VIOLET, "square")
"""Each family's colour and its first member's marker; the last is for families not named here."""


class _Styles(Mapping[str, Style]):
    """A look for every rule there is: its family's colour and the next free dash and marker."""

    def __getitem__(self, key: str) -> Style:
        family = OPTIMIZERS[key].family
        colour, marker = _FAMILIES.get(family, _OWN)
        place = [k for k, rule in OPTIMIZERS.items() if rule.family == family].index(key)
        return _later(Style(*colour, "", marker), place)

    def __iter__(self) -> Iterator[str]:
        return iter(OPTIMIZERS)

    def __len__(self) -> int:
        return len(OPTIMIZERS)


def _later(style: Style, places: int) -> Style:
    """The look so many places further on: the same colour, another dash and marker."""
    dash = _DASHES[(_DASHES.index(style.dash) + places) % len(_DASHES)]
    marker = _MARKERS[(_MARKERS.index(style.marker) + places) % len(_MARKERS)]
    return replace(style, dash=dash, marker=marker)


STYLES: Mapping[str, Style] = _Styles()

BATCHES = {
    "all": STYLES["gd"],
    "some": Style(*_VIOLET, "", "square"),
    "one": Style(*_ORANGE, "", "triangle"),
}
"""Gradient descent with fewer and fewer examples a step: what tells its noisy forms apart."""


def styles(optimizers: Sequence[str]) -> list[Style]:
    """A style for each run; an optimizer that runs again keeps its colour, not dash and marker."""
    return [_later(STYLES[key], optimizers[:i].count(key)) for i, key in enumerate(optimizers)]
