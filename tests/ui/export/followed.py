"""Runs to take along: every rule, with and without noise, schedules and limits."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from optim import OPTIMIZERS, SCHEDULES, gradients
from optim.plan import prepare
from optim.rules import typed_rule
from optim.run_schedule import RunSchedule
from surfaces import CURVES, DATASETS, SURFACES, formula
from surfaces.regression import two_features
from ui.export.taken import Taken, TakenAverage, TakenCloud, TakenRun

STEPS = 120
TYPED = "sin(x)*y**2 + 0.1*(x**2+y**2) + exp(-x**2)/(2+cos(y))"
CONDITIONS: Mapping[str, Mapping[str, Any]] = {
    "exact": {},
    "noisy": {"gradient": gradients.noisy(0.3, 4), "seed": 7},
    "clipped": {"gradient": gradients.clipped(gradients.exact(), norm=0.5, value=0.4)},
    "noisy and clipped": {
        "gradient": gradients.clipped(gradients.noisy(0.5), norm=0.7),
        "seed": 3,
        "schedule": RunSchedule(
            "cosine", (("steps", STEPS), ("warmup", 20), ("cosine_floor", 0.1))
        ),
    },
}
BOWL = SURFACES["bowl"]
DATA = DATASETS["noisy"].regression()
TWO = two_features([1.0, 2.0, 0.5, 4.0], [1.0, -1.0, 3.0, 0.25], [2.0, 1.0, 0.0, 5.0])
BATCHES = {
    "shuffled": gradients.mini_batch(7),
    "replaced": gradients.mini_batch(3, replacement=True),
    "all": gradients.mini_batch(40),
}


def run(name: str, rule: Any, surface: Any, start: Any = None, **conditions: Any) -> TakenRun:
    hypers = conditions.pop("hypers", {})
    steps = conditions.pop("steps", STEPS)
    begin = surface.start if start is None else start
    return TakenRun(name, prepare(rule, surface, begin, steps=steps, hypers=hypers, **conditions))


def taken(*runs: TakenRun) -> Taken:
    return Taken("Race", "https://lab.example/race?lr=0.1", [("learning rate α", 0.1)], runs)


def of_every_rule(
    surface: Any, conditions: Mapping[str, Any], rules: Sequence[str] = tuple(OPTIMIZERS)
) -> Taken:
    return taken(*(run(rule, rule, surface, **conditions) for rule in rules))


def on_every_surface() -> Taken:
    surfaces: list[Any] = [*SURFACES.values(), *CURVES.values(), formula(TYPED), DATA, TWO]
    return taken(*(run(f"{i} {s.name}", "adam", s) for i, s in enumerate(surfaces)))


def with_every_schedule() -> Taken:
    kinds = {
        kind.key: {p: h.default for p, h in kind.run_parameters.items()}
        for kind in SCHEDULES.values()
    }
    made = {
        key: RunSchedule(key, (("steps", STEPS), ("warmup", 10.0), *numbers.items()))
        for key, numbers in kinds.items()
    }
    surface = SURFACES["rosenbrock"]
    runs = [run(key, "adam", surface, schedule=schedule) for key, schedule in made.items()]
    ragged = run("by hand", "adam", surface, schedule=lambda t: [1.0, 0.5, 0.25][t % 3])
    return taken(*runs, ragged)


def on_batches() -> Taken:
    runs = [
        run(f"{rule} {name}", rule, DATA, gradient=source, seed=5)
        for rule in ("gd", "adam")
        for name, source in BATCHES.items()
    ]
    cut = gradients.clipped(BATCHES["shuffled"], norm=1.0)
    return taken(*runs, run("cut", "gd", DATA, gradient=cut, seed=5), run("exact", "gd", DATA))


def with_averages_and_clouds() -> Taken:
    noisy = {"gradient": gradients.noisy(0.3, 4), "seed": 7}
    runs = run("Adam", "adam", BOWL, **noisy), run("diverges", "gd", BOWL, hypers={"lr": 1.2})
    averages = [
        TakenAverage(f"{kind} of {each.name}", each.name, beta)
        for each in runs
        for kind, beta in (("exponential", 0.9), ("mean", None))
    ]
    cut = gradients.clipped(BATCHES["shuffled"], norm=1.0)
    clouds = [
        TakenCloud("on batches", run("", "gd", DATA, gradient=cut, seed=2, steps=40), 6),
        TakenCloud("noisy", run("", "momentum", BOWL, **noisy), 3),
    ]
    return replace(taken(*runs), averages=averages, clouds=clouds)


def of_typed_rules() -> Taken:
    """Rules whose names are those that a program uses, among others."""
    lines = (
        "m = beta*m + (1-beta)*g; n = n + g^2; x = x - lr*m/(n^0.5 + 0.001)",
        "points = max(points, abs(g)); x = x - lr*g/points",
        "v = factor*v + rule*sign(g); x = x - lr*v*(1 - params^t)/(1 + rng)",
    )
    numbers = {"factor": 0.5, "rule": 0.3, "params": 0.5, "rng": 0.1}
    typed = []
    for i, text in enumerate(lines):
        rule = typed_rule(text)
        own = {name: numbers[name] for name in rule.defaults if name in numbers}
        typed.append(run(f"typed {i}", rule, BOWL, hypers=own))
    return taken(*typed, run("adam", "adam", BOWL))


def that_end_early() -> Taken:
    return taken(
        run("diverges", "gd", BOWL, hypers={"lr": 1.2}),
        run("stops", "gd", BOWL, hypers={"lr": 0.2}, tolerance=1e-3),
        run("stands", "adam", BOWL, (0.0, 0.0), tolerance=0.0),
        run("escapes", "momentum", SURFACES["saddle"], (0.5, 1e-3), steps=400),
    )
