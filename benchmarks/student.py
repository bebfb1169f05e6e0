"""What a student does, told to a server as a browser tells it: opens pages, clicks, turns knobs."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable
from random import Random
from typing import Any

from tests.wire import Wire

PAGES = ("", "gradient_descent", "learning_rate", "momentum", "adam", "saddle_points", "race")
CLICKS = 0.7
"""The share of clicks; the rest are knobs."""


class Log:
    """What was asked, how long each answer took in seconds, and what went wrong."""

    def __init__(self) -> None:
        self.took: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []

    async def time(self, what: str, answer: Awaitable[None], wire: Wire) -> None:
        """Wait for an answer, and note it."""
        begin = time.perf_counter()
        try:
            await answer
        except (OSError, TimeoutError, RuntimeError) as problem:
            self.errors.append(f"{what}: {problem!r}")
            return
        self.took[what].append(time.perf_counter() - begin)
        self.errors += [text for text in wire.texts if text.startswith("exception: ")]


class Student:
    """One session of a class."""

    def __init__(self, wire: Wire, log: Log, nth: int) -> None:
        self.wire = wire
        self.log = log
        self.random = Random(nth)
        self.told: dict[str, Any] = {}

    async def turn_to_a_page(self, page: str | None = None) -> None:
        """Open a page, any if none is named."""
        chosen = self.random.choice(PAGES) if page is None else page
        await self.log.time("page", self.wire.open(chosen), self.wire)
        self.told = self.wire.told

    async def act(self) -> None:
        """Click into the picture, or turn a knob."""
        request = self._click() if self.random.random() < CLICKS else self._turn()
        await self.log.time("click", self.wire.ask(request), self.wire)

    def _click(self) -> dict[str, Any]:
        panel = next(each for each in self.told["panels"] if each["kind"] != "data")
        return {"start": [self.random.uniform(*side) for side in panel["domain"]]}

    def _turn(self) -> dict[str, Any]:
        knob = self.random.choice(self.told["knobs"])
        value = self.random.uniform(knob["low"], knob["high"])
        return {"knobs": {knob["name"]: round(value) if knob["whole"] else value}}

    async def work(self, seconds: float, pause: float) -> None:
        """Act every `pause` seconds, not in step with the others."""
        end = time.perf_counter() + seconds
        await asyncio.sleep(self.random.uniform(0, pause))
        while (begin := time.perf_counter()) < end:
            await self.act()
            await asyncio.sleep(max(0.0, pause - (time.perf_counter() - begin)))
