"""The formula of one step with its numbers put in, for every rule, as LaTeX."""

from collections.abc import Mapping, Sequence
from string import Template
from types import MappingProxyType

import numpy as np

from optim.rules import nadam_momentum, tractability
from ui.page.numbers import number, share, vector
from ui.runs.anatomy import Anatomy


def worked(parts: Anatomy, point: int) -> str:
    """The step taken from this point, or the last one there is, line by line with its numbers.

    Vectors stand in round brackets; their squares, roots and quotients are taken coordinate by
    coordinate, as in the rule itself.
    """
    finite = np.isfinite(parts.next_x).all(axis=1)
    at = min(point, int(finite.argmin()) - 1 if not finite.all() else len(parts) - 1)
    if at < 0:
        return r"\text{The first step already leaves all bounds.}"
    told = {**_scalars(parts, at), **_vectors(parts, at), "t": str(at + 1)}
    lines = [Template(line).substitute(told) for line in _lines(parts, at)]
    body = r" \\[2pt] ".join(lines)
    return rf"\begin{{aligned}} {body} \end{{aligned}}"


def _scalars(parts: Anatomy, at: int) -> dict[str, str]:
    """Hyper-parameters, what they leave of 1 (`beta_rest`), and what follows from them alone."""
    h, t, lr = parts.hypers, at + 1, float(parts.lr[at, 0])
    told = {**h, **{f"{name}_rest": 1 - value for name, value in h.items()}, "lr": lr}
    if "weight_decay" in h:
        told["shrink"] = 1 - lr * h["weight_decay"]
    if parts.optimizer == "nadam":
        told["mu"] = nadam_momentum(h["beta1"], t)
        told["mu_next"] = nadam_momentum(h["beta1"], t + 1)
    rho = tractability(h["beta2"], t) if parts.optimizer == "radam" else 0.0
    return {name: share(value) for name, value in told.items()} | {"rho": number(rho, 4)}


def _vectors(parts: Anatomy, at: int) -> dict[str, str]:
    """Points, gradients, and memories: new, `_old`, and corrected as `_hat`."""
    told = {
        "x": parts.x,
        "next": parts.next_x,
        "bare": parts.g,
        "g": parts.gradient,
        "direction": parts.direction,
        "rate": parts.effective_rate,
        **{f"{name}_old": rows for name, rows in parts.before.items()},
        **parts.after,
    }
    for name, beta in (("m", "beta1"), ("v", "beta2"), ("v_max", "beta2")):
        if name in parts.after and beta in parts.hypers:
            told[f"{name}_hat"] = parts.corrected(name, beta)
    return {name: vector(rows[at]) for name, rows in told.items()}


def _lines(parts: Anatomy, at: int) -> Sequence[str]:
    if parts.optimizer == "radam" and tractability(parts.hypers["beta2"], at + 1) <= 5:
        return _UNTRUSTED
    return _TEMPLATES[parts.optimizer]


_X = r"x &\leftarrow $x - $lr \cdot "
_VELOCITY = r"v &\leftarrow $beta \cdot $v_old + $g = $v"
_S = r"s &\leftarrow $beta \cdot $s_old + $beta_rest \cdot $g^2 = $s"
_M1 = r"m &\leftarrow $beta \cdot $m_old + $beta_rest \cdot $g = $m"
_M = r"m &\leftarrow $beta1 \cdot $m_old + $beta1_rest \cdot $g = $m"
_V = r"v &\leftarrow $beta2 \cdot $v_old + $beta2_rest \cdot $g^2 = $v"
_M_HAT = r"\hat m &= \frac{$m}{1 - $beta1^{$t}} = $m_hat"
_V_HAT = r"\hat v &= \frac{$v}{1 - $beta2^{$t}} = $v_hat"
_V_MAX = r"v_{\max} &\leftarrow \max($v_max_old,\ $v) = $v_max"
_V_MAX_HAT = r"\hat v &= \frac{$v_max}{1 - $beta2^{$t}} = $v_max_hat"
_AVERAGES = (_M, _V, _M_HAT, _V_HAT)
_RHO = r"\rho_{$t} &= $rho"
_UNTRUSTED = (
    _M,
    _V,
    _M_HAT,
    rf"{_RHO} \le 5: \text{{no division yet}}",
    _X + r"$m_hat = $next",
)


def _divided(above: str, below: str) -> str:
    return _X + rf"\frac{{{above}}}{{{below}}} = $next"


_ADAM_STEP = _divided("$m_hat", r"\sqrt{$v_hat} + $eps")

_TEMPLATES: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "gd": (_X + "$g = $next",),
        "momentum": (_VELOCITY, _X + "$v = $next"),
        "momentum_ema": (
            r"v &\leftarrow $beta \cdot $v_old + $beta_rest \cdot $g = $v",
            _X + "$v = $next",
        ),
        "momentum_folded": (
            r"v &\leftarrow $beta \cdot $v_old + $lr \cdot $g = $v",
            r"x &\leftarrow $x - $v = $next",
        ),
        "nesterov": (_VELOCITY, _X + "$v = $next"),
        "adagrad": (
            r"G &\leftarrow $G_old + $g^2 = $G",
            _divided("$g", r"\sqrt{$G} + $eps"),
        ),
        "rmsprop": (_S, _divided("$g", r"\sqrt{$s} + $eps")),
        "rmsprop_eps_inside": (_S, _divided("$g", r"\sqrt{$s + $eps}")),
        "adadelta": (
            _S,
            _X + r"\frac{\sqrt{$u_old + $eps}}{\sqrt{$s + $eps}} \cdot $g = $next",
        ),
        "adam": (*_AVERAGES, _ADAM_STEP),
        "adam_uncorrected": (_M, _V, _divided("$m", r"\sqrt{$v} + $eps")),
        "adam_l2": (
            r"g &\leftarrow $bare + $weight_decay \cdot $x = $g",
            *_AVERAGES,
            _ADAM_STEP,
        ),
        "adamw": (
            *_AVERAGES,
            r"x &\leftarrow $shrink \cdot $x"
            r" - $lr \cdot \frac{$m_hat}{\sqrt{$v_hat} + $eps} = $next",
        ),
        "amsgrad": (
            _M,
            _V,
            _V_MAX,
            _M_HAT,
            _V_MAX_HAT,
            _divided("$m_hat", r"\sqrt{$v_max_hat} + $eps"),
        ),
        "radam": (_M, _V, _M_HAT, rf"{_RHO} > 5", r"x &\leftarrow $x - $rate \cdot $m_hat = $next"),
        "nadam": (
            r"\mu_{$t} &= $mu, \quad \mu_{$t+1} = $mu_next",
            _M,
            _V,
            _V_HAT,
            _divided("$direction", r"\sqrt{$v_hat} + $eps"),
        ),
        "adamax": (
            _M,
            r"u &\leftarrow \max($beta2 \cdot $u_old,\ |$g| + $eps) = $u",
            _divided("$m_hat", "$u"),
        ),
        "lion": (
            r"x &\leftarrow $shrink \cdot $x - $lr \cdot \operatorname{sign}$direction = $next",
            r"m &\leftarrow $beta2 \cdot $m_old + $beta2_rest \cdot $g = $m",
        ),
        "qhm": (_M1, _X + r"[$nu_rest \cdot $g + $nu \cdot $m] = $next"),
        "qhadam": (
            *_AVERAGES,
            _divided(
                r"$nu1_rest \cdot $g + $nu1 \cdot $m_hat",
                r"\sqrt{$nu2_rest \cdot $g^2 + $nu2 \cdot $v_hat} + $eps",
            ),
        ),
    }
)
