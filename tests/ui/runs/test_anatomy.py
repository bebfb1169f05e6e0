"""The parts of a step make up the step, for every rule."""

import numpy as np
import pytest

from optim import OPTIMIZERS, schedules
from surfaces import CURVES, rosenbrock, valley
from ui.runs.anatomy import anatomy, arrows, readings
from ui.runs.run import Run

HYPERS = {
    "adamw": {"weight_decay": 0.3},
    "adam_l2": {"weight_decay": 0.3},
    "lion": {"weight_decay": 0.3},
    "qhadam": {"nu2": 0.6},
    "adam": {"eps": 0.1},
}


VELOCITY = ("momentum", "momentum_ema", "momentum_folded", "nesterov")


def run_of(key: str) -> Run:
    return Run(key, HYPERS.get(key, {}))


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_direction_denominator_and_decay_make_the_step(key: str) -> None:
    run = run_of(key)
    schedule = schedules.exponential(0.98)
    for surface in (valley(20.0, 30.0), rosenbrock(b=2.0)):
        trajectory = run.trace(surface, (-1.3, 0.9), steps=60, schedule=schedule)
        parts = anatomy(run, trajectory)
        made = -parts.effective_rate * parts.direction + parts.decay
        np.testing.assert_allclose(made, parts.step, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_rule_has_arrows_and_readings_of_each_step(key: str) -> None:
    run = run_of(key)
    parts = anatomy(run, run.trace(valley(), (-1.3, 0.9), steps=12))
    drawn = arrows(parts)
    assert len({arrow.name for arrow in drawn}) == len(drawn)
    assert {np.shape(arrow.vectors) for arrow in drawn} == {(12, 2)}
    assert {len(np.asarray(reading.values)) for reading in readings(parts)} == {12}
    [step] = [arrow for arrow in drawn if arrow.name == "step"]
    assert step.to_scale
    np.testing.assert_array_equal(np.asarray(step.vectors), parts.step)


@pytest.mark.parametrize("key", ["adam", "adam_l2", "adamw"])
def test_the_gradients_arrow_is_what_it_is_called(key: str) -> None:
    run = run_of(key)
    parts = anatomy(run, run.trace(valley(), (-1.3, 0.9), steps=12))
    name = "−(g + λx)" if key == "adam_l2" else "−g"
    values = parts.g + 0.3 * parts.x if key == "adam_l2" else parts.g
    arrow = arrows(parts)[0]
    assert arrow.name == name
    np.testing.assert_allclose(-np.asarray(arrow.vectors), values)


@pytest.mark.parametrize("key", VELOCITY)
def test_kept_and_new_velocity_meet_at_the_next_point(key: str) -> None:
    run = run_of(key)
    parts = anatomy(run, run.trace(valley(), (-1.3, 0.9), steps=12))
    kept, new, _ = arrows(parts)
    assert new.tails is kept.vectors
    old, added = np.asarray(kept.vectors, float), np.asarray(new.vectors, float)
    np.testing.assert_allclose(old + added, parts.step, atol=1e-15)
    share = 1 - parts.hypers["beta"] if key == "momentum_ema" else 1.0
    np.testing.assert_allclose(added, -parts.lr * share * parts.g, atol=1e-12)


def test_nesterovs_kept_part_leads_to_where_it_looks() -> None:
    run = Run("nesterov", {"lr": 0.02, "beta": 0.8})
    parts = anatomy(run, run.trace(valley(), (-1.3, 0.9), steps=12))
    look = parts.x + parts.kept
    np.testing.assert_allclose(np.transpose(valley().gradient(*look.T)), parts.g, rtol=1e-12)


def test_a_line_is_taken_apart_too() -> None:
    run = Run("adam", {"lr": 0.1})
    parts = anatomy(run, run.trace(CURVES["square"], 1.0, steps=5))
    assert parts.step.shape == (5, 1)
    np.testing.assert_allclose(-parts.effective_rate * parts.direction, parts.step, rtol=1e-9)


def test_a_run_that_diverges_has_parts_until_then() -> None:
    run = Run("gd", {"lr": 1.0})
    parts = anatomy(run, run.trace(valley(), (-1.3, 0.9), steps=40))
    assert np.isnan(parts.step[-1]).all()
    assert np.isfinite(parts.step[0]).all()
