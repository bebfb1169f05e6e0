"""The numbers of all steps that a formula's templates show, each kept once."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ui.stage.formula import Series, Slots

from .step_lines import VECTORS, Assign, Show

Array = NDArray[np.float64]

SINGLE = 6
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
        if show.kind == "count":
            return Slots(None, 0, show.kind, show.fenced)
        width = self.x.shape[1] if show.kind in VECTORS else 1
        numbers = np.asarray(show.work(values), dtype=np.float64)
        rows = np.broadcast_to(numbers, (self.rows, width))
        series, ahead = self._find(rows)
        self._used.add(series)
        if self._needs_rest(show.kind, rows):
            self._precise.add(series)
        return Slots(series, ahead, show.kind, show.fenced)

    def _needs_rest(self, kind: str, rows: Array) -> bool:
        """Whether some are shown in more figures than float32 has."""
        if kind == "point":
            move = np.abs(self.next_x - self.x)
            short = (move < 10.0 ** (1 - SINGLE) * np.abs(self.x)).all(axis=1)
            return bool((short & move.any(axis=1)).any())
        if kind == "fine":
            return True
        # Of what a plain number lacks of 1, three figures are shown.
        lack = 1 - rows
        return kind == "plain" and bool(((lack > 0) & (lack < 10.0 ** (2 - SINGLE))).any())

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
    ends = zip(one[-1].tolist(), other[-1].tolist(), strict=True)
    last = all(a == b or (a != a and b != b) for a, b in ends)
    return last and np.array_equal(one, other, equal_nan=True)
