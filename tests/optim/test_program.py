"""Programs do what `trace` and `sweep` do, bit for bit, divergence and stop included."""

from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from formula.numeric import Number, maximum, where
from optim import OPTIMIZERS, SCHEDULES, gradients, schedules, sweep, trace
from optim.program import Program, program, tables
from surfaces import CURVES, DATASETS, SURFACES, Curve, Surface, formula, make
from surfaces.written import written
from tests.optim.problems import Cliff
from tests.optim.wasm_host import Host, plan_of

STEPS, LANES = 40, 6
TOLERANCE = 0.05

SOURCES = {
    "exact": gradients.exact(),
    "noisy": gradients.noisy(0.3, batch=3),
    "clipped": gradients.clipped(gradients.noisy(0.3), norm=2.0, value=1.5),
}
PLANS = {
    "constant": schedules.constant(),
    "cosine": schedules.cosine(STEPS, floor=0.1),
    "warmup": schedules.warmup(5, schedules.inverse_sqrt()),
}


@cache
def compiled(rule: str, surface: Surface | Curve, source: str = "exact") -> Program:
    form = written(surface)
    assert form is not None
    made = program(OPTIMIZERS[rule], form, SOURCES[source])
    assert made is not None
    return made


def transcendental(surface: Surface | Curve) -> bool:
    return bool(compiled("gd", surface).functions)


EVERY: list[Surface | Curve] = [*SURFACES.values(), *CURVES.values()]
ARITHMETIC = [
    surface for surface in EVERY if not transcendental(surface) or surface.key == "valley"
]


def bits(array: Any) -> bytes:
    """The numbers as they are in memory; all NaN are one, for their bits mean nothing."""
    floats: NDArray[np.float64] = np.asarray(array, dtype=np.float64)
    return np.where(np.isnan(floats), np.nan, floats).tobytes()


def starts(surface: Surface | Curve, count: int) -> NDArray[np.float64]:
    """Places all over the frame, as `trace` takes them."""
    low, high = np.reshape(surface.domain, (-1, 2)).T
    shares = np.random.default_rng(3).uniform(size=(count, len(low)))
    return np.asarray(low + shares * (high - low))


def rates(rule: str) -> NDArray[np.float64]:
    """From a hundredth of the usual one to so large a one that steps leave all bounds."""
    return OPTIMIZERS[rule].defaults["lr"] * np.geomspace(0.01, 1e7, LANES)


def ends(path: Any) -> tuple[int, int]:
    """How a trajectory ended, −1 for None."""
    diverged, stopped = (-1 if at is None else at for at in (path.diverged_at, path.stopped_at))
    return diverged, stopped


def same_path(host: Host, rule: Any, surface: Any, start: Any, steps: int, **how: Any) -> Any:
    """Whether program and `trace` say the same; gives the trajectory."""
    path = trace(rule, surface, start, steps=steps, **how)
    ours = host.path(plan_of(rule, surface, start, steps, **how))
    assert (ours.pop("diverged_at"), ours.pop("stopped_at")) == ends(path)
    expected = {"points": path.points, "values": path.values, "gradients": path.gradients}
    expected |= path.memory
    assert ours.keys() == expected.keys()
    for name, array in ours.items():
        assert bits(array) == bits(expected[name]), (surface.key, name)
    return path


def same_ends(host: Host, rule: Any, surface: Any, where: Any, steps: int, **how: Any) -> Any:
    """Whether program and `sweep` say the same; gives the sweep."""
    swept = sweep(rule, surface, where, steps=steps, **how)
    for name, array in host.lanes(plan_of(rule, surface, where, steps, **how)).items():
        assert bits(array) == bits(getattr(swept, name)), (surface.key, name)
    return swept


@pytest.mark.parametrize("rule", OPTIMIZERS)
def test_every_rule_on_every_arithmetic_surface(rule: str) -> None:
    diverged = stopped = 0
    for surface, (source, by) in product(ARITHMETIC, SOURCES.items()):
        host, where = Host(compiled(rule, surface, source)), starts(surface, LANES)
        for i, schedule in enumerate(PLANS.values()):
            how: dict[str, Any] = {
                "gradient": by,
                "schedule": schedule,
                "tolerance": TOLERANCE,
                "seed": i,
            }
            swept = same_ends(host, rule, surface, where, STEPS, lr=rates(rule), **how)
            diverged += (swept.diverged_at >= 0).sum()
            stopped += (swept.steps_taken >= 0).sum()
            lane = (i + len(source)) % LANES
            same_path(host, rule, surface, where[lane], STEPS, lr=rates(rule)[lane], **how)
    assert diverged > 0
    assert stopped > 0


@pytest.mark.parametrize("kind", SCHEDULES)
def test_every_schedule(kind: str) -> None:
    surface, schedule = SURFACES["beale"], SCHEDULES[kind].make()
    for rule in ("momentum_folded", "nadam"):
        same_path(Host(compiled(rule, surface)), rule, surface, (1.0, 1.0), 130, schedule=schedule)


@pytest.mark.parametrize("rule", ["gd", "adam", "nesterov"])
def test_a_path_that_stops_and_one_that_diverges(rule: str) -> None:
    surface = SURFACES["rosenbrock"]
    host = Host(compiled(rule, surface))
    where = SURFACES["rosenbrock"].start
    stopped = same_path(host, rule, surface, where, 400, lr=5e-4, tolerance=2.0)
    diverged = same_path(host, rule, surface, where, 400, lr=1e6)
    assert stopped.stopped_at is not None
    assert diverged.diverged_at is not None
    at_once = same_path(host, rule, surface, where, 5, tolerance=1e9)
    assert at_once.stopped_at == 0
    same_path(host, rule, surface, where, 0)


def test_exactly_at_the_tolerance_and_at_the_bound() -> None:
    bowl = SURFACES["bowl"]
    host, places = Host(compiled("gd", bowl)), [(1.0, 0.0), (0.0, 1e6)]
    for start, tolerance in product(places, (2.0, 2e6)):
        same_path(host, "gd", bowl, start, 3, lr=0.0, tolerance=tolerance)
        same_ends(host, "gd", bowl, [start], 3, lr=0.0, tolerance=tolerance)
    at_once = sweep("gd", bowl, places, steps=3, lr=0.0, tolerance=2.0)
    assert at_once.steps_taken.tolist() == [0, -1]
    assert at_once.diverged_at.tolist() == [-1, -1]


@pytest.mark.parametrize("key", ["ripples", "ripple"])
@pytest.mark.parametrize("rule", ["gd", "adam"])
def test_sines_are_the_hosts(rule: str, key: str) -> None:
    surface = SURFACES[key] if key in SURFACES else CURVES[key]
    host, where = Host(compiled(rule, surface)), starts(surface, LANES)
    assert set(host.program.functions) == {"cos", "sin"}
    for start in where:
        same_path(host, rule, surface, start, STEPS, lr=0.01)
    swept = sweep(rule, surface, where, steps=STEPS, lr=0.01)
    ours = host.lanes(plan_of(rule, surface, where, STEPS, lr=0.01))
    np.testing.assert_allclose(ours["points"], swept.points, rtol=1e-9)


@pytest.mark.parametrize(
    "text", ["x^2 + 3*sin(y)", "exp(x/4) + abs(y)^2.5 + tanh(x*y)", "1/x + y^2"]
)
def test_typed_formulas(text: str) -> None:
    surface = formula(text)
    host = Host(compiled("momentum", surface, "noisy"))
    for start in starts(surface, 3):
        same_path(host, "momentum", surface, start, STEPS, gradient=SOURCES["noisy"], lr=0.02)


def test_a_regression_with_all_its_data() -> None:
    surface = DATASETS["noisy"].regression()
    host = Host(compiled("adamw", surface))
    same_path(host, "adamw", surface, surface.start, STEPS)
    same_ends(host, "adamw", surface, starts(surface, LANES), STEPS)


@pytest.mark.parametrize(
    ("key", "arguments"),
    [
        ("rosenbrock", [{"b": 1.0}, {"b": 7.3}]),
        ("valley", [{"kappa": 3.0}, {"kappa": 55.5, "angle": 30.0}, {"angle": 77.7}]),
        ("sharp_and_flat", [{"ratio": 2.0}, {"ratio": 99.0, "distance": 4.4}]),
        ("ripples", [{"amplitude": 0.0}, {"amplitude": 0.3}]),
    ],
)
def test_one_program_serves_all_parameters(key: str, arguments: list[dict[str, float]]) -> None:
    host = Host(compiled("momentum", SURFACES[key]))
    for each in arguments:
        surface = make(key, **each)
        form = written(surface)
        assert form is not None
        assert program(OPTIMIZERS["momentum"], form) is host.program
        same_path(host, "momentum", surface, surface.start, STEPS)


def test_every_hyper_parameter_may_differ_from_lane_to_lane() -> None:
    surface = SURFACES["himmelblau"]
    host = Host(compiled("radam", surface))
    # At β₂ = 0.6 denominators are 0 on the way.
    how = {"beta1": np.linspace(0.0, 0.95, 7), "beta2": np.linspace(0.6, 0.999, 7), "eps": 1e-4}
    same_ends(host, "radam", surface, surface.start, STEPS, lr=np.geomspace(0.01, 1.0, 7), **how)
    same_path(host, "radam", surface, surface.start, STEPS, beta2=0.6)


def test_a_rule_that_chooses_by_a_hyper_parameter() -> None:
    def choosy(
        t: int, x: Number, g: Number, v: Number, *, lr: Number, beta: Number
    ) -> tuple[Number, ...]:
        v = where(beta * 2.0 > 1.0, beta * v, 0.1 * v) + g
        return x - lr * maximum(v, -1.0), v

    surface = SURFACES["rosenbrock"]
    form, optimizer = written(surface), replace(OPTIMIZERS["momentum"], key="choosy", rule=choosy)
    assert form is not None
    made = program(optimizer, form)
    assert made is not None
    for beta in (0.2, 0.8):
        same_path(Host(made), optimizer, surface, surface.start, STEPS, beta=beta)
    where_from, betas = starts(surface, 2), np.array([0.2, 0.8])
    same_ends(Host(made), optimizer, surface, where_from, STEPS, lr=0.001, beta=betas)


@pytest.mark.parametrize("replacement", [False, True])
def test_mini_batches_are_numbers_of_each_step(replacement: bool) -> None:
    surface = DATASETS["noisy"].regression()
    form = written(surface)
    assert form is not None
    for size in (1, 7, 16, surface.examples):
        source = gradients.mini_batch(size, replacement)
        made = program(OPTIMIZERS["momentum"], form, source)
        assert made is not None
        how: dict[str, Any] = {"gradient": source, "seed": 3, "lr": 0.02}
        same_path(Host(made), "momentum", surface, surface.start, 90, **how)
        same_ends(Host(made), "momentum", surface, starts(surface, LANES), 90, **how)


def test_rules_surfaces_and_sources_without_a_program() -> None:
    regression = DATASETS["noisy"].regression()
    form = written(regression)
    assert form is not None
    gd = OPTIMIZERS["gd"]
    assert program(gd, replace(form, batch_of=None), gradients.mini_batch(4)) is None
    twice = gradients.clipped(gradients.clipped(gradients.exact(), norm=1.0), value=1.0)
    assert program(gd, form, twice) is None
    cliff = replace(SURFACES["saddle"], key="cliff", gradient=Cliff().gradient)
    assert written(cliff) is None


def test_what_a_host_must_know() -> None:
    noisy = compiled("adam", make("rosenbrock", b=3.0), "noisy")
    assert noisy.inputs == (
        *("start.x", "start.y", "tolerance_squared"),
        *("rule.lr", "rule.beta1", "rule.beta2", "rule.eps"),
        *("surface.b", "source.sigma", "source.batch"),
    )
    sizes = {block.name: block.size(100) for block in noisy.path}
    assert sizes == {
        **{"inputs": 10, "factors": 100, "draws": 200, "values": 101, "gradients": 200},
        **{"points": 202, "m": 202, "v": 202, "ends": 3},
    }
    assert {block.name: block.size(100, 8) for block in noisy.lanes} == {
        **{"inputs": 80, "factors": 100, "draws": 200, "ends": 40},
    }
    assert noisy.record().keys() == {
        *("inputs", "memory", "dimension", "path", "lanes", "together", "functions"),
    }
    plan = plan_of("adam", SURFACES["rosenbrock"], np.ones((3, 2)), 5, gradient=SOURCES["noisy"])
    given = tables(noisy, plan)
    assert {name: len(floats) for name, floats in given.items()} == {
        **{"inputs": 10 * 4, "factors": 5, "draws": 10},
    }


def test_lanes_with_seeds_of_their_own_have_no_tables() -> None:
    bowl = SURFACES["bowl"]
    plan = plan_of("gd", bowl, (1.0, 1.0), 5, seed=np.arange(4), gradient=SOURCES["noisy"])
    with pytest.raises(ValueError, match="one seed"):
        tables(compiled("gd", bowl, "noisy"), plan)
