"""Points that a reader draws by hand: their setting, and the field in which they can be typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from surfaces.surface import Point
from ui.page.fields import Mended, finite_number
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.page.view import ANOTHER_PICTURE
from ui.page.words import plain

FRAME = ((-3.0, 3.0), (-5.0, 7.0))
"""Where points can be drawn."""

FEWEST = 3
MOST = 60
_NARROWEST = 0.1

Points = tuple[Point, ...]

DRAWN: Points = (
    (-2.2, -3.0),
    (-1.5, -2.4),
    (-1.0, -0.6),
    (-0.3, 0.1),
    (0.4, 2.3),
    (1.0, 2.6),
    (1.7, 4.7),
    (2.3, 5.3),
)
"""The points to begin with."""

_HELP = (
    f"A point a line: x from {as_text(FRAME[0][0])} to {as_text(FRAME[0][1])}, then y from "
    f"{as_text(FRAME[1][0])} to {as_text(FRAME[1][1])}. At least {FEWEST} points, at most {MOST}."
)
_HINT = (
    "Click or tap the picture of the data to add a point, or a point to remove it; drag a point to "
    "move it."
)
_STANDARDISED = "Points can be drawn once x is no longer standardised."
_SEPARATOR = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class DrawnPoints:
    """The points of a data set that was drawn by hand; in a link `x~y~~x~y`."""

    key: str
    default: Points = DRAWN

    def parse(self, text: str) -> Mended:
        try:
            pairs = [tuple(map(float, pair.split("~"))) for pair in text.split("~~")]
            return self.validate(pairs), None
        except ValueError:
            return (
                self.default,
                f"“{text[:40]}” are no points that can be drawn; they are the usual ones.",
            )

    def format(self, value: Points) -> str:
        return "~~".join(f"{x!r}~{y!r}" for x, y in value)

    def validate(self, value: Any) -> Points:
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise ValueError(f"{self.key} must be a list of points, not {value!r}")
        points = tuple(_point(pair) for pair in value)
        if not FEWEST <= len(points) <= MOST:
            raise ValueError(f"There must be {FEWEST} to {MOST} points, not {len(points)}.")
        across = [x for x, _ in points]
        if max(across) - min(across) < _NARROWEST:
            raise ValueError(
                f"The points must spread over at least {as_text(_NARROWEST)} in x: of points above "
                "one another no line is the best."
            )
        return points


def _point(pair: Any) -> Point:
    if not isinstance(pair, Sequence) or len(pair) != 2:
        raise ValueError("A point is two numbers.")
    x, y = (finite_number("a point", number) for number in pair)
    (left, right), (bottom, top) = FRAME
    if not (left <= x <= right and bottom <= y <= top):
        raise ValueError(f"({as_text(x)}, {as_text(y)}) lies outside the picture.")
    return x, y


def parse_typed(text: str) -> list[Point]:
    """The points of a typed list, a line each.

    Raises:
        ValueError: with a sentence for the reader, naming the line.
    """
    points: list[Point] = []
    for number, line in enumerate(text.strip().splitlines(), start=1):
        parts = _SEPARATOR.split(line.strip(" \t,;"))
        try:
            x, y = map(float, parts)
        except ValueError:
            raise ValueError(
                f"Line {number}, “{line[:40]}”, must be two numbers, such as 1.5, −2."
            ) from None
        points.append((x, y))
    return points


def edit_points(settings: Settings) -> None:
    """How points are drawn, and a field to type them: for exact ones, and for a keyboard."""
    typed = settings.memory.get("points typed")
    with st.container(key="points", horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_STANDARDISED if settings["standardise"] else _HINT, width="content")
        with st.popover("Type them"):
            key = settings.widget_key("points")
            st.session_state[key] = typed or _as_typed(settings["points"])
            args = (settings, key)
            st.text_area("Points", help=_HELP, key=key, on_change=_take, args=args, height=220)
            problem = settings.memory.get("points problem")
            if problem:
                st.warning(plain(problem))


def _as_typed(points: Points) -> str:
    return "\n".join(f"{x!r}, {y!r}" for x, y in points)


def _take(settings: Settings, key: str) -> None:
    """Take typed points over; a text that cannot be read stays as it was typed."""
    text = st.session_state[key]
    try:
        settings.set({"points": parse_typed(text.replace("−", "-")), **ANOTHER_PICTURE})
    except ValueError as problem:
        settings.memory.update({"points typed": text, "points problem": str(problem)})
        return
    settings.memory.update({"points typed": None, "points problem": None})
