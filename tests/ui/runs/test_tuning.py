"""Tuning alike: one grid within every rule's bounds, best by arrival, the same for all."""

import itertools
import math
from functools import partial
from typing import Any

import numpy as np
import pytest

from optim import OPTIMIZERS, gradients, trace
from surfaces import CURVES, SURFACES, bowl, formula, ripples, rosenbrock, saddle, valley
from tests.ui.session import Session
from ui.page.fields import Point
from ui.page.settings import Settings
from ui.runs import tuning
from ui.runs.fates import observe
from ui.runs.knobs import hyper_field
from ui.runs.result import follow
from ui.runs.run import CLASSIC, Run
from ui.runs.side_by_side import side_by_side

NOISE: dict[str, Any] = {"gradient": gradients.noisy(2.0, 4), "seed": 3}


def test_the_grid_is_wide_even_and_to_three_figures() -> None:
    grid = np.array(tuning.GRID)
    assert (len(grid), grid[0], grid[-1]) == (41, 1e-4, 10.0)
    np.testing.assert_allclose(grid[1:] / grid[:-1], 10 ** (1 / 8), rtol=0.01)
    assert all(rate == float(f"{rate:.3g}") for rate in tuning.GRID)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_rule_may_be_set_to_every_rate_of_the_grid(key: str) -> None:
    field = hyper_field(OPTIMIZERS[key].hypers[0])
    for rate in tuning.GRID:
        assert field.validate(rate) == rate


@pytest.mark.parametrize("conditions", [{}, NOISE], ids=["exact", "noisy"])
@pytest.mark.parametrize("surface", SURFACES.values(), ids=list(SURFACES))
@pytest.mark.parametrize("key", ["gd", "momentum", "adam"])
def test_a_lane_arrives_when_its_fate_says_so(
    key: str, surface: Any, conditions: dict[str, Any]
) -> None:
    rates = np.array(tuning.GRID)
    lanes = trace(key, surface, surface.start, steps=81, lr=rates, **conditions)
    for rate, at in zip(tuning.GRID, tuning.goal_at(lanes, surface).tolist(), strict=True):
        alone = trace(key, surface, surface.start, steps=81, lr=rate, **conditions)
        outcome = observe(alone, surface)
        if surface.unbounded:
            assert at == math.inf or (outcome.fate, outcome.left_at) == ("escaped", at)
        else:
            assert at == (math.inf if outcome.arrived_at is None else outcome.arrived_at)


@pytest.mark.parametrize("surface", [bowl(), valley(), rosenbrock(b=10.0)])
def test_no_other_rate_of_the_grid_arrives_earlier(surface: Any) -> None:
    for run, best in zip(
        CLASSIC, tuning.tuned_rates(CLASSIC, surface, surface.start, 200), strict=True
    ):
        arrivals = []
        for rate in tuning.GRID:
            [result] = follow([run.changed({"lr": rate})], surface, surface.start, steps=200)
            arrivals.append(result.outcome.arrived_at or math.inf)
        assert arrivals[tuning.GRID.index(best or 0.0)] == min(arrivals)


def test_the_rate_that_a_run_has_does_not_matter() -> None:
    surface = valley()
    wild = [run.changed({"lr": 9.0}) for run in CLASSIC]
    assert tuning.tuned(wild, surface, surface.start, 100) == tuning.tuned(
        CLASSIC, surface, surface.start, 100
    )


def test_other_hyper_parameters_stay_and_count() -> None:
    surface = valley()
    runs = [Run("momentum", {"beta": 0.5}), Run("momentum", {"beta": 0.95})]
    found = tuning.tuned(runs, surface, surface.start, 100)
    assert [run.hypers["beta"] for run in found] == [0.5, 0.95]
    assert found[0].hypers["lr"] != found[1].hypers["lr"]


def test_where_nothing_arrives_what_settles_lowest_is_best_and_no_fluke() -> None:
    values = np.array([[4.0, 4.0, 4.0], *[[3.0, 2.0, 9.0], [2.0, 9.0, 2.0]] * 30, [1.0, 0.1, 0.2]])
    assert tuning.settled(values).tolist() == [3.0, 9.0, 9.0]
    surface, start = ripples(amplitude=3.0), (-1.7, 2.2)
    [rate] = tuning.tuned_rates([Run("gd")], surface, start, 300)
    [result] = follow([Run("gd", {"lr": rate or 0.0})], surface, start, steps=300)
    assert result.outcome.fate == "arrived"


@pytest.mark.parametrize("steps", [0, 1, 2, 30])
@pytest.mark.parametrize("conditions", [{}, NOISE], ids=["exact", "noisy"])
@pytest.mark.parametrize("surface", [*SURFACES.values(), *CURVES.values(), formula("x + y")])
def test_it_never_fails(surface: Any, conditions: dict[str, Any], steps: int) -> None:
    found = tuning.tuned_rates(CLASSIC, surface, surface.start, steps, **conditions)
    assert all(rate is None or rate in tuning.GRID for rate in found)


def test_a_start_on_a_minimum_or_a_saddle_is_no_trouble() -> None:
    assert None not in tuning.tuned_rates(CLASSIC, bowl(), (0.0, 0.0), 50)
    assert None not in tuning.tuned_rates(CLASSIC, saddle(), (0.0, 0.0), 50)


def test_where_every_rate_diverges_a_run_stays_as_it_is() -> None:
    surface = formula("1e6 * (x^4 + y^4)")
    run = Run("gd", {"lr": 0.5})
    assert tuning.tuned_rates([run], surface, (2.0, 2.0), 50) == (None,)
    assert tuning.tuned([run], surface, (2.0, 2.0), 50) == [run]
    told = tuning.sentence([run], (None,), 50)
    assert "Gradient descent diverges at all of them" in told


def test_the_words_give_grid_budget_and_rates() -> None:
    told = tuning.sentence([Run("gd"), Run("adam")], (0.0133, 10.0), 150)
    assert told == (
        "Each rule at its own best of 41 rates from 0.0001 to 10 (41 × 150 steps a rule): "
        "Gradient descent α 0.0133, Adam α 10 (the grid's end)."
    )
    runs, rates = [Run("gd"), Run("adam")], (0.1, 0.1)
    assert tuning.sentence(runs, rates, 150, noisy=[True, True]) == (
        "Each rule at its own best of 41 rates from 0.0001 to 10, by the median over 5 seeds "
        "(41 × 5 × 150 steps a rule): Gradient descent α 0.1, Adam α 0.1."
    )
    mixed = tuning.sentence(runs, rates, 150, noisy=[False, True])
    assert "median over 5 seeds where gradients have noise" in mixed
    assert "(41 × 150 steps a rule, 5 times as many with noise)" in mixed


def test_long_runs_are_tuned_as_far_as_there_is_room_and_the_words_say_so() -> None:
    runs = [Run("gd"), Run("adam")]
    tried = side_by_side(10_000, 2)
    assert 1 < tried < 10_000
    found = tuning.tuned_rates(runs, valley(), (-2.7, 1.55), 10_000)
    assert found == tuning.tuned_rates(runs, valley(), (-2.7, 1.55), tried)
    told = tuning.sentence(runs, found, 10_000)
    assert f"(41 × {tried} steps a rule, of their 10000: all would take too long)" in told
    assert "too long" not in tuning.sentence(runs, found, tried)


@pytest.mark.parametrize("switched", [False, True])
def test_a_page_says_whether_rates_are_tuned(switched: bool) -> None:
    def work() -> None:
        settings, surface = Settings("here", tuning.TUNED), valley()
        settings.set({"tuned": switched})
        runs, told = tuning.apply(settings, CLASSIC, surface, surface.start, steps=100)
        assert (told == tuning.UNTUNED) is not switched
        assert (tuple(runs) == CLASSIC) is not switched
        if switched:
            assert all(f"α {run.hypers['lr']:g}" in told for run in runs)

    Session().run(work)


def test_a_moving_hand_does_not_wait_for_tuning() -> None:
    def work() -> None:
        settings = Settings("here", tuning.TUNED, Point("start"))
        tune = partial(tuning.apply, settings, CLASSIC, valley(), steps=60)
        settings.set({"tuned": True})
        first, _ = tune(start=(-2.7, 1.55))
        settings.set({"start": (1.0, 0.2)}, publish=False)
        before = tuning._best.cache_info()
        assert tune(start=(1.0, 0.2)) == (first, tuning.MOVING)
        assert tuning._best.cache_info() == before
        settings.publish()
        again, told = tune(start=(1.0, 0.2))
        assert again == tuning.tuned(CLASSIC, valley(), (1.0, 0.2), 60) != first
        assert told != tuning.MOVING

    Session().run(work)


def test_equal_questions_are_answered_from_memory() -> None:
    before = tuning._best.cache_info()
    for _, made in itertools.product(range(2), [valley(kappa=33.0)]):
        tuning.tuned_rates([Run("gd")], made, made.start, 77)
    tuning.tuned_rates([Run("gd", {"lr": 1.0})], valley(kappa=33.0), valley().start, 77)
    after = tuning._best.cache_info()
    assert (after.misses - before.misses, after.hits - before.hits) == (1, 2)
