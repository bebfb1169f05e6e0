"""What the field guide puts on its stage: a few runs from one start, each as it is set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from optim.run_schedule import RunSchedule
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
        own: the conditions of each run, as `optim.trace` takes them: schedule, gradient source,
            seed, steps of its own. None where all have exact gradients and a constant rate.
        start: where they set off, if not at the surface's own start.
    """

    surface: Surface
    runs: Sequence[Run]
    steps: int
    own: Sequence[Mapping[str, Any]] = ()
    start: Point | None = None

    def __post_init__(self) -> None:
        if self.start:
            object.__setattr__(self, "surface", replace(self.surface, start=self.start))

    def follow(self, start: Point) -> list[RunResult]:
        """Follow the runs from a start."""
        looks = palette.styles([run.optimizer for run in self.runs])
        conditions = self.own or [{}] * len(self.runs)
        return [
            follow([run], self.surface, start, styles=[look], **{"steps": self.steps, **own})[0]
            for run, look, own in zip(self.runs, looks, conditions, strict=True)
        ]


def falling(kind: str, steps: int, warmup: int = 0, **numbers: float) -> dict[str, Any]:
    """A condition: the rate follows a schedule over so many steps, after a warm-up."""
    own = ((f"{kind}_{name}", number) for name, number in numbers.items())
    return {"schedule": RunSchedule(kind, (("steps", steps), ("warmup", warmup), *own))}
