"""What the server adds to Streamlit's: files that are kept, and pages that ask early for them.

An address under `static/served/` changes with what lies there, so a browser may keep it for good.
A page's document names all that its stage will need, which is so fetched while Streamlit starts.
"""

import functools
import gzip
import re
from pathlib import PurePosixPath

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.stage import assets

FOR_GOOD = "public, max-age=31536000, immutable"
_NAME = re.compile(r"[\w.]+\.(js|css)")


class Serving:
    """Middleware around the whole app."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the stage's files; pass on all else, documents with what they need."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        packed = _packed(scope)
        if packed is not None:
            await packed(scope, receive, send)
        elif "text/html" in Headers(scope=scope).get("accept", ""):
            await self.app(_plainly(scope), receive, Document(send, _unpacks(scope)))
        else:
            await self.app(scope, receive, send)


def _packed(scope: Scope) -> FileResponse | None:
    """A file of the stage as it lies compressed, if that is what is asked for."""
    path = PurePosixPath(scope["path"])
    asked = _NAME.fullmatch(path.name) and str(path.parent).endswith(f"/{assets.address()}")
    if not asked or not _unpacks(scope):
        return None
    file = assets.folder() / f"{path.name}.gz"
    if not file.exists():
        return None
    kind = "text/css" if path.suffix == ".css" else "text/javascript"
    headers = {
        "Cache-Control": FOR_GOOD,
        "Content-Encoding": "gzip",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    return FileResponse(file, media_type=kind, headers=headers)


def _unpacks(scope: Scope) -> bool:
    return "gzip" in Headers(scope=scope).get("accept-encoding", "")


def _plainly(scope: Scope) -> Scope:
    """Asks for the whole document as it is: of what is added here its stamps do not tell."""
    conditions = (b"accept-encoding", b"if-none-match", b"if-modified-since")
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in conditions]}


class Document:
    """Sends a document on, once it is whole, with what its page needs."""

    def __init__(self, send: Send, packed: bool) -> None:
        self.send = send
        self.packed = packed
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        """Hold an HTML document back until its last part; pass on all else."""
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._release(self.start)

    async def _release(self, start: Message) -> None:
        body = self.body.replace(b"</head>", needs() + b"</head>", 1)
        headers = MutableHeaders(raw=start["headers"])
        headers["Vary"] = "Accept-Encoding"
        if self.packed:
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body)
        headers["Content-Length"] = str(len(body))
        del headers["ETag"], headers["Last-Modified"]
        await self.send(start)
        await self.send({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


@functools.cache
def needs() -> bytes:
    """The elements that ask for the stage's modules and for plotly.js.

    plotly.js runs as soon as Streamlit's own script has: by then that waits for the server. It is
    kept with its element, since Streamlit's charts bring another one under the same global name.
    """
    at = f"./{assets.address()}"
    modules = sorted(file.name for file in assets.SOURCES.glob("*.js"))
    asked = [
        f'<link rel="modulepreload" href="{at}/{name}" fetchpriority="low">' for name in modules
    ]
    return "\n".join(
        [*asked, f'<script defer src="{at}/{assets.PLOTLY.name}"></script>\n']
    ).encode()
