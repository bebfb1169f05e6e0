"""The formula of a run's steps: the rule's lines as templates, and the numbers of all steps.

All steps are worked out at once, by the lines themselves. Where a rule branches there is a template
for each way through it that is taken.
"""

import ast
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ui.stage.formula import StepFormula, Variant

from .anatomy import Anatomy
from .step_numbers import StepNumbers
from .step_template import Gradient, Way, choices, template

EXACT = Gradient()

MOST_STEPS = 1_000
"""Of longer runs not every step is told, but `SOME_STEPS` of them."""

SOME_STEPS, FIRST_STEPS = 500, 100
"""The first ones, through which one goes step by step, are all told; the others evenly."""


def step_formula(
    parts: Anatomy,
    steps: int,
    *,
    gradient: Gradient = EXACT,
    ending: str = "",
    tinted: bool = True,
    numbers: NDArray[np.int64] | None = None,
) -> StepFormula:
    """The rule with the numbers of the steps from the first `steps` points.

    Vectors stand in round brackets; their squares, roots and quotients are taken coordinate by
    coordinate, as in the rule itself.

    Args:
        gradient: where the gradient comes from.
        ending: why no step is taken from the point after those.
        tinted: whether what is drawn as an arrow has the arrow's colour.
        numbers: which step is taken from each point, where the points are not those of all steps.
    """
    parts, rows = told(parts, steps, numbers)
    filled = StepNumbers(parts.x, parts.next_x, _columns(parts))
    variants = []
    with np.errstate(all="ignore"):
        ways, variant = ways_taken(parts)
        for way in ways:
            made = template(parts.optimizer, parts.x.shape[1], way, gradient, tinted)
            variants.append(Variant(made.lines, filled.slots(made.program, _before(parts))))
    return StepFormula(variants, variant, filled.series, steps, ending, rows, numbers)


def told(
    parts: Anatomy, steps: int, numbers: NDArray[np.int64] | None = None
) -> tuple[Anatomy, NDArray[np.int64] | None]:
    """The parts of the steps that are told, and the points they are taken from: None for all."""
    # Without a step there are still the symbols.
    count = max(1, steps)
    rows = told_rows(count)
    if rows is None and numbers is None:
        return parts.taken(slice(count)), None
    points = np.arange(count) if rows is None else rows
    return parts.taken(points if numbers is None else numbers[points]), rows


def told_rows(steps: int) -> NDArray[np.int64] | None:
    """The points whose steps are told; None where all are."""
    if steps <= MOST_STEPS:
        return None
    others = np.linspace(FIRST_STEPS, steps - 1, SOME_STEPS - FIRST_STEPS).round()
    return np.concatenate([np.arange(FIRST_STEPS), others.astype(np.int64)])


def _columns(parts: Anatomy) -> list[NDArray[np.float64]]:
    """The points and the memories; of steps in a row, what comes after one comes before another."""
    before = [parts.x, *parts.before.values()]
    after = [parts.next_x, *parts.after.values()]
    if (np.diff(parts.t, axis=0) == 1).all():
        return [np.vstack([one, other[-1:]]) for one, other in zip(before, after, strict=True)]
    return [*before, *after]


def _before(parts: Anatomy) -> dict[str, Any]:
    """What the names stand for before each step."""
    hypers = {**parts.hypers, "lr": parts.lr}
    return {"t": parts.t, "x": parts.x, "g": parts.g, **parts.before, **hypers}


def ways_taken(parts: Anatomy) -> tuple[list[Way], NDArray[np.int64]]:
    """The ways through the rule that are taken, and which one at each step."""
    conditions = choices(parts.optimizer)
    if not conditions:
        return [()], np.zeros(len(parts), dtype=np.int64)
    values, holds = _before(parts), []
    for line in parts.optimizer.lines:
        for name, condition in conditions:
            if name == line.name:
                met = parts.optimizer.work(condition)(values)
                holds.append(np.broadcast_to(np.ravel(met), len(parts)))
        values[line.name] = parts.optimizer.work(line.value)(values)
    taken, way = np.unique(np.stack(holds, axis=1), axis=0, return_inverse=True)
    sources = [(name, ast.unparse(condition)) for name, condition in conditions]
    ways = [tuple((*s, bool(h)) for s, h in zip(sources, row, strict=True)) for row in taken]
    return ways, way.ravel()
