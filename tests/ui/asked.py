"""One request to an app, as a browser asks it."""

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp

from tests.awaited import result

BROWSER = {"accept": "text/html,*/*", "accept-encoding": "gzip, deflate, br"}


def ask(
    app: ASGIApp, path: str, headers: Mapping[str, str] = BROWSER, method: str = "GET"
) -> tuple[int, Headers, bytes]:
    """The status, the headers and the body of the answer."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        # The browser says nothing more, and does not go away.
        await asyncio.Event().wait()

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": raw, "query_string": b""}
    result(app(scope, receive, send))  # type: ignore[arg-type]
    start, *parts = sent
    return start["status"], Headers(raw=start["headers"]), b"".join(p["body"] for p in parts)
