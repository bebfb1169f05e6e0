"""Adam and its descendants: an averaged direction over an averaged scale."""

from formula.numeric import Number, maximum, power, quotient, sqrt, where

from .record import Step, rule


@rule(
    "Adam",
    family="adam",
    idea="Momentum for the direction, RMSProp for the scale, and a fair start for both.",
    source="Kingma and Ba 2015; PyTorch.",
    when="The usual first try on a neural network: one rate does for slopes of very unlike size.",
)
def adam(
    t: int, x: Number, g: Number, m: Number, v: Number,
    *, lr: Number = 0.05, beta1: Number = 0.9, beta2: Number = 0.999, eps: Number = 1e-8,
) -> Step:  # fmt: skip
    """Averages the gradient and its square, and corrects both for their start at zero."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    m_hat = m / (1 - power(beta1, t))
    v_hat = v / (1 - power(beta2, t))
    x = x - lr * m_hat / (sqrt(v_hat) + eps)
    return x, m, v


@rule(
    "Adam without correction",
    family="adam",
    idea="Adam without bias correction: at the usual β's its first steps are several times longer.",
    source="Lecture notes that leave the correction out.",
    when="To see what the correction does, or to repeat code that leaves it out.",
)
def adam_uncorrected(
    t: int, x: Number, g: Number, m: Number, v: Number,
    *, lr: Number = 0.05, beta1: Number = 0.9, beta2: Number = 0.999, eps: Number = 1e-8,
) -> Step:  # fmt: skip
    """Adam without the bias correction."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    x = x - lr * m / (sqrt(v) + eps)
    return x, m, v


@rule(
    "Adam + L2",
    family="adam",
    idea="A penalty in the gradient: on the way Adam's scaling weakens it where slopes are steep; "
    "at rest f + ½λ‖x‖² is least.",
    source="PyTorch's Adam with weight_decay; the pitfall in Loshchilov and Hutter 2019.",
    when="To repeat code that was tuned with it; else AdamW.",
)
def adam_l2(
    t: int, x: Number, g: Number, m: Number, v: Number,
    *, lr: Number = 0.05, beta1: Number = 0.9, beta2: Number = 0.999, eps: Number = 1e-8,
    weight_decay: Number = 0.01,
) -> Step:  # fmt: skip
    """Adam on the gradient of the penalised function f + ½λx²."""
    g = g + weight_decay * x
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    m_hat = m / (1 - power(beta1, t))
    v_hat = v / (1 - power(beta2, t))
    x = x - lr * m_hat / (sqrt(v_hat) + eps)
    return x, m, v


@rule(
    "AdamW",
    family="adam",
    idea="Adam beside a decay of the point itself, which multiplies every coordinate by 1 − αλ.",
    source="Loshchilov and Hutter 2019; PyTorch.",
    when="The usual choice for transformers, with a warm-up and a falling rate.",
)
def adamw(
    t: int, x: Number, g: Number, m: Number, v: Number,
    *, lr: Number = 0.05, beta1: Number = 0.9, beta2: Number = 0.999, eps: Number = 1e-8,
    weight_decay: Number = 0.01,
) -> Step:  # fmt: skip
    """Adam with decay of the point itself, apart from the gradient."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    m_hat = m / (1 - power(beta1, t))
    v_hat = v / (1 - power(beta2, t))
    x = (1 - lr * weight_decay) * x - lr * m_hat / (sqrt(v_hat) + eps)
    return x, m, v


@rule(
    "AMSGrad",
    family="adam",
    idea="Adam that divides by the largest average square it has seen.",
    source="Reddi, Kale and Kumar 2018, with PyTorch's bias correction.",
    when="Where rare large gradients matter, which Adam forgets.",
)
def amsgrad(
    t: int, x: Number, g: Number, m: Number, v: Number, v_max: Number,
    *, lr: Number = 0.05, beta1: Number = 0.9, beta2: Number = 0.999, eps: Number = 1e-8,
) -> Step:  # fmt: skip
    """Adam whose denominator remembers the largest average square."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    v_max = maximum(v_max, v)
    m_hat = m / (1 - power(beta1, t))
    v_hat = v_max / (1 - power(beta2, t))
    x = x - lr * m_hat / (sqrt(v_hat) + eps)
    return x, m, v, v_max


@rule(
    "RAdam",
    family="adam",
    idea="Adam that is averaged momentum until its average square can be trusted.",
    source="Liu et al. 2020, with PyTorch's threshold of 5.",
    when="In place of Adam with a warm-up.",
)
def radam(
    t: int, x: Number, g: Number, m: Number, v: Number,
    *, lr: Number = 0.01, beta1: Number = 0.9, beta2: Number = 0.999, eps: Number = 1e-8,
) -> Step:  # fmt: skip
    """Adam that leaves the denominator out until its variance is tractable.

    ρ_t is the length of a plain average as uncertain as the average square at step t.
    """
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    m_hat = m / (1 - power(beta1, t))
    rho_inf = 2 / (1 - beta2) - 1
    rho_t = rho_inf - 2 * t * power(beta2, t) / (1 - power(beta2, t))
    r_t = sqrt(quotient((rho_t - 4) * (rho_t - 2) * rho_inf, (rho_inf - 4) * (rho_inf - 2) * rho_t))
    d = where(rho_t > 5, quotient(sqrt(v) + eps, r_t * sqrt(1 - power(beta2, t))), 1.0)
    x = x - lr * m_hat / d
    return x, m, v


@rule(
    "NAdam",
    family="adam",
    idea="Adam that looks ahead as Nesterov's momentum does.",
    source="Dozat 2016; PyTorch.",
    when="In place of Adam at the same settings, where gradients change slowly.",
)
def nadam(
    t: int, x: Number, g: Number, m: Number, v: Number, q: Number,
    *, lr: Number = 0.05, beta1: Number = 0.9, beta2: Number = 0.999, eps: Number = 1e-8,
) -> Step:  # fmt: skip
    """Adam with Nesterov's look-ahead folded into the step.

    The memory `q` is 1 − Π, the weight that gradients have in `m` so far: unlike the running
    product Π itself, it starts at zero as every memory does.
    """
    mu_t = beta1 * (1 - 0.5 * power(0.96**0.004, t))
    mu_next = beta1 * (1 - 0.5 * power(0.96**0.004, t + 1))
    q = 1 - (1 - q) * mu_t
    q_next = 1 - (1 - q) * mu_next
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    m_bar = (1 - mu_t) / q * g + mu_next / q_next * m
    v_hat = v / (1 - power(beta2, t))
    x = x - lr * m_bar / (sqrt(v_hat) + eps)
    return x, m, v, q


@rule(
    "AdaMax",
    family="adam",
    idea="Adam scaled by the largest recent gradient in place of the average square.",
    source="Kingma and Ba 2015; PyTorch.",
    when="Where gradients are often 0, as for rare features. Seldom the first try.",
    beta2={
        "help": "The share of the gradients' fading maximum that is kept at each step. Turned up, "
        "it fades more slowly.",
        "label": "memory of the maximum",
    },
)
def adamax(
    t: int, x: Number, g: Number, m: Number, u: Number,
    *, lr: Number = 0.05, beta1: Number = 0.9, beta2: Number = 0.999, eps: Number = 1e-8,
) -> Step:  # fmt: skip
    """Adam with a fading maximum in place of the average square."""
    m = beta1 * m + (1 - beta1) * g
    u = maximum(beta2 * u, abs(g) + eps)
    m_hat = m / (1 - power(beta1, t))
    x = x - lr * m_hat / u
    return x, m, u


@rule(
    "QHAdam",
    family="adam",
    idea="Adam with the newest gradient mixed into both of its averages.",
    source="Ma and Yarats 2019.",
    when="Where Adam's settings are tuned already and two more can be.",
    nu1={
        "help": "The share of the average gradient in the direction; the rest is the newest "
        "gradient. At 0 only the newest counts.",
        "high": 1.0,
        "label": "share of the average",
    },
    nu2={
        "help": "The share of the average square in what divides the step; the rest is the newest "
        "square. At 0 only the newest counts.",
        "high": 1.0,
        "label": "share in the scale",
    },
)
def qhadam(
    t: int, x: Number, g: Number, m: Number, v: Number,
    *, lr: Number = 0.05, beta1: Number = 0.995, beta2: Number = 0.999,
    nu1: Number = 0.7, nu2: Number = 1.0, eps: Number = 1e-8,
) -> Step:  # fmt: skip
    """Adam with the newest gradient mixed into both averages."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    m_hat = m / (1 - power(beta1, t))
    v_hat = v / (1 - power(beta2, t))
    d = (1 - nu1) * g + nu1 * m_hat
    s = (1 - nu2) * g * g + nu2 * v_hat
    x = x - lr * d / (sqrt(s) + eps)
    return x, m, v
