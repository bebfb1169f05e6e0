"""Numbers as text and as LaTeX."""

import math
import re
from pathlib import Path

import pytest

from ui.page.numbers import as_latex, as_text, distinct


@pytest.mark.parametrize(
    ("value", "figures", "text"),
    [
        (0.0, 3, "0"),
        (0.1, 3, "0.1"),
        (-2.0, 3, "−2"),
        (0.0001, 3, "0.0001"),
        (1001.6, 3, "1000"),
        (1001.6, 4, "1002"),
        (99950.0, 3, "10⁵"),
        (123456.0, 3, "1.23·10⁵"),
        (-1.234e-5, 3, "−1.23·10⁻⁵"),
        (1e-14, 2, "10⁻¹⁴"),
        (math.inf, 3, "∞"),
        (-math.inf, 3, "−∞"),
        (math.nan, 3, "–"),
    ],
)
def test_numbers(value: float, figures: int, text: str) -> None:
    assert as_text(value, figures) == text


def test_two_numbers_are_told_apart() -> None:
    assert distinct(0.09996, 0.1) == "0.09996"
    assert distinct(0.1, 0.09996) == "0.1"
    assert distinct(0.1, 0.2) == distinct(0.1, 0.1) == "0.1"


def test_zero_has_no_sign() -> None:
    assert as_text(-0.0) == as_latex(-0.0) == "0"


@pytest.mark.parametrize(
    ("value", "latex"),
    [
        (0.0, "0"),
        (-1.2345, "-1.23"),
        (1e-8, "10^{-8}"),
        (-2.5e7, r"-2.5 \cdot 10^{7}"),
        (math.inf, r"\infty"),
        (-math.inf, r"-\infty"),
    ],
)
def test_numbers_in_a_formula(value: float, latex: str) -> None:
    assert as_latex(value) == latex


ROOT = Path(__file__).resolve().parents[3]
PROGRAMMERS = re.compile(r"[:%]\.?\d*[eg]\b")
ROUNDED = re.compile(r"float\(f\"[^\"]*\"\)")


@pytest.mark.parametrize("part", ["ui", "lessons", "pages", "home.py"])
def test_no_other_number_format_is_shown(part: str) -> None:
    """A number like 1e-05 is a programmer's; one that is rounded and read back is not shown."""
    for file in sorted((ROOT / part).glob("**/*.py")) or [ROOT / part]:
        shown = ROUNDED.sub("", file.read_text(encoding="utf-8"))
        if file.name != "numbers.py":
            assert not PROGRAMMERS.findall(shown), file
