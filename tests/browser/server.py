"""A Streamlit server of its own: on a free port, with its log kept, ended at the end."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


@dataclass(frozen=True)
class Server:
    """Where a server answers, where it writes what it has to say, and its process."""

    address: str
    log: Path
    pid: int

    @property
    def complaints(self) -> list[str]:
        """The lines of its log that report trouble."""
        words = ("warn", "error", "exception", "traceback", "deprecat", "missing")
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if any(word in line.lower() for word in words)]


@contextmanager
def serve(script: Path, log: Path, base: str = "", port: int = 0) -> Iterator[Server]:
    """Run a Streamlit script as a reader would; `base` is the path it is served under.

    Args:
        port: where it listens; by default where nobody does.
    """
    port = port or free_port()
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.baseUrlPath": base,
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *flags]
    # Rooms of its own, unless they are to be shared.
    environment = {"DESCENT_LAB_STORE": str(log.parent), **os.environ}
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command, cwd=script.parent, stdout=sink, stderr=sink, env=environment
        )
        try:
            address = f"http://127.0.0.1:{port}" + (f"/{base}" if base else "")
            await_answer(f"{address}/_stcore/health", process, log)
            yield Server(address, log, process.pid)
        finally:
            process.terminate()
            process.wait()


def beside(folder: Path, script: Path) -> Path:
    """A copy of a script in a folder of its own where it finds all that `app.py` finds."""
    for name in ("ui", "optim", "surfaces", "formula", "static", ".streamlit"):
        (folder / name).symlink_to(ROOT / name, target_is_directory=True)
    copy = folder / script.name
    copy.write_bytes(script.read_bytes())
    return copy


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_answer(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until this address answers, while the process lives."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
