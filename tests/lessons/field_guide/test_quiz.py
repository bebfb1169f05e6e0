"""The faulty rules of the quiz: each parts from the right one as it is said, and is its own."""

import math

import numpy as np
import pytest

from lessons.field_guide.quiz import FAULTS, answer, choices, experiment, first_steps, says
from optim import OPTIMIZERS, trace
from ui.runs.result import RunResult, largest_gap


def runs_of(key: str) -> list[RunResult]:
    made = experiment(key)
    return made.follow(made.surface.start)


@pytest.mark.parametrize("key", FAULTS)
def test_the_faulty_path_can_be_told_from_the_right_one(key: str) -> None:
    right, faulty = runs_of(key)
    (x0, x1), _ = right.surface.domain
    assert largest_gap(right, faulty) > 0.05 * (x1 - x0) or faulty.steps_taken == 0
    assert right.outcome.fate != "diverged"
    assert says(key, [right, faulty])


@pytest.mark.parametrize("key", FAULTS)
def test_there_are_four_choices_one_of_them_right(key: str) -> None:
    assert key in choices(key)
    assert len(choices(key)) == len(set(choices(key))) == 4
    assert [each for each in choices(key) if answer(key, each).startswith("**Right")] == [key]


def test_the_faulty_rules_are_offered_nowhere_else() -> None:
    assert not [key for key in OPTIMIZERS if key.startswith("own")]
    texts = [experiment(key).runs[1].optimizer for key, fault in FAULTS.items() if fault.lines]
    assert len(set(texts)) == len(texts) >= 10


@pytest.mark.parametrize(
    ("key", "ratio"),
    [
        ("multiplied", (1 - 0.9) ** 2 / (1 - 0.999)),
        ("late", math.sqrt(1 + 0.999) / (1 + 0.97)),
        ("rate", 0.1),
        ("sign", 1.0),
        ("forgets", 1.0),
    ],
)
def test_the_first_step_is_so_many_times_as_long(key: str, ratio: float) -> None:
    right, faulty = first_steps(runs_of(key))
    assert faulty / right == pytest.approx(ratio, rel=1e-5)


def test_a_correction_multiplied_makes_steps_so_many_times_as_long_as_is_said() -> None:
    t = np.arange(1, 5001)
    factor = (1 - 0.9**t) ** 2 / (1 - 0.999**t)
    assert [round(factor[step - 1]) for step in (1, 2, 12)] == [10, 18, 43]
    assert factor[59] > 17.0
    assert factor[2999] < 1.1


def test_a_count_from_zero_leaves_no_path() -> None:
    _, faulty = runs_of("zero")
    assert faulty.steps_taken == 0
    assert "no number" in says("zero", runs_of("zero"))


def test_a_velocity_that_is_never_kept_is_gradient_descent() -> None:
    right, faulty = runs_of("forgets")
    plain = trace("gd", right.surface, right.surface.start, steps=120, lr=0.02)
    np.testing.assert_allclose(faulty.trajectory.points, plain.points, rtol=1e-12)


def test_clipped_steps_are_a_rate_long_where_slopes_are_steep() -> None:
    _, faulty = runs_of("clip")
    steep = np.abs(faulty.trajectory.gradients[:-1]) > 1.0
    moves = np.abs(np.diff(faulty.trajectory.points, axis=0))[: len(steep)]
    assert steep.any()
    np.testing.assert_allclose(moves[steep], 0.05, rtol=1e-9)


def test_noise_that_fades_with_the_slope_lets_a_run_settle() -> None:
    right, faulty = runs_of("fades")
    away = [np.hypot(*result.trajectory.points[-30:].T) for result in (right, faulty)]
    assert away[0].min() > 100.0 * away[1].max()
    made = experiment("fades")
    still_right, still_faulty = made.follow((0.0, 0.0))
    assert largest_gap(still_right, still_faulty) > 0.1
    np.testing.assert_array_equal(still_faulty.trajectory.points, 0.0)


def test_noise_that_fades_meets_the_same_random_numbers() -> None:
    right, faulty = runs_of("fades")
    x = np.array(right.surface.start)
    slope = np.array(right.surface.gradient(*x))
    added = right.trajectory.gradients[0] - slope
    np.testing.assert_allclose(faulty.trajectory.gradients[0], slope * (1.0 + added), rtol=1e-12)
