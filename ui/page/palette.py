"""How runs are told apart: a hue each within a picture, a family's own where it is alone.

The colours are the Okabe–Ito set, darkened or brightened until they keep a contrast of 3 to 1
against the surface they are drawn on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from optim import OPTIMIZERS, optimizer


@dataclass(frozen=True)
class Style:
    """How a path is drawn: colour by theme, dash (`""` is solid) and the marker at its head."""

    light: str
    dark: str
    dash: str = ""
    marker: str = "circle"


_SLATE = ("#4A4F57", "#B8BEC7")
_BLUE = ("#0072B2", "#4FA8FF")
_VERMILION = ("#C14E00", "#FE893C")
_GREEN = ("#00744F", "#2CCB9B")
_PURPLE = ("#A8487F", "#D084B7")
_AMBER = ("#694B00", "#EBC63C")
_VIOLET = ("#6A3FE0", "#E4B4F8")
_CRIMSON = ("#8E0F2F", "#FF6A70")
_MAGENTA = ("#A80090", "#F955DC")

COLOURS = {
    "slate": _SLATE,
    "blue": _BLUE,
    "vermilion": _VERMILION,
    "green": _GREEN,
    "purple": _PURPLE,
    "amber": _AMBER,
    "violet": _VIOLET,
    "crimson": _CRIMSON,
}
"""The hues of runs, in the order in which those without one of their own take them: each in light
and in dark. Where steps are taken apart there are at most five runs, which leaves the last three to
the arrows."""

ARROWS = {
    "gradient": _AMBER,
    "kept": _VIOLET,
    "average": _VIOLET,
    "scaled": _CRIMSON,
    "decay": _MAGENTA,
}
"""The parts of a step, in light and in dark. A kept velocity and an average are both memory, and no
rule has both; the step itself is drawn in the page's ink."""

MUTED = ("#646D77", "#8A93A0")
"""What stands back, such as axes and captions, in light and in dark."""


@dataclass(frozen=True)
class Theme:
    """What the stage is painted with, beside the paths and the colours of Streamlit's theme.

    Attributes:
        surface: from the lowest level to the highest, lighter and lighter.
        curve: a line, or points of data.
        arrows: the parts of a step, but for the step itself.
        minima: on a map of starts, those that lead to one minimum or another.
        amounts: there, from the least to the most, lighter and lighter.
        elsewhere, diverged: there, the starts that lead to none, or out of all bounds.
        limit: where runs cease to settle, and those that do not.
    """

    muted: str
    surface: tuple[str, ...]
    level_lines: str
    curve: str
    arrows: Mapping[str, str]
    minima: tuple[str, ...]
    amounts: tuple[str, ...]
    elsewhere: str
    diverged: str
    limit: str


THEMES = {
    "light": Theme(
        muted=MUTED[0],
        surface=("#B9D2E8", "#D3E3F1", "#E8F0F8", "#F7FAFD"),
        level_lines="rgba(70, 100, 130, 0.30)",
        curve="#7FA6CC",
        arrows={part: light for part, (light, _) in ARROWS.items()},
        minima=("#95B6F1", "#D9AF7A", "#C0EDB8", "#DBBEE6", "#67C0B4", "#ABBE9B"),
        amounts=("#6F97D0", "#8FC7C0", "#D9E5A0", "#FBE98A"),
        elsewhere="#F4F6F8",
        diverged="#8A8F96",
        limit=_CRIMSON[0],
    ),
    "dark": Theme(
        muted=MUTED[1],
        surface=("#0B1017", "#141E2B", "#1E2F45", "#2A4464"),
        level_lines="rgba(160, 190, 225, 0.30)",
        curve="#5C7DA3",
        arrows={part: dark for part, (_, dark) in ARROWS.items()},
        minima=("#3F4774", "#544611", "#75465D", "#1F5631", "#44214D", "#491E0B"),
        amounts=("#1B2D5C", "#1F5363", "#47704A", "#8F8038"),
        elsewhere="#2B3037",
        diverged="#07090B",
        limit=_CRIMSON[1],
    ),
}

_DASHES = ("", "dash", "dot", "dashdot", "long")
_MARKERS = ("circle", "square", "diamond", "triangle", "wedge", "pentagon")

_FAMILIES = {
    "descent": (_SLATE, "circle"),
    "momentum": (_BLUE, "square"),
    "adagrad": (_PURPLE, "triangle"),
    "rmsprop": (_GREEN, "diamond"),
    "adam": (_VERMILION, "pentagon"),
    "lion": (_AMBER, "wedge"),
}
_OWN = (_VIOLET, "square")
"""Each family's colour and its first member's marker; the last is for families not named here."""


class _Styles(Mapping[str, Style]):
    """A look for every rule there is: its family's colour and the next free dash and marker."""

    def __getitem__(self, key: str) -> Style:
        family = optimizer(key).family
        colour, marker = _FAMILIES.get(family, _OWN)
        members = [k for k, rule in OPTIMIZERS.items() if rule.family == family]
        place = members.index(key) if key in members else len(members)
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
"""The look of each rule where it is the only one of its family."""


def styles(optimizers: Sequence[str]) -> list[Style]:
    """A style for each run of a picture, no two in one hue as long as there are hues.

    The first of a family has its family's hue, the others the next that nobody has; they differ by
    dash or marker, too.
    """
    return list(_styles(tuple(optimizers)))


@lru_cache(maxsize=256)
def _styles(optimizers: tuple[str, ...]) -> tuple[Style, ...]:
    looks: list[Style] = []
    for key in optimizers:
        looks.append(_unlike(STYLES[key], looks))
    own = [(look.light, look.dark) for look in looks]
    free = iter([hue for hue in COLOURS.values() if hue not in own])
    hues = [hue if hue not in own[:i] else next(free, hue) for i, hue in enumerate(own)]
    coloured = zip(looks, hues, strict=True)
    return tuple(replace(look, light=hue[0], dark=hue[1]) for look, hue in coloured)


def _unlike(style: Style, others: Sequence[Style]) -> Style:
    """The first look from this one on whose dash and marker are not another's."""
    taken = {(other.dash, other.marker) for other in others}
    places = range(len(_DASHES) * len(_MARKERS))
    looks = (_later(style, place) for place in places)
    return next((look for look in looks if (look.dash, look.marker) not in taken), style)


BATCHES = {
    few: replace(style, dash=dash)
    for few, style, dash in zip(
        ("all", "some", "one"), styles(["gd"] * 3), ("long", "dash", ""), strict=True
    )
}
"""Gradient descent with fewer and fewer examples a step; the noisiest is drawn without a break."""
