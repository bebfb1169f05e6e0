"""What many seeds measured, as tables below the stage."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lessons.schedules.measured import (
    SEEDS,
    Beginning,
    Distance,
    beginnings,
    case_of,
    distances,
    early,
    is_measured,
)
from surfaces.surface import Point
from ui.page.numbers import as_text
from ui.page.results import results
from ui.page.settings import Settings
from ui.page.tables import table
from ui.page.words import counted

_RUNS = f"{len(SEEDS)} runs with random draws of their own"
_DISTANCE_NOTE = (
    f"Root mean square over {_RUNS}, ± about half of the 95 % interval. Expected is the exact "
    "value on this quadratic, worked out without a run."
)
_BEGINNING_NOTE = (
    f"Over {_RUNS}, at the rate set above: the median, and in brackets what a tenth of them is "
    "below and a tenth above. ∞ is a run that diverged. The highest loss counts the start."
)


def show_measured(settings: Settings, start: Point) -> None:
    """The table of the chosen experiment; nothing where there is no noise to measure."""
    if not is_measured(settings):
        return
    case = case_of(settings)
    with results():
        if settings["view"] == "warmup":
            rows = [_beginning_row(each) for each in beginnings(case, start)]
            table(_beginning_head(settings), rows, _BEGINNING_NOTE)
        else:
            table(_distance_head(settings), _distance_rows(distances(case, start)), _DISTANCE_NOTE)


def _beginning_head(settings: Settings) -> tuple[str, ...]:
    steps = counted(early(settings), "step")
    return "run", "length of the first step", f"highest loss in the first {steps}", "final loss"


def _distance_head(settings: Settings) -> tuple[str, ...]:
    steps = counted(settings["steps"], "step")
    return (
        "run",
        f"from the minimum after {steps}, measured",
        "expected",
        "times that of SGD at constant α",
        "examples a run",
    )


def _distance_rows(rows: Sequence[Distance]) -> list[tuple[str, ...]]:
    [constant] = [row for row in rows if row.name in ("SGD", "SGD, constant α")]
    return [_distance_row(row, constant) for row in rows]


def _distance_row(row: Distance, constant: Distance) -> tuple[str, ...]:
    ratio = float(row.measured.radius / constant.measured.radius)
    whole = not (row.lost or constant.lost)
    return (
        row.name,
        f"{row.lost} of {len(SEEDS)} diverged" if row.lost else _with_margin(row),
        as_text(row.expected),
        as_text(ratio, 2) if whole else "–",
        "all, every step" if row.examples is None else str(row.examples),
    )


def _with_margin(row: Distance) -> str:
    radius, margin = float(row.measured.radius), float(row.measured.margin)
    return f"{as_text(radius)} ± {as_text(margin, 1)}" if margin else as_text(radius)


def _beginning_row(row: Beginning) -> tuple[str, ...]:
    return (row.name, _spread(row.first), _spread(row.highest), _spread(row.final))


def _spread(values: NDArray[np.float64]) -> str:
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9), method="nearest").tolist()
    return f"{as_text(middle)} ({as_text(low, 2)} to {as_text(high, 2)})"
