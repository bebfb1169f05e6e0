"""A run that was followed: what it did, one step more to inspect, and how it is drawn."""

from typing import Any

import numpy as np
import pytest

from optim import gradients, schedules
from optim.averages import ema
from surfaces import CURVES, regression, valley
from ui.runs.live import panels
from ui.runs.result import follow, named
from ui.runs.run import Run

START = (-2.7, 1.55)


@pytest.mark.parametrize(
    ("lr", "how"),
    [
        (0.02, {}),
        (0.02, {"schedule": schedules.exponential(0.9)}),
        (0.02, {"gradient": gradients.noisy(2.0), "seed": 3}),
        (0.02, {"tolerance": 0.5}),
        (1.5, {}),
    ],
)
@pytest.mark.parametrize("steps", [1, 4, 5, 30])
def test_a_result_did_what_a_trace_of_its_steps_does(
    lr: float, how: dict[str, Any], steps: int
) -> None:
    run = Run("momentum", {"lr": lr})
    expected = run.trace(valley(), START, steps=steps, **how)
    [found] = follow([run], valley(), START, steps=steps, **how)
    for name in ("points", "values", "gradients", "rates", "evaluations"):
        np.testing.assert_array_equal(
            getattr(found.trajectory, name), getattr(expected, name), err_msg=name
        )
    np.testing.assert_array_equal(found.trajectory.memory["v"], expected.memory["v"])
    assert found.trajectory.diverged_at == expected.diverged_at
    assert found.trajectory.stopped_at == expected.stopped_at


def test_a_result_is_inspected_one_step_beyond_its_end() -> None:
    [heavy] = follow([Run("momentum")], valley(), (-2.7, 1.55), steps=10)
    assert len(heavy.parts) == 11
    np.testing.assert_array_equal(heavy.parts.x[-1], heavy.trajectory.points[-1])
    [plain], [inspected] = heavy.paths(), heavy.paths(inspected=True)
    assert not plain.arrows
    names = [arrow.name for arrow in inspected.arrows]
    assert names == ["kept velocity −αβv", "new part −αg", "step"]
    assert [reading.label for reading in inspected.readings] == ["step"]
    assert inspected.formula


def test_steps_whose_gradient_was_cut_are_ringed() -> None:
    run, limit = Run("gd", {"lr": 0.02}), gradients.clipped(gradients.exact(), norm=8.0)
    [free], [cut] = (follow([run], valley(), START, steps=20, gradient=g) for g in (None, limit))
    uncut = np.hypot(*valley().gradient(*cut.extended.points[:-1].T))
    [path] = cut.paths(explained=True)
    assert path.rings
    assert path.rings.steps.tolist() == (uncut > 8.0).tolist()
    assert 0 < path.rings.steps.sum() < 21
    assert (free.cut, free.paths()[0].rings) == (None, None)
    assert cut.gradient.exact
    noisy = gradients.clipped(gradients.noisy(0.1), norm=8.0)
    assert not follow([run], valley(), START, steps=20, gradient=noisy)[0].gradient.exact


def test_a_result_is_stopped_where_a_trace_of_its_steps_is() -> None:
    how: dict[str, Any] = {"tolerance": 0.5}
    run = Run("gd", {"lr": 0.02})
    stopped = run.trace(valley(), START, steps=500, **how).stopped_at
    for steps in (stopped - 1, stopped, stopped + 1):
        [found] = follow([run], valley(), START, steps=steps, **how)
        expected = run.trace(valley(), START, steps=steps, **how)
        assert found.trajectory.stopped_at == expected.stopped_at
        np.testing.assert_array_equal(found.trajectory.gradients, expected.gradients)


@pytest.mark.parametrize("key", CURVES)
def test_a_result_on_a_curve_is_observed_and_drawn(key: str) -> None:
    curve = CURVES[key]
    [result] = follow([Run("gd", {"lr": 0.05})], curve, curve.start, steps=40)
    [path] = result.paths()
    assert path.points.shape == (41, 1)
    assert [len(np.asarray(numbers)) for numbers in path.curves.values()] == [41, 41, 40, 40]
    nearest = curve.nearest_minimum(float(path.points[-1, 0]))
    assert result.outcome.distance == (nearest[1] if nearest else None)
    assert result.outcome.fate in ("arrived", "under way")


def test_shuffled_batches_are_those_of_a_trace_of_the_steps() -> None:
    surface = regression(np.arange(12.0) / 6 - 1, np.arange(12.0) % 5)
    how: dict[str, Any] = {"gradient": gradients.mini_batch(5), "seed": 4}
    run = Run("gd", {"lr": 0.02})
    [found] = follow([run], surface, surface.start, steps=7, **how)
    expected = run.trace(surface, surface.start, steps=7, **how)
    np.testing.assert_array_equal(found.trajectory.points, expected.points)
    np.testing.assert_array_equal(found.trajectory.evaluations, expected.evaluations)


def test_smoothing_draws_the_average_beside() -> None:
    [result] = follow([Run("gd", {"lr": 0.02})], valley(), START, steps=10)
    raw, average = result.paths(smoothing=0.9)
    assert (raw.faint, average.faint) == (True, False)
    assert average.name == "Gradient descent, averaged"
    np.testing.assert_array_equal(average.points, ema(raw.points, 0.9))


def test_runs_of_one_name_are_told_apart_by_what_was_set() -> None:
    runs = [Run("gd", {"lr": 0.02}), Run("gd", {"lr": 0.01}), Run("adam")]
    results = follow(runs, valley(), START, steps=3)
    names = [name for name, _ in named(results)]
    assert names == ["Gradient descent (α 0.02)", "Gradient descent (α 0.01)", "Adam"]


@pytest.mark.parametrize(("count", "shares"), [(1, [[0, 1, 2]]), (2, [[0, 2], [1]])])
def test_panels_are_dealt_their_paths(count: int, shares: list[list[int]]) -> None:
    results = follow([Run("gd"), Run("momentum"), Run("adam")], valley(), START, steps=3)
    dealt = [[path.name for path in panel.paths] for panel in panels(results, count=count)]
    assert dealt == [[results[i].run.name for i in share] for share in shares]
