"""What every store must do, done with both: SQLite, and a real Redis."""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.browser.server import ROOT, free_port
from ui.rooms.redis_store import RedisStore
from ui.rooms.room import AwayError, Guess, NoRoomError, Question, RefusedError, SecretError
from ui.rooms.rooms import Rooms
from ui.rooms.sqlite_store import SqliteStore
from ui.rooms.store import Store

Opener = Callable[..., Store]

QUESTION = Question("race", "a=1&hide=2", 40, (1, 3), (-2.0, 2.0, -1.0, 1.0))


def token(number: int) -> str:
    return f"{number:032x}"


def guess(phone: int, run: int = 1, x: float = 0.5, y: float = -0.25) -> Guess:
    return Guess(token(phone), run, x, y)


def test_a_room_is_asked_answered_closed_and_revealed(opener: Opener) -> None:
    rooms = Rooms(opener())
    room, secret = rooms.open(QUESTION)
    assert rooms.room(room.code) == room
    assert secret not in repr(room)
    rooms.guess(room.code, guess(1))
    rooms.guess(room.code, guess(1, x=0.1))
    rooms.guess(room.code, guess(1, run=3))
    rooms.guess(room.code, guess(2))
    assert sorted(rooms.guessed(room)) == [1, 2]
    assert sorted(g.x for g in rooms.own(room, token(1))) == [0.1, 0.5]
    with pytest.raises(RefusedError, match="once they are revealed"):
        rooms.revealed(room)
    rooms.turn(room.code, secret, "closed")
    with pytest.raises(RefusedError, match="no guesses any more"):
        rooms.guess(room.code, guess(3))
    rooms.turn(room.code, secret, "revealed")
    revealed = rooms.revealed(rooms.room(room.code))
    assert set(revealed) == {guess(1, x=0.1), guess(1, run=3), guess(2)}
    with pytest.raises(RefusedError, match="stays revealed"):
        rooms.turn(room.code, secret, "open")


def test_a_teacher_has_the_secret(opener: Opener) -> None:
    rooms = Rooms(opener())
    room, secret = rooms.open(QUESTION)
    other, _ = rooms.open(QUESTION)
    for wrong in ("", room.sealed, room.code, secret[:-1]):
        with pytest.raises(SecretError):
            rooms.turn(room.code, wrong, "revealed")
    with pytest.raises(SecretError):
        rooms.turn(other.code, secret, "closed")
    assert rooms.room(room.code).state == rooms.room(other.code).state == "open"


def test_a_guess_is_of_a_run_that_is_asked_for_and_within_the_frame(opener: Opener) -> None:
    rooms = Rooms(opener())
    room, _ = rooms.open(QUESTION)
    wrong = [guess(1, run=2), guess(1, x=2.1), guess(1, y=float("nan")), guess(1, x=float("inf"))]
    for each in wrong:
        with pytest.raises(RefusedError, match="outside the picture"):
            rooms.guess(room.code, each)
    assert not rooms.guessed(room)


def test_rooms_end_by_themselves(opener: Opener) -> None:
    times = [time.time() - 7 * 3600.0]
    rooms = Rooms(opener(), lambda: times[0])
    room, secret = rooms.open(QUESTION)
    times[0] += 7 * 3600.0
    for act in (
        lambda: rooms.room(room.code),
        lambda: rooms.guess(room.code, guess(1)),
        lambda: rooms.turn(room.code, secret, "closed"),
        lambda: rooms.room("BCDFGH"),
    ):
        with pytest.raises(NoRoomError):
            act()


def test_the_oldest_room_makes_way_with_its_guesses(opener: Opener) -> None:
    times = [time.time()]
    rooms = Rooms(opener(most_rooms=2), lambda: times[0])
    opened = []
    for _ in range(3):
        times[0] += 1.0
        opened.append(rooms.open(QUESTION)[0])
        rooms.guess(opened[-1].code, guess(1))
    with pytest.raises(NoRoomError):
        rooms.room(opened[0].code)
    assert [len(rooms.guessed(room)) for room in opened] == [0, 1, 1]


def test_a_full_room_still_lets_phones_change_their_minds(opener: Opener) -> None:
    rooms = Rooms(opener(most_phones=2))
    room, _ = rooms.open(QUESTION)
    for phone in (1, 2):
        rooms.guess(room.code, guess(phone))
    with pytest.raises(RefusedError, match="full"):
        rooms.guess(room.code, guess(3))
    rooms.guess(room.code, guess(1, run=3))
    rooms.guess(room.code, guess(2, x=1.0))
    assert sorted(rooms.guessed(room)) == [1, 2]


def test_a_code_belongs_to_one_room(opener: Opener) -> None:
    store = opener()
    room, _ = Rooms(store).open(QUESTION)
    assert not store.add(room)


def test_a_restart_loses_nothing(opener: Opener) -> None:
    room, secret = Rooms(opener()).open(QUESTION)
    Rooms(opener()).guess(room.code, guess(1))
    again = Rooms(opener())
    again.turn(room.code, secret, "revealed")
    assert again.revealed(again.room(room.code)) == [guess(1)]


def test_a_hundred_phones_guess_at_once(opener: Opener) -> None:
    rooms = Rooms(opener(), time.time)
    room, secret = rooms.open(QUESTION)

    def phone(number: int) -> None:
        for x in (0.1, 0.2, 0.001 * number):
            for run in QUESTION.runs:
                rooms.guess(room.code, guess(number, run, x))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(phone, range(100)))
    assert rooms.guessed(room) == [2] * 100
    rooms.turn(room.code, secret, "revealed")
    kept = rooms.revealed(rooms.room(room.code))
    wanted = {guess(n, run, 0.001 * n) for n in range(100) for run in QUESTION.runs}
    assert len(kept) == 200
    assert set(kept) == wanted


_PHONES = """
import sys
from ui.rooms.room import Guess
from ui.rooms.rooms import Rooms
from ui.rooms.store import store
code, first = sys.argv[1], int(sys.argv[2])
rooms = Rooms(store())
for number in range(first, first + 30):
    rooms.guess(code, Guess(f"{number:032x}", 1, 0.0, 0.0))
"""


@pytest.mark.parametrize("kind", ["sqlite", "redis"])
def test_two_processes_share_a_room(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    named = str(tmp_path) if kind == "sqlite" else request.getfixturevalue("redis_address")
    store = SqliteStore(tmp_path / "rooms.sqlite") if kind == "sqlite" else RedisStore(named)
    rooms = Rooms(store)
    room, _ = rooms.open(QUESTION)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", _PHONES, room.code, first],
            cwd=ROOT,
            env={"DESCENT_LAB_STORE": named, "PYTHONPATH": str(ROOT)},
        )
        for first in ("0", "1000")
    ]
    assert [process.wait() for process in started] == [0, 0]
    assert len(rooms.guessed(room)) == 60
    store.close()


def test_a_store_that_is_away_says_so(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    with pytest.raises(AwayError, match="nothing is lost"):
        SqliteStore(in_the_way / "rooms.sqlite")
    gone = RedisStore(f"redis://127.0.0.1:{free_port()}")
    with pytest.raises(AwayError, match="nothing is lost"):
        Rooms(gone).room("BCDFGH")
    gone.close()
