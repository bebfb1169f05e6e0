"""A way to a server that takes longer: every byte waits, in both directions."""

import asyncio
from contextlib import AbstractContextManager, suppress

from tests.relay import CHUNK, relayed


def delayed(address: str, seconds: float) -> AbstractContextManager[str]:
    """Another address of the same server, so many seconds away."""

    async def carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        # Pieces do not wait for one another.
        loop = asyncio.get_running_loop()
        with suppress(ConnectionError):
            while piece := await source.read(CHUNK):
                loop.call_later(seconds, _write, sink, piece)
        await asyncio.sleep(seconds)
        sink.close()

    return relayed(address, carry)


def _write(sink: asyncio.StreamWriter, piece: bytes) -> None:
    if not sink.is_closing():
        sink.write(piece)
