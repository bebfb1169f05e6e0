"""A run that was followed: what it did, one step more to inspect, and how it is drawn."""

from typing import Any

import numpy as np
import pytest

from optim import gradients, schedules
from surfaces import valley
from ui.runs.result import follow
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
    assert [arrow.name for arrow in inspected.arrows] == ["step", "kept −αβv", "new −αg"]
    assert [reading.label for reading in inspected.readings] == ["g", "v", "step"]
