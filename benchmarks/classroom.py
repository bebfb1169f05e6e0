"""A class on one server: how long answers take, and what they cost it.

Run with `python -m benchmarks.classroom --sessions 60 --seconds 30`: so many sessions open a page
each, one after the other; each clicks or turns a knob every two seconds; each turns to another
page. With `--burst` all open one link within ten seconds, and no more is done. Sessions are the
server's own, by its websocket: what a browser does with an answer is not measured.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks.process import cpu, memory, step_of_adam
from benchmarks.student import Log, Student
from tests.browser.server import ROOT, Server, serve
from tests.wire import Wire

PAUSE = 2.0
BURST = 10.0
OPENING = 0.25
"""Seconds between two who open a page, so that a page is measured and not a queue."""

Do = Callable[[Student], Coroutine[Any, Any, None]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sessions", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--burst", action="store_true")
    given = parser.parse_args()
    print(f"a step of Adam takes {1e6 * step_of_adam():.2f} µs of CPU; {given.sessions} sessions")
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(ROOT / "app.py", Path(folder) / "log") as server,
    ):
        asyncio.run(_class(server, given.sessions, given.seconds, given.burst))
        print(*server.complaints[:10], sep="\n")


async def _class(server: Server, sessions: int, seconds: float, burst: bool) -> None:
    async with AsyncExitStack() as stack:
        # The first visitor has the pages' modules compiled.
        await _warm(server)
        log = Log()
        wires = [await stack.enter_async_context(Wire(server.address)) for _ in range(sessions)]
        students = [Student(wire, log, nth) for nth, wire in enumerate(wires)]
        phase = Phase(server, log, students)
        if burst:
            await phase.run("page", lambda one: one.turn_to_a_page("race"), BURST / sessions)
            print(f"the last page stands {phase.took:.1f} s after the first was asked for")
            return
        held = memory(server.pid)
        await phase.run("page", Student.turn_to_a_page, OPENING)
        more = (memory(server.pid) - held) / sessions
        print(f"memory: {held:.0f} MB before they came, {more:.2f} MB a session")
        await phase.run("click", lambda one: one.work(seconds, PAUSE))
        await phase.run("page", Student.turn_to_a_page, OPENING)


async def _warm(server: Server) -> None:
    async with Wire(server.address) as wire:
        for page in ("", "race"):
            await Student(wire, Log(), 0).turn_to_a_page(page)


class Phase:
    """What all students do at a time, and what the server and this process spend on it."""

    def __init__(self, server: Server, log: Log, students: Sequence[Student]) -> None:
        self.server = server
        self.log = log
        self.students = students
        self.took = 0.0

    async def run(self, what: str, do: Do, apart: float = 0.0) -> None:
        """Have each do it, `apart` seconds after the one before, and print what came of it."""
        self.log.took.clear()
        begin, spent, own = time.perf_counter(), cpu(self.server.pid), cpu(os.getpid())

        async def one(nth: int, student: Student) -> None:
            await asyncio.sleep(nth * apart)
            await do(student)

        await asyncio.gather(*(one(*each) for each in enumerate(self.students)))
        self.took = time.perf_counter() - begin
        self._tell(what, cpu(self.server.pid) - spent, cpu(os.getpid()) - own)

    def _tell(self, what: str, spent: float, own: float) -> None:
        times = self.log.took[what]
        if len(times) < 2:
            sys.exit(f"nothing was answered: {self.log.errors[:3]}")
        cuts = quantiles(times, n=20)
        print(
            f"{what:<6}{len(times):>6} answers, p50 {1e3 * cuts[9]:.0f} ms, "
            f"p95 {1e3 * cuts[18]:.0f} ms; server's CPU {1e3 * spent / len(times):.1f} ms each "
            f"({100 * spent / self.took:.0f} % of a core, the sessions' own "
            f"{100 * own / self.took:.0f} %); {len(self.log.errors)} errors"
        )
        for error in self.log.errors[:3]:
            print("  ", error)


if __name__ == "__main__":
    main()
