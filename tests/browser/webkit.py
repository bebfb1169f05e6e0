"""WebKitGTK's small browser under its WebDriver, on a screen of its own that nobody sees."""

import json
import os
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.install import program

from .pointer import click_at
from .server import PATIENCE, await_answer, free_port

SIZE = {"width": 1366, "height": 816}
"""Of the window: its bars take some."""

# WebDriver tells nothing of the console, so the page is made to. This runs as soon as the page's
# own document is read, before the server has told it of any stage.
LISTEN = """(() => {
  window.complaints = [];
  const note = (kind, what) => window.complaints.push(`${kind}: ${what}`);
  window.addEventListener("error", ({ message }) => note("error", message));
  window.addEventListener("unhandledrejection", ({ reason }) => note("rejected", reason));
  for (const kind of ["warn", "error"]) {
    const log = console[kind];
    console[kind] = (...said) => (note(kind, said.join(" ")), log.call(console, ...said));
  }
})()"""


class WebKit:
    """One window."""

    def __init__(self, driver: str) -> None:
        wanted: dict[str, Any] = {"alwaysMatch": {}}
        session = _post(f"{driver}/session", {"capabilities": wanted})
        self._session = f"{driver}/session/{session['sessionId']}"
        self._post("window/rect", SIZE)

    @property
    def complaints(self) -> list[str]:
        """What the page complained of since it was opened."""
        noted: list[str] = self.evaluate("window.complaints")
        return noted

    def open(self, url: str) -> None:
        """Go to an address."""
        self._post("url", {"url": url})
        self.evaluate(LISTEN)

    def evaluate(self, expression: str) -> Any:
        """What a JavaScript expression gives."""
        return self._post("execute/sync", {"script": f"return {expression}", "args": []})

    def click(self, x: float, y: float) -> None:
        """Click a point of the window with the mouse."""
        self._post("actions", {"actions": [click_at(x, y)]})

    def _post(self, command: str, body: dict[str, Any]) -> Any:
        return _post(f"{self._session}/{command}", body)


def _post(url: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(url, json.dumps(body).encode())
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{url}: {error.read().decode()}") from error


@contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """The browser, with what it writes in this folder."""
    driver = program("WebKitWebDriver", package="webkit2gtk-driver")
    port = free_port()
    with (folder / "log.txt").open("wb") as log, _screen(log) as display:
        environment = {**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11"}
        with subprocess.Popen(
            [str(driver), f"--port={port}"], env=environment, stdout=log, stderr=log
        ) as process:
            try:
                address = f"http://127.0.0.1:{port}"
                await_answer(f"{address}/status", process, Path(log.name))
                yield WebKit(address)
            finally:
                process.terminate()


@contextmanager
def _screen(log: Any) -> Iterator[str]:
    server = program("Xvfb", package="xvfb")
    command = [str(server), "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as process:
        try:
            assert process.stdout
            yield f":{process.stdout.readline().strip()}"
        finally:
            process.terminate()
