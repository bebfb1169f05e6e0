"""What linked curves show of a run."""

import numpy as np

from optim import schedules, trace
from surfaces import SURFACES
from ui.runs.measures import linked_curves, measures

BOWL = SURFACES["bowl"]


def test_every_linked_curve_has_its_numbers() -> None:
    run = trace("momentum", BOWL, (1.0, 1.0), steps=5, lr=0.1)
    measured = measures(run, BOWL)
    assert list(measured) == [curve.key for curve in linked_curves(BOWL)]
    assert [len(numbers) for numbers in measured.values()] == [6, 5, 5, 5]


def test_the_learning_rate_follows_the_schedule_until_the_run_diverges() -> None:
    halved = schedules.exponential(0.5)
    run = trace("gd", BOWL, (1.0, 1.0), steps=4, lr=0.1, schedule=halved)
    assert np.array_equal(measures(run, BOWL)["rate"], run.rates)
    lost = trace("gd", BOWL, (1.0, 1.0), steps=100, lr=10.0)
    assert lost.diverged_at is not None
    assert len(measures(lost, BOWL)["rate"]) == lost.diverged_at - 1


def test_curves_end_where_the_tolerance_is_met() -> None:
    run = trace("gd", BOWL, (1.0, 1.0), steps=100, lr=0.1, tolerance=0.01)
    measured = measures(run, BOWL)
    assert len(measured["loss"]) == len(measured["gradient"]) == run.stopped_at + 1
    assert len(measured["step"]) == len(measured["rate"]) == run.stopped_at
