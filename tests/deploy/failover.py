"""A class at several processes behind nginx, of which one dies: what everybody has afterwards."""

import asyncio
import json
import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.browser.server import ROOT, Server, free_port, serve
from tests.services import nginx, redis
from tests.wire import Wire
from ui.rooms.store import VARIABLE

PAGES = ("", "momentum", "adam")
PROCESSES = 3
QUESTION = {"page": "home", "query": "", "steps": 20, "runs": [1], "frame": [-1, 1, -1, 1]}


@dataclass(frozen=True)
class Cluster:
    """Where nginx answers, and the processes behind it."""

    address: str
    apps: tuple[Server, ...]


@dataclass(frozen=True)
class Seen:
    """What one session saw.

    Attributes:
        moved: whether its process died.
        kept: whether its state was there after that.
        joined: seconds from the end of the process until somebody took the session, if it moved.
        seconds: from the end of the process to the last answer.
    """

    moved: bool
    kept: bool
    joined: float
    seconds: float


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Three processes of the app, one Redis for their rooms, and nginx in front of them."""
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, stack.enter_context(redis(folder)))
        ports = [free_port() for _ in range(PROCESSES)]
        apps = tuple(
            stack.enter_context(serve(ROOT / "app.py", folder / f"app{port}.log", port=port))
            for port in ports
        )
        yield Cluster(stack.enter_context(nginx(folder, ports)), apps)


async def survive(
    behind: Cluster, sessions: int, died: Callable[[], None] = lambda: None
) -> tuple[list[Seen], int]:
    """End one process under so many sessions, each of which also guesses in a room.

    Args:
        died: is called when the process has been ended.

    Returns:
        What each session saw, and how many guesses the room holds in the end.
    """
    room = await asyncio.to_thread(post, f"{behind.address}/rooms", QUESTION)
    guesses = f"{behind.address}/rooms/{room['code']}/guesses"
    ready = asyncio.Barrier(sessions + 1)
    ended: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    async def one(nth: int) -> Seen:
        start, page = [0.5, nth / 1024], PAGES[nth % len(PAGES)]
        headers = {"Cookie": f"descent_lab=visitor{nth}"}
        guess = {"token": f"{nth:032d}", "run": 1, "x": 0.5, "y": 0.5}
        async with Wire(behind.address, headers) as wire:
            await wire.open(page)
            await wire.ask({"start": start})
            link = wire.told["query"]
            # One half guesses before, the other one afterwards.
            if nth % 2:
                await asyncio.to_thread(post, guesses, guess)
            await ready.wait()
            dead = await ended
            moved = not await goes_on(wire, nth)
        if moved:
            kept, joined = await comes_back(behind.address, headers, page, link, start)
        else:
            kept, joined = wire.told["start"] == further(nth), dead
        seconds = time.monotonic() - dead
        if not nth % 2:
            await asyncio.to_thread(post, guesses, guess)
        return Seen(moved, kept, joined - dead, seconds)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(nth)) for nth in range(sessions)]
        await ready.wait()
        os.kill(behind.apps[0].pid, signal.SIGKILL)
        died()
        ended.set_result(time.monotonic())
    held = await asyncio.to_thread(get, guesses.removesuffix("/guesses"))
    return [task.result() for task in tasks], held["phones"]


def further(nth: int) -> list[float]:
    """Where this session's second click is."""
    return [0.25, nth / 1024]


async def goes_on(wire: Wire, nth: int) -> bool:
    """Whether a click is answered."""
    try:
        await wire.ask({"start": further(nth)})
    except ConnectionClosed:
        return False
    return True


async def comes_back(
    address: str, headers: dict[str, str], page: str, link: str, start: list[float]
) -> tuple[bool, float]:
    """Open a page anew by its link, as a browser does until somebody answers.

    Returns:
        Whether all is as it was and the next click is answered, and when the session was taken.
    """
    while True:
        try:
            async with Wire(address, headers) as wire:
                joined = time.monotonic()
                await wire.open(page, link)
                kept = wire.told["start"] == start and wire.told["query"] == link
                kept = kept and await goes_on(wire, 0) and wire.told["start"] == further(0)
                return kept, joined
        except (ConnectionClosed, InvalidHandshake, OSError):
            await asyncio.sleep(0.1)


def post(url: str, message: dict[str, Any]) -> Any:
    """Send JSON, once more where the process that took it died."""
    body = json.dumps(message).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    while True:
        try:
            return get(request)
        except urllib.error.HTTPError as problem:
            if problem.code not in (502, 504):
                raise
            time.sleep(0.1)


def get(request: "str | urllib.request.Request") -> Any:
    """The JSON that an address answers."""
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)
