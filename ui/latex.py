"""Numbers as formulas show them."""

from collections.abc import Iterable


def column(numbers: Iterable[float]) -> str:
    """A column vector with four digits a number."""
    rows = r" \\ ".join(f"{number:.4g}" for number in numbers)
    return rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"
