"""Schedules that the browser works out by itself, as their knobs are turned."""

from functools import lru_cache

from formula.graph import Graph
from formula.tape import tape
from optim.run_schedule import RunSchedule
from optim.schedules import Schedule
from ui.stage.live import LiveSchedule


@lru_cache(maxsize=64)
def live_schedule(schedule: Schedule | None) -> LiveSchedule | None:
    """A schedule as a formula; None where it is not known by its numbers."""
    if not isinstance(schedule, RunSchedule):
        return None
    graph, numbers = Graph(), dict(schedule.numbers)
    factor = schedule.of({name: graph.symbol(name) for name in numbers})
    operations, _ = tape(graph, [graph.place(factor(graph.symbol("t")))])
    return LiveSchedule(operations, numbers)
