"""Watches a visitor's tabs: whatever the browser complains of, or fetches from elsewhere."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

# When a page is opened by its deep link (/race), Streamlit's own client first looks for its
# server below that path, and the browser reports the two misses; nothing can be done about it.
_PROBES = re.compile(r"/_stcore/(health|host-config)$")

# Without a graphics card Chromium itself reads back what WebGL has drawn, and calls that slow.
_SOFTWARE = "GL Driver Message (OpenGL, Performance"


class Watch:
    """Collects complaints from any number of browser contexts."""

    def __init__(self) -> None:
        self.complaints: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Watch all tabs of this context from now on."""
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        source = message.location["url"]
        if "404" in message.text and _PROBES.search(source):
            return
        if _SOFTWARE in message.text:
            return
        self.complaints.append(f"{message.type}: {message.text} ({source})")

    def _error(self, error: WebError) -> None:
        self.complaints.append(f"uncaught: {error.error}")

    def _request(self, request: Request) -> None:
        place = urlsplit(request.url)
        if place.scheme not in ("blob", "data", "file") and place.hostname != "127.0.0.1":
            self.complaints.append(f"fetched from elsewhere: {request.url}")
