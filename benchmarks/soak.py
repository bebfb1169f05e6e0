"""Whether the server's memory and threads come to rest while students come, click and go.

Run with `python -m benchmarks.soak --visits 500 --clicks 40`: so many visits, some at a time, with
so many clicks and knobs each, and a page change in the midst. Streamlit keeps a session that has
gone for two minutes, the last 128 of them. What the second half of the visits adds is fitted.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.process import cpu, memory, step_of_adam, threads
from benchmarks.student import Log, Student
from tests.browser.server import ROOT, Server, serve
from tests.wire import Wire

AT_A_TIME = 10


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--visits", type=int, default=500)
    parser.add_argument("--clicks", type=int, default=40)
    given = parser.parse_args()
    print(f"a step of Adam takes {1e6 * step_of_adam():.2f} µs of CPU")
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(ROOT / "app.py", Path(folder) / "log") as server,
    ):
        asyncio.run(_soak(server, given.visits, given.clicks))
        print(*server.complaints[:10], sep="\n")


async def _soak(server: Server, visits: int, clicks: int) -> None:
    log, held = Log(), []
    for wave in range(visits // AT_A_TIME):
        nths = range(wave * AT_A_TIME, (wave + 1) * AT_A_TIME)
        await asyncio.gather(*(_visit(server, log, nth, clicks) for nth in nths))
        held.append((AT_A_TIME * (wave + 1), memory(server.pid), threads(server.pid)))
    for came, megabytes, alive in held[:: max(1, len(held) // 10)]:
        print(f"after {came:>4} visits: {megabytes:.1f} MB, {alive} threads")
    half = np.array(held[len(held) // 2 :], dtype=float)
    for what, column in (("MB", 1), ("threads", 2)):
        rise = np.polyfit(half[:, 0], half[:, column], 1)[0]
        print(f"over the second half: {100 * rise:+.3f} {what} every 100 visits")
    asked = sum(map(len, log.took.values()))
    print(f"{asked} answers, {len(log.errors)} errors, {cpu(server.pid):.0f} s of CPU")
    print(*log.errors[:3], sep="\n")


async def _visit(server: Server, log: Log, nth: int, clicks: int) -> None:
    async with Wire(server.address) as wire:
        student = Student(wire, log, nth)
        await student.turn_to_a_page()
        for click in range(clicks):
            if click == clicks // 2:
                await student.turn_to_a_page()
            await student.act()


if __name__ == "__main__":
    main()
