"""Averages along a path or a signal: the primitive that momentum, RMSProp and Adam share."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from formula.numeric import Array, power

from .checks import FRACTION


def ema_step(t: Any, x: Any, a: Any, *, beta: float) -> tuple[Any, Any]:
    """One value more in the exponential average: the average and, corrected for its start at 0, â.

    Args:
        t: how many values there are, this one included.
        x: the value.
        a: the average before it.
        beta: how much of that is kept.
    """
    a = beta * a + (1 - beta) * x
    a_hat = a / (1 - power(beta, t))
    return a, a_hat


def mean_step(t: Any, x: Any, mean: Any) -> Any:
    """One value more in the mean of all; the arguments are as in `ema_step`."""
    mean = mean + (x - mean) / t
    return mean


def ema(values: ArrayLike, beta: float, corrected: bool = True) -> Array:
    """Exponential moving average along the first axis: a ← βa + (1−β)x, from a = 0.

    Args:
        values: shape `(steps, ...)`.
        beta: how much of the average is kept; it remembers about 1/(1−β) values.
        corrected: divide by 1 − βᵗ, so that the average of a constant is that constant.

    Returns:
        The average after each value, shaped as `values`; NaN from the first NaN on.

    Raises:
        ValueError: if `beta` is not at least 0 and less than 1, or `values` is a single number.
    """
    beta, rows = FRACTION.number("ema: beta", beta), _rows("ema", values)
    averages = np.empty_like(rows)
    average = np.zeros(rows.shape[1:])
    for t, row in enumerate(rows, 1):
        average, fair = ema_step(t, row, average, beta=beta)
        averages[t - 1] = fair if corrected else average
    return averages


def window(beta: float) -> float:
    """1/(1−β): how many values an exponential average remembers, roughly.

    Raises:
        ValueError: if `beta` is not at least 0 and less than 1.
    """
    return 1.0 / (1.0 - FRACTION.number("window: beta", beta))


def lag(beta: float) -> float:
    """β/(1−β): how many steps the average trails behind a signal that rises steadily.

    Raises:
        ValueError: if `beta` is not at least 0 and less than 1.
    """
    return FRACTION.number("lag: beta", beta) / (1.0 - beta)


def noise_left(beta: float) -> float:
    """√((1−β)/(1+β)): the share of independent noise, in standard deviations, that is left.

    Raises:
        ValueError: if `beta` is not at least 0 and less than 1.
    """
    beta = FRACTION.number("noise_left: beta", beta)
    return math.sqrt((1.0 - beta) / (1.0 + beta))


def running_mean(values: ArrayLike) -> Array:
    """Mean of all values so far along the first axis (Polyak and Ruppert's average of iterates).

    Returns:
        The mean up to each value, shaped as `values`; NaN from the first NaN on.

    Raises:
        ValueError: if `values` is a single number.
    """
    rows = _rows("running_mean", values)
    counts = np.arange(1, len(rows) + 1).reshape(-1, *[1] * (rows.ndim - 1))
    return np.asarray(np.cumsum(rows, axis=0) / counts)


def _rows(what: str, values: ArrayLike) -> Array:
    rows = np.asarray(values, dtype=np.float64)
    if rows.ndim == 0:
        raise ValueError(f"{what}: values must have a first axis to average along")
    return rows
