"""The formula with its numbers put in says what the rule did."""

import re
from typing import Any

import numpy as np
import pytest

from optim import OPTIMIZERS, gradients, schedules
from surfaces import CURVES, rosenbrock, valley
from tests.ui.runs.formula_text import lines, symbols
from ui.page.numbers import as_text
from ui.runs.anatomy import Anatomy, anatomy
from ui.runs.result import RunResult, follow
from ui.runs.run import Run
from ui.runs.step_formula import step_formula
from ui.stage.formula import StepFormula
from ui.stage.payload import encode


def parts_of(key: str, steps: int = 20, **hypers: float) -> Anatomy:
    run = Run(key, hypers)
    return anatomy(run, run.trace(rosenbrock(b=2.0), (-1.3, 0.9), steps=steps))


def told(run: Run, surface: Any, start: Any, steps: int) -> StepFormula:
    parts = anatomy(run, run.trace(surface, start, steps=steps))
    return step_formula(parts, len(parts))


def vectors(line: str) -> list[tuple[str, ...]]:
    """The vectors of numbers in a line."""
    found = re.findall(r"\(([^()]*,[^()]*)\)", line)
    return [tuple(each.split(",")) for each in found if re.search(r"\d", each)]


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_rule_is_worked_through_to_its_next_point(key: str) -> None:
    parts = parts_of(key)
    formula = step_formula(parts, len(parts))
    for at in (0, 2, 13):
        worked = lines(formula, at)
        assert not any("nan" in line or "None" in line for line in worked)
        [line] = [line for line in worked if line.startswith("x←")]
        end = parts.next_x[at].tolist()
        # In three figures, or in as many as show that the point moved.
        wanted = [tuple(as_text(value, figures) for value in end) for figures in range(3, 8)]
        assert vectors(line)[-1] in wanted
        [gradient] = [line for line in worked if line.startswith("g=")]
        assert vectors(gradient)[-1] == tuple(as_text(value) for value in parts.g[at].tolist())


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_line_comes_to_what_the_rule_has_under_that_name(key: str) -> None:
    """An independent evaluation: the rule itself, on the floats of one coordinate."""
    parts, at = parts_of(key), 9
    worked = lines(step_formula(parts, len(parts)), at)
    hypers = {**parts.hypers, "lr": float(parts.lr[at, 0])}
    for coordinate in (0, 1):
        before = [float(rows[at, coordinate]) for rows in parts.before.values()]
        x, g = float(parts.x[at, coordinate]), float(parts.g[at, coordinate])
        _, *after = parts.optimizer.rule(at + 1, x, g, *before, **hypers)
        for name, value in zip(parts.before, after, strict=True):
            [line] = [line for line in worked if line.startswith(f"{name}←")]
            assert vectors(line)[-1][coordinate] == as_text(value)


def test_a_step_of_momentum() -> None:
    # v: (1, 4), then half of it and the gradient (0.9, 2.4) at (0.9, 0.6).
    formula = told(Run("momentum", {"lr": 0.1, "beta": 0.5}), valley(4.0), (1.0, 1.0), 3)
    assert lines(formula, 1) == [
        "g=∇f(x) =(0.9,2.4)",
        "v←βv+g =0.5·(1,4)+(0.9,2.4) =(1.4,4.4)",
        "x←x−αv =(0.9,0.6)−0.1·(1.4,4.4) =(0.76,0.16)",
    ]


def test_nesterovs_gradient_is_told_to_be_taken_ahead() -> None:
    formula = told(Run("nesterov", {"lr": 0.1, "beta": 0.5}), valley(4.0), (1.0, 1.0), 3)
    # From (0.9, 0.6) the velocity (1, 4) alone leads to (0.85, 0.4), with the slope (0.85, 1.6).
    assert lines(formula, 1)[0] == "g=∇f(x−αβv) =∇f(0.85,0.4) =(0.85,1.6)"


def test_what_stays_is_written_alike() -> None:
    still = told(Run("gd", {"lr": 0.01}), valley(), (0.0, 0.0), 3)
    assert lines(still, 1)[-1].endswith("=(0,0)")


def test_radam_divides_once_it_may() -> None:
    parts = parts_of("radam")
    formula = step_formula(parts, len(parts))
    assert len(formula.variants) == 2
    before, after = lines(formula, 4), lines(formula, 5)
    assert any(line.startswith("ρ_t=") and line.endswith("=4.996≤5") for line in before)
    assert any(line.startswith("ρ_t=") and line.endswith("=5.994>5") for line in after)
    assert "d=1" in before
    assert any(line.startswith("d=[√[v]+ε]/[") for line in after)


def test_numbers_end_with_the_steps_that_are_taken() -> None:
    [diverged] = follow([Run("gd", {"lr": 1.9})], valley(), (-1.3, 0.9), steps=40)
    formula = diverged.formula()
    assert formula.steps == diverged.steps_taken < 40
    assert formula.ending == "The next step leaves all bounds."
    assert np.isfinite(diverged.trajectory.points[formula.steps]).all()
    [far] = follow([Run("gd", {"lr": 1.9})], rosenbrock(b=1e6), (-1.9, 0.9), steps=3)
    assert (far.formula().steps, len(far.formula().variants)) == (0, 1)


def test_a_run_that_stopped_says_so_and_takes_no_step() -> None:
    [result] = follow([Run("gd", {"lr": 0.1})], valley(2.0), (1.0, 1.0), steps=99, tolerance=0.01)
    formula = result.formula()
    assert formula.steps == result.steps_taken < 99
    length = as_text(float(np.hypot(*valley(2.0).gradient(*result.trajectory.points[-1]))))
    assert formula.ending.startswith(f"‖g‖ = {length} is within")


def test_after_the_last_step_there_is_the_one_that_would_come_next() -> None:
    [result] = follow([Run("gd", {"lr": 0.1})], valley(2.0), (1.0, 1.0), steps=5)
    assert result.formula().steps == 6


def test_a_line_has_single_numbers_in_brackets_only_for_a_minus_sign() -> None:
    formula = told(Run("gd", {"lr": 0.25}), CURVES["square"], 1.0, 2)
    assert lines(formula, 0) == ["g=f′(x) =2", "x←x−αg =1−0.25·2 =0.5"]
    formula = told(Run("gd", {"lr": 0.25}), CURVES["square"], -1.0, 2)
    assert lines(formula, 0) == ["g=f′(x) =−2", "x←x−αg =(−1)−0.25·(−2) =−0.5"]


def test_no_formula_claims_that_a_long_memory_keeps_everything() -> None:
    run = Run("adamw", {"lr": 0.05, "beta2": 0.9999, "weight_decay": 0.01})
    worked = "\n".join(lines(told(run, valley(), (-1.3, 0.9), 5), 4))
    assert "=0.9999·(" in worked
    assert "/[1−0.9999^5]" in worked
    assert "x←(1−αλ)x−α[m̂]/[√[v̂]+ε] =0.9995·(" in worked


def test_the_schedules_rate_is_that_of_the_step() -> None:
    run = Run("gd", {"lr": 0.5})
    trajectory = run.trace(valley(), (1.0, 1.0), steps=4, schedule=schedules.exponential(0.5))
    formula = step_formula(anatomy(run, trajectory), 4)
    rates = [re.findall(r"−([\d.]+)·", lines(formula, at)[-1])[0] for at in range(4)]
    assert rates == [as_text(rate) for rate in trajectory.rates.tolist()]


def test_a_noisy_gradient_is_called_an_estimate() -> None:
    def first(result: RunResult) -> str:
        return lines(result.formula(), 0)[0]

    [exact] = follow([Run("adam")], valley(), (1.0, 1.0), steps=5)
    noise = gradients.noisy(0.1)
    [noisy] = follow([Run("adam")], valley(), (1.0, 1.0), steps=5, gradient=noise)
    assert first(exact).startswith("g=∇f(x)")
    assert first(noisy).startswith("g≈∇f(x)")


def test_what_is_drawn_as_an_arrow_has_its_colour() -> None:
    [result] = follow([Run("adam")], valley(), (1.0, 1.0), steps=5)
    [variant] = result.formula().variants
    markup = "".join(piece for line in variant.lines for piece in line.symbols)
    assert set(re.findall(r'data-tint="(\w+)"', markup)) == {"gradient", "average", "scaled"}
    [heavy] = follow([Run("momentum")], valley(), (1.0, 1.0), steps=5)
    first, velocity, _ = heavy.formula().variants[0].lines
    assert '<mrow data-tint="gradient"><mi>g</mi></mrow>' in first.symbols[0]
    assert '<mrow data-tint="gradient"><mi>g</mi></mrow>' in velocity.symbols[1]
    assert 'data-tint="kept"' in velocity.symbols[0]
    [plain] = result.formula(tinted=False).variants
    assert "data-tint" not in "".join(piece for line in plain.lines for piece in line.symbols)
    assert symbols(variant.lines[-1].symbols) == "x←x−α[m̂]/[√[v̂]+ε]"


def test_what_is_sent_stays_small() -> None:
    """A number that is the same at all steps is sent once, and a memory once for both its rows."""
    [short] = follow([Run("adam")], rosenbrock(b=10.0), (-1.0, 1.0), steps=100)
    [long] = follow([Run("adam")], rosenbrock(b=10.0), (-1.0, 1.0), steps=900)
    # Points, in both halves of their figures, g, m, v, m̂ and v̂.
    assert len(encode(long.formula())) <= 900 * 4 * (2 * 2 + 5 * 2) + 9_000
    assert len(encode(short.formula())) < 15_000


def test_lines_that_a_browser_has_are_not_sent_again() -> None:
    [here] = follow([Run("adam")], rosenbrock(b=10.0), (-1.0, 1.0), steps=20)
    [there] = follow([Run("adam")], rosenbrock(b=2.0), (1.0, 2.0), steps=20)
    [lines], [same] = ([each.lines for each in run.formula().variants] for run in (here, there))
    assert lines.name == same.name
    told, again = encode(here.formula()), encode(there.formula(), known=[lines.name])
    assert b"<math>" in told
    assert b"<math>" not in again
    [other] = follow([Run("adamw")], rosenbrock(b=10.0), (-1.0, 1.0), steps=20)
    assert other.formula().variants[0].lines.name != lines.name


def test_of_a_long_run_steps_in_even_measure_are_told_each_with_its_own_numbers() -> None:
    [long] = follow([Run("adam")], rosenbrock(b=10.0), (-1.0, 1.0), steps=9_999)
    formula, parts = long.formula(), long.parts
    assert formula.rows is not None
    assert (formula.rows[0], formula.rows[-1], formula.steps) == (0, 9_999, 10_000)
    assert np.array_equal(formula.rows[:100], np.arange(100))
    assert np.diff(formula.rows).max() <= 25
    for row in (0, 7, 499):
        step = int(formula.rows[row])
        worked = lines(formula, row)
        for name, values in (("m", parts.after["m"]), ("g", parts.g)):
            [line] = [line for line in worked if re.match(f"{name}[←=]", line)]
            assert vectors(line)[-1] == tuple(as_text(value) for value in values[step].tolist())
        [line] = [line for line in worked if line.startswith("x←")]
        end = parts.next_x[step].tolist()
        assert vectors(line)[-1] in [tuple(as_text(x, k) for x in end) for k in range(3, 13)]
    assert len(encode(formula)) < 65_000
