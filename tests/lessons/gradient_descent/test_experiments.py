"""Lesson 2's composition: limits from the Hessian, both stopping rules, arrows of the run."""

from typing import Any

import numpy as np
import pytest

from lessons.gradient_descent import experiments, scene, words
from lessons.gradient_descent import settings as own
from optim import theory
from surfaces import SURFACES, bowl, rosenbrock, saddle, valley
from ui.page.controls import EXACT
from ui.page.numbers import as_text
from ui.runs.result import RunResult
from ui.runs.suited import suited_rates

DEFAULTS = {"lr": 0.085, "beta": 0.0, "steps": 80, "batch": EXACT, "sigma": 2.0, "seed": 0}


def run(surface: Any = None, start: Any = None, **changes: float) -> RunResult:
    surface = surface or valley()
    settings: Any = {**DEFAULTS, "tolerance": 0.01, **changes}
    return experiments.descend(settings, surface, start or surface.start)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_the_limit_is_theorys_for_the_rule_in_use(beta: float) -> None:
    result = run(valley(kappa=20.0), beta=beta)
    assert experiments.limits(result) == pytest.approx(2.0 * (1.0 + beta) / 20.0)


@pytest.mark.parametrize(("share", "diverges"), [(0.99, False), (1.01, True)])
@pytest.mark.parametrize("beta", [0.0, 0.9])
def test_runs_diverge_above_the_limit_that_is_shown(
    beta: float, share: float, diverges: bool
) -> None:
    limit = float(experiments.limits(run(beta=beta))[0])
    ended = run(beta=beta, lr=share * limit, steps=2000, tolerance=experiments.NO_TOLERANCE)
    assert (ended.trajectory.diverged_at is not None) is diverges


@pytest.mark.parametrize("surface", SURFACES.values(), ids=list(SURFACES))
def test_limits_are_those_of_the_hessian_along_the_path(surface: Any) -> None:
    result = run(surface, lr=1e-3)
    for point, limit in zip(
        result.trajectory.points[::20], experiments.limits(result)[::20], strict=True
    ):
        steepest = np.linalg.eigvalsh(_matrix(*surface.hessian(*point)))[-1]
        if steepest > 0.0:
            assert limit == pytest.approx(2.0 / steepest, rel=1e-6)
        else:
            assert np.isnan(limit)


def _matrix(hxx: float, hxy: float, hyy: float) -> Any:
    return [[hxx, hxy], [hxy, hyy]]


def test_the_limit_stands_on_the_knob_and_beside_it() -> None:
    result = run()
    for point in (0, 40):
        ((limit, name),) = words.limit_ticks(result, point)
        assert limit == pytest.approx(0.1)
        assert name == "2/λmax"
    assert "2/λmax = **0.1**: α = 0.085 is **below** it" in words.stability(result)
    assert "is **above** it" in words.stability(run(lr=0.102))


def test_where_the_limit_moves_both_places_are_marked() -> None:
    result = run(rosenbrock(), (-1.9, 2.9), lr=5e-4)
    (here, _), (start, _) = words.limit_ticks(result, 60)
    assert start == pytest.approx(2.0 / rosenbrock().curvatures(-1.9, 2.9)[1])
    assert here == pytest.approx(float(experiments.limits(result)[60]))
    assert words.stability(result).startswith("At the start λmax = ")


def test_where_nothing_curves_up_there_is_no_limit() -> None:
    dome = SURFACES["himmelblau"]
    result = run(dome, dome.maxima[0], lr=1e-3, steps=3)
    assert words.limit_ticks(result, 0) == []
    assert "there is no limit" in words.stability(result)


def test_the_budget_stops_a_run() -> None:
    result = run(steps=30)
    assert result.trajectory.stopped_at is None
    assert "its **30 steps** were spent" in words.outcome(result)


def test_a_short_gradient_stops_a_run() -> None:
    result = run()
    stopped = result.trajectory.stopped_at
    norms = np.hypot(*valley().gradient(*result.trajectory.points.T))
    assert stopped == np.flatnonzero(norms <= 0.01)[0] < 80
    assert "because **‖g‖ ≤ ε**" in words.outcome(result)
    (path,) = scene.paths(result, 0.0)
    assert len(np.asarray(path.curves["loss"])) == stopped + 1
    assert result.shown(None) == result.shown(99) == stopped
    (path,) = scene.paths(result, 0.0, 0.01)
    assert path.formula
    assert path.formula.steps == stopped
    assert path.formula.ending.endswith("≤ ε = 0.01: no step is taken from here.")


def test_the_lower_end_of_epsilon_stops_nothing() -> None:
    settings: Any = {"tolerance": experiments.NO_TOLERANCE}
    assert experiments.tolerance_of(settings) is None
    result = run(steps=2000, tolerance=experiments.NO_TOLERANCE)
    assert result.trajectory.stopped_at is None


def test_a_diverged_run_is_told_once() -> None:
    result = run(lr=0.5)
    assert words.outcome(result).count("diverged") == 1
    assert "stopped" not in words.outcome(result)
    assert result.shown(None) == result.trajectory.diverged_at - 1


def test_arrows_are_the_gradient_and_the_step() -> None:
    result = run()
    (path,) = scene.paths(result, 0.0)
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
    raw, averaged = scene.paths(run(batch=4), 0.9)
    assert raw.faint
    assert not averaged.arrows


def test_on_a_saddle_the_run_escapes() -> None:
    result = run(saddle(), (0.6, 0.05), lr=0.03, steps=100)
    assert "escaped" in words.outcome(result)
    assert theory.stability_limit("gd", 2.0) == pytest.approx(experiments.limits(result)[0])


def test_a_stop_at_a_noisy_gradient_tells_the_exact_one() -> None:
    noisy = run(batch=1, lr=0.02, tolerance=1.0, steps=300)
    at = noisy.trajectory.stopped_at
    exact = np.hypot(*valley().gradient(*noisy.trajectory.points[at].tolist()))
    assert exact > 1.0
    assert f"the exact one is **{as_text(float(exact))}** long" in words.outcome(noisy)
    assert "noisy" not in words.outcome(run())


@pytest.mark.parametrize("surface", SURFACES.values(), ids=list(SURFACES))
@pytest.mark.parametrize("changes", [{}, {"beta": 0.9}, {"batch": 4}], ids=str)
def test_slope_and_curvature_predict_a_short_step(surface: Any, changes: Any) -> None:
    result = run(surface, lr=1e-4, steps=20, **changes)
    for point in (0, 7, 20):
        first, second, actual = (part[point] for part in experiments.predicted(result))
        assert first + second == pytest.approx(actual, rel=0.02, abs=1e-9)
    if not changes:
        slope = np.hypot(*surface.gradient(*surface.start)) ** 2
        assert experiments.predicted(result)[0][0] == pytest.approx(-1e-4 * slope)


def test_there_is_no_prediction_where_no_step_is_taken() -> None:
    for ended in (run(), run(lr=0.5)):
        for part in experiments.predicted(ended):
            assert np.isnan(part[ended.steps_taken])
            assert np.isfinite(part[: ended.steps_taken]).all()


@pytest.mark.parametrize("surface", SURFACES.values(), ids=list(SURFACES))
def test_one_over_the_largest_curvature_along_the_step_lowers_f_as_promised(surface: Any) -> None:
    (x0, x1), (y0, y1) = surface.domain
    rng = np.random.default_rng(0)
    for x, y in rng.uniform((x0, y0), (x1, y1), (50, 2)).tolist():
        g = np.array(surface.gradient(x, y))
        bound, before = 0.0, -1.0
        # A longer way may curve more: L is raised until it bounds the whole step.
        while bound > before:
            before = bound or max(map(abs, surface.curvatures(x, y)))
            along = np.array([x, y])[:, np.newaxis] - np.outer(g, np.linspace(0, 1 / before, 400))
            bound = max(before, *(float(np.abs(c).max()) for c in surface.curvatures(*along)))
        end = np.array([x, y]) - g / bound
        fallen = surface.value(x, y) - surface.value(*end.tolist())
        assert fallen >= 0.999 * (g @ g) / (2 * bound) - 1e-9


@pytest.mark.parametrize("key", SURFACES)
@pytest.mark.parametrize("beta", [0.0, 0.9])
def test_a_chosen_surface_brings_a_rate_at_which_the_run_does_not_diverge(
    key: str, beta: float
) -> None:
    surface = SURFACES[key]
    settings: Any = {**DEFAULTS, "beta": beta}
    [rate] = suited_rates([experiments.run_of(settings)], surface)
    found = run(surface, lr=rate, beta=beta)
    assert surface.unbounded or found.outcome.fate not in ("diverged", "left")
    assert own.FIELDS[next(i for i, f in enumerate(own.FIELDS) if f.key == "lr")].validate(rate)


@pytest.mark.parametrize(
    ("surface", "start", "straight"),
    [
        (bowl(), (-1.3, 0.4), True),
        (valley(kappa=20.0), (-2.0, 0.0), True),
        (valley(kappa=20.0), (0.0, 1.5), True),
        (valley(kappa=20.0), (-2.7, 1.55), False),
    ],
)
def test_against_the_slope_is_straight_to_the_minimum_in_special_places(
    surface: Any, start: Any, straight: bool
) -> None:
    (gx, gy), (x, y) = surface.gradient(*start), start
    assert (gx * y == pytest.approx(gy * x)) is straight
