"""Runs whose numbers are known: a worked example, how long a saddle holds, a parabola's regimes."""

import numpy as np
import pytest

from optim import OPTIMIZERS, trace
from surfaces import rosenbrock, saddle

from .problems import Parabola


@pytest.mark.parametrize(("key", "end"), [("gd", (0.93983, 0.88302)), ("adam", (0.98504, 0.97023))])
def test_the_worked_example_on_rosenbrocks_valley(key: str, end: tuple[float, float]) -> None:
    run = trace(key, rosenbrock(b=100.0), (-1.0, 1.0), steps=5000, lr=0.001)
    np.testing.assert_allclose(run.points[-1], end, atol=5e-6)


@pytest.mark.parametrize(
    ("key", "start", "reach", "steps"),
    [
        ("gd", (0.6, 0.05), 2.0, 64),
        ("gd", (0.6, 1e-6), 1.0, 238),
        ("adam", (0.6, 1e-6), 1.0, 31),
    ],
)
def test_how_long_the_saddle_holds(
    key: str, start: tuple[float, float], reach: float, steps: int
) -> None:
    run = trace(key, saddle(), start, steps=300, lr=0.03)
    assert int(np.argmax(np.abs(run.points[:, 1]) >= reach)) == steps


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_no_rule_leaves_the_saddles_stable_line_by_itself(key: str) -> None:
    run = trace(key, saddle(), (0.6, 0.0), steps=200)
    assert (run.points[:, 1] == 0.0).all()


@pytest.mark.parametrize(
    ("lr", "regime"),
    [
        (0.3, "monotone"),
        (0.5, "one step"),
        (0.8, "crossing"),
        (1.0, "bouncing"),
        (1.2, "diverging"),
    ],
)
def test_the_regimes_on_a_parabola(lr: float, regime: str) -> None:
    run = trace("gd", Parabola(2.0), 1.5, steps=30, lr=lr)
    x = run.points[:, 0]
    np.testing.assert_allclose(x, 1.5 * (1 - 2 * lr) ** np.arange(31.0), rtol=1e-9, atol=1e-15)
    size, crossed = np.abs(x), x[1:] * x[:-1] < 0
    holds = {
        "monotone": (x > 0).all() and (np.diff(x) < 0).all(),
        "one step": not x[1:].any(),
        "crossing": crossed.all() and (np.diff(size) < 0).all(),
        "bouncing": crossed.all() and (size == 1.5).all(),
        "diverging": crossed.all() and (np.diff(size) > 0).all(),
    }
    assert [name for name, true in holds.items() if true] == [regime]
