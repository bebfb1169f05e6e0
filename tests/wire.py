"""A reader without a browser: a session on the websocket, by Streamlit's own protocol buffers."""

import asyncio
import json
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from ui.stage.payload import SHARED, nothing_new

PATIENCE = 120.0


class Wire:
    """One session. A page is opened first; then its stage can be asked as by a hand.

    Attributes:
        session: the name that Streamlit gave it.
        texts: what the page's last run says in words, exceptions among it.
        block: what the stage was sent last.
        received: how many bytes came.
        cut: how many runs of the page gave way to a newer request.
    """

    def __init__(self, address: str, headers: Mapping[str, str] | None = None) -> None:
        self.address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self.headers = headers
        self.session = ""
        self.texts: list[str] = []
        self.block = b""
        self.received = self.cut = 0
        self._page = ""
        self._stage = ""
        self._fragment = ""
        self._id = self._had = 0
        self._have: set[str] = set()
        self._connection: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        self._connection = await connect(
            self.address,
            additional_headers=self.headers,
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            compression=None,
            open_timeout=PATIENCE,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.connection.close()

    @property
    def connection(self) -> ClientConnection:
        """The websocket itself, for who wants to say what no reader says."""
        assert self._connection, "open it by `async with`"
        return self._connection

    @property
    def told(self) -> dict[str, Any]:
        """The header of what the stage was sent last: panels, knobs, the outcome."""
        length = int.from_bytes(self.block[:4], "little")
        header: dict[str, Any] = json.loads(self.block[4 : 4 + length])
        return header

    async def open(self, page: str, query: str = "") -> None:
        """Open a page, and wait until it stands."""
        self._page = self._stage = self._fragment = ""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        await self._say(message)
        self._learn()
        if len(self.block) == len(nothing_new(0)):
            # This session has had it, and a browser that turns to the page anew asks for all of it.
            self._had = 0
            await self.ask({})

    async def ask(self, request: Mapping[str, Any]) -> None:
        """Send a request of the stage, and wait for its answer."""
        await self._say(self.asking(request))
        self._learn()

    def asking(self, request: Mapping[str, Any]) -> BackMsg:
        """A request of the stage as it is sent."""
        self._id += 1
        known = {"have": sorted(self._have), "had": self._had, "id": self._id}
        events = [{"event": "request", "value": {**request, **known}}]
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        message.rerun_script.fragment_id = self._fragment
        widgets = message.rerun_script.widget_states.widgets
        widgets.add(id=self._stage, json_value="{}")
        widget = widgets.add()
        widget.id = f"{STREAMLIT_INTERNAL_KEY_PREFIX}_{self._stage}__events"
        widget.json_trigger_value = json.dumps(events)
        return message

    async def _say(self, message: BackMsg) -> None:
        await self.connection.send(message.SerializeToString())
        await asyncio.wait_for(self.finished(), PATIENCE)

    def _learn(self) -> None:
        # What has been described once need not be sent again, as a browser tells the server.
        if len(self.block) > len(nothing_new(0)):
            told = self.told
            self._have.update(*(told[kind] for kind in SHARED))
            self._had = told["answer"]

    async def finished(self) -> None:
        """Wait until a run has ended, and keep what it tells of the page."""
        self.texts = []
        while True:
            data = await self.connection.recv(decode=False)
            self.received += len(data)
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._page = message.new_session.page_script_hash
                self.session = message.new_session.initialize.session_id
            elif kind == "navigation":
                # Which page it is once the app has chosen it by its name.
                self._page = message.navigation.page_script_hash
            elif kind == "delta":
                self._note(message)
            # One that gave way to a newer request is followed by that one's.
            early = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            self.cut += kind == "script_finished" and early
            if kind == "script_finished" and not early:
                return

    def _note(self, message: ForwardMsg) -> None:
        delta = message.delta
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "bidi_component" and element.bidi_component.component_name.endswith("stage"):
            self._stage = element.bidi_component.id
            self._fragment = delta.fragment_id
            self.block = element.bidi_component.bytes
        elif kind in ("markdown", "alert"):
            self.texts.append(getattr(element, kind).body)
        elif kind == "exception":
            self.texts.append(f"exception: {element.exception.message}")
