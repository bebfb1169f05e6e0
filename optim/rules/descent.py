"""Gradient descent itself, and on a penalised function."""

from formula.numeric import Number

from .record import Step, rule


@rule(
    "Gradient descent",
    family="descent",
    idea="Step straight downhill, as far as the slope is steep.",
    source="Cauchy 1847; with a noisy gradient it is SGD (Robbins and Monro 1951).",
    when="The yardstick for all others. On mini-batches it is SGD: tune its rate and schedule.",
)
def gd(t: int, x: Number, g: Number, *, lr: Number = 0.01) -> Step:
    """Gradient descent."""
    x = x - lr * g
    return (x,)


@rule(
    "Gradient descent + L2",
    family="descent",
    idea="Descend the penalised function f + ½λ‖x‖²: here penalty and decay are the same step.",
    source="Tikhonov 1943 (the penalty); PyTorch's SGD with weight_decay.",
    when="Where coordinates should stay small; with a linear model it is ridge regression.",
)
def gd_l2(t: int, x: Number, g: Number, *, lr: Number = 0.01, weight_decay: Number = 0.01) -> Step:
    """Gradient descent on f + ½λx²; the same point as (1 − αλ)x − αg."""
    g = g + weight_decay * x
    x = x - lr * g
    return (x,)
