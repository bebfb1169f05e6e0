"""The recipes run, and the worked example ends where its source says."""

import pytest

from lessons.field_guide.choosing import RECIPES


@pytest.mark.parametrize("key", RECIPES)
def test_a_recipe_stays_in_the_picture(key: str) -> None:
    experiment = RECIPES[key].experiment
    for run in experiment.follow(experiment.surface.start):
        assert run.outcome.fate not in ("diverged", "left")


def test_the_worked_example_ends_where_it_should() -> None:
    experiment = RECIPES["worked"].experiment
    gd, adam = experiment.follow(experiment.surface.start)
    assert gd.outcome.end == pytest.approx((0.93983, 0.88302), abs=5e-6)
    assert adam.outcome.end == pytest.approx((0.98504, 0.97023), abs=5e-6)
