"""A way to a server that takes longer: every byte waits, in both directions."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 1 << 16


@contextmanager
def delayed(address: str, seconds: float) -> Iterator[str]:
    """Another address of the same server, so many seconds away."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    port = urlsplit(address).port
    assert port, address

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection("127.0.0.1", port)
        # When all is ended; streams would complain of it.
        with suppress(asyncio.CancelledError):
            await asyncio.gather(
                _carry(reader, there[1], seconds), _carry(there[0], writer, seconds)
            )

    listening = asyncio.start_server(connect, "127.0.0.1", 0)
    server = asyncio.run_coroutine_threadsafe(listening, loop).result()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(server.close)
        asyncio.run_coroutine_threadsafe(_end_all(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


async def _end_all() -> None:
    """End all that still carries."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter, seconds: float) -> None:
    """Hand on what comes, each piece so much later; pieces do not wait for one another."""
    loop = asyncio.get_running_loop()
    with suppress(ConnectionError):
        while piece := await source.read(CHUNK):
            loop.call_later(seconds, _write, sink, piece)
    loop.call_later(seconds, sink.close)


def _write(sink: asyncio.StreamWriter, piece: bytes) -> None:
    if not sink.is_closing():
        sink.write(piece)
