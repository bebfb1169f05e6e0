"""Shares with Wilson's interval, differences with Newcombe's."""

import numpy as np
import pytest

from optim.proportion import difference, wilson


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_is_the_published_one(
    count: int, total: int, low: float, high: float
) -> None:
    share = wilson(count, total)
    assert share.share == count / total
    assert (share.low, share.high) == pytest.approx((low, high), abs=5e-5)


def test_newcombes_interval_is_the_published_one() -> None:
    # Newcombe, Statistics in Medicine 17 (1998) 873, table II, method 10: 56/70 − 48/80.
    found = difference(wilson(56, 70), wilson(48, 80))
    assert found == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


@pytest.mark.parametrize("p", [0.03, 0.3, 0.9])
def test_nineteen_of_twenty_intervals_hold_the_true_share(p: float) -> None:
    counts = np.random.default_rng(0).binomial(60, p, 4000)
    intervals = {count: wilson(count, 60) for count in set(counts.tolist())}
    held = [intervals[c].low <= p <= intervals[c].high for c in counts.tolist()]
    assert np.mean(held) == pytest.approx(0.95, abs=0.025)


@pytest.mark.parametrize("total", [1, 7, 200])
def test_an_interval_holds_its_share_and_stays_within_0_and_1(total: int) -> None:
    for count in range(total + 1):
        share = wilson(count, total)
        assert 0.0 <= share.low <= share.share <= share.high <= 1.0
        assert share.high > share.low


@pytest.mark.parametrize(("count", "total"), [(-1, 5), (6, 5), (0, 0), (0.5, 5)])
def test_a_count_that_makes_no_share_is_refused(count: float, total: int) -> None:
    with pytest.raises(ValueError, match="wilson"):
        wilson(count, total)  # type: ignore[arg-type]
