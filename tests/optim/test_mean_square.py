"""The exact mean square against runs without noise, closed forms, and many noisy runs."""

from typing import Any

import numpy as np
import pytest

from optim import averages, gradients, schedules, sweep, theory, trace
from optim.mean_square import mean_square
from optim.spread import off
from surfaces import valley

CURVATURES, START = (1.0, 5.0), (-2.7, 1.55)
SURFACE = valley(5.0)


def rates(steps: int, lr: float = 0.1) -> list[float]:
    return [lr * schedules.cosine(steps)(t) for t in range(1, steps + 1)]


@pytest.mark.parametrize("beta", [0.0, 0.8])
def test_without_noise_it_is_the_run_itself(beta: float) -> None:
    how: dict[str, Any] = {"schedule": schedules.cosine(40), **({"beta": beta} if beta else {})}
    run = trace("momentum" if beta else "gd", SURFACE, START, steps=40, lr=0.1, **how)
    expected = mean_square(rates(40), CURVATURES, START, 0.0, beta=beta)
    assert expected == pytest.approx((run.points[-1] ** 2).sum(), rel=1e-9)
    average = averages.ema(run.points, 0.9)[-1]
    smoothed = mean_square(rates(40), CURVATURES, START, 0.0, beta=beta, smoothing=0.9)
    assert smoothed == pytest.approx((average**2).sum(), rel=1e-9)


@pytest.mark.parametrize("beta", [0.0, 0.9])
def test_in_the_long_run_it_is_the_stationary_variance(beta: float) -> None:
    settled = mean_square([0.02] * 4000, (2.0,), (1.0,), 0.25, beta=beta)
    assert settled == pytest.approx(theory.heavy_ball_variance(0.02, beta, 2.0, 0.25), rel=1e-9)


def test_it_is_what_many_runs_do() -> None:
    ends = sweep(
        "gd",
        SURFACE,
        START,
        steps=120,
        lr=0.1,
        schedule=schedules.cosine(120),
        gradient=gradients.noisy(2.0, 4),
        seed=np.arange(2000),
    )
    measured = off(ends.points, (0.0, 0.0))
    assert measured.low**2 < mean_square(rates(120), CURVATURES, START, 1.0) < measured.high**2


def test_beyond_its_limit_it_grows_without_bound() -> None:
    assert not mean_square([1.0] * 4000, CURVATURES, START, 1.0) < 1e300
    with pytest.raises(ValueError, match="beta must be at least 0 and less than 1"):
        mean_square([0.1], CURVATURES, START, 1.0, beta=1.0)
