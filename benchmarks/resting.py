"""What a click at rest costs the server, page by page, beside another checkout of the app.

Run with `python -m benchmarks.resting BEFORE`, the folder of the other: both servers are asked by
turns, so that a machine that gets slower does so for both.
"""

import argparse
import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from random import Random
from statistics import mean

from benchmarks.process import cpu, step_of_adam
from benchmarks.student import PAGES
from tests.browser.server import ROOT, Server, serve
from tests.wire import Wire

AT_ONCE = 5
"""Clicks between two looks at the processor's time, which is counted in hundredths of a second."""


class Visit:
    """A session on one page of one server, and what its clicks have cost so far."""

    def __init__(self, server: Server, page: str, wire: Wire) -> None:
        self.server = server
        self.page = page
        self.wire = wire
        self.random = Random(7)
        self.domain: Sequence[Sequence[float]] = ()
        self.spent = self.received = 0.0

    async def open(self) -> None:
        """Open the page, and click until all that is sent once has been sent."""
        await self.wire.open(self.page)
        panels = self.wire.told["panels"]
        self.domain = next(each["domain"] for each in panels if each["kind"] != "data")
        await self.click()
        self.spent = self.received = 0.0

    async def click(self) -> None:
        """Click a few times."""
        spent, received = cpu(self.server.pid), self.wire.received
        for _ in range(AT_ONCE):
            await self.wire.ask({"start": [self.random.uniform(*side) for side in self.domain]})
        self.spent += cpu(self.server.pid) - spent
        self.received += self.wire.received - received


async def _measured(servers: Sequence[Server], rounds: int) -> None:
    async with AsyncExitStack() as stack:
        visits = []
        for page in PAGES:
            for server in servers:
                wire = await stack.enter_async_context(Wire(server.address))
                visits.append(Visit(server, page, wire))
        for visit in visits:
            await visit.open()
        steps = []
        for _ in range(rounds):
            steps.append(step_of_adam())
            for visit in visits:
                await visit.click()
    _tell(visits, rounds * AT_ONCE, mean(steps))


def _tell(visits: Sequence[Visit], clicks: int, step: float) -> None:
    print(f"a step of Adam takes {1e6 * step:.2f} µs of CPU; a click, in such steps:")
    spent: defaultdict[str, float] = defaultdict(float)
    received: defaultdict[str, float] = defaultdict(float)
    for visit in visits:
        spent[visit.server.address] += visit.spent / clicks / step
        received[visit.server.address] += visit.received / clicks / 1e3
        print(
            f"{visit.page or 'home':<24}{visit.server.address}"
            f"{visit.spent / clicks / step:>8.0f}{visit.received / clicks / 1e3:>8.1f} kB"
        )
    for address, total in spent.items():
        pages = len(PAGES)
        print(
            f"{'all of them':<24}{address}{total / pages:>8.0f}{received[address] / pages:>8.1f} kB"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("before", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=8)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        servers = []
        for nth, root in enumerate([*given.before, ROOT]):
            # Each has its rooms to itself.
            own = Path(folder) / str(nth)
            own.mkdir()
            server = stack.enter_context(serve(root.resolve() / "app.py", own / "log"))
            print(server.address, root)
            servers.append(server)
        asyncio.run(_measured(servers, given.rounds))


if __name__ == "__main__":
    main()
