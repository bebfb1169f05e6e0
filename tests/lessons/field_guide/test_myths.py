"""The claims of the field guide are refuted by the runs beside them, with these numbers."""

import numpy as np
import pytest

from lessons.field_guide.myths import EPOCHS, MYTHS, arrivals, flatness, rises, says
from optim import gradients
from surfaces import DATASETS
from ui.runs.result import RunResult, follow
from ui.runs.run import Run
from ui.runs.tuning import GRID


def runs_of(key: str) -> list[RunResult]:
    experiment = MYTHS[key].experiment()
    return experiment.follow(experiment.surface.start)


@pytest.mark.parametrize("key", MYTHS)
def test_a_claim_is_refuted(key: str) -> None:
    runs = runs_of(key)
    assert MYTHS[key].refuted(runs)
    assert "refute the claim" in says(key, runs)


def test_where_no_run_moves_no_claim_of_a_winner_is_refuted() -> None:
    experiment = MYTHS["adam"].experiment()
    runs = experiment.follow(experiment.surface.minima[0])
    assert "**not** refute" in says("adam", runs)


def test_rates_that_part_arrivals_from_a_divergence_refute_that_the_rate_is_a_detail() -> None:
    runs = MYTHS["detail"].experiment().follow((0.01, -0.01))
    assert [run.outcome.fate for run in runs] == ["arrived", "arrived", "diverged"]
    assert "runs refute the claim" in says("detail", runs)


def test_where_the_slope_is_not_small_nothing_is_said_of_where_the_surface_falls() -> None:
    runs = MYTHS["slope"].experiment().follow((8.0, 8.0))
    assert flatness(runs[0])[0] > 1.0
    assert "falls on" not in says("slope", runs)


def test_a_heavy_ball_climbs_at_56_of_120_steps_and_arrives() -> None:
    [run] = runs_of("falls")
    values = run.trajectory.values
    assert rises(run) == int((np.diff(values) > 0.0).sum()) == 56
    assert values[-1] < 1e-5 * values[0]


def test_for_the_same_examples_single_ones_come_nearer_whatever_the_draws() -> None:
    surface = DATASETS["noisy"].regression()
    _, whole = runs_of("batch")
    one = Run("gd", {"lr": 0.05})
    steps = EPOCHS * surface.examples
    for seed in range(50):
        [run] = follow(
            [one], surface, surface.start, steps=steps, gradient=gradients.mini_batch(1), seed=seed
        )
        assert run.outcome.evaluations == whole.outcome.evaluations == steps
        near, far = run.outcome.distance, whole.outcome.distance
        assert near is not None
        assert far is not None
        assert near < 0.5 * far


@pytest.mark.parametrize("key", ["adam", "momentum"])
def test_rates_are_tuned_before_a_winner_is_told(key: str) -> None:
    runs = runs_of(key)
    surface, steps = runs[0].surface, len(runs[0].trajectory.gradients)
    for run in runs:
        tried = [run.run.changed({"lr": rate}) for rate in GRID]
        ends = follow(tried, surface, surface.start, steps=steps)
        reached = [r.outcome.arrived_at for r in ends if r.outcome.arrived_at is not None]
        assert arrivals(runs)[run.run.optimizer] == min(reached)


def test_at_the_saddle_the_slope_is_gone_and_one_way_leads_down() -> None:
    slope, curvature = flatness(runs_of("slope")[0])
    assert slope < 1e-12
    assert curvature == pytest.approx(-2.0)
