"""Numbers and quotations in a sentence."""

import math
import re
from collections.abc import Sequence


def number(value: float, figures: int = 3) -> str:
    """A number with so many figures, a real minus sign, and powers of ten a reader knows."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "–"
    # Adding zero takes the sign off a negative one.
    rounded = float(f"{value:.{figures}g}") + 0.0
    if rounded == 0.0 or 1e-4 <= abs(rounded) < 1e5:
        return f"{rounded:.6g}".replace("-", "−")
    mantissa, exponent = f"{value:.{figures - 1}e}".split("e")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    power = "10" + str(int(exponent)).translate(_RAISED)
    return power if mantissa == "1" else f"{mantissa}·{power}".replace("-", "−")


def distinct(value: float, other: float, figures: int = 3) -> str:
    """A number with as many more figures as tell it from another one, if they differ."""
    while number(value, figures) == number(other, figures) and value != other and figures < 12:
        figures += 1
    return number(value, figures)


def listed(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def counted(count: int, noun: str) -> str:
    """A count with its noun in the right number."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def plain(text: str) -> str:
    """Words of a reader, quoted within Markdown: no markup whatever they hold."""
    return re.sub(r"([\\`*_{}\[\]()<>#+.!|$:~-])", r"\\\1", text)


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
