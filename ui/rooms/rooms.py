"""What a teacher and the phones may do with rooms, wherever these are kept."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from ui.rooms.codes import fits, new_code, new_secret, seal
from ui.rooms.room import (
    LASTS,
    OPEN,
    REVEALED,
    STATES,
    Guess,
    NoRoomError,
    Question,
    RefusedError,
    Room,
    SecretError,
)
from ui.rooms.store import Store

_TRIES = 20


class Rooms:
    """All rooms of a store. Each method may raise `AwayError`.

    Args:
        now: the time in seconds since 1970.
    """

    def __init__(self, store: Store, now: Callable[[], float] = time.time) -> None:
        self._store = store
        self._now = now

    def open(self, question: Question) -> tuple[Room, str]:
        """A new room, and the secret of its teacher, which is kept nowhere else."""
        secret, now = new_secret(), self._now()
        for _ in range(_TRIES):
            room = Room(new_code(), seal(secret), question, now, now + LASTS)
            if self._store.add(room):
                return room, secret
        raise RefusedError("No code is free just now. Try again.")

    def room(self, code: str) -> Room:
        """The room with this code.

        Raises:
            NoRoomError: if there is none, or it has ended.
        """
        room = self._store.find(code, self._now())
        if room is None:
            raise NoRoomError
        return room

    def turn(self, code: str, secret: str, state: Any) -> None:
        """Close a room, open it again, or reveal it, which is for good.

        Raises:
            NoRoomError, SecretError, RefusedError: if it cannot be done.
        """
        room = self.room(code)
        if not fits(secret, room.sealed):
            raise SecretError
        if state not in STATES or (room.state == REVEALED and state != REVEALED):
            raise RefusedError("A room is open, closed or revealed, and stays revealed.")
        self._store.turn(code, state)

    def guess(self, code: str, guess: Guess) -> None:
        """Keep a guess in the place of the same phone's last one for this run.

        Raises:
            NoRoomError, RefusedError: if it is not kept.
        """
        room = self.room(code)
        question = room.question
        if guess.run not in question.runs or not question.holds(guess.x, guess.y):
            raise RefusedError("That lies outside the picture, or is of no run that is asked for.")
        if not self._store.guess(code, guess):
            is_open = self.room(code).state == OPEN
            raise RefusedError(
                "This room is full." if is_open else "This room takes no guesses any more."
            )

    def guessed(self, room: Room) -> Sequence[int]:
        """Of how many runs each phone has guessed."""
        return self._store.guessed(room.code)

    def own(self, room: Room, token: str) -> Sequence[Guess]:
        """What one phone has guessed."""
        return self._store.own(room.code, token, room.question.runs)

    def revealed(self, room: Room) -> Sequence[Guess]:
        """What all phones have guessed.

        Raises:
            RefusedError: if it is not revealed yet.
        """
        if room.state != REVEALED:
            raise RefusedError("The guesses are shown once they are revealed.")
        return self._store.guesses(room.code)
