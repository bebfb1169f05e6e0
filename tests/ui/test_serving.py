"""Files whose address carries their content are sent packed and kept for good; nothing else is."""

import gzip
from collections.abc import Mapping

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ui.serving import Serving
from ui.stage import assets

from .asked import BROWSER, ask

AT = f"/{assets.address()}"


async def below(_: Request) -> Response:
    """The app that is served."""
    return PlainTextResponse("below")


def get(path: str, headers: Mapping[str, str] = BROWSER) -> tuple[int, Headers, bytes]:
    """Ask a server for an address as a browser does."""
    return ask(Serving(Starlette(routes=[Route("/{path:path}", below)])), path, headers)


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


@pytest.mark.parametrize("path", ["/", "/race", "/plain"])
def test_all_else_is_streamlits(path: str) -> None:
    assert get(path)[2] == b"below"
