"""Lesson 2's composition: limits from the Hessian, both stopping rules, arrows of the run."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from lessons.gradient_descent import experiments as descent
from optim import theory
from surfaces import SURFACES, rosenbrock, saddle, valley
from ui.page.controls import EXACT

DEFAULTS = {"lr": 0.085, "beta": 0.0, "steps": 80, "batch": EXACT, "sigma": 2.0, "seed": 0}


def run(surface: Any = None, start: Any = None, **changes: float) -> descent.Descent:
    surface = surface or valley()
    told: Mapping[str, Any] = {**DEFAULTS, "tolerance": 0.01, **changes}
    settings: Any = told
    return descent.descend(settings, surface, start or surface.start)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_the_limit_is_theorys_for_the_rule_in_use(beta: float) -> None:
    told = run(valley(kappa=20.0), beta=beta)
    assert told.limits == pytest.approx(2.0 * (1.0 + beta) / 20.0)


@pytest.mark.parametrize(("share", "diverges"), [(0.99, False), (1.01, True)])
@pytest.mark.parametrize("beta", [0.0, 0.9])
def test_runs_diverge_above_the_limit_that_is_shown(
    beta: float, share: float, diverges: bool
) -> None:
    limit = float(run(beta=beta).limits[0])
    ended = run(beta=beta, lr=share * limit, steps=2000, tolerance=descent.NO_TOLERANCE)
    assert (ended.trajectory.diverged_at is not None) is diverges


@pytest.mark.parametrize("surface", SURFACES.values(), ids=list(SURFACES))
def test_limits_are_those_of_the_hessian_along_the_path(surface: Any) -> None:
    told = run(surface, lr=1e-3)
    for point, limit in zip(told.trajectory.points[::20], told.limits[::20], strict=True):
        steepest = np.linalg.eigvalsh(_matrix(*surface.hessian(*point)))[-1]
        if steepest > 0.0:
            assert limit == pytest.approx(2.0 / steepest, rel=1e-6)
        else:
            assert np.isnan(limit)


def _matrix(hxx: float, hxy: float, hyy: float) -> Any:
    return [[hxx, hxy], [hxy, hyy]]


def test_the_limit_stands_on_the_knob_and_beside_it() -> None:
    told = run()
    for point in (0, 40):
        ((limit, word),) = descent.ticks(told, point)
        assert limit == pytest.approx(0.1)
        assert word == "2/λmax"
    assert "2/λmax = **0.1**: α = 0.085 is **below** it" in descent.stability(told, 0)
    assert "is **above** it" in descent.stability(run(lr=0.102), 0)
    assert "just as at the start" in descent.stability(told, 40)


def test_where_the_limit_moves_both_places_are_marked() -> None:
    told = run(rosenbrock(), (-1.9, 2.9), lr=5e-4)
    (here, _), (start, _) = descent.ticks(told, 60)
    assert start == pytest.approx(2.0 / rosenbrock().curvatures(-1.9, 2.9)[1])
    assert here == pytest.approx(float(told.limits[60]))
    words = descent.stability(told, 60)
    assert words.index("At the start") < words.index("At step 60")


def test_where_nothing_curves_up_there_is_no_limit() -> None:
    dome = SURFACES["himmelblau"]
    told = run(dome, dome.maxima[0], lr=1e-3, steps=3)
    assert descent.ticks(told, 0) == []
    assert "there is no limit" in descent.stability(told, 0)


def test_the_budget_stops_a_run() -> None:
    told = run(steps=30)
    assert told.trajectory.stopped_at is None
    assert "its **30 steps** were spent" in descent.outcome(told)


def test_a_short_gradient_stops_a_run() -> None:
    told = run()
    stopped = told.trajectory.stopped_at
    norms = np.hypot(*valley().gradient(*told.trajectory.points.T))
    assert stopped == np.flatnonzero(norms <= 0.01)[0] < 80
    assert "because **‖g‖ ≤ ε**" in descent.outcome(told)
    (path,) = descent.paths(told, 0.0)
    assert len(np.asarray(path.curves["loss"])) == stopped + 1
    assert told.place(None) == told.place(99) == stopped
    assert "no step is taken" in descent.explanation(told, stopped)


def test_the_lower_end_of_epsilon_stops_nothing() -> None:
    told = run(steps=2000, tolerance=descent.NO_TOLERANCE)
    assert told.tolerance is None
    assert told.trajectory.stopped_at is None


def test_a_diverged_run_is_told_once() -> None:
    told = run(lr=0.5)
    assert descent.outcome(told).count("diverged") == 1
    assert "stopped" not in descent.outcome(told)
    assert told.place(None) == told.trajectory.diverged_at - 1


def test_arrows_are_the_gradient_and_the_step() -> None:
    told = run()
    (path,) = descent.paths(told, 0.0)
    gradient, step = path.arrows
    np.testing.assert_allclose(
        np.asarray(step.vectors)[:60], 0.085 * np.asarray(gradient.vectors)[:60]
    )
    np.testing.assert_allclose(path.points[:60] + np.asarray(step.vectors)[:60], path.points[1:61])
    assert step.to_scale
    limits = path.readings[-1]
    assert limits.label == "limit 2/λmax"
    np.testing.assert_allclose(np.asarray(limits.values), 0.1)


def test_smoothing_draws_the_average_beside() -> None:
    raw, averaged = descent.paths(run(batch=4), 0.9)
    assert raw.faint
    assert not averaged.arrows


def test_on_a_saddle_the_run_escapes() -> None:
    told = run(saddle(), (0.6, 0.05), lr=0.03, steps=100)
    assert "escaped" in descent.outcome(told)
    assert theory.stability_limit("gd", 2.0) == pytest.approx(told.limits[0])
