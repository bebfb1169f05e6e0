"""Lesson 13 over many seeds: three endings, what lowers the noise floor, and how Adam begins."""

from typing import Any

import numpy as np
import pytest

from lessons.schedules.experiments import LARGER
from lessons.schedules.measured import Beginning, Distance, beginnings, distances
from lessons.schedules.settings import FIELDS

START = (-2.7, 1.55)


def case(**settings: Any) -> tuple[tuple[str, Any], ...]:
    return tuple({**{field.key: field.default for field in FIELDS}, **settings}.items())


def ends(**settings: Any) -> dict[str, Distance]:
    return {row.name: row for row in distances(case(**settings), START)}


@pytest.fixture(scope="module")
def floors() -> dict[str, Distance]:
    return ends(view="floor")


def test_three_endings_are_orders_of_magnitude_apart() -> None:
    gd, constant, scheduled = ends(steps=1000, cosine_floor=0.0).values()
    assert gd.measured.radius < 1e-12
    assert constant.measured.low > 0.4
    assert constant.measured.high < 0.65
    assert scheduled.measured.high < constant.measured.low / 3
    assert scheduled.measured.low > 1e9 * gd.measured.radius


@pytest.mark.parametrize("kind", ["step", "exponential", "inverse_time", "inverse_sqrt"])
def test_every_decay_ends_closer_than_the_constant_rate(kind: str) -> None:
    _, constant, scheduled = ends(kind=kind).values()
    assert scheduled.measured.high < constant.measured.low


@pytest.mark.parametrize("settings", [{}, {"kind": "one_cycle"}, {"kind": "triangular"}])
def test_theory_expects_what_is_measured(
    floors: dict[str, Distance], settings: dict[str, Any]
) -> None:
    rows = ends(view="floor", **settings) if settings else floors
    for row in rows.values():
        # Of so many intervals some of 95 % miss: twice their width misses one in ten thousand.
        assert abs(row.measured.radius - row.expected) < 2 * row.measured.margin


def test_each_fix_lowers_the_floor_and_momentum_raises_it(floors: dict[str, Distance]) -> None:
    heavy, plain, averaged, scheduled, larger = floors.values()
    for row in (averaged, scheduled, larger):
        assert row.measured.high < plain.measured.low
    assert heavy.measured.low > 2 * plain.measured.high
    assert larger.expected == pytest.approx(plain.expected / np.sqrt(LARGER), rel=1e-3)
    assert (plain.examples, larger.examples) == (300, LARGER * 300)


def test_runs_that_diverge_are_counted() -> None:
    rows = ends(view="floor", lr=2.0, kappa=20.0, steps=300)
    assert [row.lost for row in rows.values()] == [200, 200, 200, 200, 200]
    assert not rows["SGD"].expected < 1e6


def begun(**settings: Any) -> dict[str, Beginning]:
    found = beginnings(case(view="warmup", **settings), (0.0, 0.0))
    return {row.name: row for row in found}


def test_a_warm_up_shortens_adams_first_steps_and_radam_needs_none() -> None:
    warmed, cold, radam = begun(sigma=0.3).values()
    np.testing.assert_allclose(cold.first, 0.1 * np.sqrt(2), rtol=1e-3)
    np.testing.assert_allclose(warmed.first, 0.1 * np.sqrt(2) / 20, rtol=1e-3)
    middle = {row.name: np.median(row.highest) for row in (warmed, cold, radam)}
    assert middle["Adam, warmed up"] < 0.7 * middle["Adam"]
    assert middle["RAdam"] < 0.2 * middle["Adam"]
    # The steps of RAdam grow with the gradients, as Adam's do not.
    loud = begun(sigma=3.0)
    assert np.median(loud["RAdam"].first) == pytest.approx(10 * np.median(radam.first))
    assert np.median(loud["Adam"].first) == pytest.approx(np.median(cold.first), rel=1e-3)
