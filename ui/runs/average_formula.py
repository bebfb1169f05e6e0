"""The formula of an average: how each came about from the one before it and the newest value."""

import functools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.source import Assignment, assignments, compiled
from ui.stage.formula import Line, Lines, StepFormula, Variant

from .step_formula import told_rows
from .step_lines import Assign, LineWriter, Show
from .step_numbers import StepNumbers

Array = NDArray[np.float64]


def average_formula(
    step: Callable[..., Any],
    values: Array,
    averages: Array,
    *,
    hypers: Mapping[str, float] | None = None,
    begin: float = 0.0,
    renamed: Mapping[str, str] | None = None,
    fine: Collection[str] = (),
    ending: str = "",
) -> StepFormula:
    """The lines of one step of an average with the numbers of every value, as far as they go.

    Args:
        step: a function of `t`, `x` and the average, whose first line is the average's own.
        values: what is averaged, a row each.
        averages: the average after each.
        hypers: the function's other plain numbers.
        begin: what the average begins with, for the function its name with `_0`.
        renamed: what is called otherwise than in the function.
        fine: the lines whose numbers nearly cancel.
        ending: why there is no average at the point after the last one.
    """
    hypers = hypers or {}
    lines, program, written = _written(step, hypers, values.shape[1], renamed, fine)
    name, count = lines[0].name, int(np.isfinite(values).all(axis=1).sum())
    rows = told_rows(count)
    kept = np.arange(count) if rows is None else rows
    first = np.full_like(averages[:1], begin)
    before, after = np.vstack([first, averages[:-1]])[kept], averages[kept]
    known = [before, after] if rows is not None else [np.vstack([before, after[-1:]])]
    # The average is the one that is drawn, to the last bit.
    program = [
        Assign(name, lambda _: after) if isinstance(each, Assign) and each.name == name else each
        for each in program
    ]
    names = {"t": kept[:, np.newaxis] + 1, "x": values[kept], name: before, f"{name}_0": begin}
    filled = StepNumbers(before, after, known)
    with np.errstate(all="ignore"):
        slots = filled.slots(program, {**names, **hypers})
    variant = np.zeros(len(kept), dtype=np.int64)
    return StepFormula(
        [Variant(Lines(written), slots)], variant, filled.series, count, ending, rows, arriving=True
    )


def lines_of(
    step: Callable[..., Any], hypers: Iterable[str], dimension: int
) -> tuple[Sequence[Assignment], list[Show | Assign]]:
    """The lines of a step, and what its templates show of them."""
    return _written(step, hypers, dimension)[:2]


def _written(
    step: Callable[..., Any],
    hypers: Iterable[str],
    dimension: int,
    renamed: Mapping[str, str] | None = None,
    fine: Collection[str] = (),
) -> tuple[Sequence[Assignment], list[Show | Assign], list[Line]]:
    lines = assignments(step)
    name = lines[0].name
    work = functools.partial(compiled, owner=step)
    writer = LineWriter(work, hypers, dimension, point=name, renamed=renamed)
    written = [
        writer.line(line, "<-" if line.name == name else "=", fine=line.name in fine)
        for line in lines
    ]
    return lines, writer.program, written
