"""The formula with its numbers put in says what the rule did."""

import re

import numpy as np
import pytest

from optim import OPTIMIZERS
from surfaces import CURVES, rosenbrock, valley
from ui.page.numbers import as_latex
from ui.runs.anatomy import Anatomy, anatomy
from ui.runs.run import Run
from ui.runs.step_formula import step_formula


def parts_of(key: str, steps: int = 20) -> Anatomy:
    run = Run(key)
    return anatomy(run, run.trace(rosenbrock(b=2.0), (-1.3, 0.9), steps=steps))


@pytest.mark.parametrize("point", [0, 2, 13])
@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_rule_is_worked_through_to_its_next_point(key: str, point: int) -> None:
    parts = parts_of(key)
    text = step_formula(parts, point)
    assert text.count("{") == text.count("}")
    assert "$" not in text
    assert "nan" not in text
    [line] = [line for line in text.split(r"\\[2pt]") if r"x &\leftarrow" in line]
    told = re.findall(r"\(([^()]*),\\ ([^()]*)\)", line)[-1]
    end = parts.next_x[point].tolist()
    # In three figures, or in as many as show that the point moved.
    assert told in [tuple(as_latex(value, figures) for value in end) for figures in range(3, 8)]


def test_a_step_of_momentum() -> None:
    run = Run("momentum", {"lr": 0.1, "beta": 0.5})
    parts = anatomy(run, run.trace(valley(4.0), (1.0, 1.0), steps=3))
    # v: (1, 4), then half of it and the gradient (0.9, 2.4) at (0.9, 0.6).
    first, second = step_formula(parts, 1).split(r"\\[2pt]")
    assert r"v &\leftarrow 0.5 \cdot (1,\ 4) + (0.9,\ 2.4) = (1.4,\ 4.4)" in first
    assert r"x &\leftarrow (0.9,\ 0.6) - 0.1 \cdot (1.4,\ 4.4) = (0.76,\ 0.16)" in second


def test_a_short_step_is_written_with_enough_figures_to_be_seen() -> None:
    run = Run("gd", {"lr": 0.01})
    parts = anatomy(run, run.trace(valley(), (-1.0, 1.0), steps=900))
    for point in (0, 300, 700, 850):
        x, next_x = re.findall(r"\(([^()]*),\\ ([^()]*)\)", step_formula(parts, point))[::2]
        assert x != next_x
    still = anatomy(run, run.trace(valley(), (0.0, 0.0), steps=3))
    assert r"= (0,\ 0)" in step_formula(still, 1)


def test_near_a_minimum_that_is_not_zero_a_step_still_shows() -> None:
    run = Run("gd", {"lr": 0.1})
    parts = anatomy(run, run.trace(rosenbrock(b=2.0), (0.9, 0.8), steps=400))
    for point in (200, 399):
        x, next_x = re.findall(r"\(([^()]*),\\ ([^()]*)\)", step_formula(parts, point))[::2]
        assert x != next_x


def test_radam_divides_once_it_may() -> None:
    parts = parts_of("radam")
    assert r"\rho_{5} &= 4.996 \le 5" in step_formula(parts, 4)
    assert r"\rho_{6} &= 5.994 > 5" in step_formula(parts, 5)


def test_beyond_the_last_step_the_last_one_is_told() -> None:
    parts = parts_of("gd")
    assert step_formula(parts, 500) == step_formula(parts, 19)


def test_a_run_that_diverged_is_told_up_to_there() -> None:
    run = Run("gd", {"lr": 1.9})
    parts = anatomy(run, run.trace(valley(), (-1.3, 0.9), steps=40))
    last = int(np.isfinite(parts.next_x).all(axis=1).sum()) - 1
    assert step_formula(parts, 39) == step_formula(parts, last)
    far = Run("gd", {"lr": 1.9})
    parts = anatomy(far, far.trace(rosenbrock(b=1e6), (-1.9, 0.9), steps=3))
    assert "leaves all bounds" in step_formula(parts, 0)


def test_a_line_has_single_numbers() -> None:
    run = Run("gd", {"lr": 0.25})
    parts = anatomy(run, run.trace(CURVES["square"], 1.0, steps=2))
    assert r"(1) - 0.25 \cdot (2) = (0.5)" in step_formula(parts, 0)


def test_no_formula_claims_that_a_long_memory_keeps_everything() -> None:
    run = Run("adamw", {"lr": 0.05, "beta2": 0.9999, "weight_decay": 0.01})
    parts = anatomy(run, run.trace(valley(), (-1.3, 0.9), steps=5))
    text = step_formula(parts, 4)
    assert r"v &\leftarrow 0.9999 \cdot" in text
    assert r"{1 - 0.9999^{5}}" in text
    assert r"x &\leftarrow 0.9995 \cdot" in text
