"""Rooms in a Redis or Valkey, for many machines."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from typing import Any

import redis

from ui.rooms.room import MOST_PHONES, MOST_ROOMS, OPEN, AwayError, Guess, Question, Room

_ALL = "descent-lab:rooms"
# How long an answer may take, in seconds.
_PATIENCE = 3.0

# A guess counts where the room is open and the phone known, or not one too many: asked and done in
# one step, whoever else writes.
_GUESS = """
local room, guesses, phones = KEYS[1], KEYS[2], KEYS[3]
local token, run, place, most, open = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
if redis.call('HGET', room, 'state') ~= open then return 0 end
local known = redis.call('HEXISTS', phones, token) == 1
if not known and redis.call('HLEN', phones) >= most then return 0 end
if redis.call('HSET', guesses, token .. ' ' .. run, place) == 1 then
  redis.call('HINCRBY', phones, token, 1)
end
local ends = math.ceil(tonumber(redis.call('HGET', room, 'ends')))
redis.call('EXPIREAT', guesses, ends)
redis.call('EXPIREAT', phones, ends)
return 1
"""

# A state is of a room that is there.
_TURN = (
    "if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'state', ARGV[1]) end"
)


class RedisStore:
    """A `Store`. Redis itself forgets what has ended.

    Args:
        address: such as `redis://host:6379/0`.
    """

    def __init__(
        self, address: str, most_rooms: int = MOST_ROOMS, most_phones: int = MOST_PHONES
    ) -> None:
        self._most_rooms, self._most_phones = most_rooms, most_phones
        self._redis: Any = redis.Redis.from_url(
            address,
            decode_responses=True,
            socket_timeout=_PATIENCE,
            socket_connect_timeout=_PATIENCE,
        )
        self._guess: Callable[..., Any] = self._redis.register_script(_GUESS)
        self._turn: Callable[..., Any] = self._redis.register_script(_TURN)

    def add(self, room: Room) -> bool:
        """See `Store`."""
        key, ends = _keys(room.code)[0], ceil(room.ends)
        fields = {
            "sealed": room.sealed,
            "question": room.question.text(),
            "opened": repr(room.opened),
            "ends": repr(room.ends),
            "state": room.state,
        }
        with _reached():
            if not self._redis.set(f"{key}:taken", 1, nx=True, exat=ends):
                return False
            pipe = self._redis.pipeline()
            pipe.hset(key, mapping=fields)
            pipe.expireat(key, ends)
            pipe.zadd(_ALL, {room.code: room.opened})
            # Every room lasts equally long: those that have ended are the oldest.
            pipe.zcard(_ALL)
            too_many = pipe.execute()[-1] - self._most_rooms
            for code, _ in self._redis.zpopmin(_ALL, too_many) if too_many > 0 else ():
                self._redis.delete(*_keys(code))
        return True

    def find(self, code: str, now: float) -> Room | None:
        """See `Store`."""
        with _reached():
            kept = self._redis.hgetall(_keys(code)[0])
        if not kept or float(kept["ends"]) <= now:
            return None
        question, times = Question.read(kept["question"]), (kept["opened"], kept["ends"])
        opened, ends = map(float, times)
        return Room(code, kept["sealed"], question, opened, ends, kept["state"])

    def turn(self, code: str, state: str) -> None:
        """See `Store`."""
        with _reached():
            self._turn(keys=[_keys(code)[0]], args=[state])

    def guess(self, code: str, guess: Guess) -> bool:
        """See `Store`."""
        place = f"{guess.x!r} {guess.y!r}"
        with _reached():
            arguments = [guess.token, guess.run, place, self._most_phones, OPEN]
            return bool(self._guess(keys=_keys(code), args=arguments))

    def guessed(self, code: str) -> Sequence[int]:
        """See `Store`."""
        with _reached():
            return [int(count) for count in self._redis.hvals(_keys(code)[2])]

    def guesses(self, code: str) -> Sequence[Guess]:
        """See `Store`."""
        with _reached():
            kept = self._redis.hgetall(_keys(code)[1])
        return [_read(name, place) for name, place in kept.items()]

    def own(self, code: str, token: str, runs: Sequence[int]) -> Sequence[Guess]:
        """See `Store`."""
        names = [f"{token} {run}" for run in runs]
        with _reached():
            places = self._redis.hmget(_keys(code)[1], names)
        return [_read(name, place) for name, place in zip(names, places, strict=True) if place]

    def close(self) -> None:
        """See `Store`."""
        self._redis.close()


def _keys(code: str) -> list[str]:
    """A room's keys, all on one machine of a cluster: the room, its guesses, its phones."""
    return [f"descent-lab:{{{code}}}:{part}" for part in ("room", "guesses", "phones")]


def _read(name: str, place: str) -> Guess:
    token, run = name.split()
    x, y = map(float, place.split())
    return Guess(token, int(run), x, y)


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except redis.RedisError:
        raise AwayError from None
