"""What lesson 12 says of valleys, of noise that leaves them, and of rolling over bumps."""

import numpy as np
import pytest

from lessons.sharp_and_flat.experiments import (
    FLAT,
    RATES,
    SHARP,
    SIZES,
    Setup,
    control,
    flat_shares,
    leaving,
    valleys,
    visited,
)
from optim import gradients, sweep, trace
from optim.proportion import difference, wilson
from surfaces import ripples, sharp_and_flat
from ui.runs.result import follow
from ui.runs.run import Run

SETUP = Setup(ratio=20.0, distance=3.0, sigma=5.0, steps=300, count=200, seed=0)
START = (2.2, 1.2)


@pytest.mark.parametrize("seed", [0, 1000, 5000])
def test_noise_leaves_the_sharp_minimum_sooner(seed: int) -> None:
    setup = Setup(20.0, 3.0, 5.0, 300, 200, seed)
    flat, sharp = (wilson(left, 200) for left in leaving(setup, 0.03, 1))
    gap = difference(sharp, flat)
    assert 0.1 < gap.low < gap.share < gap.high < 0.5
    assert sharp.low > flat.high


def test_where_both_curve_alike_neither_is_left_sooner() -> None:
    gaps = []
    for seed in range(0, 12_000, 1000):
        counts = leaving(Setup(1.0, 3.0, 4.0, 150, 200, seed), 0.08, 1)
        assert all(40 < count < 160 for count in counts)
        flat, sharp = (wilson(count, 200) for count in counts)
        gaps.append(difference(sharp, flat))
    assert abs(np.mean([gap.share for gap in gaps])) < 0.04
    assert sum(gap.low < 0.0 < gap.high for gap in gaps) >= 10


def test_without_noise_nobody_leaves() -> None:
    assert leaving(Setup(20.0, 3.0, 0.0, 100, 20, 0), 0.05, 1) == (0, 0)


def test_rarely_left_the_sharp_minimum_is_left_about_k_times_as_often() -> None:
    ratio, lr, runs = 5.0, 0.01, 300
    surface = sharp_and_flat(ratio, 3.0)
    sigma = float(np.sqrt(2.0 * surface.value(*surface.saddles[0]) / 3.0 / lr))
    often = []
    for minimum, other in ((SHARP, FLAT), (FLAT, SHARP)):
        x, y = surface.minima[other]
        ends = sweep(
            "gd",
            surface,
            surface.minima[minimum],
            steps=4000,
            lr=lr,
            gradient=gradients.noisy(sigma),
            seed=minimum * runs + np.arange(runs),
            until=lambda px, py, x=x, y=y: np.hypot(px - x, py - y) < 0.5,
        )
        left = ends.steps_taken >= 0
        often.append(left.sum() / np.where(left, ends.steps_taken, 4000).sum())
    assert often[0] / often[1] == pytest.approx(ratio, rel=0.4)


def test_shares_and_control_are_those_of_single_runs() -> None:
    setup = Setup(20.0, 3.0, 5.0, 120, 20, 7)
    shares, still = flat_shares(setup, START), control(setup, START)
    at = 8
    for size in SIZES:
        source = gradients.noisy(setup.sigma, size)
        ends = [
            trace(
                "gd", setup.surface, START, steps=120, lr=RATES[at], gradient=source, seed=seed
            ).points[-1]
            for seed in range(7, 27)
        ]
        count = int((valleys(setup.surface, np.array(ends)) == FLAT).sum())
        assert shares[size][at] == wilson(count, 20)
    end = trace("gd", setup.surface, START, steps=120, lr=RATES[at]).points[-1:]
    assert still[at] == valleys(setup.surface, end)[0] == SHARP


def test_larger_batches_leave_fewer_runs_in_the_flat_valley() -> None:
    shares = flat_shares(SETUP, START)
    at = int(np.argmin(abs(RATES - 0.06)))
    one, four, sixteen = (shares[size][at] for size in SIZES)
    assert one.low > four.high
    assert four.share > sixteen.share == 0.0
    assert control(SETUP, START)[at] == SHARP


@pytest.mark.parametrize("ratio", [1.0, 20.0, 100.0])
def test_the_pass_parts_the_valleys(ratio: float) -> None:
    surface = sharp_and_flat(ratio, 3.0)
    [(x, y)] = surface.saddles
    beside = np.array([[x - 1e-3, y], [x + 1e-3, y], [-9.0, 4.0], [np.nan, 0.0]])
    assert valleys(surface, beside).tolist() == [FLAT, SHARP, FLAT, -1]
    minima = np.array(surface.minima)
    assert valleys(surface, minima).tolist() == [FLAT, SHARP]


def test_on_ripples_descent_is_trapped_noise_jumps_out_and_momentum_rolls_over() -> None:
    surface, rate = ripples(0.5), {"lr": 0.03}
    still, rolling = follow(
        [Run("gd", rate), Run("momentum", rate)], surface, (-1.7, 2.2), steps=300
    )
    noisy = gradients.noisy(5.0)
    [shaken] = follow([Run("gd", rate)], surface, (-1.7, 2.2), steps=300, gradient=noisy)
    assert len(visited(still)) == 1
    assert len(set(visited(rolling))) >= 4
    assert len(set(visited(shaken))) >= 4
    assert surface.value(*still.trajectory.points[-1]) > 1.0
    for result in (rolling, shaken):
        [valley] = valleys(surface, result.trajectory.points[-1:])
        assert surface.value(*surface.minima[valley]) < surface.value(*still.trajectory.points[-1])


def test_beyond_the_known_minima_a_point_is_in_no_valley() -> None:
    surface = ripples(10.0)
    assert valleys(surface, np.array([[6.0, 6.0]])).tolist() == [-1]
