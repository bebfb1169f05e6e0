"""What may be uploaded: so often, a session's last files, and of all sessions a bounded sum.

Streamlit bounds one file, and keeps as many as are sent until their session has ended.
"""

import math
import re
from collections.abc import Callable
from typing import Protocol

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from ui.bucket import Bucket
from ui.page.upload import MOST_BYTES

KEPT = 2
"""A session's last file, and the one that the page still reads while the next one comes."""
BURST, PACE = 10, 0.2
MOST_IN_ALL = 200_000_000

_FILE = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+")


class Holder(Protocol):
    """Who knows which sessions there are: Streamlit's runtime."""

    @property
    def uploaded_file_mgr(self) -> object:
        """What keeps the files."""

    def is_active_session(self, session_id: str) -> bool:
        """Whether somebody is connected under this name."""


class Uploading:
    """Middleware around the whole app.

    Args:
        holder: gives Streamlit's runtime, which there is once the server has started.
    """

    def __init__(self, app: ASGIApp, holder: Callable[[], Holder] = get_instance) -> None:
        self.app = app
        self.holder = holder
        self.buckets: dict[str, Bucket] = {}
        self.coming = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a file or refuse it, and pass on all else."""
        sent = scope["type"] == "http" and scope["method"] == "PUT"
        named = _FILE.search(scope["path"]) if sent else None
        # Whom nobody knows is refused by Streamlit, before it reads anything.
        if not named or not self.holder().is_active_session(named[1]):
            await self.app(scope, receive, send)
        elif refusal := self._refusal(named[1]):
            await refusal(scope, receive, send)
        else:
            await self._take(named[1], scope, receive, send)

    def _refusal(self, session: str) -> PlainTextResponse | None:
        known = self.holder().is_active_session
        self.buckets = {name: bucket for name, bucket in self.buckets.items() if known(name)}
        wait = self.buckets.setdefault(session, Bucket(BURST, PACE)).wait()
        if wait:
            return _later("You have sent many files. Please wait a moment.", wait)
        if _held(self._files()) + (self.coming + 1) * MOST_BYTES > MOST_IN_ALL:
            return _later("The server holds as many files as it can. Please try again later.", 60)
        return None

    async def _take(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        self.buckets[session].take()
        self.coming += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.coming -= 1
            files = self._files()
            for name in list(files.file_storage.get(session, ()))[:-KEPT]:
                files.remove_file(session, name)

    def _files(self) -> MemoryUploadedFileManager:
        files = self.holder().uploaded_file_mgr
        if not isinstance(files, MemoryUploadedFileManager):
            raise TypeError("files are kept elsewhere than in memory: what bounds them there?")
        return files


def _held(files: MemoryUploadedFileManager) -> int:
    """How many bytes all sessions hold."""
    sessions = list(files.file_storage.values())
    return sum(len(file.data) for session in sessions for file in list(session.values()))


def _later(words: str, seconds: float) -> PlainTextResponse:
    return PlainTextResponse(words, 429, {"Retry-After": str(math.ceil(seconds))})
