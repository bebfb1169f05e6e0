"""A schedule that is made for a run, and can be made anew for another length or other numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from formula.numeric import Number, where

from .schedules import SCHEDULES, Schedule, warmup


@dataclass(frozen=True)
class RunSchedule:
    """A schedule over a whole run, known by its numbers, so that these can be turned.

    Attributes:
        kind: its key in `SCHEDULES`.
        numbers: by name: `steps` is how many the run has, and `warmup`, which may be left out, for
            how many of them the rate rises first; the others are the kind's, as
            `ScheduleKind.run_parameters` names them. A kind with a length of its own has the steps
            after the warm-up.
    """

    kind: str
    numbers: tuple[tuple[str, float], ...]

    def __call__(self, t: int) -> Number:
        """The factor at step `t`."""
        return self._made(t)

    def of(self, numbers: Mapping[str, Number]) -> Schedule:
        """The same kind with other numbers of these names, or with symbols.

        Raises:
            ValueError: if one of them makes no sense.
        """
        kind, steps, rising = SCHEDULES[self.kind], numbers["steps"], numbers.get("warmup", 0)
        own = {p.name: numbers[name] for name, p in kind.run_parameters.items()}
        if any(p.name == "steps" for p in kind.parameters):
            own["steps"] = where(steps > rising, steps - rising, 1)
        return warmup(rising, kind.make(**own))

    @cached_property
    def _made(self) -> Schedule:
        return self.of(dict(self.numbers))
