"""What a reader sees beyond the settings of the runs: fields that every page has, set by its stage.

They stand last in the table, so that the browser can write them into the address by itself.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from ui.page.fields import Field, Mended, Whole, finite_number

MOST_CURVES = 8
MOST_HIDDEN = 64
MOST_TICKS = 1_000_000
MOST_MAPS = 12

_COLUMN = re.compile(r"(-?[A-Za-z]\w{0,63})?", re.ASCII)
_KEY = re.compile(r"[A-Za-z]\w{0,31}", re.ASCII)

ChosenCurve = tuple[str, bool]
"""A linked curve's key, and whether its scale is logarithmic."""

Zoom = tuple[float, float, float, float]
"""The part of the plane that is seen: x from and to, y from and to."""

Question = tuple[int, int]
"""Where a run, counted from 1 over all panels, will be after so many steps."""

MAPS = ("ends", "steps", "loss", "speed")
"""What the colours of a map may say of a run: where it ends, how many steps it takes until the
gradient is small, its final loss, and in how many steps it comes ten times closer."""

Camera = tuple[float, float, float]
"""From where a surface is seen in space: how far it is turned and how high the camera stands, in
degrees, and how far away it is, where 1 shows all."""

HEIGHTS = 8.0, 88.0
DISTANCES = 0.3, 3.0

ChosenMap = tuple[str, tuple[int, ...]]
"""What the colours say, and whose runs: at most one a panel, counted from 1 over all panels."""


@dataclass(frozen=True)
class Tick(Whole):
    """A step on the stage's clock."""

    def validate(self, value: Any) -> int:
        return _count(self.key, value, 0)


@dataclass(frozen=True)
class Curves:
    """Which curves are shown, in order, and their scales; none for the page's own choice.

    In a link `loss~log~~norm~linear`.
    """

    key: str
    default: tuple[ChosenCurve, ...] = ()

    def parse(self, text: str) -> Mended:
        parts = [part.split("~") for part in text.split("~~")] if text else []
        try:
            scales = {"log": True, "linear": False}
            return self.validate([(key, scales[scale]) for key, scale in parts]), None
        except (ValueError, KeyError):
            return self.default, f"“{text[:40]}” names no curves; the page's own are shown."

    def format(self, value: Sequence[ChosenCurve]) -> str:
        return "~~".join(f"{key}~{'log' if log else 'linear'}" for key, log in value)

    def validate(self, value: Any) -> tuple[ChosenCurve, ...]:
        curves = tuple(_items(self.key, value, MOST_CURVES))
        pairs = [tuple(_items(self.key, curve, 2)) for curve in curves]
        if not all(len(pair) == 2 and _is_curve(*pair) for pair in pairs):
            raise ValueError(f"{self.key} must be pairs of a key and a switch, not {value!r}")
        return tuple((key, log) for key, log in pairs)


@dataclass(frozen=True)
class Decimals(ABC):
    """A few numbers, or None. In a link they stand between commas.

    Attributes:
        refusal: what is said of any other text.
    """

    key: str
    default: None = None
    refusal: ClassVar[str]

    def parse(self, text: str) -> Mended:
        try:
            return self.validate([float(part) for part in text.split(",")]), None
        except ValueError:
            return self.default, f"“{text[:40]}” {self.refusal}"

    def format(self, value: Sequence[float] | None) -> str:
        return "" if value is None else ",".join(map(repr, value))

    @abstractmethod
    def validate(self, value: Any) -> Any:
        """The numbers, if there are as many as there should be, and they make sense."""


class Window(Decimals):
    """The part of the plane that is seen, or None for the whole. In a link `x0,x1,y0,y1`."""

    refusal = "is no part of the picture; the whole is shown."

    def validate(self, value: Any) -> Zoom | None:
        if value is None:
            return None
        numbers = [finite_number(self.key, each) for each in _items(self.key, value, 4)]
        if len(numbers) != 4 or numbers[0] >= numbers[1] or numbers[2] >= numbers[3]:
            raise ValueError(f"{self.key} must be x from and to, y from and to, not {value!r}")
        x0, x1, y0, y1 = numbers
        return x0, x1, y0, y1


@dataclass(frozen=True)
class Hidden:
    """The runs that are switched off, counted from 1 over all panels. In a link `2,5`."""

    key: str
    default: tuple[int, ...] = ()

    def parse(self, text: str) -> Mended:
        try:
            return self.validate([int(part) for part in text.split(",")] if text else []), None
        except ValueError:
            return self.default, f"“{text[:40]}” names no runs; all are shown."

    def format(self, value: Sequence[int]) -> str:
        return ",".join(map(str, value))

    def validate(self, value: Any) -> tuple[int, ...]:
        runs = [_count(self.key, each, 1) for each in _items(self.key, value, MOST_HIDDEN)]
        return tuple(sorted(set(runs)))


@dataclass(frozen=True)
class Prediction:
    """The question where a run will be after so many steps, or None. In a link `2~40`."""

    key: str
    default: Question | None = None

    def parse(self, text: str) -> Mended:
        try:
            return self.validate([int(part) for part in text.split("~")]), None
        except ValueError:
            return self.default, f"“{text[:40]}” is no run~steps; nothing is asked."

    def format(self, value: Question | None) -> str:
        return "" if value is None else "~".join(map(str, value))

    def validate(self, value: Any) -> Question | None:
        if value is None:
            return None
        numbers = [_count(self.key, each, 1) for each in _items(self.key, value, 2)]
        if len(numbers) != 2:
            raise ValueError(f"{self.key} must be a run and a number of steps, not {value!r}")
        return numbers[0], numbers[1]


@dataclass(frozen=True)
class Map:
    """What a map of starts shows, or None for the surface. In a link `ends` or `steps~2~5`."""

    key: str
    default: ChosenMap | None = None

    def parse(self, text: str) -> Mended:
        kind, *runs = text.split("~")
        try:
            return self.validate((kind, [int(run) for run in runs])), None
        except ValueError:
            return self.default, f"“{text[:40]}” names no map; the surface is shown."

    def format(self, value: ChosenMap | None) -> str:
        return "" if value is None else "~".join([value[0], *map(str, value[1])])

    def validate(self, value: Any) -> ChosenMap | None:
        if value is None:
            return None
        pair = _items(self.key, value, 2)
        kind, runs = pair if len(pair) == 2 else (None, ())
        if kind not in MAPS:
            raise ValueError(f"{self.key} must be one of {', '.join(MAPS)} and runs, not {value!r}")
        return kind, tuple(_count(self.key, run, 1) for run in _items(self.key, runs, MOST_MAPS))


class Space(Decimals):
    """The camera of a surface in space, or None for its contour. In a link `-24,36,1.0`."""

    refusal = "is no view from space; the contour is shown."

    def validate(self, value: Any) -> Camera | None:
        if value is None:
            return None
        numbers = [finite_number(self.key, each) for each in _items(self.key, value, 3)]
        bounds = ((-180.0, 180.0), HEIGHTS, DISTANCES)
        inside = [low <= each <= high for each, (low, high) in zip(numbers, bounds, strict=False)]
        if len(numbers) != 3 or not all(inside):
            raise ValueError(f"{self.key} must be two angles and a distance, not {value!r}")
        turn, height, distance = numbers
        return turn, height, distance


@dataclass(frozen=True)
class Order:
    """By which column a table is sorted: its key, after a minus where the largest comes first.

    Empty for the page's own order; so is that of a column that no table has.
    """

    key: str
    default: str = ""

    def parse(self, text: str) -> Mended:
        try:
            return self.validate(text), None
        except ValueError:
            return self.default, f"“{text[:40]}” names no column; the table is in its own order."

    def format(self, value: str) -> str:
        return value

    def validate(self, value: Any) -> str:
        if not isinstance(value, str) or not _COLUMN.fullmatch(value):
            raise ValueError(f"{self.key} must be the key of a column, not {value!r}")
        return value


VIEW_FIELDS: tuple[Field, ...] = (
    Tick("at", 0, 0, MOST_TICKS, "the step shown"),
    Curves("curves"),
    Window("zoom"),
    Hidden("hide"),
    Prediction("predict"),
    Map("map"),
    Space("camera"),
    Order("sort"),
)

VIEW_KEYS = tuple(field.key for field in VIEW_FIELDS)

ANOTHER_PICTURE: Mapping[str, Any] = {"at": 0, "zoom": None}
"""The changes that go with another surface: the old step and zoom mean nothing there."""

OTHER_RUNS: Mapping[str, Any] = {**ANOTHER_PICTURE, "hide": ()}
"""The changes that go with another experiment."""


def _items(key: str, value: Any, most: int) -> Sequence[Any]:
    if not isinstance(value, list | tuple) or len(value) > most:
        raise ValueError(f"{key} must be a list of at most {most}, not {value!r}")
    return value


def _is_curve(key: Any, log: Any) -> bool:
    return isinstance(key, str) and _KEY.fullmatch(key) is not None and isinstance(log, bool)


def _count(key: str, value: Any, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= MOST_TICKS:
        raise ValueError(f"{key} must be whole numbers from {least}, not {value!r}")
    return value
