"""Rooms in one SQLite file, for the processes of one machine. It survives a restart."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from ui.rooms.room import MOST_PHONES, MOST_ROOMS, OPEN, AwayError, Guess, Question, Room

_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA foreign_keys = ON;
-- In WAL nothing that is committed is torn by this; a power cut may lose the last guess.
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS rooms (
  code TEXT PRIMARY KEY, sealed TEXT, question TEXT, opened REAL, ends REAL, state TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS guesses (
  code TEXT REFERENCES rooms ON DELETE CASCADE, token TEXT, run INTEGER, x REAL, y REAL,
  PRIMARY KEY (code, token, run)
) WITHOUT ROWID;
"""
# How long one process waits for another that writes, in seconds.
_PATIENCE = 5.0


class SqliteStore:
    """A `Store`; the threads of a process take turns.

    Args:
        file: made, with its folder, where it is not there.

    Raises:
        AwayError: if it cannot be opened.
    """

    def __init__(
        self, file: Path, most_rooms: int = MOST_ROOMS, most_phones: int = MOST_PHONES
    ) -> None:
        self._most_rooms, self._most_phones = most_rooms, most_phones
        self._lock = threading.Lock()
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
        except (OSError, sqlite3.Error):
            raise AwayError from None
        with self._reached() as connection:
            connection.executescript(_TABLES)

    def add(self, room: Room) -> bool:
        """See `Store`."""
        row = (room.code, room.sealed, room.question.text(), room.opened, room.ends, room.state)
        with self._reached(writes=True) as connection:
            connection.execute("DELETE FROM rooms WHERE ends <= ?", (room.opened,))
            added = connection.execute("INSERT OR IGNORE INTO rooms VALUES (?,?,?,?,?,?)", row)
            connection.execute(
                "DELETE FROM rooms WHERE code IN "
                "(SELECT code FROM rooms ORDER BY opened DESC LIMIT -1 OFFSET ?)",
                (self._most_rooms,),
            )
            return added.rowcount == 1

    def find(self, code: str, now: float) -> Room | None:
        """See `Store`."""
        with self._reached() as connection:
            row = connection.execute(
                "SELECT * FROM rooms WHERE code = ? AND ends > ?", (code, now)
            ).fetchone()
        if row is None:
            return None
        _, sealed, question, opened, ends, state = row
        return Room(code, sealed, Question.read(question), opened, ends, state)

    def turn(self, code: str, state: str) -> None:
        """See `Store`."""
        with self._reached() as connection:
            connection.execute("UPDATE rooms SET state = ? WHERE code = ?", (state, code))

    def guess(self, code: str, guess: Guess) -> bool:
        """See `Store`."""
        with self._reached(writes=True) as connection:
            phones, known, is_open = connection.execute(
                "SELECT (SELECT COUNT(DISTINCT token) FROM guesses WHERE code = :code),"
                " EXISTS (SELECT 1 FROM guesses WHERE code = :code AND token = :token),"
                " EXISTS (SELECT 1 FROM rooms WHERE code = :code AND state = :open)",
                {"code": code, "token": guess.token, "open": OPEN},
            ).fetchone()
            if not is_open or (not known and phones >= self._most_phones):
                return False
            row = (code, guess.token, guess.run, guess.x, guess.y)
            connection.execute("INSERT OR REPLACE INTO guesses VALUES (?,?,?,?,?)", row)
            return True

    def guessed(self, code: str) -> Sequence[int]:
        """See `Store`."""
        with self._reached() as connection:
            rows = connection.execute(
                "SELECT COUNT(*) FROM guesses WHERE code = ? GROUP BY token", (code,)
            ).fetchall()
        return [count for (count,) in rows]

    def guesses(self, code: str) -> Sequence[Guess]:
        """See `Store`."""
        return self._guesses("code = ?", code)

    def own(self, code: str, token: str, runs: Sequence[int]) -> Sequence[Guess]:
        """See `Store`."""
        return self._guesses("code = ? AND token = ?", code, token)

    def close(self) -> None:
        """See `Store`."""
        with self._lock:
            self._connection.close()

    def _guesses(self, which: str, *values: str) -> Sequence[Guess]:
        with self._reached() as connection:
            rows = connection.execute(f"SELECT token, run, x, y FROM guesses WHERE {which}", values)
            return [Guess(*row) for row in rows]

    @contextmanager
    def _reached(self, *, writes: bool = False) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread; what is written within is written whole or not at all."""
        try:
            with self._lock, _whole(self._connection) if writes else nullcontext():
                yield self._connection
        except sqlite3.Error:
            raise AwayError from None


@contextmanager
def _whole(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
