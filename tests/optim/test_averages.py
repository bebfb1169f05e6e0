"""Averages along a path."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from optim import trace
from optim.averages import ema, lag, mean_step, noise_left, running_mean, window
from surfaces import bowl

SIGNAL = np.random.default_rng(3).standard_normal((50, 2))


def test_ema_is_a_weighted_mean_of_the_past() -> None:
    weights = 0.8 ** np.arange(50)[::-1, np.newaxis]
    plain = 0.2 * (weights * SIGNAL).sum(axis=0)
    np.testing.assert_allclose(ema(SIGNAL, 0.8, corrected=False)[-1], plain, rtol=1e-12)
    fair = (weights * SIGNAL).sum(axis=0) / weights.sum()
    np.testing.assert_allclose(ema(SIGNAL, 0.8)[-1], fair, rtol=1e-12)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.999])
def test_the_average_of_a_constant(beta: float) -> None:
    constant = np.full(40, 3.7)
    np.testing.assert_allclose(ema(constant, beta), 3.7, rtol=1e-12)
    expected = 3.7 * (1 - beta ** np.arange(1, 41))
    np.testing.assert_allclose(ema(constant, beta, corrected=False), expected, rtol=1e-9)
    np.testing.assert_allclose(running_mean(constant), 3.7, rtol=1e-12)


@pytest.mark.parametrize("corrected", [True, False])
def test_without_memory_it_is_the_signal(corrected: bool) -> None:
    assert np.array_equal(ema(SIGNAL, 0.0, corrected), SIGNAL)


def test_it_is_the_memory_of_averaged_momentum() -> None:
    run = trace("momentum_ema", bowl(), (1.0, -2.0), steps=30, beta=0.9)
    np.testing.assert_allclose(ema(run.gradients, 0.9, corrected=False), run.memory["v"][1:])


def test_running_mean() -> None:
    averages = running_mean(SIGNAL)
    assert averages.shape == SIGNAL.shape
    for t in (1, 7, 50):
        np.testing.assert_allclose(averages[t - 1], SIGNAL[:t].mean(axis=0), rtol=1e-12)


def test_a_mean_goes_on_from_the_one_before_it() -> None:
    mean = np.zeros(2)
    for t, row in enumerate(SIGNAL, 1):
        mean = mean_step(t, row, mean)
        np.testing.assert_allclose(running_mean(SIGNAL)[t - 1], mean, rtol=1e-9)


def test_a_tail_of_nan_stays_one_and_touches_nothing_before_it_or_beside_it() -> None:
    signal = SIGNAL.copy()
    signal[30:, 0] = np.nan
    for average in (lambda rows: ema(rows, 0.9), running_mean):
        broken, whole = average(signal), average(SIGNAL)
        assert np.array_equal(broken[:30], whole[:30])
        assert np.isnan(broken[30:, 0]).all()
        assert np.array_equal(broken[:, 1], whole[:, 1])


def test_any_shape_but_a_single_number() -> None:
    lanes = np.random.default_rng(4).standard_normal((10, 3, 2))
    assert np.array_equal(ema(lanes, 0.7)[:, 1, 0], ema(lanes[:, 1, 0], 0.7))
    assert np.array_equal(running_mean(lanes)[:, 1, 0], running_mean(lanes[:, 1, 0]))
    assert ema(np.zeros((0, 2)), 0.5).shape == (0, 2)
    for average in (lambda rows: ema(rows, 0.9), running_mean):
        with pytest.raises(ValueError, match="must have a first axis"):
            average(1.0)
    with pytest.raises(ValueError, match="beta must be at least 0 and less than 1"):
        ema(SIGNAL, 1.0)


@pytest.mark.parametrize(("beta", "values"), [(0.0, 1.0), (0.9, 10.0), (0.99, 100.0)])
def test_the_window_holds_most_of_the_weight(beta: float, values: float) -> None:
    assert window(beta) == pytest.approx(values)
    remembered = 1.0 - beta ** window(beta)
    assert remembered >= 1.0 - 1.0 / math.e - 1e-12


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.98])
def test_the_average_trails_behind_a_ramp(beta: float) -> None:
    ramp = 0.3 * np.arange(3000.0)
    behind = (ramp - ema(ramp, beta))[-1] / 0.3
    assert behind == pytest.approx(lag(beta), abs=1e-9)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.98])
def test_how_much_noise_is_left(beta: float) -> None:
    noise = np.random.default_rng(5).standard_normal((600, 2000))
    assert ema(noise, beta)[-1].std() == pytest.approx(noise_left(beta), rel=0.06)


@pytest.mark.parametrize("fact", [window, lag, noise_left])
def test_facts_need_a_fraction(fact: Callable[[float], float]) -> None:
    with pytest.raises(ValueError, match=f"{fact.__name__}: beta must be .*, not 1.0"):
        fact(1.0)
