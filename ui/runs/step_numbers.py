"""The numbers of all steps that a formula's templates show, each kept once."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ui.stage.formula import Series, Slots

from .step_template import Assign, Show

Array = NDArray[np.float64]

FIGURES = 3
MOST_FIGURES = 12
"""Points that agree in so many figures are written alike."""

_SINGLE = 6
"""So many figures survive as float32."""


class StepNumbers:
    """The numbers that slots show, each series kept once.

    Args:
        x, next_x: the points before and after each step.
        known: the points and the memories, with a row more than there are steps where the steps
            follow each other; a slot that shows the same, or the same one step later, looks there.
    """

    def __init__(self, x: Array, next_x: Array, known: Sequence[Array]) -> None:
        self.x, self.next_x, self.rows = x, next_x, len(x)
        self._series = list(known)
        self._used: set[int] = set()
        self._precise: set[int] = set()

    def slots(self, program: Sequence[Show | Assign], values: dict[str, Any]) -> list[Slots]:
        """What the slots of a template show; `values` are those of the names at first."""
        slots: list[Slots] = []
        for each in program:
            if isinstance(each, Assign):
                values[each.name] = each.work(values)
            else:
                slots.append(self._shown(each, values))
        return slots

    def _shown(self, show: Show, values: Mapping[str, Any]) -> Slots:
        width = self.x.shape[1] if show.kind in ("point", "vector") else 1
        numbers = np.asarray(show.work(values), dtype=np.float64)
        rows = np.broadcast_to(numbers, (self.rows, width))
        figures = self._figures(show.kind, rows)
        series, ahead = self._find(rows)
        self._used.add(series)
        if not isinstance(figures, int) and figures.max(initial=0) > _SINGLE:
            self._precise.add(series)
        return Slots(series, ahead, figures, show.fenced)

    def _figures(self, kind: str, rows: Array) -> Array | int:
        match kind:
            case "point":
                return _same(telling_figures(self.x, self.next_x))
            case "plain":
                return _same(share_figures(rows[:, 0]))
            case "count":
                return MOST_FIGURES
        # The two that are compared may be close.
        return FIGURES + (kind == "compared")

    def _find(self, values: Array) -> tuple[int, int]:
        """The series that has these values, and by how many rows it is ahead."""
        for place, series in enumerate(self._series):
            if series.shape[1] == values.shape[1]:
                for ahead in range(len(series) - self.rows + 1):
                    if _alike(series[ahead : ahead + self.rows], values):
                        return place, ahead
        self._series.append(values)
        return len(self._series) - 1, 0

    @property
    def series(self) -> list[Series]:
        """All series; those that no slot shows are empty."""
        return [
            self._made(place, values if place in self._used else values[:0])
            for place, values in enumerate(self._series)
        ]

    def _made(self, place: int, values: Array) -> Series:
        if place not in self._precise:
            return Series(values, None)
        with np.errstate(over="ignore", invalid="ignore"):
            return Series(values, values - values.astype(np.float32))


def _alike(one: Array, other: Array) -> bool:
    # Most differ in the last row, and a look there costs less than one at all.
    last = np.array_equal(one[-1], other[-1], equal_nan=True)
    return last and np.array_equal(one, other, equal_nan=True)


def _same(figures: Array) -> Array | int:
    """One number where it is the same at all steps."""
    return int(figures[0]) if (figures == figures[0]).all() else figures


def share_figures(values: Array) -> Array:
    """So many figures that what a number lacks of 1 keeps three."""
    rest = 1 - values
    close = (rest > 0) & (rest < 1)
    wanted = 2 - np.floor(np.log10(np.where(close, rest, 0.1)))
    return np.where(close, np.clip(wanted, FIGURES, MOST_FIGURES), FIGURES)


def telling_figures(x: Array, next_x: Array) -> Array:
    """With how many figures a point and the next differ, at each step."""
    figures = np.full(len(x), float(FIGURES))
    moves = (x != next_x).any(axis=1)
    for more in range(FIGURES, MOST_FIGURES):
        alike = (_rounded(x, more) == _rounded(next_x, more)).all(axis=1)
        figures[alike & moves] = more + 1
    return figures


def _rounded(values: Array, figures: int) -> Array:
    size = np.floor(np.log10(np.where(values == 0.0, 1.0, np.abs(values))))
    scale = 10.0 ** (figures - 1 - size)
    return np.asarray(np.round(values * scale) / scale)
