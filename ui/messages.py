"""What a browser may say over its websocket: bounded, well formed, and no faster than is answered.

Streamlit writes a traceback to the log for each message that it cannot read, and begins a run for
each that it can.
"""

import asyncio
import json
from typing import Any

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from ui.bucket import Bucket

MOST_BYTES = 100_000
DEEPEST = 16
MOST_EVENTS = 8
"""A stage sends one at a time, and each is answered."""
BURST, PACE = 40, 10
"""A hand sends one request after the other has been answered: this is faster than any."""

_HEARD = frozenset({"rerun_script", "stop_script", "file_urls_request", "app_heartbeat"})
"""What our pages say; what else Streamlit would do, such as to empty its caches, nobody may ask."""

_STREAM = "/_stcore/stream"
_LOST, _POLICY, _TOO_BIG = 1006, 1008, 1009


class Messages:
    """Middleware around the whole app."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what can be read, each in its time; close the connection on anything else."""
        if scope["type"] != "websocket" or not scope["path"].endswith(_STREAM):
            await self.app(scope, receive, send)
            return
        line = _Line(receive, send)
        await self.app(scope, line.hear, line.tell)


class _Line:
    """One connection.

    Attributes:
        gone: the closing code once nothing more is heard or told, else 0.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self.receive = receive
        self.send = send
        self.bucket = Bucket(BURST, PACE)
        self.gone = 0

    async def hear(self) -> Message:
        """The next message that is worth a run."""
        while not self.gone:
            message = await self.receive()
            if message["type"] != "websocket.receive":
                return message
            # What waits is not read, so that a flood stands in the sender's own pipe.
            wait = self.bucket.wait()
            self.bucket.take()
            await asyncio.sleep(wait)
            said = read(message.get("bytes"))
            if isinstance(said, int):
                await self.tell({"type": "websocket.close", "code": said})
                self.gone = said
            elif said.WhichOneof("type") in _HEARD:
                return message
        return {"type": "websocket.disconnect", "code": self.gone}

    async def tell(self, message: Message) -> None:
        """Send, unless who should hear it is gone: `hear` says so, which Streamlit expects."""
        if self.gone:
            return
        try:
            await self.send(message)
        except OSError:
            self.gone = _LOST


def read(data: bytes | None) -> BackMsg | int:
    """What a browser says; a websocket's closing code where it is nothing that a page says."""
    if data is None:
        return _POLICY
    if len(data) > MOST_BYTES:
        return _TOO_BIG
    message = BackMsg()
    try:
        message.ParseFromString(data)
        for widget in message.rerun_script.widget_states.widgets:
            if widget.HasField("json_value"):
                _bound(json.loads(widget.json_value))
            if widget.HasField("json_trigger_value"):
                events = json.loads(widget.json_trigger_value)
                _bound(events)
                if len(events) > MOST_EVENTS:
                    return _POLICY
    except (DecodeError, ValueError, TypeError, RecursionError):
        return _POLICY
    return message


def _bound(value: Any, depth: int = 0) -> None:
    """Raises ValueError for what nests too deep."""
    if depth > DEEPEST:
        raise ValueError("nests too deep")
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            _bound(part, depth + 1)
