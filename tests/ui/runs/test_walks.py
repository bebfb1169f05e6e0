"""A run followed from a start: what it did, and one step more to take apart."""

from typing import Any

import numpy as np
import pytest

from optim import gradients, schedules
from surfaces import valley
from ui.runs.run import Run
from ui.runs.walks import walk

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
def test_a_walk_did_what_a_trace_of_its_steps_does(
    lr: float, how: dict[str, Any], steps: int
) -> None:
    run = Run("momentum", {"lr": lr})
    expected = run.trace(valley(), START, steps=steps, **how)
    [found] = walk([run], valley(), START, steps=steps, **how)
    for name in ("points", "values", "gradients", "rates", "evaluations"):
        np.testing.assert_array_equal(
            getattr(found.trajectory, name), getattr(expected, name), err_msg=name
        )
    np.testing.assert_array_equal(found.trajectory.memory["v"], expected.memory["v"])
    assert found.trajectory.diverged_at == expected.diverged_at
    assert found.trajectory.stopped_at == expected.stopped_at


def test_a_walk_is_taken_apart_one_step_beyond_its_end() -> None:
    [heavy] = walk([Run("momentum")], valley(), (-2.7, 1.55), steps=10)
    assert len(heavy.parts) == 11
    np.testing.assert_array_equal(heavy.parts.x[-1], heavy.trajectory.points[-1])
    assert not heavy.path().arrows
    apart = heavy.path(apart=True)
    assert [arrow.name for arrow in apart.arrows] == ["step", "kept −αβv", "new −αg"]
    assert [reading.label for reading in apart.readings] == ["g", "v", "step"]
