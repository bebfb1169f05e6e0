"""The expected best of some tries, against all draws that there are."""

from itertools import combinations

import numpy as np
import pytest

from optim.best_of import expected_best


@pytest.mark.parametrize("values", [[3.0], [2.0, 2.0], [5.0, 1e-9, 3.0, -2.0, 3.0, 8.0, 0.0]])
def test_it_is_the_mean_over_all_draws(values: list[float]) -> None:
    for tries, expected in enumerate(expected_best(values), start=1):
        least = [min(draw) for draw in combinations(values, tries)]
        assert expected == pytest.approx(sum(least) / len(least), rel=1e-12, abs=1e-12)


def test_it_falls_from_the_mean_to_the_least() -> None:
    values = np.geomspace(1e-14, 1e3, 41)
    best = expected_best(values)
    assert best[0] == pytest.approx(values.mean(), rel=1e-12)
    assert best[-1] == values.min()
    assert (np.diff(best) < 0.0).all()


@pytest.mark.parametrize("values", [[], [1.0, np.nan], [[1.0]], [np.inf]])
def test_what_makes_no_sense_is_refused(values: list[float]) -> None:
    with pytest.raises(ValueError, match="must be finite"):
        expected_best(values)
