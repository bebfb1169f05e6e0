"""Reading numbers and sentences as they stand on pages; a wording that is not known fails."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import NoReturn

_DOWN = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_DIGITS = r"[−-]?\d+(?:\.\d+)?"
NUMBER = rf"(?:{_DIGITS}·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|[−-]?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|{_DIGITS}|∞|−∞|–)"
BOLD = rf"\*\*({NUMBER})\*\*"


def value(text: str) -> float:
    """The number that a text shows."""
    text = text.replace("−", "-")
    if text in ("∞", "-∞", "–"):
        return {"∞": math.inf, "-∞": -math.inf}.get(text, math.nan)
    digits, ten, power = (
        text.partition("10") if re.search("10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]", text) else (text, "", "")
    )
    if not ten:
        return float(digits)
    digits = digits.rstrip("·")
    return float({"": "1", "-": "-1"}.get(digits, digits)) * 10.0 ** int(power.translate(_DOWN))


def shows(text: str, number: float, figures: int) -> bool:
    """Whether a text shows this number, rounded to so many figures."""
    shown = value(text)
    if not math.isfinite(number):
        return shown == number or (math.isnan(shown) and math.isnan(number))
    if number == 0.0:
        return shown == 0.0
    unit = 10.0 ** (math.floor(math.log10(abs(number))) - figures + 1)
    return abs(shown - number) <= 0.5 * unit * (1 + 1e-5) + 1e-13


def wrong(sentence: str, why: object) -> NoReturn:
    """Say which sentence is false, and why."""
    raise AssertionError(f"{sentence!r}: {why}")


def check_form(sentence: str) -> None:
    """What holds of every sentence: it is whole, and its numbers are written for readers."""
    if not sentence.endswith("."):
        wrong(sentence, "no full stop")
    if sentence.count("**") % 2 or "  " in sentence or ".." in sentence:
        wrong(sentence, "marks or spaces")
    for bad in (
        r"\bnan\b",
        r"\binf\b",
        r"\bNone\b",
        r"\d[eE][+-]?\d",
        r"(?<![\d.·])1 (?:steps|updates|epochs|gradients|values)\b",
    ):
        if found := re.search(bad, sentence):
            wrong(sentence, f"{found.group()!r} in it")
    if found := re.search(
        r"(?<![\d.,·])(?:0|[2-9]|\d\d+) (step|update|epoch|gradient)\b", sentence
    ):
        wrong(sentence, f"{found.group()!r} in it")


class Reader:
    """Reads a text from left to right by patterns; what no pattern fits is a failure."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def take(self, pattern: str) -> re.Match[str] | None:
        """The match of a pattern right here, which is then passed; None if it is none."""
        found = re.compile(pattern).match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    @property
    def done(self) -> bool:
        return self.at == len(self.text)

    def fail(self, why: object = "this wording is not known") -> NoReturn:
        wrong(self.text, f"{why}, at {self.text[self.at :][:80]!r}")


def alternatives(names: Sequence[str]) -> str:
    """A pattern for any of these names, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def placed(text: str) -> Iterator[float]:
    """The coordinates of a place, with or without its brackets."""
    return (value(part) for part in text.strip("()").split(", "))
