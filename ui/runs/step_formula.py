"""The formula of a run's steps: the rule's lines as templates, and the numbers of all steps.

All steps are worked out at once, by the lines themselves. Where a rule branches there is a template
for each way through it that is taken.
"""

import ast
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.source import compiled
from ui.stage.formula import StepFormula, Variant

from .anatomy import Anatomy
from .step_numbers import StepNumbers
from .step_template import Gradient, Way, choices, template

EXACT = Gradient()


def step_formula(
    parts: Anatomy,
    steps: int,
    *,
    gradient: Gradient = EXACT,
    ending: str = "",
    tinted: bool = True,
) -> StepFormula:
    """The rule with the numbers of its first `steps` steps.

    Vectors stand in round brackets; their squares, roots and quotients are taken coordinate by
    coordinate, as in the rule itself.

    Args:
        gradient: where the gradient comes from.
        ending: why no step is taken from the point after those.
        tinted: whether what is drawn as an arrow has the arrow's colour.
    """
    # Without a step there are still the symbols.
    parts = parts.first(max(1, steps))
    points = np.vstack([parts.x, parts.next_x[-1:]])
    memories = [np.vstack([parts.before[m], rows[-1:]]) for m, rows in parts.after.items()]
    numbers = StepNumbers([points, *memories])
    variants = []
    with np.errstate(all="ignore"):
        ways, variant = _ways(parts)
        for way in ways:
            made = template(parts.optimizer, parts.x.shape[1], way, gradient, tinted)
            variants.append(Variant(made.lines, numbers.slots(made.program, _before(parts))))
    return StepFormula(variants, variant, numbers.series, steps, ending)


def _before(parts: Anatomy) -> dict[str, Any]:
    """What the names stand for before each step."""
    hypers = {**parts.hypers, "lr": parts.lr}
    return {"t": parts.t, "x": parts.x, "g": parts.g, **parts.before, **hypers}


def _ways(parts: Anatomy) -> tuple[list[Way], NDArray[np.int64]]:
    """The ways through the rule that are taken, and which one at each step."""
    conditions = choices(parts.optimizer)
    if not conditions:
        return [()], np.zeros(len(parts), dtype=np.int64)
    values, holds = _before(parts), []
    for line in parts.optimizer.lines:
        for name, condition in conditions:
            if name == line.name:
                met = compiled(condition, parts.optimizer.rule)(values)
                holds.append(np.broadcast_to(np.ravel(met), len(parts)))
        values[line.name] = compiled(line.value, parts.optimizer.rule)(values)
    taken, way = np.unique(np.stack(holds, axis=1), axis=0, return_inverse=True)
    sources = [(name, ast.unparse(condition)) for name, condition in conditions]
    ways = [tuple((*s, bool(h)) for s, h in zip(sources, row, strict=True)) for row in taken]
    return ways, way.ravel()
