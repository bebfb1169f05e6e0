"""Rules with a learning rate for each coordinate, scaled by its past gradients."""

from typing import Any

from formula.numeric import Number, sqrt

from .record import Step, rule

_SQUARES: dict[str, Any] = {
    "help": "The share of the average squared gradient that is kept at each step. Turned up, the "
    "average remembers longer and follows more slowly.",
    "label": "memory of squares",
}


@rule(
    "AdaGrad",
    family="adagrad",
    idea="Each coordinate slows down by all the squared gradients it has ever met.",
    source="Duchi, Hazan and Singer 2011; PyTorch.",
    when="Sparse features: a coordinate that seldom has a gradient keeps a long step.",
)
def adagrad(
    t: int, x: Number, g: Number, G: Number, *, lr: Number = 0.3, eps: Number = 1e-8  # noqa: N803
) -> Step:  # fmt: skip
    """Divides by the root of the sum of all squared gradients."""
    G = G + g * g  # noqa: N806
    x = x - lr * g / (sqrt(G) + eps)
    return x, G


@rule(
    "RMSProp",
    family="rmsprop",
    idea="AdaGrad that forgets: each coordinate is scaled by its recent gradients.",
    source="Hinton 2012 (lecture); PyTorch.",
    when="Where slopes differ much between coordinates and change on the way; it has no momentum.",
    beta=_SQUARES,
)
def rmsprop(
    t: int, x: Number, g: Number, s: Number,
    *, lr: Number = 0.02, beta: Number = 0.9, eps: Number = 1e-8,
) -> Step:  # fmt: skip
    """Divides by the root of the average squared gradient."""
    s = beta * s + (1 - beta) * g * g
    x = x - lr * g / (sqrt(s) + eps)
    return x, s


@rule(
    "RMSProp (ε inside)",
    family="rmsprop",
    idea="RMSProp with ε under the root, where it acts as √ε and so far earlier.",
    source="TensorFlow.",
    when="To repeat what Keras and optax do; with a small ε it is nearly RMSProp.",
    beta=_SQUARES,
)
def rmsprop_eps_inside(
    t: int, x: Number, g: Number, s: Number,
    *, lr: Number = 0.02, beta: Number = 0.9, eps: Number = 1e-8,
) -> Step:  # fmt: skip
    """RMSProp with ε under the root."""
    s = beta * s + (1 - beta) * g * g
    x = x - lr * g / sqrt(s + eps)
    return x, s


@rule(
    "AdaDelta",
    family="adagrad",
    idea="Takes its unit of length from its own past steps, so that α = 1 is natural.",
    source="Zeiler 2012; PyTorch.",
    when="Where no rate can be tuned; with a small ε it begins slowly.",
    beta={
        "help": "The share of both average squares that is kept at each step. Turned up, both "
        "remember longer and follow more slowly.",
        "label": "memory of squares",
    },
    eps={
        "help": "A small number under both roots, so that the first step is not 0. Turned up, the "
        "first step gets longer.",
    },
)
def adadelta(
    t: int, x: Number, g: Number, s: Number, u: Number,
    *, lr: Number = 1.0, beta: Number = 0.9, eps: Number = 1e-6,
) -> Step:  # fmt: skip
    """Scales by the ratio of typical past steps to typical gradients."""
    s = beta * s + (1 - beta) * g * g
    d = sqrt(u + eps) / sqrt(s + eps) * g
    u = beta * u + (1 - beta) * d * d
    x = x - lr * d
    return x, s, u
