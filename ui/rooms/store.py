"""Where rooms are kept: what every store can do, and which one it is.

`DESCENT_LAB_STORE` names a Redis or Valkey (`redis://…`, `rediss://…`), which many machines share,
or else the folder of an SQLite file, which the processes of one machine share.
"""

import os
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

from ui.rooms.room import AwayError, Guess, Room

VARIABLE = "DESCENT_LAB_STORE"


class Store(Protocol):
    """Keeps rooms until they end. Each method may raise `AwayError`."""

    def add(self, room: Room) -> bool:
        """Keep a new room, and end the oldest ones where there are too many.

        Returns:
            False where there is a room with this code already.
        """

    def find(self, code: str, now: float) -> Room | None:
        """The room with this code, unless it has ended by now."""

    def turn(self, code: str, state: str) -> None:
        """Put a room into another state."""

    def guess(self, code: str, guess: Guess) -> bool:
        """Keep a guess in the place of the same phone's last one for this run.

        Returns:
            False where the room is not open, or has no room for another phone.
        """

    def guessed(self, code: str) -> Sequence[int]:
        """Of how many runs each phone has guessed."""

    def guesses(self, code: str) -> Sequence[Guess]:
        """All guesses."""

    def own(self, code: str, token: str, runs: Sequence[int]) -> Sequence[Guess]:
        """One phone's guesses of these runs: all others' are not looked through."""

    def close(self) -> None:
        """Let go of it; what is kept stays."""


@cache
def store() -> Store:
    """The one that the environment names; opened once.

    Raises:
        AwayError: if it cannot be opened.
    """
    named = os.environ.get(VARIABLE, "")
    if named.startswith(("redis://", "rediss://")):
        from ui.rooms.redis_store import RedisStore

        return RedisStore(named)
    from ui.rooms.sqlite_store import SqliteStore

    return SqliteStore((Path(named) if named else _own_folder()) / "rooms.sqlite")


def _own_folder() -> Path:
    """The user's folder for what programs keep; where none can be written, one for a while."""
    kept = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    for folder in (Path(kept) / "descent-lab", Path(tempfile.gettempdir()) / "descent-lab"):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    raise AwayError
