"""Gradient descent itself."""

from formula.numeric import Number

from .record import Step, rule


@rule(
    "Gradient descent",
    family="descent",
    idea="Step straight downhill, as far as the slope is steep.",
    source="Cauchy 1847; with a noisy gradient it is SGD (Robbins and Monro 1951).",
)
def gd(t: int, x: Number, g: Number, *, lr: Number = 0.01) -> Step:
    """Gradient descent."""
    x = x - lr * g
    return (x,)
