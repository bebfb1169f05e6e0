"""A whole class at the app itself, below a path: each student is a session, as a phone has one."""

import asyncio
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.awaited import result
from tests.browser.server import ROOT, serve
from tests.wire import Wire

STUDENTS = 100
PAGE = "gradient_descent"
QUESTION = {"page": PAGE, "steps": 7, "runs": [1], "frame": [-4.0, 4.0, -4.0, 4.0]}


async def ask(
    address: str, message: Any = None, token: str = "", secret: str = ""
) -> tuple[int, str]:
    """What the server answers to a plain request: its number and its text."""
    headers = {"Content-Type": "application/json", "Room-Token": token, "Room-Secret": secret}
    body = None if message is None else json.dumps(message).encode()
    request = urllib.request.Request(address, body, headers)

    def answer() -> tuple[int, str]:
        try:
            with urllib.request.urlopen(request, timeout=60) as told:
                return told.status, told.read().decode()
        except urllib.error.HTTPError as problem:
            with problem:
                return problem.code, problem.read().decode()

    return await asyncio.to_thread(answer)


async def turn(room: str, secret: str, state: str) -> int:
    """What comes of who wants to turn the room with this secret."""
    return (await ask(f"{room}/state", {"state": state}, secret=secret))[0]


def token(nth: int) -> str:
    return f"{nth:032x}"


def place(nth: int) -> float:
    """Where this student thinks that the run will be."""
    return nth / STUDENTS


async def join(address: str, code: str) -> tuple[str, str]:
    """The page and the query to which a room's short link leads."""

    def follow() -> str:
        with urllib.request.urlopen(f"{address}/r/{code}", timeout=60) as page:
            return str(page.url)

    link = await asyncio.to_thread(follow)
    assert link.startswith(f"{address}/")
    return urlsplit(link.removeprefix(f"{address}/")).path, urlsplit(link).query


async def study(address: str, code: str, nth: int) -> str:
    """Join, guess, change one's mind, load the page again. Gives all that the phone was told."""
    room, heard = f"{address}/rooms/{code}", []
    for guesses in ((0.5, place(nth)), ()):
        page, query = await join(address, code)
        assert page == PAGE
        async with Wire(address) as phone:
            await phone.open(page, query)
            heard += [phone.block.decode("latin-1"), *phone.texts]
            for x in guesses:
                guess = {"token": token(nth), "run": 1, "x": x, "y": 0.5}
                assert (await ask(f"{room}/guesses", guess))[0] == 200
        status, text = await ask(room, token=token(nth))
        assert (status, json.loads(text)["own"]) == (200, [[1, place(nth), 0.5]])
        heard += [query, text]
    return "".join(heard)


async def teach(address: str) -> None:
    async with Wire(address) as teacher:
        await teacher.open(PAGE, "lr=0.05&hide=1")
        query = teacher.told["query"]
    status, text = await ask(f"{address}/rooms", {**QUESTION, "query": query})
    assert status == 201
    code, secret = (json.loads(text)[name] for name in ("code", "secret"))
    room = f"{address}/rooms/{code}"
    async with asyncio.TaskGroup() as group:
        students = [group.create_task(study(address, code, nth)) for nth in range(STUDENTS)]
    # The teacher's page is loaded again, too: the room is where it was, and has its teacher.
    async with Wire(address) as teacher:
        await teacher.open(PAGE, query)
        assert teacher.told["query"] == query
    assert json.loads((await ask(room, secret=secret))[1])["phones"] == STUDENTS
    assert (await ask(f"{room}/guesses", token=token(1)))[0] == 409
    for wrong in ("", code, token(1), secret[:-1]):
        assert await turn(room, wrong, "revealed") == 403
    assert await turn(room, secret, "revealed") == 200
    late = {"token": token(1), "run": 1, "x": 0.0, "y": 0.0}
    assert (await ask(f"{room}/guesses", late))[0] == 409
    status, revealed = await ask(f"{room}/guesses", token=token(1))
    wanted = [[1, place(nth), 0.5] for nth in range(STUDENTS)]
    assert sorted(json.loads(revealed)["guesses"]) == wanted
    # No phone was ever told who the teacher is, nor who another phone is.
    told = [student.result() for student in students] + [revealed]
    assert not [each for each in told if secret in each]
    assert not [nth for nth, each in enumerate(told) if token((nth + 1) % STUDENTS) in each]


def test_a_hundred_sessions_guess_in_a_teachers_room(tmp_path: Path) -> None:
    with serve(ROOT / "app.py", tmp_path / "log.txt", base="lab") as server:
        result(teach(server.address))
        assert not server.complaints
