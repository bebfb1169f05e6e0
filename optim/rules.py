"""The update rules, in order of increasing complexity, and OPTIMIZERS, the table of them.

A rule is a pure function of one coordinate,

    rule(t, x, g, *memory, **hypers) -> (x, *memory)

with the step `t` (from 1), the coordinate `x`, its gradient `g`, and memories that start at zero.
All may be Python floats or arrays of one shape; both give the same bits. `lr` is the learning rate
of this step, after the schedule. No rule knows of any other: each formula stands whole.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from .hypers import Hyper
from .numeric import Number, by_value, maximum, power, root, sign, where

Step: TypeAlias = tuple[Number, ...]


def gd(t: int, x: Number, g: Number, *, lr: Number) -> Step:
    """Gradient descent."""
    return (x - lr * g,)


def momentum(t: int, x: Number, g: Number, v: Number, *, lr: Number, beta: Number) -> Step:
    """Heavy ball: the velocity is a fading sum of gradients."""
    v = beta * v + g
    x = x - lr * v
    return x, v


def momentum_ema(t: int, x: Number, g: Number, v: Number, *, lr: Number, beta: Number) -> Step:
    """Momentum whose velocity is an average of gradients."""
    v = beta * v + (1 - beta) * g
    x = x - lr * v
    return x, v


def momentum_folded(t: int, x: Number, g: Number, v: Number, *, lr: Number, beta: Number) -> Step:
    """Momentum whose velocity is a fading sum of steps, the learning rate folded in."""
    v = beta * v + lr * g
    x = x - v
    return x, v


def nesterov(t: int, x: Number, g: Number, v: Number, *, lr: Number, beta: Number) -> Step:
    """Momentum with the gradient taken at `look_ahead`."""
    v = beta * v + g
    x = x - lr * v
    return x, v


def adagrad(t: int, x: Number, g: Number, G: Number, *, lr: Number, eps: Number) -> Step:  # noqa: N803
    """Divides by the root of the sum of all squared gradients."""
    G = G + g * g  # noqa: N806
    x = x - lr * g / (root(G) + eps)
    return x, G


def rmsprop(
    t: int, x: Number, g: Number, s: Number, *, lr: Number, beta: Number, eps: Number
) -> Step:
    """Divides by the root of the average squared gradient."""
    s = beta * s + (1 - beta) * g * g
    x = x - lr * g / (root(s) + eps)
    return x, s


def rmsprop_eps_inside(
    t: int, x: Number, g: Number, s: Number, *, lr: Number, beta: Number, eps: Number
) -> Step:
    """RMSProp with ε under the root."""
    s = beta * s + (1 - beta) * g * g
    x = x - lr * g / root(s + eps)
    return x, s


def adam(
    t: int, x: Number, g: Number, m: Number, v: Number,
    *, lr: Number, beta1: Number, beta2: Number, eps: Number,
) -> Step:  # fmt: skip
    """Averages the gradient and its square, and corrects both for their start at zero."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    m_hat = m / (1 - power(beta1, t))
    v_hat = v / (1 - power(beta2, t))
    x = x - lr * m_hat / (root(v_hat) + eps)
    return x, m, v


def adam_uncorrected(
    t: int, x: Number, g: Number, m: Number, v: Number,
    *, lr: Number, beta1: Number, beta2: Number, eps: Number,
) -> Step:  # fmt: skip
    """Adam without the bias correction."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    x = x - lr * m / (root(v) + eps)
    return x, m, v


def adam_l2(
    t: int, x: Number, g: Number, m: Number, v: Number,
    *, lr: Number, beta1: Number, beta2: Number, eps: Number, weight_decay: Number,
) -> Step:  # fmt: skip
    """Adam on the gradient of the penalised function f + ½λx²."""
    g = g + weight_decay * x
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    m_hat = m / (1 - power(beta1, t))
    v_hat = v / (1 - power(beta2, t))
    x = x - lr * m_hat / (root(v_hat) + eps)
    return x, m, v


def adamw(
    t: int, x: Number, g: Number, m: Number, v: Number,
    *, lr: Number, beta1: Number, beta2: Number, eps: Number, weight_decay: Number,
) -> Step:  # fmt: skip
    """Adam with decay of the point itself, apart from the gradient."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    m_hat = m / (1 - power(beta1, t))
    v_hat = v / (1 - power(beta2, t))
    x = (1 - lr * weight_decay) * x - lr * m_hat / (root(v_hat) + eps)
    return x, m, v


def amsgrad(
    t: int, x: Number, g: Number, m: Number, v: Number, v_max: Number,
    *, lr: Number, beta1: Number, beta2: Number, eps: Number,
) -> Step:  # fmt: skip
    """Adam whose denominator remembers the largest average square."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    v_max = maximum(v_max, v)
    m_hat = m / (1 - power(beta1, t))
    v_hat = v_max / (1 - power(beta2, t))
    x = x - lr * m_hat / (root(v_hat) + eps)
    return x, m, v, v_max


def radam(
    t: int, x: Number, g: Number, m: Number, v: Number,
    *, lr: Number, beta1: Number, beta2: Number, eps: Number,
) -> Step:  # fmt: skip
    """Adam that leaves the denominator out until its variance is tractable."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    m_hat = m / (1 - power(beta1, t))
    r = rectification(beta2, t)
    gain = where(r > 0, r * root(1 - power(beta2, t)), 1.0)
    scale = where(r > 0, root(v) + eps, 1.0)
    x = x - lr * m_hat * gain / scale
    return x, m, v


def nadam(
    t: int, x: Number, g: Number, m: Number, v: Number, q: Number,
    *, lr: Number, beta1: Number, beta2: Number, eps: Number,
) -> Step:  # fmt: skip
    """Adam with Nesterov's look-ahead folded into the step.

    The memory `q` is 1 − Π, the weight that gradients have in `m` so far: unlike the running
    product Π itself, it starts at zero as every memory does.
    """
    mu = nadam_momentum(beta1, t)
    mu_next = nadam_momentum(beta1, t + 1)
    q = 1 - (1 - q) * mu
    q_next = 1 - (1 - q) * mu_next
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    v_hat = v / (1 - power(beta2, t))
    ahead = (1 - mu) / q * g + mu_next / q_next * m
    x = x - lr * ahead / (root(v_hat) + eps)
    return x, m, v, q


def adadelta(
    t: int, x: Number, g: Number, s: Number, u: Number, *, lr: Number, beta: Number, eps: Number
) -> Step:
    """Scales by the ratio of typical past steps to typical gradients."""
    s = beta * s + (1 - beta) * g * g
    d = root(u + eps) / root(s + eps) * g
    u = beta * u + (1 - beta) * d * d
    x = x - lr * d
    return x, s, u


def adamax(
    t: int, x: Number, g: Number, m: Number, u: Number,
    *, lr: Number, beta1: Number, beta2: Number, eps: Number,
) -> Step:  # fmt: skip
    """Adam with a fading maximum in place of the average square."""
    m = beta1 * m + (1 - beta1) * g
    u = maximum(beta2 * u, abs(g) + eps)
    x = x - lr / (1 - power(beta1, t)) * m / u
    return x, m, u


def lion(
    t: int, x: Number, g: Number, m: Number,
    *, lr: Number, beta1: Number, beta2: Number, weight_decay: Number,
) -> Step:  # fmt: skip
    """Steps by the sign of an average: every coordinate moves by α."""
    x = x - lr * sign(beta1 * m + (1 - beta1) * g) - lr * weight_decay * x
    m = beta2 * m + (1 - beta2) * g
    return x, m


def qhm(t: int, x: Number, g: Number, m: Number, *, lr: Number, beta: Number, nu: Number) -> Step:
    """Steps along a mean of the gradient and its average."""
    m = beta * m + (1 - beta) * g
    x = x - lr * ((1 - nu) * g + nu * m)
    return x, m


def qhadam(
    t: int, x: Number, g: Number, m: Number, v: Number,
    *, lr: Number, beta1: Number, beta2: Number, nu1: Number, nu2: Number, eps: Number,
) -> Step:  # fmt: skip
    """Adam with the newest gradient mixed into both averages."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    m_hat = m / (1 - power(beta1, t))
    v_hat = v / (1 - power(beta2, t))
    direction = (1 - nu1) * g + nu1 * m_hat
    square = (1 - nu2) * g * g + nu2 * v_hat
    x = x - lr * direction / (root(square) + eps)
    return x, m, v


def rectification(beta2: Number, t: int) -> Number:
    """RAdam's factor r_t; zero while ρ_t ≤ 5, when the denominator's variance is not tractable."""
    return by_value(_rectification, beta2, t)


def tractability(beta2: float, t: int) -> float:
    """RAdam's ρ_t, the length of a plain average as uncertain as the step-`t` one."""
    rho_inf = 2 / (1 - beta2) - 1
    return rho_inf - 2 * t * beta2**t / (1 - beta2**t)


@lru_cache(maxsize=1024)  # both coordinates ask the same
def _rectification(beta2: float, t: int) -> float:
    rho_inf = 2 / (1 - beta2) - 1
    rho = tractability(beta2, t)
    if rho <= 5:
        return 0.0
    return math.sqrt((rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho))


def nadam_momentum(beta1: Number, t: int) -> Number:
    """NAdam's μ_t, a momentum that warms up from half of β₁ towards β₁."""
    return beta1 * (1 - 0.5 * 0.96 ** (0.004 * t))


def at_point(x: Number, *memory: Number, **hypers: Number) -> Number:
    """Where most rules take the gradient: at the point itself."""
    return x


def look_ahead(x: Number, v: Number, *, lr: Number, beta: Number) -> Number:
    """Where Nesterov's rule takes the gradient: where the velocity alone would lead."""
    return x - lr * beta * v


@dataclass(frozen=True, kw_only=True)
class Optimizer:
    """An update rule and what is known about it.

    Attributes:
        key: its name in a program or an address.
        name: its name for readers.
        rule: `rule(t, x, g, *memory, **hypers) -> (x, *memory)`, for floats and arrays.
        memory: the names of its memories, in the rule's order.
        hypers: its hyper-parameters, the learning rate first.
        look: `look(x, *memory, **hypers)`, the point at which the gradient is taken.
        latex: one step as a formula.
        idea: one sentence.
        source: who writes it so.
    """

    key: str
    name: str
    rule: Callable[..., Step]
    memory: tuple[str, ...] = ()
    hypers: tuple[Hyper, ...]
    look: Callable[..., Number] = at_point
    latex: str
    idea: str
    source: str

    @property
    def defaults(self) -> dict[str, float]:
        """Each hyper-parameter's default by name."""
        return {hyper.name: hyper.default for hyper in self.hypers}


_GRADIENTS = "How much of the average gradient is kept."
_SQUARES = "How much of the average square is kept."


def _lr(default: float, low: float = 1e-4, high: float = 2.0) -> Hyper:
    what = "Learning rate: how far a step goes."
    return Hyper("lr", default, low, high, True, what, label="learning rate")


def _beta(default: float, what: str, label: str) -> Hyper:
    return Hyper("beta", default, 0.0, 0.999, False, what, label=label)


def _momentum(default: float = 0.9) -> Hyper:
    what = "How much of the velocity is kept; 0 is plain gradient descent."
    return _beta(default, what, "momentum")


def _beta1(default: float = 0.9, what: str = _GRADIENTS, label: str = "gradient memory") -> Hyper:
    return Hyper("beta1", default, 0.0, 0.999, False, what, label=label)


def _beta2(default: float = 0.999, what: str = _SQUARES, label: str = "scale memory") -> Hyper:
    return Hyper("beta2", default, 0.0, 0.9999, False, what, label=label)


def _eps(default: float = 1e-8) -> Hyper:
    what = "Keeps the division from blowing up."
    return Hyper("eps", default, 1e-12, 1.0, True, what, label="guard")


def _decay(default: float) -> Hyper:
    what = "How strongly x is pulled towards 0."
    return Hyper("weight_decay", default, 0.0, 1.0, False, what, label="weight decay")


def _nu(name: str, default: float, what: str) -> Hyper:
    return Hyper(name, default, 0.0, 1.0, False, f"How much of {what} is the average.")


def _lines(*lines: str) -> str:
    """Several assignments set under each other, aligned at their arrows or equals signs."""
    body = r" \\ ".join(re.sub(r"\\leftarrow|=", r"&\g<0>", line, count=1) for line in lines)
    return rf"\begin{{aligned}} {body} \end{{aligned}}"


_M = r"m \leftarrow \beta_1 m + (1-\beta_1)\,g"
_V = r"v \leftarrow \beta_2 v + (1-\beta_2)\,g^2"
_HATS = r"\hat m = \frac{m}{1-\beta_1^t}, \quad \hat v = \frac{v}{1-\beta_2^t}"
_V_HAT = r"\hat v = \frac{v}{1-\beta_2^t}"
_S = r"s \leftarrow \beta s + (1-\beta)\,g^2"
_ADAM_STEP = r"x \leftarrow x - \alpha\,\frac{\hat m}{\sqrt{\hat v} + \varepsilon}"

_ALL = (
    Optimizer(
        key="gd",
        name="Gradient descent",
        rule=gd,
        hypers=(_lr(0.01),),
        latex=r"x \leftarrow x - \alpha\,g",
        idea="Step straight downhill, as far as the slope is steep.",
        source="Cauchy 1847; with a noisy gradient it is SGD (Robbins and Monro 1951).",
    ),
    Optimizer(
        key="momentum",
        name="Momentum (heavy ball)",
        rule=momentum,
        memory=("v",),
        hypers=(_lr(0.01), _momentum()),
        latex=_lines(r"v \leftarrow \beta v + g", r"x \leftarrow x - \alpha\,v"),
        idea="Gradients that agree add up to speed, gradients that alternate cancel.",
        source="Polyak 1964; PyTorch's SGD with momentum.",
    ),
    Optimizer(
        key="momentum_ema",
        name="Momentum (average)",
        rule=momentum_ema,
        memory=("v",),
        hypers=(_lr(0.1), _momentum()),
        latex=_lines(r"v \leftarrow \beta v + (1-\beta)\,g", r"x \leftarrow x - \alpha\,v"),
        idea="The heavy ball with an averaged velocity, so that its size stays the gradient's.",
        source="Lecture notes on machine learning; the first moment of Adam.",
    ),
    Optimizer(
        key="momentum_folded",
        name="Momentum (rate inside)",
        rule=momentum_folded,
        memory=("v",),
        hypers=(_lr(0.01), _momentum()),
        latex=_lines(r"v \leftarrow \beta v + \alpha\,g", r"x \leftarrow x - v"),
        idea="The heavy ball whose velocity remembers the learning rates of its past.",
        source="Keras's SGD with momentum; Sutskever et al. 2013.",
    ),
    Optimizer(
        key="nesterov",
        name="Nesterov momentum",
        rule=nesterov,
        memory=("v",),
        hypers=(_lr(0.01), _momentum()),
        look=look_ahead,
        latex=_lines(
            r"v \leftarrow \beta v + \nabla f(x - \alpha\beta v)", r"x \leftarrow x - \alpha\,v"
        ),
        idea="Look where the velocity leads, and correct it by the slope found there.",
        source="Nesterov 1983, in the form of Sutskever et al. 2013.",
    ),
    Optimizer(
        key="adagrad",
        name="AdaGrad",
        rule=adagrad,
        memory=("G",),
        hypers=(_lr(0.3), _eps()),
        latex=_lines(
            r"G \leftarrow G + g^2",
            r"x \leftarrow x - \alpha\,\frac{g}{\sqrt{G} + \varepsilon}",
        ),
        idea="Each coordinate slows down by all the squared gradients it has ever met.",
        source="Duchi, Hazan and Singer 2011; PyTorch.",
    ),
    Optimizer(
        key="rmsprop",
        name="RMSProp",
        rule=rmsprop,
        memory=("s",),
        hypers=(_lr(0.02), _beta(0.9, _SQUARES, "scale memory"), _eps()),
        latex=_lines(_S, r"x \leftarrow x - \alpha\,\frac{g}{\sqrt{s} + \varepsilon}"),
        idea="AdaGrad that forgets: each coordinate is scaled by its recent gradients.",
        source="Hinton 2012 (lecture); PyTorch.",
    ),
    Optimizer(
        key="rmsprop_eps_inside",
        name="RMSProp (ε inside)",
        rule=rmsprop_eps_inside,
        memory=("s",),
        hypers=(_lr(0.02), _beta(0.9, _SQUARES, "scale memory"), _eps()),
        latex=_lines(_S, r"x \leftarrow x - \alpha\,\frac{g}{\sqrt{s + \varepsilon}}"),
        idea="RMSProp with ε under the root, where it acts as √ε and so far earlier.",
        source="TensorFlow.",
    ),
    Optimizer(
        key="adam",
        name="Adam",
        rule=adam,
        memory=("m", "v"),
        hypers=(_lr(0.05), _beta1(), _beta2(), _eps()),
        latex=_lines(_M, _V, _HATS, _ADAM_STEP),
        idea="Momentum for the direction, RMSProp for the scale, and a fair start for both.",
        source="Kingma and Ba 2015; PyTorch.",
    ),
    Optimizer(
        key="adam_uncorrected",
        name="Adam without correction",
        rule=adam_uncorrected,
        memory=("m", "v"),
        hypers=(_lr(0.05), _beta1(), _beta2(), _eps()),
        latex=_lines(_M, _V, r"x \leftarrow x - \alpha\,\frac{m}{\sqrt{v} + \varepsilon}"),
        idea="Adam without bias correction, whose first steps are several times too large.",
        source="Lecture notes that leave the correction out.",
    ),
    Optimizer(
        key="adam_l2",
        name="Adam + L2",
        rule=adam_l2,
        memory=("m", "v"),
        hypers=(_lr(0.05), _beta1(), _beta2(), _eps(), _decay(0.01)),
        latex=_lines(r"g \leftarrow g + \lambda x", _M, _V, _HATS, _ADAM_STEP),
        idea="A penalty in the gradient, which Adam's scaling then weakens where slopes are steep.",
        source="PyTorch's Adam with weight_decay; the pitfall in Loshchilov and Hutter 2019.",
    ),
    Optimizer(
        key="adamw",
        name="AdamW",
        rule=adamw,
        memory=("m", "v"),
        hypers=(_lr(0.05), _beta1(), _beta2(), _eps(), _decay(0.01)),
        latex=_lines(
            _M,
            _V,
            _HATS,
            r"x \leftarrow (1-\alpha\lambda)\,x"
            r" - \alpha\,\frac{\hat m}{\sqrt{\hat v} + \varepsilon}",
        ),
        idea="Adam beside a decay of the point itself, the same fraction in every coordinate.",
        source="Loshchilov and Hutter 2019; PyTorch.",
    ),
    Optimizer(
        key="amsgrad",
        name="AMSGrad",
        rule=amsgrad,
        memory=("m", "v", "v_max"),
        hypers=(_lr(0.05), _beta1(), _beta2(), _eps()),
        latex=_lines(
            _M,
            _V,
            r"v_{\max} \leftarrow \max(v_{\max}, v)",
            r"\hat m = \frac{m}{1-\beta_1^t},"
            r" \quad \hat v = \frac{v_{\max}}{1-\beta_2^t}",
            _ADAM_STEP,
        ),
        idea="Adam that never forgets the largest average square it has seen.",
        source="Reddi, Kale and Kumar 2018, with PyTorch's bias correction.",
    ),
    Optimizer(
        key="radam",
        name="RAdam",
        rule=radam,
        memory=("m", "v"),
        hypers=(_lr(0.01), _beta1(), _beta2(), _eps()),
        latex=_lines(
            _M,
            _V,
            r"\hat m = \frac{m}{1-\beta_1^t}",
            r"\rho_t = \rho_\infty - \frac{2t\beta_2^t}{1-\beta_2^t},"
            r" \quad \rho_\infty = \frac{2}{1-\beta_2} - 1",
            r"x \leftarrow x - \alpha\,\hat m \cdot \begin{cases}"
            r" r_t \sqrt{1-\beta_2^t}\,/\,(\sqrt{v} + \varepsilon) & \rho_t > 5 \\"
            r" 1 & \text{else} \end{cases}",
            r"r_t = \sqrt{\frac{(\rho_t-4)(\rho_t-2)\,\rho_\infty}"
            r"{(\rho_\infty-4)(\rho_\infty-2)\,\rho_t}}",
        ),
        idea="Adam that is plain momentum until its average square can be trusted.",
        source="Liu et al. 2020, with PyTorch's threshold of 5.",
    ),
    Optimizer(
        key="nadam",
        name="NAdam",
        rule=nadam,
        memory=("m", "v", "q"),
        hypers=(_lr(0.05), _beta1(), _beta2(), _eps()),
        latex=_lines(
            r"\mu_t = \beta_1\,(1 - \tfrac12 \cdot 0.96^{0.004t}),"
            r" \quad q_t = 1 - \textstyle\prod_{i \le t} \mu_i",
            _M,
            _V,
            _V_HAT,
            r"x \leftarrow x - \alpha\,\frac{\frac{1-\mu_t}{q_t}\,g"
            r" + \frac{\mu_{t+1}}{q_{t+1}}\,m}{\sqrt{\hat v} + \varepsilon}",
        ),
        idea="Adam that looks ahead as Nesterov's momentum does.",
        source="Dozat 2016; PyTorch.",
    ),
    Optimizer(
        key="adadelta",
        name="AdaDelta",
        rule=adadelta,
        memory=("s", "u"),
        hypers=(
            _lr(1.0, 1e-2, 10.0),
            _beta(0.9, "How much of both average squares is kept.", "scale memory"),
            _eps(1e-6),
        ),
        latex=_lines(
            _S,
            r"d = \frac{\sqrt{u + \varepsilon}}{\sqrt{s + \varepsilon}}\,g",
            r"u \leftarrow \beta u + (1-\beta)\,d^2",
            r"x \leftarrow x - \alpha\,d",
        ),
        idea="Takes its unit of length from its own past steps, so that α = 1 is natural.",
        source="Zeiler 2012; PyTorch.",
    ),
    Optimizer(
        key="adamax",
        name="AdaMax",
        rule=adamax,
        memory=("m", "u"),
        hypers=(
            _lr(0.05),
            _beta1(),
            _beta2(0.999, "How much of the fading maximum is kept."),
            _eps(),
        ),
        latex=_lines(
            _M,
            r"u \leftarrow \max(\beta_2 u,\ |g| + \varepsilon)",
            r"x \leftarrow x - \frac{\alpha}{1-\beta_1^t}\,\frac{m}{u}",
        ),
        idea="Adam scaled by the largest recent gradient in place of the average square.",
        source="Kingma and Ba 2015; PyTorch.",
    ),
    Optimizer(
        key="lion",
        name="Lion",
        rule=lion,
        memory=("m",),
        hypers=(
            _lr(0.01),
            _beta1(0.9, "How much of the direction is the average.", "share of the average"),
            _beta2(0.99, _GRADIENTS, "gradient memory"),
            _decay(0.0),
        ),
        latex=_lines(
            r"x \leftarrow x"
            r" - \alpha\,\operatorname{sign}(\beta_1 m + (1-\beta_1)\,g) - \alpha\lambda x",
            r"m \leftarrow \beta_2 m + (1-\beta_2)\,g",
        ),
        idea="Only the signs of an average: every coordinate moves by α at every step.",
        source="Chen et al. 2023.",
    ),
    Optimizer(
        key="qhm",
        name="QHM",
        rule=qhm,
        memory=("m",),
        hypers=(
            _lr(0.02),
            _beta(0.999, _GRADIENTS, "gradient memory"),
            _nu("nu", 0.7, "the direction"),
        ),
        latex=_lines(
            r"m \leftarrow \beta m + (1-\beta)\,g",
            r"x \leftarrow x - \alpha\,[(1-\nu)\,g + \nu m]",
        ),
        idea="A weighted mean of gradient descent and momentum.",
        source="Ma and Yarats 2019.",
    ),
    Optimizer(
        key="qhadam",
        name="QHAdam",
        rule=qhadam,
        memory=("m", "v"),
        hypers=(
            _lr(0.05),
            _beta1(0.995),
            _beta2(),
            _nu("nu1", 0.7, "the direction"),
            _nu("nu2", 1.0, "the scale"),
            _eps(),
        ),
        latex=_lines(
            _M,
            _V,
            _HATS,
            r"x \leftarrow x - \alpha\,\frac{(1-\nu_1)\,g + \nu_1 \hat m}"
            r"{\sqrt{(1-\nu_2)\,g^2 + \nu_2 \hat v} + \varepsilon}",
        ),
        idea="Adam with the newest gradient mixed into both of its averages.",
        source="Ma and Yarats 2019.",
    ),
)

OPTIMIZERS = MappingProxyType({optimizer.key: optimizer for optimizer in _ALL})
