"""What phones that wait in a room cost the server: its CPU time for each question and each guess.

Run: python -m benchmarks.rooms [--phones 200]. With DESCENT_LAB_STORE the server keeps its rooms
where that names, a Redis for example.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.process import cpu
from tests.browser.server import ROOT, serve

QUESTION = {
    "page": "race",
    "query": "surface=valley",
    "steps": 40,
    "runs": [1],
    "frame": [-9.0, 9.0, -9.0, 9.0],
}
ROUNDS = 10


def ask(connection: HTTPConnection, path: str, message: Any = None, token: str = "") -> Any:
    """What the server answers; its connection is kept, as a browser keeps it."""
    headers = {"Content-Type": "application/json", "Room-Token": token}
    method = "GET" if message is None else "POST"
    connection.request(method, path, None if message is None else json.dumps(message), headers)
    with connection.getresponse() as answer:
        told = json.load(answer)
        if answer.status >= 300:
            raise RuntimeError(told["problem"])
        return told


@contextmanager
def counted(what: str, pid: int, count: int) -> Iterator[None]:
    """Print what is done within costs the process, and how long it takes, for each of so many."""
    begin, clock = cpu(pid), time.perf_counter()
    yield
    spent, passed = cpu(pid) - begin, time.perf_counter() - clock
    each = 1000.0 / count
    print(f"{what:<22}{spent * each:6.2f} ms of CPU, answered in {passed * each:6.2f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=200)
    phones = [f"{i:032x}" for i in range(parser.parse_args().phones)]
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(ROOT / "app.py", Path(folder) / "log.txt") as server,
    ):
        connection = HTTPConnection(urlsplit(server.address).netloc)
        code = ask(connection, "/rooms", QUESTION)["code"]
        with counted("a guess", server.pid, len(phones)):
            for token in phones:
                guess = {"token": token, "run": 1, "x": 0.5, "y": 0.5}
                ask(connection, f"/rooms/{code}/guesses", guess)
        with counted("a phone that waits", server.pid, ROUNDS * len(phones)):
            for token in phones * ROUNDS:
                ask(connection, f"/rooms/{code}", token=token)
        connection.close()


if __name__ == "__main__":
    main()
