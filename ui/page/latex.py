"""Numbers as formulas show them."""

from collections.abc import Iterable

from ui.runs.step_formula import number


def column(values: Iterable[float]) -> str:
    """A column vector with four digits a number."""
    rows = r" \\ ".join(number(value, 4) for value in values)
    return rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"
