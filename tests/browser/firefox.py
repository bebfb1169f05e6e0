"""Firefox as it is shipped, over WebDriver BiDi; Playwright drives builds of its own."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.install import program

from .pointer import click_at

SIZE = {"width": 1366, "height": 768}
PATIENCE = 60


class Firefox:
    """A tab, and what it complained of."""

    def __init__(self, socket: ClientConnection) -> None:
        self.complaints: list[str] = []
        self._socket = socket
        self._calls = 0
        self._call("session.new", capabilities={})
        self._call("session.subscribe", events=["log.entryAdded"])
        (tab,) = self._call("browsingContext.getTree")["contexts"]
        self._tab = tab["context"]

    def open(self, url: str) -> None:
        """Open an address in a new tab, which takes the place of the one before."""
        before = self._tab
        self._tab = self._call("browsingContext.create", type="tab")["context"]
        self._call("browsingContext.close", context=before)
        self.complaints.clear()
        self._call("browsingContext.setViewport", context=self._tab, viewport=SIZE)
        self._call("browsingContext.navigate", context=self._tab, url=url, wait="interactive")

    def evaluate(self, expression: str) -> Any:
        """What a JavaScript expression gives."""
        text = f"JSON.stringify({expression})"
        target = {"context": self._tab}
        answer = self._call("script.evaluate", expression=text, target=target, awaitPromise=False)
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def click(self, x: float, y: float) -> None:
        """Click a point of the window with the mouse."""
        self._call("input.performActions", context=self._tab, actions=[click_at(x, y)])

    def _call(self, method: str, **parameters: Any) -> Any:
        self._calls += 1
        self._socket.send(json.dumps({"id": self._calls, "method": method, "params": parameters}))
        while (message := json.loads(self._socket.recv(PATIENCE))).get("id") != self._calls:
            self._note(message)
        if message["type"] == "error":
            raise RuntimeError(f"{method}: {message['message']}")
        return message["result"]

    def _note(self, message: dict[str, Any]) -> None:
        if message.get("method") == "log.entryAdded":
            entry = message["params"]
            of_this_tab = entry["source"].get("context") == self._tab
            if of_this_tab and entry["level"] in ("warn", "error"):
                self.complaints.append(f"{entry['level']}: {entry['text']}")


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Firefox with a profile of its own in this folder, without a window."""
    found = program("firefox-esr", "firefox", package="firefox-esr")
    flags = ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", str(folder)]
    with subprocess.Popen(
        [str(found), *flags], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            with connect(_address(process) + "/session", max_size=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stderr
    said = []
    for line in process.stderr:
        said.append(line)
        if match := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
            return match[1]
    raise RuntimeError(f"Firefox did not start:\n{''.join(said)}")
