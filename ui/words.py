"""Numbers in a sentence."""

import math


def number(value: float, figures: int = 3) -> str:
    """A number with so many figures, a real minus sign, and powers of ten a reader knows."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "–"
    text = f"{value:.{figures}g}".replace("-", "−")
    if "e" not in text:
        return text
    mantissa, exponent = text.split("e")
    power = "10" + str(int(exponent.replace("−", "-"))).translate(_RAISED)
    return power if mantissa == "1" else f"{mantissa}·{power}"


def counted(count: int, noun: str) -> str:
    """A count with its noun in the right number."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
