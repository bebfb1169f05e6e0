"""How far runs are followed side by side: as far as there is room, and no page says otherwise."""

import pytest

from ui.page.controls import MOST_STEPS
from ui.runs.links import MOST_RUNS
from ui.runs.side_by_side import MOST, WEIGHT, shortened, side_by_side


@pytest.mark.parametrize("runs", [1, 2, 5, MOST_RUNS])
@pytest.mark.parametrize("steps", [1, 300, 783, 5_000, MOST_STEPS])
def test_runs_go_as_far_side_by_side_as_there_is_room(runs: int, steps: int) -> None:
    taken = side_by_side(steps, runs)
    assert 1 <= taken <= steps
    together = runs * (steps + WEIGHT * taken)
    assert together <= MOST
    assert taken == steps or together > MOST - WEIGHT * runs
    said = shortened(steps, runs)
    assert (f"here a run has {taken} of them" in said) == (taken < steps)
