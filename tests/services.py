"""Real servers beside the app, each on a free port and ended at the end."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.server import PATIENCE, free_port
from tests.install import program


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Redis, which writes nothing to the disk: its address."""
    port = free_port()
    found = program("redis-server", "valkey-server", package="redis-server")
    quiet = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--dir", str(folder)]
    with running([str(found), "--port", str(port), *quiet], port, folder / "redis.log"):
        yield f"redis://127.0.0.1:{port}"


@contextmanager
def running(command: list[str], port: int, log: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """A server from the moment that it listens at its port.

    Raises:
        RuntimeError: if it does not, with its log.
    """
    with log.open("wb") as sink, subprocess.Popen(command, stdout=sink, stderr=sink) as process:
        try:
            if not listens(port, process):
                raise RuntimeError(f"{command[0]} did not start:\n{log.read_text('utf-8')}")
            yield process
        finally:
            process.terminate()


def listens(port: int, process: "subprocess.Popen[bytes]") -> bool:
    """Whether it comes to listen there while it lives."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False
