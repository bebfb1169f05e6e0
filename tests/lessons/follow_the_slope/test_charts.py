"""Taylor's bars: the second term runs back from where the first one ends."""

import pytest

from lessons.follow_the_slope.charts import taylor_bars
from lessons.follow_the_slope.experiments import Step
from optim.theory import taylor


@pytest.mark.parametrize("lr", [0.1, 0.5, 1.3])
def test_the_bars_are_the_terms_end_to_end(lr: float) -> None:
    terms = taylor(lr, -4.0, 2.0)
    figure = taylor_bars(Step(7, terms, terms.change))
    first, second, actual = figure.data
    assert figure.layout.xaxis.title.text == "change of f, step 7 → 8"
    assert (first.base[0], first.x[0]) == (0.0, terms.first)
    assert (second.base[0], second.x[0]) == (terms.first, terms.second)
    assert (actual.base[0], actual.x[0]) == (0.0, terms.change)
    assert first.y == second.y != actual.y
