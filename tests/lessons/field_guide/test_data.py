"""Closed form, equal columns, data in their order, and how far batches stray."""

import numpy as np
import pytest

from lessons.field_guide.data import (
    BEST,
    EPOCHS,
    LOOKUPS,
    closed_form,
    estimates,
    mean_distance,
    says,
    twins,
)
from optim import gradients
from surfaces import DATASETS, Regression
from ui.runs.result import RunResult, follow


def runs_of(key: str) -> list[RunResult]:
    experiment = LOOKUPS[key].experiment
    return experiment.follow(experiment.surface.start)


@pytest.mark.parametrize("key", LOOKUPS)
def test_what_is_said_has_numbers(key: str) -> None:
    assert "**" in says(key, runs_of(key))


def test_the_closed_form_is_where_gradient_descent_ends() -> None:
    [run] = runs_of("closed")
    assert closed_form(run.surface) == pytest.approx(run.surface.minima[0], rel=1e-12)
    assert run.outcome.end == pytest.approx(run.surface.minima[0], abs=1e-6)


def test_with_equal_columns_the_matrix_is_singular_and_the_surface_their_error() -> None:
    u, y = DATASETS["noisy"].x, DATASETS["noisy"].y
    x = np.stack([u, u], axis=1)
    assert np.linalg.det(x.T @ x) == 0.0
    surface, _ = twins()
    assert surface.value(0.3, -1.1) == pytest.approx(np.mean((0.3 * u - 1.1 * u - y) ** 2))


def test_it_ends_at_the_best_point_nearest_to_its_start_and_a_penalty_at_equal_weights() -> None:
    plain, decayed = runs_of("singular")
    start, end = plain.trajectory.points[[0, -1]]
    assert end.sum() == pytest.approx(BEST, abs=1e-9)
    assert end[0] - end[1] == pytest.approx(start[0] - start[1], abs=1e-9)
    gap = [float(abs(np.subtract(*run.trajectory.points[-1]))) for run in (plain, decayed)]
    assert gap[1] < 0.2 * gap[0]


def test_without_shuffling_epochs_end_farther_away_whatever_the_draws() -> None:
    _, ordered = runs_of("ordered")
    surface, run = ordered.surface, ordered.run
    for seed in range(50):
        [shuffled] = follow(
            [run],
            surface,
            surface.start,
            steps=EPOCHS * surface.examples,
            gradient=gradients.mini_batch(1),
            seed=seed,
        )
        assert mean_distance(ordered) > 2.0 * mean_distance(shuffled)


def test_drawn_batches_are_right_in_the_mean_and_the_first_half_is_not() -> None:
    surface = runs_of("spread")[0].surface
    assert isinstance(surface, Regression)
    whole, sigma, half = estimates(surface, surface.start)
    np.testing.assert_allclose(whole, surface.gradient(*surface.start))
    stream = gradients.mini_batch(16, True).stream(surface, 0)
    drawn = np.array([next(stream)(*surface.start) for _ in range(4000)])
    off = drawn - whole
    assert np.hypot(*off.mean(axis=0)) < 4.0 * sigma / 4.0 / np.sqrt(4000)
    assert np.sqrt((off * off).sum(axis=1).mean()) == pytest.approx(sigma / 4.0, rel=0.05)
    assert np.hypot(*(half - whole)) > 1.0
