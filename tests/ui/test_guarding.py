"""No answer may be framed by another site; and the server tells nothing of itself."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ui.guarding import VARIABLE, Guarding, guarding_headers

from .asked import ask


async def below(_: Request) -> Response:
    """The app that is guarded."""
    return PlainTextResponse("below")


APP = Starlette(routes=[Route("/{path:path}", below)])


@pytest.mark.parametrize("path", ["/", "/race", "/_stcore/health", "/app/static/icon.png"])
def test_every_answer_says_what_a_browser_may_do(path: str) -> None:
    status, headers, body = ask(Guarding(APP, guarding_headers()), path)
    assert (status, body) == (200, b"below")
    assert "frame-ancestors 'self';" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_a_school_may_frame_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "https://school.example https://*.other.example:8443")
    policy = ask(Guarding(APP, guarding_headers()), "/")[1]["content-security-policy"]
    assert "frame-ancestors 'self' https://school.example https://*.other.example:8443;" in policy


@pytest.mark.parametrize("sites", ["school.example", "https://a.example;", "https://a/b", "*"])
def test_what_is_no_origin_is_refused(sites: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, sites)
    with pytest.raises(ValueError, match=r"origins such as"):
        guarding_headers()


@pytest.mark.parametrize("base", ["", "/lab"])
def test_nothing_is_told_of_the_server(base: str) -> None:
    status, headers, body = ask(Guarding(APP, guarding_headers()), f"{base}/_stcore/metrics")
    assert (status, body) == (404, b"Not found")
    assert "content-security-policy" in headers
