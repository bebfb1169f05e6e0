"""Numbers as text and as LaTeX."""

import math

import pytest

from ui.page.numbers import as_text, distinct, number, share


@pytest.mark.parametrize(
    ("value", "figures", "told"),
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
def test_numbers(value: float, figures: int, told: str) -> None:
    assert as_text(value, figures) == told


def test_two_numbers_are_told_apart() -> None:
    assert distinct(0.09996, 0.1) == "0.09996"
    assert distinct(0.1, 0.09996) == "0.1"
    assert distinct(0.1, 0.2) == distinct(0.1, 0.1) == "0.1"


def test_zero_has_no_sign() -> None:
    assert as_text(-0.0) == number(-0.0) == "0"


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
    assert number(value) == latex


@pytest.mark.parametrize(
    ("value", "latex"),
    [
        (0.9, "0.9"),
        (0.8765, "0.876"),
        (0.9999, "0.9999"),
        (0.99957, "0.99957"),
        (0.999999, "0.999999"),
        (1.0, "1"),
        (0.0, "0"),
        (-0.5, "-0.5"),
        (1e-8, "10^{-8}"),
    ],
)
def test_a_number_close_to_1_keeps_what_it_lacks(value: float, latex: str) -> None:
    assert share(value) == latex
