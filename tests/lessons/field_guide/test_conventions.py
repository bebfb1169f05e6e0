"""The pairs of the field guide: each is two paths, which part by more than rounding."""

import numpy as np
import pytest

from lessons.field_guide.conventions import CONVENTIONS
from lessons.field_guide.words import apart
from optim import trace
from surfaces import formula
from ui.runs.result import largest_gap


@pytest.mark.parametrize("key", CONVENTIONS)
def test_a_pair_parts_visibly(key: str) -> None:
    pair = CONVENTIONS[key].experiment
    one, other = pair.follow(pair.surface.start)
    (x0, x1), _ = pair.surface.domain
    assert largest_gap(one, other) > 0.01 * (x1 - x0)
    assert "apart" in apart(key, [one, other])


def test_at_a_constant_rate_the_place_of_the_rate_does_not_matter() -> None:
    pair = CONVENTIONS["inside"].experiment
    constant = type(pair)(pair.surface, pair.runs, pair.steps)
    assert "the same path" in apart("inside", constant.follow(pair.surface.start))


def test_close_to_the_minimum_a_pair_parts_as_well() -> None:
    pair = CONVENTIONS["inside"].experiment
    assert "apart" in apart("inside", pair.follow((1e-9, 0.0)))
    assert "the same path" in apart("inside", pair.follow((0.0, 0.0)))


def test_under_a_steady_gradient_a_sum_grows_to_its_multiple_and_an_average_to_itself() -> None:
    slope = formula("x + 2*y")
    sums, means = (trace(k, slope, (1.0, 0.0), steps=300) for k in ("momentum", "momentum_ema"))
    np.testing.assert_allclose(sums.memory["v"][-1], [10.0, 20.0])
    np.testing.assert_allclose(means.memory["v"], 0.1 * sums.memory["v"])


def test_nesterovs_two_forms_are_one_run_looked_at_in_two_places() -> None:
    pair = CONVENTIONS["nesterov"].experiment
    paper, libraries = (run.trajectory for run in pair.follow(pair.surface.start))
    ahead = paper.points - 0.02 * 0.9 * paper.memory["v"]
    np.testing.assert_allclose(libraries.points, ahead, atol=1e-12)


def test_an_eps_before_the_correction_is_32_times_as_large_at_first() -> None:
    pair = CONVENTIONS["eps_hat"].experiment
    _, keras = (run.trajectory for run in pair.follow(pair.surface.start))
    g = keras.gradients[0]
    expected = -0.05 * g / (np.abs(g) + 0.1 / np.sqrt(1 - 0.999))
    np.testing.assert_allclose(np.diff(keras.points, axis=0)[0], expected, rtol=1e-9)
    assert 31.5 < 1 / np.sqrt(1 - 0.999) < 32.5
