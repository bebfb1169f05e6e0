"""Schedules that the browser works out by itself, as their knobs are turned."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from formula.graph import Graph
from formula.tape import tape
from optim.run_schedule import RunSchedule
from optim.schedules import Schedule
from ui.stage.live import LiveSchedule

FIXED = "fixed "
"""Before the name of a number that no knob sets."""


def live_schedule(
    schedule: Schedule | None, fed: Mapping[str, str] | None = None
) -> LiveSchedule | None:
    """A schedule as a formula; None where it is not known by its numbers.

    Args:
        fed: by the number's name, the knob that sets it, as `Run.fed` has it.
    """
    if not isinstance(schedule, RunSchedule):
        return None
    own = fed or {}
    return _formula(schedule, tuple(own.get(name, name) for name, _ in schedule.numbers))


@lru_cache(maxsize=64)
def _formula(schedule: RunSchedule, knobs: Sequence[str]) -> LiveSchedule:
    graph, numbers = Graph(), dict(schedule.numbers)
    called = {name: knob or FIXED + name for name, knob in zip(numbers, knobs, strict=True)}
    factor = schedule.of({name: graph.symbol(called[name]) for name in numbers})
    operations, _ = tape(graph, [graph.place(factor(graph.symbol("t")))])
    return LiveSchedule(operations, {called[name]: value for name, value in numbers.items()})
