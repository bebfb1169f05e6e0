"""Servers beside the app that tests run: a real Redis."""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.browser.install import program
from tests.browser.server import free_port

PATIENCE = 60.0


@contextmanager
def running_redis() -> Iterator[str]:
    """A Redis or Valkey with nothing in it, until this ends; gives its address."""
    server = program(("redis-server", "valkey-server"), "redis-server")
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        with (Path(folder) / "log.txt").open("wb") as log:
            process = subprocess.Popen([server, *options], stdout=log, stderr=log)
            try:
                address = f"redis://127.0.0.1:{port}/0"
                _await_redis(address)
                yield address
            finally:
                process.terminate()
                process.wait()


def _await_redis(address: str) -> None:
    end = time.monotonic() + PATIENCE
    with redis.Redis.from_url(address) as client:
        while True:
            try:
                client.ping()
                return
            except redis.ConnectionError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
