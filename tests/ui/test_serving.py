"""Files whose address carries their content are kept for good; documents never, and ask early."""

import asyncio
import gzip
import re
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from ui.serving import Serving
from ui.stage import assets

AT = f"/{assets.address()}"
BROWSER = {"accept": "text/html,*/*", "accept-encoding": "gzip, deflate, br"}


async def below(request: Request) -> Response:
    """The app that is served: a document for every address, which is not sent twice."""
    if "if-none-match" in request.headers:
        return Response(status_code=304)
    if request.url.path == "/plain":
        return PlainTextResponse("</head>")
    return HTMLResponse("<head></head><body>ä</body>", headers={"ETag": '"1"'})


def get(path: str, headers: Mapping[str, str] = BROWSER) -> tuple[int, Headers, bytes]:
    """Ask a server for an address as a browser does."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        # The browser says nothing more, and does not go away.
        await asyncio.Event().wait()

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": raw, "query_string": b""}
    packs = Middleware(GZipMiddleware, minimum_size=1)
    app = Serving(Starlette(routes=[Route("/{path:path}", below)], middleware=[packs]))
    asyncio.run(app(scope, receive, send))
    start, *parts = sent
    return start["status"], Headers(raw=start["headers"]), b"".join(p["body"] for p in parts)


@pytest.mark.parametrize("name", ["main.js", "stage.css", "plotly.min.js"])
@pytest.mark.parametrize("base", ["", "/lab"])
def test_a_file_of_the_stage_is_kept_for_good(base: str, name: str) -> None:
    status, headers, body = get(f"{base}{AT}/{name}")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert {"immutable", "max-age=31536000"} <= set(headers["cache-control"].split(", "))
    assert headers["content-type"].startswith(("text/css", "text/javascript"))
    assert gzip.decompress(body) == (assets.folder() / name).read_bytes()


@pytest.mark.parametrize(
    "path", ["/app/static/served/0123456789ab/main.js", f"{AT}/none.js", "/main.js", f"{AT}/..js"]
)
def test_nothing_else_is_kept(path: str) -> None:
    assert "cache-control" not in get(path)[1]


def test_who_cannot_unpack_gets_it_from_streamlit() -> None:
    assert "content-encoding" not in get(f"{AT}/main.js", {"accept": "*/*"})[1]


@pytest.mark.parametrize("coding", ["identity", "gzip, br"])
@pytest.mark.parametrize("path", ["/", "/race"])
def test_a_document_asks_for_all_that_its_stage_needs(path: str, coding: str) -> None:
    _, headers, body = get(path, {**BROWSER, "accept-encoding": coding})
    packed = headers.get("content-encoding") == "gzip"
    assert packed == ("gzip" in coding)
    text = (gzip.decompress(body) if packed else body).decode()
    asked = re.findall(r'(?:href|src)="\.(/[^"]*)"', text)
    assert sorted(asked) == sorted(
        f"{AT}/{file.name}" for file in assets.folder().iterdir() if file.suffix == ".js"
    )
    assert int(headers["content-length"]) == len(body)


def test_a_document_is_never_said_to_be_unchanged() -> None:
    status, headers, _ = get("/", {**BROWSER, "if-none-match": '"1"'})
    assert (status, headers.get("etag")) == (200, None)


def test_what_is_no_document_passes_as_it_is() -> None:
    assert get("/plain", {"accept": "text/html"})[2] == b"</head>"
