"""Schedules against their closed forms."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from optim import SCHEDULES, schedules
from optim.schedules import Schedule

FORMS: list[tuple[str, Schedule, Callable[[int], float]]] = [
    ("constant", schedules.constant(), lambda t: 1.0),
    ("step", schedules.step(10, 0.5), lambda t: 0.5 ** math.floor(t / 10)),
    ("exponential", schedules.exponential(0.97), lambda t: 0.97**t),
    ("inverse time", schedules.inverse_time(0.1), lambda t: 1 / (1 + 0.1 * t)),
    ("inverse root", schedules.inverse_sqrt(), lambda t: 1 / math.sqrt(t)),
    ("cosine", schedules.cosine(100), lambda t: (1 + math.cos(math.pi * t / 100)) / 2),
    (
        "cosine, floor",
        schedules.cosine(100, floor=0.2),
        lambda t: 0.2 + 0.8 * (1 + math.cos(math.pi * t / 100)) / 2,
    ),
    ("no warm-up", schedules.warmup(0, schedules.exponential(0.9)), lambda t: 0.9**t),
    (
        "warm-up",
        schedules.warmup(20, schedules.exponential(0.9)),
        lambda t: t / 20 if t <= 20 else 0.9 ** (t - 20),
    ),
]


@pytest.mark.parametrize(("name", "schedule", "form"), FORMS)
def test_closed_forms(name: str, schedule: Schedule, form: Callable[[int], float]) -> None:
    for t in range(1, 101):
        assert schedule(t) == pytest.approx(form(t), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize(
    ("schedule", "t", "factor"),
    [
        (schedules.step(10, 0.1), 9, 1.0),
        (schedules.step(10, 0.1), 10, 0.1),
        (schedules.inverse_sqrt(), 1, 1.0),
        (schedules.cosine(100), 100, 0.0),
        (schedules.cosine(100, floor=0.3), 5000, 0.3),
        (schedules.one_cycle(100, rise=0.3, low=0.1), 15, 0.55),
        (schedules.one_cycle(100, rise=0.3, low=0.1), 30, 1.0),
        (schedules.one_cycle(100, rise=0.3, low=0.1), 65, 0.5),
        (schedules.one_cycle(100, rise=0.3, low=0.1, floor=0.02), 100, 0.02),
        (schedules.one_cycle(100, rise=0.3, low=0.1, floor=0.02), 101, 0.02),
        (schedules.one_cycle(100, rise=0.0), 50, 0.5),
        (schedules.triangular(20, low=0.2), 5, 0.6),
        (schedules.triangular(20, low=0.2), 10, 1.0),
        (schedules.triangular(20, low=0.2), 15, 0.6),
        (schedules.triangular(20, low=0.2), 20, 0.2),
        (schedules.triangular(20, low=0.2), 30, 1.0),
        (schedules.triangular(1, low=0.2), 7, 0.2),
        (schedules.warmup(4, schedules.constant()), 1, 0.25),
        (schedules.warmup(4, schedules.constant()), 4, 1.0),
        (schedules.warmup(4, schedules.step(10, 0.5)), 14, 0.5),
    ],
)
def test_telling_steps(schedule: Schedule, t: int, factor: float) -> None:
    assert schedule(t) == pytest.approx(factor, abs=1e-12)


@pytest.mark.parametrize("key", SCHEDULES)
def test_the_table(key: str) -> None:
    kind = SCHEDULES[key]
    assert kind.key == key
    assert kind.factory is getattr(schedules, key)
    assert kind.name
    assert kind.latex.count("{") == kind.latex.count("}")
    assert kind.idea.endswith(".")
    assert all(parameter.help.endswith(".") for parameter in kind.parameters)
    factors = [kind.make()(t) for t in range(1, 1001)]
    assert all(0.0 <= factor <= 1.0 for factor in factors)
    # Every bound of every parameter makes a schedule too.
    for parameter in kind.parameters:
        for bound in (parameter.low, parameter.high):
            assert math.isfinite(kind.make(**{parameter.name: bound})(3))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: schedules.step(0), "step: every must be a whole number and at least 1, not 0"),
        (lambda: schedules.step(1.5), "step: every must be a whole number"),  # type: ignore[arg-type]
        (lambda: schedules.step(5, 0.0), "step: gamma must be above 0 and at most 1, not 0.0"),
        (lambda: schedules.exponential(1.1), "exponential: gamma must be above 0 and at most 1"),
        (lambda: schedules.inverse_time(-1.0), "inverse_time: k must be finite and at least 0"),
        (lambda: schedules.cosine(0), "cosine: steps must be a whole number and at least 1"),
        (lambda: schedules.cosine(10, floor=2.0), "cosine: floor must be from 0 to 1, not 2.0"),
        (lambda: schedules.one_cycle(10, rise=1.0), "rise must be at least 0 and less than 1"),
        (lambda: schedules.one_cycle(10, low=-0.1), "low must be from 0 to 1"),
        (lambda: schedules.triangular(0), "period must be a whole number and at least 1"),
        (lambda: schedules.warmup(-1, schedules.constant()), "steps must be a whole number and at"),
        (
            lambda: SCHEDULES["cosine"].make(gamma=1.0),
            "no parameter 'gamma'; it takes steps, f",
        ),
        (lambda: SCHEDULES["constant"].make(k=1.0), "no parameter 'k'; it takes none"),
    ],
)
def test_nonsense_is_refused(make: Callable[[], Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        make()
