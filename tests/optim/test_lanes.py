"""One path on floats and many lanes on arrays are the same numbers, bit for bit."""

from importlib import import_module
from typing import Any

import numpy as np
import pytest

from optim import OPTIMIZERS, Trajectory, gradients, schedules, sweep, trace
from surfaces import (
    DATASETS,
    bowl,
    himmelblau,
    ripples,
    rosenbrock,
    saddle,
    sharp_and_flat,
    valley,
)

from .problems import Cliff, Parabola, Slope, fit

STARTS = np.array([[-1.0, 1.0], [0.6, 0.05], [1.5, -0.7], [0.0, 0.0], [-0.3, 0.8]])
LINE = STARTS[:, :1]
STEPS = 40

noisy = gradients.noisy(0.3, batch=4)
decay = schedules.warmup(5, schedules.cosine(30, floor=0.1))

CASES: dict[str, tuple[Any, dict[str, Any]]] = {
    "bowl": (bowl(), {}),
    "tolerance": (bowl(), {"tolerance": 0.5}),
    "turned valley": (valley(kappa=30.0, angle=30.0), {"schedule": schedules.exponential(0.97)}),
    "rosenbrock": (rosenbrock(), {"gradient": gradients.clipped(gradients.exact(), norm=2.0)}),
    "noisy saddle": (saddle(), {"gradient": noisy, "schedule": decay}),
    "noisy tolerance": (bowl(), {"gradient": noisy, "tolerance": 0.4}),
    "himmelblau, by value": (
        himmelblau(),
        {"gradient": gradients.clipped(noisy, value=3.0), "schedule": schedules.inverse_sqrt()},
    ),
    "ripples": (ripples(), {"schedule": schedules.one_cycle(40)}),
    "sharp and flat": (sharp_and_flat(), {"gradient": noisy}),
    "slope": (Slope(0.5, -3.0), {}),
    "cliff": (Cliff(), {"lr": 0.1}),
    "line": (Parabola(), {"gradient": noisy, "tolerance": 0.05}),
    "finite sum": (fit(), {}),
    "mini-batch": (fit(), {"gradient": gradients.mini_batch(6)}),
    "with replacement": (fit(), {"gradient": gradients.mini_batch(3, replacement=True)}),
    "regression": (
        DATASETS["outliers"].regression(),
        {"gradient": gradients.clipped(gradients.mini_batch(7), norm=1.0), "schedule": decay},
    ),
}


def starts_on(surface: Any) -> Any:
    return LINE if getattr(surface, "dimension", 2) == 1 else STARTS


def assert_lane_is(many: Trajectory, lane: int, one: Trajectory) -> None:
    for key in ("points", "values", "gradients"):
        a, b = getattr(many, key)[:, lane], getattr(one, key)
        assert np.array_equal(a, b, equal_nan=True), key
    assert list(many.memory) == list(one.memory)
    for key, memory in one.memory.items():
        assert np.array_equal(many.memory[key][:, lane], memory, equal_nan=True), key
    for key in ("diverged_at", "stopped_at"):
        end = getattr(one, key)
        assert getattr(many, key)[lane] == (-1 if end is None else end), key
    assert np.array_equal(many.evaluations, one.evaluations)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("key", OPTIMIZERS)
def test_lanes_are_single_runs(key: str, case: str) -> None:
    surface, options = CASES[case]
    starts = starts_on(surface)
    many = trace(key, surface, starts, steps=STEPS, seed=3, **options)
    ends = sweep(key, surface, starts, steps=STEPS, seed=3, **options)
    for lane, start in enumerate(starts):
        one = trace(key, surface, start, steps=STEPS, seed=3, **options)
        assert_lane_is(many, lane, one)
        assert np.array_equal(ends.points[lane], one.points[-1], equal_nan=True)
        assert np.array_equal(ends.values[lane], one.values[-1], equal_nan=True)
    assert np.array_equal(ends.steps_taken, many.stopped_at)
    assert np.array_equal(ends.diverged_at, many.diverged_at)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_hyper_parameter_may_differ_between_lanes(key: str) -> None:
    random = np.random.default_rng(1)
    # Every share from 0 to 1 means something; the same value twice makes it shared work.
    hypers: dict[str, Any] = {h.name: random.uniform(0.0, 0.99, 6) for h in OPTIMIZERS[key].hypers}
    hypers["lr"] = np.array([1e-3, 1e-2, 1e-2, 0.1, 1.0, 30.0])
    if "beta2" in hypers:
        hypers["beta2"][:2] = 0.999
    many = trace(key, rosenbrock(b=10.0), (-1.0, 1.0), steps=STEPS, schedule=decay, **hypers)
    for lane in range(6):
        own = {name: values[lane] for name, values in hypers.items()}
        one = trace(key, rosenbrock(b=10.0), (-1.0, 1.0), steps=STEPS, schedule=decay, **own)
        assert_lane_is(many, lane, one)
        assert np.array_equal(many.rates[:, lane], one.rates)


SOURCES = {
    "noisy": (bowl(), noisy),
    "noisy line": (Parabola(), noisy),
    "mini-batch": (fit(), gradients.mini_batch(6)),
    "with replacement": (fit(), gradients.mini_batch(3, replacement=True)),
    "clipped": (fit(), gradients.clipped(gradients.mini_batch(2), norm=0.5)),
    "regression": (DATASETS["noisy"].regression(), gradients.mini_batch(7)),
    "regression, drawn": (DATASETS["noisy"].regression(), gradients.mini_batch(9, True)),
}


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("tolerance", [None, 0.3])
def test_lanes_with_seeds_of_their_own_are_the_runs_with_those_seeds(
    name: str, tolerance: float | None
) -> None:
    surface, source = SOURCES[name]
    seeds = np.array([5, 0, 5, 12345678901])
    start = starts_on(surface)[0]
    options: dict[str, Any] = {"steps": STEPS, "gradient": source, "tolerance": tolerance}
    # One lane diverges, so that lanes end at different times.
    rates = np.array([0.05, 0.1, 0.2, 9.0])
    many = trace("momentum", surface, start, seed=seeds, lr=rates, **options)
    ends = sweep("momentum", surface, start, seed=seeds, lr=rates, **options)
    for lane, (seed, lr) in enumerate(zip(seeds, rates, strict=True)):
        one = trace("momentum", surface, start, seed=int(seed), lr=lr, **options)
        assert_lane_is(many, lane, one)
        assert np.array_equal(ends.points[lane], one.points[-1], equal_nan=True)


@pytest.mark.parametrize("name", SOURCES)
def test_a_block_of_a_sweep_leaves_no_trace(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    surface, source = SOURCES[name]
    random = np.random.default_rng(2)
    starts = random.uniform(-2.0, 2.0, (11, getattr(surface, "dimension", 2)))
    options: dict[str, Any] = {
        "steps": 30,
        "gradient": source,
        "tolerance": 0.2,
        "lr": np.geomspace(0.01, 3.0, 11),
        "seed": np.arange(11),
    }
    whole = sweep("adam", surface, starts, **options)
    monkeypatch.setattr(import_module("optim.sweep"), "BLOCK", 4)
    told: list[tuple[int, int]] = []
    blocks = sweep(
        "adam", surface, starts, progress=lambda done, total: told.append((done, total)), **options
    )
    for key in ("points", "values", "steps_taken", "diverged_at"):
        assert np.array_equal(getattr(whole, key), getattr(blocks, key), equal_nan=True), key
    assert told == [(4, 11), (8, 11), (11, 11)]


def test_a_single_start_is_a_sweep_of_one() -> None:
    ends = sweep("gd", bowl(), (1.0, -2.0), steps=3, lr=0.25)
    assert ends.points.tolist() == [[0.125, -0.25]]
    assert ends.values.tolist() == [0.125**2 + 0.25**2]
    assert (ends.steps_taken.tolist(), ends.diverged_at.tolist()) == ([-1], [-1])


def test_no_steps_at_all() -> None:
    ends = sweep("adam", bowl(), STARTS, steps=0, tolerance=100.0)
    assert np.array_equal(ends.points, STARTS)
    assert (ends.steps_taken == -1).all()


@pytest.mark.parametrize("key", ["gd", "nesterov", "adam"])
def test_a_lane_ends_at_its_first_point_that_is_to_end_it(key: str) -> None:
    seeds = np.arange(len(STARTS))

    def beyond(x: Any, y: Any) -> Any:
        return x * x + y * y > 1.0

    where: dict[str, Any] = {"gradient": noisy, "seed": seeds, "lr": 0.1}
    ends = sweep(key, saddle(), STARTS, steps=STEPS, until=beyond, **where)
    paths = trace(key, saddle(), STARTS, steps=STEPS, **where)
    for lane in range(len(STARTS)):
        x, y = paths.points[:, lane].T
        met = beyond(x, y)
        step = int(met.argmax()) if met.any() else -1
        assert ends.steps_taken[lane] == step
        last = paths.points[step, lane]
        np.testing.assert_array_equal(ends.points[lane], last)
        assert ends.diverged_at[lane] == -1
    assert {0, -1} & set(ends.steps_taken.tolist())
    assert (ends.steps_taken > 0).any()
