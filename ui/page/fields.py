"""Typed settings: how each is parsed from a link, validated and formatted for a link.

Parsing is lenient and says what it mended; formatting is exact, so that a link reproduces a page.
"""

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol

from surfaces.surface import finite
from ui.page.numbers import as_text

Mended = tuple[Any, str | None]
"""A value, and one sentence on what was wrong with the text it came from (None if nothing)."""


class Field(Protocol):
    """One setting of a page."""

    @property
    def key(self) -> str:
        """Its name in the code and in the URL."""

    @property
    def default(self) -> Any:
        """Its value where a link does not give one."""

    def parse(self, text: str) -> Mended:
        """The value from a link; what does not fit is mended."""

    def format(self, value: Any) -> str:
        """The value as text from which `parse` gives it back exactly."""

    def validate(self, value: Any) -> Any:
        """The value from a program or a browser; ValueError where it does not fit."""


@dataclass(frozen=True)
class Number:
    """A real number between `low` and `high`; with `log`, on a logarithmic scale."""

    key: str
    default: float
    low: float
    high: float
    label: str = ""
    log: bool = False
    help: str = ""

    def parse(self, text: str) -> Mended:
        value = _spelled(text)
        if math.isnan(value):
            return (
                self.default,
                f"“{text[:40]}” is not a number; {self._name} is {as_text(self.default, 6)}.",
            )
        return self._bounded(value)

    def _bounded(self, value: float) -> Mended:
        nearest = min(max(value, self.low), self.high)
        if nearest == value:
            return nearest, None
        return nearest, (
            f"{self._name} goes from {as_text(self.low, 6)} to {as_text(self.high, 6)}; "
            f"{as_text(value, 6)} became {as_text(nearest, 6)}."
        )

    def format(self, value: float) -> str:
        return repr(value)

    def validate(self, value: Any) -> float:
        number = finite_number(self.key, value)
        if not self.low <= number <= self.high:
            raise ValueError(f"{self.key} must lie in [{self.low}, {self.high}], not {value!r}")
        return number

    @property
    def _name(self) -> str:
        return self.label or self.key


@dataclass(frozen=True)
class Whole(Number):
    """A whole number between `low` and `high`."""

    default: int
    low: int
    high: int

    def parse(self, text: str) -> Mended:
        value, problem = super().parse(text)
        return round(value), problem

    def format(self, value: float) -> str:
        return str(int(value))

    def validate(self, value: Any) -> int:
        return round(super().validate(value))


@dataclass(frozen=True)
class Choice:
    """One of a few keys."""

    key: str
    default: str
    options: Collection[str]

    def parse(self, text: str) -> Mended:
        if text in self.options:
            return text, None
        return (
            self.default,
            f"There is no {self.key} called “{text[:40]}”; here is {self.default}.",
        )

    def format(self, value: str) -> str:
        return value

    def validate(self, value: Any) -> str:
        if value not in self.options:
            allowed = ", ".join(self.options)
            raise ValueError(f"{self.key} must be one of {allowed}, not {value!r}")
        return str(value)


@dataclass(frozen=True)
class Switch:
    """On or off."""

    key: str
    default: bool = False

    def parse(self, text: str) -> Mended:
        if text in ("0", "1"):
            return text == "1", None
        state = "on" if self.default else "off"
        return self.default, f"{self.key} is 1 (on) or 0 (off), not “{text[:40]}”; it is {state}."

    def format(self, value: bool) -> str:
        return "1" if value else "0"

    def validate(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError(f"{self.key} must be true or false, not {value!r}")
        return value


@dataclass(frozen=True)
class Point:
    """A point of the plane, or None for the surface's own start."""

    key: str
    default: tuple[float, float] | None = None

    def parse(self, text: str) -> Mended:
        try:
            x, y = (float(part) for part in text.split(","))
        except ValueError:
            x = y = math.nan
        if math.isfinite(x) and math.isfinite(y):
            return (x, y), None
        return self.default, f"“{text[:40]}” is not a point x,y; the surface's own start is used."

    def format(self, value: tuple[float, float] | None) -> str:
        return "" if value is None else f"{value[0]!r},{value[1]!r}"

    def validate(self, value: Any) -> tuple[float, float] | None:
        if value is None:
            return None
        try:
            x, y = value
        except (TypeError, ValueError):
            raise ValueError(f"{self.key} must be two numbers, not {value!r}") from None
        return finite_number(self.key, x), finite_number(self.key, y)


@dataclass(frozen=True)
class LinePoint:
    """A point on a line, or None for the curve's own start."""

    key: str
    default: float | None = None

    def parse(self, text: str) -> Mended:
        x = _spelled(text)
        if math.isfinite(x):
            return x, None
        return self.default, f"“{text[:40]}” is not a number; the curve's own start is used."

    def format(self, value: float | None) -> str:
        return "" if value is None else repr(value)

    def validate(self, value: Any) -> float | None:
        return None if value is None else finite_number(self.key, value)


@dataclass(frozen=True)
class Text:
    """A text of at most `most` characters.

    Attributes:
        check: raises a ValueError, with a sentence for the reader, for a text that cannot be used.
    """

    key: str
    default: str
    most: int
    check: Callable[[str], object]
    label: str = ""

    def parse(self, text: str) -> Mended:
        try:
            return self.validate(text), None
        except ValueError as error:
            name = self.label or self.key
            return self.default, f"{name} “{text[:40]}”: {error} Here it is “{self.default}”."

    def format(self, value: str) -> str:
        return value

    def validate(self, value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError(f"{self.key} must be a text, not {value!r}")
        if len(value) > self.most:
            raise ValueError(f"It is longer than {self.most} characters.")
        self.check(value)
        return value


def _spelled(text: str) -> float:
    """The number that a text spells; NaN where it spells none."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def finite_number(key: str, value: Any) -> float:
    """`value` as a float; ValueError unless it is a number, not only what could be read as one."""
    return finite(key, math.nan if isinstance(value, bool | str) else value)
