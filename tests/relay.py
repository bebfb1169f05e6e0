"""A way to a server through a socket of our own, where what passes can be delayed or lost."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 1 << 16

Carry = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@contextmanager
def relayed(address: str, carry: Carry) -> Iterator[str]:
    """Another address of the same server.

    Args:
        carry: hands on what comes from one side to the other, until it ends.
    """
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    port = urlsplit(address).port
    assert port, address

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sinks = [writer]
        # When all is ended, or the server is: streams would complain of it.
        with suppress(asyncio.CancelledError, OSError):
            answers, there = await asyncio.open_connection("127.0.0.1", port)
            sinks.append(there)
            await asyncio.gather(carry(reader, there), carry(answers, writer))
        for sink in sinks:
            sink.close()

    listening = asyncio.start_server(connect, "127.0.0.1", 0)
    server = asyncio.run_coroutine_threadsafe(listening, loop).result()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(server.close)
        asyncio.run_coroutine_threadsafe(_end_all(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end_all() -> None:
    """End all that still carries."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    # Sockets are closed a turn later.
    await asyncio.sleep(0.05)


class Line:
    """What can happen to all connections of a relay at once, as the test says."""

    def __init__(self) -> None:
        self._refused = False
        self._sinks: dict[asyncio.StreamWriter, asyncio.AbstractEventLoop] = {}
        self._dead: set[asyncio.StreamWriter] = set()

    async def carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        """Hand on what comes, as far as the line lets it pass."""
        self._sinks[sink] = asyncio.get_running_loop()
        with suppress(ConnectionError):
            while not self._refused and (piece := await source.read(CHUNK)):
                while not self._refused and sink in self._dead:
                    await asyncio.sleep(0.02)
                if not sink.is_closing():
                    sink.write(piece)
        del self._sinks[sink]
        sink.close()

    def cut(self) -> None:
        """End all connections, and let nobody connect."""
        self._refused = True
        for sink, loop in tuple(self._sinks.items()):
            loop.call_soon_threadsafe(sink.transport.abort)

    def forget(self) -> None:
        """Lose the connections that there are, without a word to either side; others work."""
        self._dead |= self._sinks.keys()

    def restore(self) -> None:
        """Let whoever connects come through."""
        self._refused = False
