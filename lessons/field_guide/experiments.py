"""What the field guide puts on its stage: a few runs from one start, each as it is set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from surfaces import Surface
from surfaces.surface import Point
from ui.page import palette
from ui.runs.result import RunResult, follow
from ui.runs.run import Run


@dataclass(frozen=True)
class Experiment:
    """Runs from one start on one surface.

    Attributes:
        surface: what they descend on, and where they set off unless the reader chooses a start.
        runs: what is followed.
        steps: how long each is.
        own: the conditions of each run beside its steps, as `optim.trace` takes them: schedule,
            gradient source, seed. None where all have exact gradients and a constant rate.
    """

    surface: Surface
    runs: Sequence[Run]
    steps: int
    own: Sequence[Mapping[str, Any]] = field(default=())

    def follow(self, start: Point) -> list[RunResult]:
        """Follow the runs from a start."""
        looks = palette.styles([run.optimizer for run in self.runs])
        conditions = self.own or [{}] * len(self.runs)
        return [
            follow([run], self.surface, start, steps=self.steps, styles=[look], **own)[0]
            for run, look, own in zip(self.runs, looks, conditions, strict=True)
        ]
