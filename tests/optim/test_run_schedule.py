"""Schedules over a whole run: their length, their warm-up, and their numbers as formulas."""

import math
from typing import Any

import pytest

from formula.graph import Graph
from formula.tape import Operation, tape
from optim import SCHEDULES, schedules
from optim.run_schedule import RunSchedule

STEPS, RISING = 60, 7


def made(kind: str, **numbers: float) -> RunSchedule:
    own = {name: p.default for name, p in SCHEDULES[kind].run_parameters.items()}
    return RunSchedule(kind, tuple({"steps": STEPS, **own, **numbers}.items()))


def test_a_kind_with_a_length_has_the_steps_after_the_warm_up() -> None:
    schedule = made("cosine", warmup=RISING, cosine_floor=0.2)
    same = schedules.warmup(RISING, schedules.cosine(STEPS - RISING, floor=0.2))
    assert [schedule(t) for t in range(1, STEPS + 2)] == [same(t) for t in range(1, STEPS + 2)]
    assert schedule(RISING) == 1.0
    assert schedule(STEPS) == pytest.approx(0.2)


@pytest.mark.parametrize("kind", SCHEDULES)
def test_a_warm_up_longer_than_the_run_is_all_there_is(kind: str) -> None:
    schedule = made(kind, warmup=2 * STEPS)
    assert [schedule(t) for t in (1, STEPS)] == [1 / (2 * STEPS), 0.5]


def test_kinds_share_no_name() -> None:
    names = [name for kind in SCHEDULES.values() for name in kind.run_parameters]
    assert len(names) == len(set(names))
    assert "cosine_floor" in names
    assert "cosine_steps" not in names


@pytest.mark.parametrize("rising", [0, RISING])
@pytest.mark.parametrize("kind", SCHEDULES)
def test_the_formula_has_the_schedules_numbers_at_other_values_too(kind: str, rising: int) -> None:
    first, graph = made(kind, warmup=rising), Graph()
    factor = first.of({name: graph.symbol(name) for name, _ in first.numbers})(graph.symbol("t"))
    operations, _ = tape(graph, [graph.place(factor)])
    for schedule in (first, made(kind, warmup=rising + 3, steps=STEPS // 2)):
        for t in range(1, STEPS + 1):
            played = play(operations, {**dict(schedule.numbers), "t": t})
            assert played == pytest.approx(schedule(t), rel=1e-12, abs=1e-15)


PLAYED: dict[str, Any] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b if b else math.inf,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    "floor": math.floor,
    "abs": abs,
    "cos": lambda a: math.cos(a) if math.isfinite(a) else math.nan,
    "sqrt": math.sqrt,
    "minimum": min,
    "power": pow,
    "where": lambda a, b, c: b if a else c,
}


def play(operations: list[Operation], given: dict[str, float]) -> float:
    values: list[Any] = []
    for name, *parts in operations:
        if not parts:
            values.append(given[str(name)])
        elif name == "c":
            values.append(parts[0])
        else:
            values.append(PLAYED[str(name)](*(values[int(part)] for part in parts)))
    return float(values[-1])
