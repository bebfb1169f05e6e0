"""What a room is: a question, a state, and what the phones guess; and what can go wrong."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

OPEN, CLOSED, REVEALED = "open", "closed", "revealed"
STATES = (OPEN, CLOSED, REVEALED)

MOST_ROOMS = 2000
MOST_PHONES = 1000
"""So many rooms there may be, and so many phones that guess in one of them."""

LASTS = 6 * 3600.0
"""How long a room is there, in seconds: a day at school."""


class RoomError(Exception):
    """Something cannot be done with a room; the message is for the reader."""


class AwayError(RoomError):
    """The store cannot be reached. Nothing that it holds is lost."""

    def __init__(self) -> None:
        super().__init__("The rooms cannot be reached just now; nothing is lost. Try again soon.")


class NoRoomError(RoomError):
    """There is no room of this code."""

    def __init__(self) -> None:
        super().__init__("There is no room with this code. Rooms end after some hours.")


class SecretError(RoomError):
    """What only the teacher may do was tried without the teacher's secret."""

    def __init__(self) -> None:
        super().__init__("Only the page that opened this room can do that.")


class RefusedError(RoomError):
    """What was asked makes no sense here, or comes too late or too early."""


@dataclass(frozen=True)
class Question:
    """Where runs will be after so many steps.

    Attributes:
        page: the key of the page that shows them.
        query: the page's settings as its address holds them, with nothing of the view but what
            is hidden or zoomed.
        steps: on the page's clock.
        runs: which ones, counted from 1 over all panels.
        frame: where guesses may lie: x from and to, y from and to, in data units.
    """

    page: str
    query: str
    steps: int
    runs: tuple[int, ...]
    frame: tuple[float, float, float, float]

    def holds(self, x: float, y: float) -> bool:
        """Whether a guess lies in the frame; numbers that are none do not."""
        x0, x1, y0, y1 = self.frame
        return x0 <= x <= x1 and y0 <= y <= y1

    def text(self) -> str:
        """As a store keeps it."""
        return json.dumps(asdict(self))

    @staticmethod
    def read(text: str) -> "Question":
        """What a store kept."""
        kept = json.loads(text)
        x0, x1, y0, y1 = kept["frame"]
        runs = tuple(kept["runs"])
        return Question(kept["page"], kept["query"], kept["steps"], runs, (x0, x1, y0, y1))


@dataclass(frozen=True)
class Room:
    """A room as a store keeps it.

    Attributes:
        code: what students type.
        sealed: the hash of the teacher's secret.
        opened, ends: in seconds since 1970.
    """

    code: str
    sealed: str
    question: Question
    opened: float
    ends: float
    state: str = OPEN


@dataclass(frozen=True)
class Guess:
    """Where one phone thinks that one run will be."""

    token: str
    run: int
    x: float
    y: float


def finished(room: Room, guessed: Sequence[int]) -> int:
    """How many phones have guessed all runs, of how many runs each has guessed."""
    return sum(count >= len(room.question.runs) for count in guessed)
