"""What the server answers on rooms, to those who mean well and to those who do not."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from tests.awaited import result
from ui.rooms import answering, rates, store
from ui.rooms.room import AwayError

TEACHER = {
    "page": "race",
    "query": "surface=valley&hide=2",
    "steps": 40,
    "runs": [1, 3],
    "frame": [-2.0, 2.0, -1.0, 1.0],
}
PHONE = "0123456789abcdef" * 2
HOSTILE: list[Any] = [
    None,
    True,
    "",
    "<script>alert(1)</script>",
    "\ud800",
    "\x00",
    "x" * 20_000,
    -1,
    0,
    2**64,
    10**400,
    float("nan"),
    float("inf"),
    [],
    [float("nan")] * 4,
    ["<b>"] * 4,
    [10**400, 1, 2, 3],
    {"a": {}},
]


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A store of the test's own, and nobody who has asked too often; for rates no time passes."""
    monkeypatch.setenv(store.VARIABLE, str(tmp_path))
    for name in ("OPENED", "MISSES", "GUESSES"):
        rate = getattr(answering, name)
        monkeypatch.setattr(answering, name, rates.Rate(rate.most, rate.seconds, lambda: 0.0))
    store.store.cache_clear()
    yield
    store.store().close()
    store.store.cache_clear()


def ask(
    method: str,
    path: str,
    message: Any = None,
    *,
    kind: str = "application/json",
    token: str = "",
    secret: str = "",
    base: str = "",
    query: str = "",
) -> tuple[int, Any, dict[str, str]]:
    """What the app answers: status, JSON or text, and headers."""
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    headers = [
        (b"content-type", kind.encode()),
        (b"room-token", token.encode()),
        (b"room-secret", secret.encode()),
    ]
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": headers,
        "client": ("192.0.2.1", 1),
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": body}

    async def send(part: Any) -> None:
        sent.append(part)

    result(Starlette(routes=answering.routes(base))(scope, receive, send))
    text = b"".join(part.get("body", b"") for part in sent)
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    is_json = found.get("content-type") == "application/json"
    return sent[0]["status"], json.loads(text) if is_json else text.decode(), found


def opened() -> tuple[str, str]:
    status, told, _ = ask("POST", "/rooms", TEACHER)
    assert status == 201
    return told["code"], told["secret"]


def guess(code: str, **changes: Any) -> int:
    message = {"token": PHONE, "run": 1, "x": 0.5, "y": 0.5, **changes}
    return ask("POST", f"/rooms/{code}/guesses", message)[0]


def turn(code: str, secret: str, state: Any) -> int:
    return ask("POST", f"/rooms/{code}/state", {"state": state}, secret=secret)[0]


def test_a_class_is_asked_and_answered() -> None:
    code, secret = opened()
    assert guess(code) == guess(code, run=3) == 200
    assert guess(code, token=PHONE[::-1]) == 200
    _, told, headers = ask("GET", f"/rooms/{code.lower()}", token=PHONE)
    assert headers["cache-control"] == "no-store"
    assert told == {
        "state": "open",
        "steps": 40,
        "runs": [1, 3],
        "phones": 2,
        "finished": 1,
        "own": [[1, 0.5, 0.5], [3, 0.5, 0.5]],
    }
    assert ask("GET", f"/rooms/{code}")[1]["own"] == []
    assert ask("GET", f"/rooms/{code}/guesses")[0] == 409
    for wrong in ("", code, PHONE, secret + "x"):
        assert turn(code, wrong, "revealed") == 403
    assert turn(code, secret, "revealed") == 200
    assert len(ask("GET", f"/rooms/{code}/guesses")[1]["guesses"]) == 3
    assert guess(code) == 409


def test_the_short_link_leads_to_the_page() -> None:
    code, _ = opened()
    status, _, headers = ask("GET", f"/lab/r/{code}", base="/lab/")
    assert status == 303
    assert headers["location"] == f"../race?surface=valley&hide=2&room={code}"
    assert ask("GET", "/r/BCDFGH")[0] == 404


def test_a_code_is_typed_in_any_case_and_with_gaps() -> None:
    assert ask("GET", "/r")[0] == 200
    typed = "bcd fgh"
    status, _, headers = ask("GET", "/r", query=f"code={quote(typed)}")
    assert (status, headers["location"]) == (303, "r/BCDFGH")
    for wrong in ("<script>alert(1)</script>", "BCDFG", "AEIOUY", "\x00", "x" * 5_000):
        status, text, _ = ask("GET", "/r", query=f"code={quote(wrong)}")
        assert (status, "six letters" in text, "script" in text) == (200, True, False)
        assert ask("GET", f"/r/{wrong.replace('/', '')}")[0] == 404


@pytest.mark.parametrize("key", TEACHER)
def test_no_hostile_question_makes_a_room(key: str) -> None:
    for value in HOSTILE:
        if key == "query" and isinstance(value, str) and value.isascii() and len(value) < 8_000:
            continue
        status, told, _ = ask("POST", "/rooms", {**TEACHER, key: value})
        assert status == 409, value
        assert "script" not in told["problem"]


def test_a_question_that_looks_like_markup_is_only_ever_an_address() -> None:
    markup = "typed=<script>alert(1)</script>&a=\r\nSet-Cookie: x=1"
    told = ask("POST", "/rooms", {**TEACHER, "query": markup})[1]
    location = ask("GET", f"/r/{told['code']}")[2]["location"]
    assert not set(location) & set("<>\r\n\"' ")


@pytest.mark.parametrize("key", ["token", "run", "x", "y"])
def test_no_hostile_guess_is_kept(key: str) -> None:
    code, _ = opened()
    for value in HOSTILE:
        if (key, value) in (("x", 0), ("y", 0), ("x", -1), ("y", -1)) and value is not True:
            continue
        assert guess(code, **{key: value}) == 409, value
    assert ask("GET", f"/rooms/{code}")[1]["phones"] == 0


@pytest.mark.parametrize("value", HOSTILE)
def test_no_hostile_state_is_taken(value: Any) -> None:
    code, secret = opened()
    assert turn(code, secret, value) == 409
    if isinstance(value, str) and value.isprintable():
        assert turn(code, value, "open") == 403


def test_what_is_no_message_is_refused() -> None:
    for message in (b"", b"{", b"[" * 9_000, b'"x"', b"\xff", b"1" * 9_000, b" " * 40_000):
        assert ask("POST", "/rooms", message)[0] == 409
    # A form on another site could send it.
    assert ask("POST", "/rooms", TEACHER, kind="text/plain")[0] == 409


def test_who_tries_many_codes_must_wait_and_rooms_and_guesses_are_limited() -> None:
    code, secret = opened()
    rate = answering.GUESSES
    assert [guess(code) for _ in range(rate.most + 1)] == [200] * rate.most + [429]
    rooms = [ask("POST", "/rooms", TEACHER)[0] for _ in range(answering.OPENED.most)]
    assert rooms == [201] * (answering.OPENED.most - 1) + [429]
    tries = [ask("GET", "/rooms/BCDFGH")[0] for _ in range(answering.MISSES.most + 1)]
    assert tries == [404] * answering.MISSES.most + [429]
    assert ask("GET", f"/rooms/{code}")[0] == 429
    assert ask("GET", f"/r/{code}")[0] == 429
    # Those who belong to the room are not held back by a neighbour who tries codes.
    assert ask("GET", f"/rooms/{code}", token=PHONE)[0] == 200
    assert ask("GET", f"/rooms/{code}", secret=secret)[0] == 200


def test_a_store_that_is_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise AwayError

    monkeypatch.setattr(answering, "store", away)
    status, told, _ = ask("POST", "/rooms", TEACHER)
    assert status == 503
    assert "nothing is lost" in told["problem"]


def test_a_rate_forgets_who_came_long_ago_and_is_bounded() -> None:
    times = [0.0]
    rate = rates.Rate(1, 10.0, lambda: times[0])
    assert rate.spend("a")
    assert not rate.spend("a")
    assert rate.is_spent("a")
    times[0] = 10.0
    assert not rate.is_spent("a")
    for key in range(50_000):
        rate.spend(str(key))
    assert len(rate._buckets) <= 20_000
