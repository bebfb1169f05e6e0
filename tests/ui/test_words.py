"""Numbers in sentences."""

import math

import pytest

from ui.words import counted, number


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


def test_counts() -> None:
    assert [counted(n, "step") for n in (0, 1, 2)] == ["0 steps", "1 step", "2 steps"]
