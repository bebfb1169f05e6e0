"""What may be said over a websocket: what a page says, and nothing that costs more."""

import json
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.awaited import result
from ui.messages import BURST, DEEPEST, MOST_BYTES, PACE, Messages, read

STREAM = {"type": "websocket", "path": "/lab/_stcore/stream"}


def of_widget(text: str) -> bytes:
    """A message in which a widget has this value."""
    message = BackMsg()
    widget = message.rerun_script.widget_states.widgets.add()
    widget.id, widget.json_trigger_value = "a", text
    data: bytes = message.SerializeToString()
    return data


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


def test_a_request_of_the_stage_is_read() -> None:
    request = [{"event": "request", "value": {"id": 1, "knobs": {"lr": 0.1}, "maps": [[[1]]]}}]
    said = read(of_widget(json.dumps(request)))
    assert isinstance(said, BackMsg)
    assert said.WhichOneof("type") == "rerun_script"


@pytest.mark.parametrize(
    "value",
    [
        nested(DEEPEST + 2),
        nested(200),
        "[" * 40_000,
        '{"a":' * 30,
        "1" * 5000,
        "no JSON",
        "",
        "1",
        "[1,2,3,4,5,6,7,8,9]",
    ],
)
def test_what_no_page_says_closes_the_connection(value: str) -> None:
    assert read(of_widget(value)) == 1008


@pytest.mark.parametrize("data", [None, b"\xff\xff\xff", b"\x08"])
def test_what_is_no_message_closes_the_connection(data: bytes | None) -> None:
    assert read(data) == 1008


def test_a_large_message_closes_the_connection() -> None:
    assert read(of_widget(json.dumps("a" * MOST_BYTES))) == 1009


def test_a_flood_is_read_at_its_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it is read, what comes too fast after a wait."""
    waits: list[float] = []
    heard: list[bytes] = []
    sent = [of_widget(f"[{nth}]") for nth in range(BURST + 5)]

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            heard.append(message["bytes"])

    async def said() -> Any:
        return {"type": "websocket.receive", "bytes": left.pop(0)} if left else {"type": "end"}

    async def closed(message: Any) -> None:
        raise AssertionError(message)

    left = list(sent)
    monkeypatch.setattr("ui.messages.asyncio.sleep", sleep)
    result(Messages(app)(STREAM, said, closed))
    assert heard == sent
    assert waits[:BURST] == [0] * BURST
    assert all(wait > 0 for wait in waits[BURST:])
    assert waits[-1] > 4 / PACE


def test_who_is_gone_is_told_nothing_and_heard_no_more() -> None:
    ends: list[Any] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.send", "bytes": b""})
        ends.append(await receive())

    async def said() -> Any:
        return {"type": "websocket.receive", "bytes": of_widget("[]")}

    async def lost(message: Any) -> None:
        raise OSError

    result(Messages(app)(STREAM, said, lost))
    assert ends == [{"type": "websocket.disconnect", "code": 1006}]
