"""What the server answers on rooms: to the teacher's page, to phones, and to a short link.

A stage asks by plain requests, beside its own channel: two hundred phones that ask every few
seconds cost no run of a page, and any server that shares the store can answer.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from ui.rooms.asking import guess_of, question_of
from ui.rooms.codes import fits, is_token, read_code
from ui.rooms.joining import join_page
from ui.rooms.links import page_link
from ui.rooms.rates import Rate
from ui.rooms.room import (
    AwayError,
    NoRoomError,
    RefusedError,
    Room,
    RoomError,
    SecretError,
    finished,
)
from ui.rooms.rooms import Rooms
from ui.rooms.store import store

MOST_BYTES = 32_000
"""The longest message: a page's whole address fits."""

STATUS: Mapping[type[RoomError], int] = {
    NoRoomError: 404,
    SecretError: 403,
    RefusedError: 409,
    AwayError: 503,
}

OPENED = Rate(20, 60)
"""Rooms that one address may open in a minute."""

MISSES = Rate(30, 60)
"""Codes of no room that one address may try in a minute."""

GUESSES = Rate(30, 10)
"""Guesses that one phone may send in ten seconds."""

SECRET, TOKEN = "Room-Secret", "Room-Token"
"""The headers by which a teacher's page and a phone are known."""

Handler = Callable[[Request], Awaitable[Response]]


class TooOftenError(RoomError):
    """Somebody asks too often; the message is for the reader."""


def routes(base: str = "") -> list[Route]:
    """The routes below the path that the app is served under."""
    root = f"/{base.strip('/')}" if base.strip("/") else ""
    return [
        Route(f"{root}/rooms", _told(_open), methods=["POST"]),
        Route(f"{root}/rooms/{{code}}", _told(_look), methods=["GET"]),
        Route(f"{root}/rooms/{{code}}/state", _told(_turn), methods=["POST"]),
        Route(f"{root}/rooms/{{code}}/guesses", _told(_guess), methods=["POST"]),
        Route(f"{root}/rooms/{{code}}/guesses", _told(_revealed), methods=["GET"]),
        Route(f"{root}/r", _type, methods=["GET"]),
        Route(f"{root}/r/{{code}}", _join, methods=["GET"]),
    ]


def status_of(problem: RoomError) -> int:
    """The number by which HTTP tells of a problem."""
    return STATUS.get(type(problem), 429)


def _told(handler: Handler) -> Handler:
    """Whatever cannot be done is told in a sentence."""

    async def answer(request: Request) -> Response:
        try:
            made = await handler(request)
        except RoomError as problem:
            made = JSONResponse({"problem": str(problem)}, status_of(problem))
        made.headers["Cache-Control"] = "no-store"
        return made

    return answer


async def _open(request: Request) -> Response:
    question = question_of(await _message(request))
    if not OPENED.spend(_address(request)):
        raise TooOftenError("Many rooms were opened from here just now. Wait a minute.")
    room, secret = await _ask(lambda rooms: rooms.open(question))
    return JSONResponse({"code": room.code, "secret": secret}, 201)


async def _look(request: Request) -> Response:
    token = request.headers.get(TOKEN)
    room = await _found(request)

    def told(rooms: Rooms) -> dict[str, Any]:
        guessed = rooms.guessed(room)
        own = rooms.own(room, token) if is_token(token) else ()
        return {
            "state": room.state,
            "steps": room.question.steps,
            "runs": room.question.runs,
            "phones": len(guessed),
            "finished": finished(room, guessed),
            "own": [[guess.run, guess.x, guess.y] for guess in own],
        }

    return JSONResponse(await _ask(told))


async def _turn(request: Request) -> Response:
    message = await _message(request)
    room = await _found(request)
    secret, state = request.headers.get(SECRET, ""), message.get("state")
    await _ask(lambda rooms: rooms.turn(room.code, secret, state))
    return JSONResponse({})


async def _guess(request: Request) -> Response:
    guess = guess_of(await _message(request))
    room = await _found(request)
    if not GUESSES.spend(guess.token):
        raise TooOftenError("These are many guesses at once. Wait a few seconds.")
    await _ask(lambda rooms: rooms.guess(room.code, guess))
    return JSONResponse({})


async def _revealed(request: Request) -> Response:
    room = await _found(request)
    guesses = await _ask(lambda rooms: rooms.revealed(room))
    return JSONResponse({"guesses": [[guess.run, guess.x, guess.y] for guess in guesses]})


async def _type(request: Request) -> Response:
    """Where codes are typed, and on from there by the short link."""
    typed = request.query_params.get("code")
    code = read_code(typed) if typed else None
    if code:
        return RedirectResponse(f"r/{code}", 303)
    return join_page(problem="A code has six letters, none of them a vowel." if typed else "")


async def _join(request: Request) -> Response:
    """From the short link to the page that asks."""
    try:
        room = await _found(request)
    except RoomError as problem:
        return join_page("../", str(problem), status_of(problem))
    return RedirectResponse(page_link(room), 303)


async def _found(request: Request) -> Room:
    """The room that is asked for. Who tries many codes must wait, unless they belong to it."""
    address, code = _address(request), read_code(request.path_params["code"])
    spent = MISSES.is_spent(address)

    def found(rooms: Rooms) -> Room:
        if code is None:
            raise NoRoomError
        room = rooms.room(code)
        if spent and not _belongs(request, rooms, room):
            raise NoRoomError
        return room

    try:
        room: Room = await _ask(found)
        return room
    except NoRoomError:
        if not MISSES.spend(address):
            raise TooOftenError(
                "Many codes of no room were tried from here. Wait a minute."
            ) from None
        raise


def _belongs(request: Request, rooms: Rooms, room: Room) -> bool:
    """Whether this is the room's teacher, or a phone that has guessed there."""
    if fits(request.headers.get(SECRET, ""), room.sealed):
        return True
    token = request.headers.get(TOKEN)
    return is_token(token) and bool(rooms.own(room, token))


async def _ask(act: Callable[[Rooms], Any]) -> Any:
    """Do something with the rooms, while others are answered."""
    return await run_in_threadpool(lambda: act(Rooms(store())))


async def _message(request: Request) -> dict[str, Any]:
    """What was sent as JSON: an object that is not too long.

    No page of another site can send it: a browser asks us first, and is not answered.
    """
    if request.headers.get("content-type", "").split(";")[0] != "application/json":
        raise RefusedError("A message to a room is JSON.")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise RefusedError("That is too long for a room.")
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        message = None
    if not isinstance(message, dict):
        raise RefusedError("A message to a room is a JSON object.")
    return message


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
