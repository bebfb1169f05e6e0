"""What uploads hold is bounded: a session's last files, a sum of all, and not too often."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from ui import uploading
from ui.page.upload import MOST_BYTES
from ui.uploading import BURST, KEPT, Uploading

from .asked import ask


class Holding:
    """As much of Streamlit's runtime as there is of it here: all sessions are alive but "gone"."""

    def __init__(self) -> None:
        self.uploaded_file_mgr = MemoryUploadedFileManager("/_stcore/upload_file")

    def is_active_session(self, session_id: str) -> bool:
        return session_id != "gone"

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Keeps the largest file that it may, under the name that it is sent."""
        *_, session, name = scope["path"].split("/")
        record = UploadedFileRec(name, name, "text/csv", bytes(MOST_BYTES))
        self.uploaded_file_mgr.add_file(session, record)
        await PlainTextResponse("kept")(scope, receive, send)

    @property
    def files(self) -> dict[str, list[str]]:
        """The names of the files of each session."""
        return {name: list(kept) for name, kept in self.uploaded_file_mgr.file_storage.items()}


def put(guard: Uploading, session: str, name: str) -> tuple[int, str]:
    status, headers, body = ask(guard, f"/lab/_stcore/upload_file/{session}/{name}", method="PUT")
    assert status != 429 or int(headers["retry-after"]) >= 1
    return status, body.decode()


def test_a_session_keeps_its_last_files() -> None:
    holding = Holding()
    guard = Uploading(holding.app, lambda: holding)
    for name in "abcde":
        assert put(guard, "one", name) == (200, "kept")
    assert put(guard, "two", "f") == (200, "kept")
    assert holding.files == {"one": list("abcde")[-KEPT:], "two": ["f"]}


def test_a_session_sends_no_more_than_a_few_at_once() -> None:
    holding = Holding()
    guard = Uploading(holding.app, lambda: holding)
    answers = [put(guard, "one", str(i))[0] for i in range(BURST + 2)]
    assert answers == [200] * BURST + [429] * 2
    assert put(guard, "two", "a")[0] == 200


def test_all_sessions_together_hold_a_bounded_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "MOST_IN_ALL", 3 * MOST_BYTES)
    holding = Holding()
    guard = Uploading(holding.app, lambda: holding)
    answers = [put(guard, str(i), "a") for i in range(4)]
    assert [status for status, _ in answers] == [200, 200, 200, 429]
    assert "as many files as it can" in answers[-1][1]
    holding.uploaded_file_mgr.remove_session_files("0")
    assert put(guard, "3", "a")[0] == 200


def test_who_is_gone_holds_nothing() -> None:
    holding = Holding()
    guard = Uploading(holding.app, lambda: holding)
    put(guard, "gone", "a")
    assert not guard.buckets
