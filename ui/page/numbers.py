"""One number format for readers: as text, and as LaTeX.

Both round to so many figures and write what is very small or very large as a power of ten.
"""

import math

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def as_text(value: float, figures: int = 3) -> str:
    """A number as it stands in a sentence, a label or a table, with a real minus sign."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "–"
    digits, exponent = _rounded(value, figures, below=1e5)
    power = "" if exponent is None else power_of_ten(exponent)
    return _times(digits, power, "·").replace("-", "−")


def near_one(value: float) -> str:
    """A number that may be close to 1 as text, in so many figures that 1 − value keeps three."""
    return as_text(value, _figures_near_one(value))


def distinct(value: float, other: float, figures: int = 3) -> str:
    """A number as text, with enough figures to differ from another one, if they differ."""
    while as_text(value, figures) == as_text(other, figures) and value != other and figures < 12:
        figures += 1
    return as_text(value, figures)


def power_of_ten(exponent: int) -> str:
    """A power of ten as text: 10⁻³."""
    return "10" + str(exponent).translate(_RAISED)


def as_latex(value: float, figures: int = 3) -> str:
    """A number as LaTeX."""
    if not math.isfinite(value):
        return r"\infty" if value > 0 else r"-\infty" if value < 0 else "-"
    # A formula shows no digit beyond those that were rounded to: 1234 is 1.23 · 10³ there.
    digits, exponent = _rounded(value, figures, below=10.0**figures)
    return _times(digits, "" if exponent is None else f"10^{{{exponent}}}", r" \cdot ")


def _figures_near_one(value: float) -> int:
    rest = 1 - value
    return max(3, 2 - math.floor(math.log10(rest))) if 0 < rest < 1 else 3


def _rounded(value: float, figures: int, below: float) -> tuple[str, int | None]:
    """The digits of a rounded number, and the power of ten they are multiplied by, if any."""
    # Adding zero takes the sign off a negative one.
    rounded = float(f"{value:.{figures}g}") + 0.0
    if rounded == 0.0 or 1e-4 <= abs(rounded) < below:
        return f"{rounded:.{max(figures, 6)}g}", None
    digits, exponent = f"{rounded:.{figures - 1}e}".split("e")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits, int(exponent)


def _times(digits: str, power: str, sign: str) -> str:
    if not power:
        return digits
    return power if digits == "1" else f"{digits}{sign}{power}"
