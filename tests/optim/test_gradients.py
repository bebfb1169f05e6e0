"""Gradient sources: their noise, their cost, and that nobody disturbs anybody's draws."""

import math
from typing import Any

import numpy as np
import pytest

from optim import gradients, sweep, trace
from optim.spread import spread
from optim.theory import noise_floor, stationary_variance, without_replacement_factor
from surfaces import DATASETS, bowl, rosenbrock, saddle

from .problems import Fit, Parabola, Quadratic, fit

SOURCES: dict[str, tuple[Any, gradients.Source]] = {
    "noisy": (bowl(), gradients.noisy(0.5)),
    "mini-batch": (fit(), gradients.mini_batch(6)),
    "one by one": (fit(), gradients.mini_batch(1)),
    "with replacement": (fit(), gradients.mini_batch(6, replacement=True)),
    "clipped": (fit(), gradients.clipped(gradients.mini_batch(3), norm=0.2)),
}
SEEDS = np.arange(500)


def still(surface: Any, source: gradients.Source, steps: int, seed: Any = 0) -> Any:
    """The gradients handed out at one point, which a rate of 0 never leaves."""
    return trace("gd", surface, (0.3, -0.2), steps=steps, gradient=source, seed=seed, lr=0.0)


@pytest.mark.parametrize("name", SOURCES)
def test_more_steps_change_nobodys_draws(name: str) -> None:
    surface, source = SOURCES[name]
    short, long = (still(surface, source, steps).gradients for steps in (7, 1000))
    assert np.array_equal(short, long[:7])


@pytest.mark.parametrize("name", SOURCES)
def test_portions_leave_no_trace(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    surface, source = SOURCES[name]
    seeds = np.array([4, 9, 4])
    one, many = (still(surface, source, 50, seed).gradients for seed in (4, seeds))
    monkeypatch.setattr(gradients, "_CHUNK", 13)
    assert np.array_equal(still(surface, source, 50, 4).gradients, one)
    assert np.array_equal(still(surface, source, 50, seeds).gradients, many)


@pytest.mark.parametrize("name", SOURCES)
def test_seeds_tell_runs_apart_and_repeat_them(name: str) -> None:
    surface, source = SOURCES[name]
    assert np.array_equal(
        still(surface, source, 20, 1).gradients, still(surface, source, 20, 1).gradients
    )
    assert not np.array_equal(
        still(surface, source, 20, 1).gradients, still(surface, source, 20, 2).gradients
    )


def test_every_optimizer_and_every_lane_meets_the_same_noise() -> None:
    source, surface = gradients.noisy(0.5), bowl()
    draws = still(surface, source, 30).gradients - np.array(surface.gradient(0.3, -0.2))
    starts = np.array([[1.0, 1.0], [-1.0, 0.5]])
    for key in ("gd", "adam", "lion"):
        run = trace(key, surface, starts, steps=30, gradient=source)
        exact = np.moveaxis(np.array(surface.gradient(*np.moveaxis(run.points, 2, 0))), 0, 2)
        np.testing.assert_allclose(
            run.gradients - exact[:-1], np.repeat(draws[:, np.newaxis], 2, axis=1), atol=1e-12
        )


def test_noise_has_the_spread_of_a_mean() -> None:
    g = still(bowl(), gradients.noisy(3.0, batch=9), 40_000).gradients
    np.testing.assert_allclose(g.mean(axis=0), bowl().gradient(0.3, -0.2), atol=0.02)
    np.testing.assert_allclose(g.std(axis=0), 1.0, rtol=0.02)
    assert abs(np.corrcoef(g.T)[0, 1]) < 0.02
    assert np.array_equal(
        still(bowl(), gradients.noisy(0.0), 5).gradients,
        still(bowl(), gradients.exact(), 5).gradients,
    )


@pytest.mark.parametrize("size", [1, 4, 7, 20])
@pytest.mark.parametrize("replacement", [False, True])
def test_the_spread_of_mini_batches(size: int, replacement: bool) -> None:
    surface = fit(20)
    source = gradients.mini_batch(size, replacement)
    # Only first batches: those that follow in an epoch depend on them.
    g = still(surface, source, 1, seed=np.arange(8000)).gradients[0]
    each = np.array([surface.batch(np.array([i])).gradient(0.3, -0.2) for i in range(20)])
    variance = each.var(axis=0) / size
    if not replacement:
        variance = variance * without_replacement_factor(20, size)
    np.testing.assert_allclose(g.mean(axis=0), each.mean(axis=0), atol=0.05 / math.sqrt(size))
    np.testing.assert_allclose(g.var(axis=0), variance, rtol=0.05, atol=1e-30)


@pytest.mark.parametrize("replacement", [False, True])
def test_the_spread_of_a_regressions_batches_lies_in_its_interval(replacement: bool) -> None:
    """Measured at the least-squares solution, where the gradient is all noise."""
    surface = DATASETS["noisy"].regression()
    (minimum,) = surface.minima
    one = np.var(surface.example_gradients(*minimum), axis=1).sum()
    sizes, held = range(1, 40, 2), []
    for size in sizes:
        source = gradients.mini_batch(size, replacement)
        run = trace("gd", surface, minimum, steps=1, gradient=source, seed=SEEDS, lr=0.0)
        measured = spread(run.gradients[0])
        factor = 1.0 if replacement else without_replacement_factor(surface.examples, size)
        expected = math.sqrt(one / size * factor)
        held.append(measured.low <= expected <= measured.high)
        assert measured.radius == pytest.approx(expected, abs=float(2.0 * measured.margin))
    assert np.mean(held) >= 0.9


def test_all_examples_at_once_have_no_noise_at_all() -> None:
    surface = DATASETS["noisy"].regression()
    source = gradients.mini_batch(surface.examples)
    each = still(surface, source, 5, seed=np.arange(50)).gradients.reshape(-1, 2)
    assert (each == each[0]).all()
    assert (still(surface, source, 5).gradients == each[0]).all()


@pytest.mark.parametrize("size", [1, 4, 6, 20])
def test_an_epoch_meets_every_example_once(size: int) -> None:
    surface = fit(20)
    lengths = [len(range(start, min(start + size, 20))) for start in range(0, 20, size)]
    epochs = 3
    g = still(surface, gradients.mini_batch(size), epochs * len(lengths)).gradients
    for epoch in g.reshape(epochs, len(lengths), 2):
        mean = np.average(epoch, axis=0, weights=lengths)
        np.testing.assert_allclose(mean, surface.gradient(0.3, -0.2), rtol=1e-12, atol=1e-12)
    if 1 <= size < 20:
        assert not np.array_equal(g[: len(lengths)], g[len(lengths) : 2 * len(lengths)])


def test_batches_are_handed_over_as_promised() -> None:
    seen = []

    class Spy(Fit):
        def batch(self, indices: Any) -> Fit:
            seen.append(indices)
            return super().batch(indices)

    surface = Spy(fit(10).x, fit(10).y)
    still(surface, gradients.mini_batch(4), 5)
    assert [batch.shape for batch in seen] == [(4,), (4,), (2,), (4,), (4,)]
    assert sorted(np.concatenate(seen[:3])) == list(range(10))
    seen.clear()
    still(surface, gradients.mini_batch(4), 3, seed=np.arange(6))
    assert [batch.shape for batch in seen] == [(6, 4), (6, 4), (6, 2)]
    seen.clear()
    still(surface, gradients.mini_batch(25, replacement=True), 2)
    assert [batch.shape for batch in seen] == [(25,), (25,)]


@pytest.mark.parametrize(
    ("surface", "source", "costs"),
    [
        (bowl(), gradients.exact(), [1, 1, 1, 1]),
        (bowl(), gradients.noisy(1.0, batch=8), [8, 8, 8, 8]),
        (fit(20), gradients.exact(), [20, 20, 20, 20]),
        (fit(20), gradients.mini_batch(8), [8, 8, 4, 8]),
        (fit(20), gradients.mini_batch(20), [20, 20, 20, 20]),
        (fit(20), gradients.mini_batch(8, replacement=True), [8, 8, 8, 8]),
        (fit(20), gradients.clipped(gradients.mini_batch(8), value=1.0), [8, 8, 4, 8]),
    ],
)
def test_evaluations_are_counted(surface: Any, source: gradients.Source, costs: list[int]) -> None:
    run = trace("gd", surface, (0.0, 0.0), steps=4, gradient=source)
    assert run.evaluations.tolist() == [0, *np.cumsum(costs).tolist()]
    assert run.evaluations.dtype.kind == "i"


def test_clipping_by_norm_keeps_the_direction_and_lets_short_gradients_pass() -> None:
    raw = trace("gd", rosenbrock(), (-1.2, 1.0), steps=1, lr=0.0).gradients[0]
    assert np.hypot(*raw) > 5.0
    for limit, expected in ((5.0, raw * 5.0 / np.hypot(*raw)), (1e4, raw)):
        source = gradients.clipped(gradients.exact(), norm=limit)
        cut = trace("gd", rosenbrock(), (-1.2, 1.0), steps=1, gradient=source).gradients[0]
        np.testing.assert_allclose(cut, expected, rtol=1e-14)
    assert np.array_equal(cut, raw)


def test_clipping_by_value_cuts_each_coordinate_and_comes_before_the_norm() -> None:
    def handed(**limits: float) -> Any:
        source = gradients.clipped(gradients.exact(), **limits)
        return trace("gd", Quadratic(1.0, 1.0), (-3.0, 8.0), steps=1, gradient=source).gradients[0]

    assert handed(value=4.0).tolist() == [-3.0, 4.0]
    np.testing.assert_allclose(handed(value=4.0, norm=1.0), [-0.6, 0.8], rtol=1e-14)
    assert handed(value=100.0).tolist() == [-3.0, 8.0]


def test_clipping_holds_a_run_that_would_explode() -> None:
    options: dict[str, Any] = {"steps": 200, "lr": 0.003}
    assert trace("gd", rosenbrock(), (-1.8, -0.8), **options).diverged_at is not None
    source = gradients.clipped(gradients.exact(), norm=10.0)
    assert trace("gd", rosenbrock(), (-1.8, -0.8), gradient=source, **options).diverged_at is None


def test_noise_leaves_the_saddles_stable_line() -> None:
    source = gradients.noisy(0.01)
    run = trace("gd", saddle(), (0.6, 0.0), steps=250, lr=0.03, gradient=source, seed=1)
    assert np.abs(run.points[-1, 1]) > 1.0


@pytest.mark.parametrize(("lr", "batch"), [(0.1, 1), (0.1, 4), (0.4, 1)])
def test_sgd_hovers_at_the_noise_floor(lr: float, batch: int) -> None:
    """Stationary variance ασ²/(Bλ(2−αλ)), over many seeds."""
    surface, sigma = Quadratic(1.0, 3.0), 0.7
    ends = sweep(
        "gd",
        surface,
        (0.0, 0.0),
        steps=100,
        lr=lr,
        gradient=gradients.noisy(sigma, batch=batch),
        seed=np.arange(4000),
    )
    for axis, curvature in enumerate((1.0, 3.0)):
        expected = stationary_variance(lr, curvature, sigma**2, batch)
        assert ends.points[:, axis].var() == pytest.approx(expected, rel=0.08)
    floor = sum(noise_floor(lr, curvature, sigma**2, batch) for curvature in (1.0, 3.0))
    assert ends.values.mean() == pytest.approx(floor, rel=0.08)


def test_noise_on_a_line_has_one_component() -> None:
    run = trace("gd", Parabola(), 1.0, steps=30, gradient=gradients.noisy(0.1))
    assert run.gradients.shape == (30, 1)
    assert (run.gradients[:, 0] != 2.0 * run.points[:-1, 0]).all()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: gradients.noisy(-1.0), "noisy: sigma must be finite and at least 0, not -1.0"),
        (lambda: gradients.noisy(math.nan), "sigma must be finite"),
        (lambda: gradients.noisy(1.0, batch=0), "batch must be a whole number and at least 1"),
        (lambda: gradients.mini_batch(0), "size must be a whole number and at least 1, not 0"),
        (lambda: gradients.mini_batch(2.5), "size must be a whole number"),  # type: ignore[arg-type]
        (lambda: gradients.clipped(gradients.exact()), "give norm, value or both"),
        (lambda: gradients.clipped(gradients.exact(), norm=0.0), "norm must be finite and above 0"),
        (lambda: gradients.clipped(gradients.exact(), value=-1.0), "value must be finite and abov"),
        (lambda: still(fit(20), gradients.mini_batch(21), 1), "from 1 to 20, .* not 21"),
        (lambda: still(bowl(), gradients.mini_batch(2), 1), "has no examples"),
    ],
)
def test_nonsense_is_refused(make: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        make()
