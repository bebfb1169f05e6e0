"""Real servers beside the app, each on a free port and ended at the end."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.browser.server import PATIENCE, ROOT, free_port
from tests.install import is_root, program

DEPLOY = ROOT / "deploy"


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


@contextmanager
def nginx(folder: Path, apps: Sequence[int]) -> Iterator[str]:
    """`deploy/nginx.conf` in front of apps that listen at these ports: its address."""
    port = free_port()
    # Who may do anything has it work as somebody who may not come into our folder.
    user = " user root;" if is_root() else ""
    command = [*nginx_with(folder, apps, port), "-g", f"daemon off;{user}"]
    with running(command, port, folder / "nginx.log"):
        yield f"http://127.0.0.1:{port}"


def nginx_with(folder: Path, apps: Sequence[int], port: int) -> list[str]:
    """The command that starts nginx with our file, which then writes below this folder alone."""
    file = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    moved = file.replace("/tmp/", f"{folder}/").replace("listen 8080", f"listen 127.0.0.1:{port}")
    (folder / "nginx.conf").write_text(moved, encoding="utf-8")
    listed = (DEPLOY / "apps.conf").read_text(encoding="utf-8")
    for i, app in enumerate(apps, 1):
        listed = listed.replace(f"app{i}:8501", f"127.0.0.1:{app}")
    (folder / "apps.conf").write_text(listed, encoding="utf-8")
    shutil.copy2(DEPLOY / "hosts.conf", folder)
    found = program("nginx", package="nginx")
    return [str(found), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
