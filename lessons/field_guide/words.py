"""What the field guide says of its runs."""

import re
from collections.abc import Sequence

import numpy as np

from ui.page.numbers import as_text
from ui.runs.outcomes import comparison
from ui.runs.result import RunResult, largest_gap, named

ROUNDING = 1e-9
"""The share of its size by which rounding may part a path from its equal."""

LETTERS = {"b": "how steep the valley's walls are", "u": "a feature"}
"""What letters of surfaces mean, where no knob tells it."""


def ends(_: str, results: Sequence[RunResult]) -> str:
    """How the runs ended."""
    return comparison(named(results))


def apart(key: str, results: Sequence[RunResult]) -> str:
    """How far two paths part, and how they ended."""
    one, other = results
    gap, size = largest_gap(one, other), float(np.nanmax(np.abs(one.trajectory.points)))
    if gap <= ROUNDING * size:
        return f"The two are **the same path** but for rounding. {ends(key, results)}"
    return f"At the same step the two are at most **{as_text(gap)}** apart. {ends(key, results)}"


def in_words(text: str) -> str:
    """A text without the formulas in it, which explain their letters by themselves."""
    return re.sub(r"\$[^$]*\$", " ", text)
