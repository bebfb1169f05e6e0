"""Numbers in sentences."""

import math

import pytest

from ui.page.words import counted, distinct, listed, number


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
    assert number(value, figures) == told


def test_two_numbers_are_told_apart() -> None:
    assert distinct(0.09996, 0.1) == "0.09996"
    assert distinct(0.1, 0.09996) == "0.1"
    assert distinct(0.1, 0.2) == distinct(0.1, 0.1) == "0.1"


def test_lists() -> None:
    assert [listed(words) for words in (["a"], ["a", "b"], ["a", "b", "c"])] == [
        "a",
        "a and b",
        "a, b and c",
    ]


def test_zero_has_no_sign() -> None:
    assert number(-0.0) == "0"


def test_counts() -> None:
    assert [counted(n, "step") for n in (0, 1, 2)] == ["0 steps", "1 step", "2 steps"]
