"""What lesson 14 measures, worked out again in plain loops, run by run."""

import math
from collections.abc import Mapping
from itertools import combinations
from statistics import median
from typing import Any

import numpy as np
import pytest

from lessons.race import experiments, table, words
from lessons.race.experiments import Reached, reached, tuning_costs
from optim import gradients, trace
from surfaces import NEAR, SURFACES, bowl, rosenbrock, saddle, valley
from ui.page.numbers import as_text
from ui.runs import tuning
from ui.runs.result import RunResult, follow
from ui.runs.run import CLASSIC, Run
from ui.runs.tuning import GRID, LATE, tuned_rates

START = (-1.0, 1.0)
NOISY: Mapping[str, Any] = {"gradient": gradients.noisy(0.5, 4), "seed": 3}
OWN = {"norm": 1.0, "warmup": 5, "cosine_floor": 0.1}


def alone(run: Run, surface: Any, start: Any, steps: int, **how: Any) -> np.ndarray[Any, Any]:
    """The points of one run, by the library's own function."""
    made = run.conditions(steps, **how)
    return trace(run.optimizer, surface, start, steps=steps, **{**run.hypers, **made}).points


@pytest.mark.parametrize("conditions", [{}, NOISY])
@pytest.mark.parametrize("run", [Run("gd"), Run("adam", schedule="cosine", own=OWN)])
def test_the_tuned_rate_wins_over_all_others_in_plain_loops(
    run: Run, conditions: Mapping[str, Any]
) -> None:
    surface, steps = rosenbrock(b=10.0), 150
    how = run.conditions(steps, **conditions)
    best, least = None, (math.inf, math.inf)
    for rate in GRID:
        arrivals, highest = [], []
        for seed in range(3, 8) if conditions else [0]:
            hypers: Any = {**run.hypers, **how, "lr": rate, "seed": seed}
            path = trace(run.optimizer, surface, START, steps=steps + 1, **hypers)
            near = [bool(math.dist(point, (1.0, 1.0)) <= NEAR) for point in path.points]
            arrived = math.inf
            if near[-2] and near[-1]:
                arrived = max((i for i, is_near in enumerate(near) if not is_near), default=-1) + 1
            arrivals.append(arrived)
            late = path.values[:-1][-((steps + 1) // LATE) :]
            highest.append(float(late.max()) if np.isfinite(late).all() else math.inf)
        if (median(arrivals), median(highest)) < least:
            best, least = rate, (median(arrivals), median(highest))
    assert best is not None
    assert tuned_rates([run], surface, START, steps, **conditions) == (best,)


def test_what_tuning_costs_is_the_mean_over_all_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    surface, steps = rosenbrock(b=10.0), 60
    run, some = Run("rmsprop", own={"norm": 2.0}), GRID[4::6]
    start = float(surface.value(*START))
    ends = []
    for rate in some:
        last = alone(run.changed({"lr": rate}), surface, START, steps)[-1]
        end = float(surface.value(*last)) if np.isfinite(last).all() else math.inf
        ends.append(min(end, start))
    losses = tuning.grid_losses
    monkeypatch.setattr(tuning, "grid_losses", lambda *a, **k: losses(*a, **k)[4::6])
    [cost] = tuning_costs([run], surface, START, steps=steps)
    for tries, expected in enumerate(cost.best, start=1):
        draws = [min(draw) for draw in combinations(ends, tries)]
        assert expected == pytest.approx(sum(draws) / len(draws), rel=1e-9)
    usual = alone(Run("rmsprop", own={"norm": 2.0}), surface, START, steps)[-1]
    assert cost.usual == pytest.approx(min(start, float(surface.value(*usual))), rel=1e-12)


def test_whoever_diverges_or_climbs_has_won_nothing() -> None:
    surface = valley(kappa=100.0)
    [cost] = tuning_costs([Run("gd")], surface, (1.0, 1.0), steps=200)
    assert np.isfinite(cost.best).all()
    assert (np.diff(cost.best) <= 0.0).all()
    assert cost.best[0] <= cost.start
    [none] = tuning_costs([Run("gd")], bowl(), (0.0, 0.0), steps=50)
    assert {*none.best.tolist(), none.usual} == {0.0}
    [falling] = tuning_costs([Run("gd")], saddle(), (0.5, 0.1), steps=50)
    assert falling.best[-1] < falling.start


def test_a_rule_that_needs_no_tuning_has_its_usual_rate_low() -> None:
    surface = rosenbrock(b=10.0)
    steady, touchy = tuning_costs([Run("adam"), Run("gd")], surface, START, steps=300)
    assert steady.best[0] < touchy.best[0]
    assert steady.usual < touchy.usual


def results_of(runs: list[Run], surface: Any, start: Any, **how: Any) -> list[RunResult]:
    return follow(runs, surface, start, **how)


@pytest.mark.parametrize("goal", experiments.GOALS)
@pytest.mark.parametrize("within", [1e-6, 0.05, 3.0])
def test_a_threshold_is_reached_from_the_step_on_that_loops_find(goal: str, within: float) -> None:
    surface = rosenbrock(b=10.0)
    how: Any = {"steps": 200, "gradient": gradients.noisy(0.1, 8), "seed": 1}
    for run, result in zip(CLASSIC, results_of([*CLASSIC], surface, START, **how), strict=True):
        points = alone(run, surface, START, **how)
        gaps = [
            math.dist(point, (1.0, 1.0)) if goal == "distance" else float(surface.value(*point))
            for point in points
        ]
        step = next((i for i in range(201) if all(gap <= within for gap in gaps[i:])), None)
        expected = None if step is None else Reached(step, 8 * step)
        assert reached(result, goal, within) == expected


@pytest.mark.parametrize("goal", experiments.GOALS)
def test_nothing_is_reached_by_whoever_diverged_or_where_nothing_is_known(goal: str) -> None:
    [bad] = results_of([Run("gd", {"lr": 5.0})], valley(), (1.0, 1.0), steps=90)
    assert reached(bad, goal, 10.0) is None
    [still] = results_of([Run("gd")], bowl(), (0.0, 0.0), steps=5)
    assert reached(still, goal, 1e-12) == Reached(0, 0)
    [left] = results_of([Run("gd")], saddle(), (0.5, 0.1), steps=5)
    assert reached(left, "distance", 10.0) is None


def test_the_table_has_every_number_of_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(table, "table", lambda *parts: shown.append(parts))
    runs = [Run("gd", {"lr": 0.01}, "<b>x</b>"), Run("adam", {"beta2": 0.9999}, own={"norm": 2.0})]
    surface = rosenbrock(b=10.0)
    table.results_table(results_of(runs, surface, START, steps=50), "loss", 0.5, "note")
    [(head, rows, note, styles, sorts)] = shown
    assert head[:6] == ("run", "α", "β₁", "β₂", "ε", "of its own")
    assert [row[:6] for row in rows] == [
        ("<b>x</b>", "0.01", "", "", "", ""),
        ("Adam", "0.05", "0.9", "0.9999", "10⁻⁸", "‖g‖ ≤ 2"),
    ]
    for run, row in zip(runs, rows, strict=True):
        x, y = alone(run, surface, START, 50)[-1]
        assert float(row[6]) == pytest.approx(surface.value(x, y), rel=5e-3)
        assert float(row[7]) == pytest.approx(math.dist((x, y), (1.0, 1.0)), rel=5e-3)
    settings = ["run", "lr", "beta1", "beta2", "eps", ""]
    assert sorts.keys == (*settings, "loss", "away", "reached", "spent")
    for place, (run, row, numbers) in enumerate(zip(runs, rows, sorts.numbers, strict=True), 1):
        assert numbers[:6] == (place, *(run.hypers.get(key) for key in settings[1:]))
        assert row[6:10] == tuple(
            "–" if each is None else str(each) if isinstance(each, int) else as_text(each)
            for each in numbers[6:]
        )
    assert note == "note"
    assert len({style.light for style in styles}) == 2


def test_what_the_runs_share_and_what_not_is_told_as_it_is() -> None:
    def told(*own: Mapping[str, float], **how: Any) -> str:
        runs = [Run("gd", own=each) for each in own]
        return words.fairness(results_of(runs, bowl(), (1.0, 1.0), steps=30, **how), ())

    exact = told({}, {})
    assert exact.startswith(
        "Every run has the same start and 30 gradient evaluations to spend. The"
    )
    shared = told({}, {"norm": 2.0}, gradient=gradients.noisy(0.5, 4))
    assert shared.startswith(
        "Every run has the same start, the same random draws and 120 gradient evaluations to spend."
        " The"
    )
    unequal = told({}, {"batch": 4, "sigma": 1.0}, {"batch": 1, "sigma": 2.0})
    assert unequal.startswith(
        "Every run has the same start and 30 steps, but not the same costs: with batches of their "
        "own they have 30 to 120 gradient evaluations to spend. Their random draws are the same, "
        "but not equally strong: the noise of a gradient, σ/√B, is 0 to 2. The"
    )
    # Of other batches the same noise.
    same = told({"batch": 4, "sigma": 1.0}, {"batch": 16, "sigma": 2.0})
    assert "the same random draws and 30 steps" in same
    assert "strong" not in same
    assert "random" not in told({"batch": 4, "sigma": 0.0})


@pytest.mark.parametrize("key", SURFACES)
def test_costs_are_told_on_every_surface(key: str) -> None:
    surface = SURFACES[key]
    runs = [Run("gd"), Run("gd", {"lr": 1.0})]
    for some in (runs, runs[:1]):
        costs = tuning_costs(some, surface, surface.start, steps=3)
        said = words.cost_words(some, costs)
        assert "∞" not in said
        assert "–" not in said
        # The rate does not matter to what tuning costs.
        assert ("all is the same" in said) == (len(some) == 2)
