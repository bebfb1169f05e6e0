"""The mean square of noisy runs about the minimum of a quadratic, exactly, at any rates.

A step of gradient descent or of the heavy ball is linear on a curvature λ. With noise ξ of variance
σ² on the gradient, the same everywhere,

    v ← βv + λx + ξ,    x ← x − αv,    a ← sa + (1−s)x,

where a is the average of the points. So the second moment M of z = (x, v, a) follows
M ← AMAᵀ + σ²bbᵀ with the step's own A and b: nothing is approximated, and no run is needed.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from .checks import FRACTION, NOT_NEGATIVE


def mean_square(
    rates: Iterable[float],
    curvatures: ArrayLike,
    start: ArrayLike,
    variance: float,
    *,
    beta: float = 0.0,
    smoothing: float = 0.0,
) -> float:
    """E‖x−x*‖² after steps of these rates; infinite or NaN where it leaves all bounds.

    Args:
        rates: the learning rate of each step.
        curvatures: λ of each eigendirection, shape `(d,)`.
        start: the start minus the minimum along each of them, shape `(d,)`.
        variance: σ² of the gradient in each direction, shared by all steps.
        beta: the heavy ball's momentum; 0 is gradient descent.
        smoothing: the share s that an exponential average of the points, corrected for its start at
            0, keeps at each step; 0 is the last point.

    Raises:
        ValueError: if a number makes no sense.
    """
    beta, s = FRACTION.number("beta", beta), FRACTION.number("smoothing", smoothing)
    variance = NOT_NEGATIVE.number("variance", variance)
    bends, place = np.asarray(curvatures, float), np.asarray(start, float)
    z = np.stack([place, np.zeros_like(place), (1.0 - s) * place], axis=-1)
    moment, weight = z[:, :, np.newaxis] * z[:, np.newaxis, :], s
    with np.errstate(all="ignore"):
        for lr in rates:
            step = _step(lr, bends, beta, s)
            noise = np.array([-lr, 1.0, (s - 1.0) * lr])
            moment = step @ moment @ step.swapaxes(1, 2) + variance * np.outer(noise, noise)
            weight *= s
        return float(moment[:, 2, 2].sum() / (1.0 - weight) ** 2)


def _step(lr: float, bends: np.ndarray, beta: float, s: float) -> np.ndarray:
    """A of each direction, shape `(d, 3, 3)`."""
    step = np.zeros((len(bends), 3, 3))
    step[:, 0, 0], step[:, 0, 1] = 1.0 - lr * bends, -lr * beta
    step[:, 1, 0], step[:, 1, 1] = bends, beta
    step[:, 2] = (1.0 - s) * step[:, 0]
    step[:, 2, 2] = s
    return step
