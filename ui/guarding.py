"""What the server adds to every answer: what a browser may do with the page, and nothing on itself.

No other site may frame the app, for what is clicked there would be clicked here, and Streamlit's
client does as a page that frames it says (`.streamlit/config.toml`). A teacher's own site may,
where `DESCENT_LAB_FRAMED_BY` names it: origins such as `https://school.example`, with spaces
between them.
"""

import os
import re
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

VARIABLE = "DESCENT_LAB_FRAMED_BY"
_ORIGIN = re.compile(r"https?://[\w.:*-]+", re.ASCII)
_METRICS = "/_stcore/metrics"


class Guarding:
    """Middleware around the whole app.

    Args:
        headers: what is added to every answer.
    """

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is asked, and add the headers to what is answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        # How much the server holds, and of what, is nobody's business.
        hidden = scope["path"].endswith(_METRICS)
        app = PlainTextResponse("Not found", 404) if hidden else self.app
        await app(scope, receive, guarded)


def guarding_headers() -> dict[str, str]:
    """The headers of every answer.

    Raises:
        ValueError: if the environment names a site by something that is no origin.
    """
    origins = os.environ.get(VARIABLE, "").split()
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise ValueError(
                f"{VARIABLE} must name origins such as https://school.example, not {origin!r}"
            )
    framers = " ".join(["'self'", *origins])
    policy = f"frame-ancestors {framers}; object-src 'none'; base-uri 'self'"
    return {
        "Content-Security-Policy": policy,
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
