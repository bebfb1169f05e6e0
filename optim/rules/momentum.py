"""Rules with a velocity."""

from formula.numeric import Number

from .record import Step, rule


@rule(
    "Momentum (heavy ball)",
    family="momentum",
    idea="Gradients that agree add up to speed, gradients that alternate cancel.",
    source="Polyak 1964; PyTorch's SGD with momentum.",
    when="Mini-batches with a tuned rate and schedule, as for image models; mostly at β = 0.9.",
)
def momentum(
    t: int, x: Number, g: Number, v: Number, *, lr: Number = 0.01, beta: Number = 0.9
) -> Step:
    """Heavy ball: the velocity is a fading sum of gradients, Σβᵏg a step k back."""
    v = beta * v + g
    x = x - lr * v
    return x, v


@rule(
    "Momentum (average)",
    family="momentum",
    idea="The heavy ball with an averaged velocity, so that its size stays the gradient's.",
    source="Lecture notes on machine learning; the first moment of Adam.",
    when="Where a change of β should not change how long steps are under a steady gradient.",
)
def momentum_ema(
    t: int, x: Number, g: Number, v: Number, *, lr: Number = 0.1, beta: Number = 0.9
) -> Step:
    """Momentum whose velocity is an average of gradients."""
    v = beta * v + (1 - beta) * g
    x = x - lr * v
    return x, v


@rule(
    "Momentum (rate inside)",
    family="momentum",
    idea="The heavy ball whose velocity remembers the learning rates of its past.",
    source="Keras's SGD with momentum; Sutskever et al. 2013.",
    when="To repeat what Keras does; under a schedule the velocity keeps its old rates.",
)
def momentum_folded(
    t: int, x: Number, g: Number, v: Number, *, lr: Number = 0.01, beta: Number = 0.9
) -> Step:
    """Momentum whose velocity is a fading sum of steps, the learning rate folded in."""
    v = beta * v + lr * g
    x = x - v
    return x, v


def look_ahead(x: Number, v: Number, *, lr: Number, beta: Number) -> Number:
    """Where Nesterov's rule takes the gradient: where the velocity alone would lead."""
    return x - lr * beta * v


@rule(
    "Nesterov momentum",
    family="momentum",
    look=look_ahead,
    idea="Look where the velocity leads, and correct it by the slope found there.",
    source="Nesterov 1983, in the form of Sutskever et al. 2013.",
    when="In place of the heavy ball, where its overshooting costs steps.",
)
def nesterov(
    t: int, x: Number, g: Number, v: Number, *, lr: Number = 0.01, beta: Number = 0.9
) -> Step:
    """Momentum with the gradient taken at `look_ahead`."""
    v = beta * v + g
    x = x - lr * v
    return x, v


@rule(
    "QHM",
    family="momentum",
    idea="A weighted mean of gradient descent and momentum.",
    source="Ma and Yarats 2019.",
    when="Where a long memory is wanted and the newest gradient should still count.",
    beta={
        "help": "The share of the average gradient that is kept at each step. Turned up, the "
        "average remembers longer and follows more slowly.",
        "label": "gradient memory",
    },
    nu={
        "help": "The share of the average gradient in the step; the rest is the newest gradient. "
        "At 0 this is gradient descent, at 1 momentum.",
        "high": 1.0,
        "label": "share of the average",
    },
)
def qhm(
    t: int, x: Number, g: Number, m: Number,
    *, lr: Number = 0.02, beta: Number = 0.999, nu: Number = 0.7,
) -> Step:  # fmt: skip
    """Steps along a mean of the gradient and its average."""
    m = beta * m + (1 - beta) * g
    d = (1 - nu) * g + nu * m
    x = x - lr * d
    return x, m
