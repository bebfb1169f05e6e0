"""What is known in closed form: Taylor terms, stability limits, best rates, noise floors.

Curvatures λ are eigenvalues of the Hessian. A quadratic falls apart into its eigendirections, so
what holds on one curvature holds on all of them together. Numbers may be floats or arrays where
nothing else is said.
"""

import math
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

import numpy as np

from formula.numeric import Number, Recorded, sqrt

from .checks import FRACTION, POSITIVE, whole

CriticalPoint = Literal["minimum", "maximum", "saddle", "flat"]


class Taylor(NamedTuple):
    """The change of f in one gradient step, term by term; exact on quadratics."""

    first: float
    """−α‖g‖²: the progress that the slope promises."""
    second: float
    """½α²gᵀHg: what curvature takes back."""

    @property
    def change(self) -> float:
        """Both terms together."""
        return self.first + self.second


class BestStep(NamedTuple):
    """The best fixed hyper-parameters on a quadratic, and the error factor a step."""

    lr: Number
    beta: Number
    factor: Number


def taylor(
    lr: float, gradient: float | Sequence[float], hessian: float | Sequence[float]
) -> Taylor:
    """The change of f that a gradient step of rate `lr` makes, to second order.

    Args:
        lr: the learning rate α.
        gradient: `(gx, gy)`, or a number on a curve.
        hessian: `(hxx, hxy, hyy)`, or a number on a curve.
    """
    slope, bend = _slope_and_bend(gradient, hessian)
    return Taylor(-lr * slope, 0.5 * lr * lr * bend)


def cancel_rate(gradient: float | Sequence[float], hessian: float | Sequence[float]) -> float:
    """2‖g‖²/(gᵀHg), the rate at which the two Taylor terms cancel; infinite if nothing curves up.

    Arguments as for `taylor`.
    """
    slope, bend = _slope_and_bend(gradient, hessian)
    return 2.0 * slope / bend if bend > 0.0 else math.inf


def _slope_and_bend(
    gradient: float | Sequence[float], hessian: float | Sequence[float]
) -> tuple[float, float]:
    """‖g‖² and gᵀHg."""
    g, h = np.atleast_1d(gradient).tolist(), np.atleast_1d(hessian).tolist()
    if (len(g), len(h)) == (1, 1):
        return g[0] * g[0], g[0] * h[0] * g[0]
    if (len(g), len(h)) == (2, 3):
        (gx, gy), (hxx, hxy, hyy) = g, h
        return gx * gx + gy * gy, hxx * gx * gx + 2.0 * hxy * gx * gy + hyy * gy * gy
    raise ValueError(
        f"give a gradient (gx, gy) with a Hessian (hxx, hxy, hyy), or a number each, "
        f"not {len(g)} and {len(h)} numbers"
    )


def eigenvalues(hxx: Number, hxy: Number, hyy: Number) -> tuple[Number, Number]:
    """Eigenvalues of the symmetric matrix [[hxx, hxy], [hxy, hyy]], the smaller first."""
    mean, half = 0.5 * (hxx + hyy), 0.5 * (hxx - hyy)
    spread = np.hypot(half, hxy)
    return mean - spread, mean + spread


def classify(hxx: float, hxy: float, hyy: float, tolerance: float = 1e-9) -> CriticalPoint:
    """What a point of zero gradient is, by its Hessian.

    A curvature within `tolerance` times the larger one (or 1) counts as zero. Curvatures of both
    signs make a saddle; else a zero one leaves the question open: "flat".
    """
    low, high = (float(value) for value in eigenvalues(hxx, hxy, hyy))
    zero = tolerance * max(1.0, abs(low), abs(high))
    if low > zero:
        return "minimum"
    if high < -zero:
        return "maximum"
    return "saddle" if low < -zero and high > zero else "flat"


def condition_number(low: float, high: float) -> float:
    """κ = λmax/λmin of a quadratic.

    Raises:
        ValueError: unless 0 < `low` ≤ `high`.
    """
    low, high = _curvatures(low, high)
    return high / low


_LIMITS: MappingProxyType[str, Callable[[Number], Number]] = MappingProxyType(
    {
        "gd": lambda beta: 2.0,
        "momentum": lambda beta: 2.0 * (1.0 + beta),
        "momentum_folded": lambda beta: 2.0 * (1.0 + beta),
        "momentum_ema": lambda beta: 2.0 * (1.0 + beta) / (1.0 - beta),
        "nesterov": lambda beta: 2.0 * (1.0 + beta) / (1.0 + 2.0 * beta),
    }
)


def stability_limit(optimizer: str, curvature: Number, beta: Number = 0.0) -> Number:
    """The learning rate above which `optimizer` diverges on curvature λ > 0.

    With c/λ for a fixed rate: c = 2 for gradient descent, 2(1+β) for the heavy ball in both its
    sums, 2(1+β)/(1−β) for its average, 2(1+β)/(1+2β) for Nesterov.

    Args:
        optimizer: `gd`, `momentum`, `momentum_folded`, `momentum_ema` or `nesterov`.
        curvature: λ.
        beta: the momentum; `gd` has none.

    Raises:
        ValueError: if the optimizer has no known limit, λ is not above 0 or β not in [0, 1).
    """
    if optimizer not in _LIMITS:
        raise ValueError(f"no stability limit for {optimizer!r}; known for {', '.join(_LIMITS)}")
    curvature = POSITIVE.numbers("stability_limit: curvature", curvature)
    return _LIMITS[optimizer](FRACTION.numbers("stability_limit: beta", beta)) / curvature


def gd_factor(lr: Number, curvature: Number) -> Number:
    """|1−αλ|, by which gradient descent multiplies the error a step."""
    return abs(1.0 - lr * curvature)


def heavy_ball_factor(lr: Number, beta: Number, curvature: Number) -> Number:
    """The factor by which the heavy ball's error shrinks a step in the long run; above 1 it grows.

    The spectral radius of the step: the larger root of z² − (1+β−αλ)z + β (Polyak 1964).
    """
    return _larger_root(1.0 + beta - lr * curvature, beta)


def nesterov_factor(lr: Number, beta: Number, curvature: Number) -> Number:
    """The same for Nesterov: the larger root of z² − (1+β)(1−αλ)z + β(1−αλ)."""
    kept = 1.0 - lr * curvature
    return _larger_root((1.0 + beta) * kept, beta * kept)


def _larger_root(total: Number, product: Number) -> Number:
    """The larger modulus of the roots of z² − total·z + product."""
    discriminant = total * total - 4.0 * product
    real = 0.5 * (abs(total) + np.sqrt(np.maximum(discriminant, 0.0)))
    factor = np.where(discriminant < 0.0, np.sqrt(np.maximum(product, 0.0)), real)
    return float(factor) if factor.ndim == 0 else factor


def best_gd(low: Number, high: Number) -> BestStep:
    """Gradient descent's best fixed rate 2/(λmax+λmin), with the factor (κ−1)/(κ+1).

    Raises:
        ValueError: unless 0 < `low` ≤ `high`.
    """
    low, high = _curvatures(low, high)
    return BestStep(2.0 / (high + low), 0.0, (high - low) / (high + low))


def best_heavy_ball(low: Number, high: Number) -> BestStep:
    """The heavy ball's best rate 4/(√λmax+√λmin)², with β = factor² (Polyak 1964).

    The factor is (√κ−1)/(√κ+1).

    Raises:
        ValueError: unless 0 < `low` ≤ `high`.
    """
    low, high = (sqrt(curvature) for curvature in _curvatures(low, high))
    factor, root = (high - low) / (high + low), 2.0 / (high + low)
    return BestStep(root * root, factor * factor, factor)


def pl_factor(mu: float, smoothness: float) -> float:
    """1 − μ/L: what a gradient step of rate 1/L leaves of f − f* at most (Polyak 1963).

    It takes both the Polyak–Łojasiewicz inequality with μ and L-smoothness.

    Raises:
        ValueError: unless 0 < `mu` ≤ `smoothness`.
    """
    mu, smoothness = _curvatures(mu, smoothness)
    return 1.0 - mu / smoothness


def without_replacement_factor(examples: int, size: int) -> float:
    """(N−B)/(N−1): the variance of a mini-batch drawn without replacement, relative to with.

    Raises:
        ValueError: unless `size` is from 1 to `examples`.
    """
    examples, size = whole("examples", examples, least=1), whole("size", size, least=1)
    if size > examples:
        raise ValueError(f"size must be from 1 to {examples}, the number of examples, not {size}")
    return (examples - size) / (examples - 1) if examples > 1 else 0.0


def stationary_variance(
    lr: Number, curvature: Number, variance: Number, batch: Number = 1
) -> Number:
    """ασ²/(Bλ(2−αλ)): the variance about the minimum at which SGD hovers, one coordinate.

    Args:
        lr: the constant rate α, below 2/λ.
        curvature: λ.
        variance: σ², of one example's gradient.
        batch: B, examples a step, drawn with replacement.
    """
    return lr * variance / (batch * curvature * (2.0 - lr * curvature))


def heavy_ball_variance(
    lr: Number, beta: Number, curvature: Number, variance: Number, batch: Number = 1
) -> Number:
    """α(1+β)σ²/(B(1−β)λ(2(1+β)−αλ)): the same for the heavy ball, for α below 2(1+β)/λ.

    With β = 0 it is `stationary_variance`. The averaged form is this at α(1−β).
    """
    shape = (1.0 + beta) / (1.0 - beta)
    return lr * variance * shape / (batch * curvature * (2.0 * (1.0 + beta) - lr * curvature))


def nesterov_variance(
    lr: Number, beta: Number, curvature: Number, variance: Number, batch: Number = 1
) -> Number:
    """The same for Nesterov, for α below 2(1+β)/(λ(1+2β)).

    With q = 1−αλ it is α(1+βq)σ²/(B(1−βq)λ(1+q+2βq)).
    """
    kept = 1.0 - lr * curvature
    shape = (1.0 + beta * kept) / (1.0 - beta * kept)
    return lr * variance * shape / (batch * curvature * (1.0 + kept + 2.0 * beta * kept))


def noise_floor(lr: Number, curvature: Number, variance: Number, batch: Number = 1) -> Number:
    """½λ times the stationary variance: the loss above the minimum at which SGD hovers."""
    return 0.5 * curvature * stationary_variance(lr, curvature, variance, batch)


def uncorrected_step(t: Number, beta1: float = 0.9, beta2: float = 0.999) -> Number:
    """(1−β₁ᵗ)/√(1−β₂ᵗ): step `t` of Adam without bias correction, in units of α.

    Under a constant gradient; with the correction it is 1 at every step.
    """
    return (1.0 - beta1**t) / np.sqrt(1.0 - beta2**t)


def _curvatures(low: Number, high: Number) -> tuple[Number, Number]:
    if isinstance(low, Recorded) or isinstance(high, Recorded):
        # What is not known yet cannot be checked.
        return low, high
    low, high = POSITIVE.number("the low curvature", low), POSITIVE.number("the high one", high)
    if low > high:
        raise ValueError(f"the low curvature must not exceed the high one, not {low} and {high}")
    return low, high
