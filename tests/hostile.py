"""Links and events that mean no good: each is mended or refused in words, and nothing is raised.

`python -m tests.hostile` reads 10 000 links, receives 10 000 events, and sends some of both to a
server, whose log must stay empty.
"""

import json
import tempfile
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import streamlit as st

from surfaces import SURFACES
from tests.awaited import result
from tests.browser.server import ROOT, serve
from tests.ui.session import Session, Work
from tests.wire import Wire
from ui.page.navigation import LESSONS
from ui.page.settings import Settings
from ui.stage.requests import StageRequests
from ui.stage.scene import Knob, Panel, Preset, Scene

PAGES = {lesson.key: import_module(f"lessons.{lesson.key}.settings").FIELDS for lesson in LESSONS}
TEXTS = (
    *("", " ", "~", "~~", "~~~~", ",", ",,", "%", "%7E", "nan", "NaN", "inf", "-inf", "1e999"),
    *("-1e999", "0", "-0", "1e-320", "1_000", "0x10", "1,2", "nan,nan", "1,2,3", "\x00", "\u202e"),
    *("9" * 400, "9" * 5000, "\ud83d\ude00", "\N{FULLWIDTH DIGIT ONE}", "None", "true", "[]", "{}"),
    *("own:x = x - lr*g", "own:" + "(" * 300, "own:x = x^" + "9" * 50, "gd~lr~", "gd~lr~nan"),
    *("~~".join(["adam~lr~0.1"] * 300), "gd~lr~0.1~own_name~<b>x</b>", "adam~beta1~1e400"),
    *("x^2^2^2^2", "1/0", "log(-1)", "__import__('os')", "x" * 301, "sqrt(" * 60, "x**y**x"),
    *("<script>", "../../etc/passwd", "'; drop table", "$x$", "a" * 100_000),
)
KEYS: tuple[str, ...] = (
    "id",
    "have",
    "had",
    "address",
    "start",
    "knobs",
    "points",
    "preset",
    "run",
    "take",
)
KEYS += ("maps", "present", "request", "__proto__", "")


def hostile_text(random: Random) -> str:
    """One of the texts, or a piece of one with a letter of another."""
    text = random.choice(TEXTS)
    if random.random() < 0.5:
        return text
    cut = random.randint(0, min(len(text), 40))
    return text[:cut] + chr(random.choice([32, 44, 46, 126, 960, 0x1F600])) + random.choice(TEXTS)


def hostile_value(random: Random, depth: int = 0) -> Any:
    """Anything that JSON can say."""
    kind = random.randint(0, 7 if depth < 4 else 4)
    if kind == 0:
        return random.choice([None, True, False, 0, -1, 2**53, 10**400, 1e308, -0.0, 0.5, 1e-320])
    if kind == 1:
        return random.choice([float("nan"), float("inf"), random.uniform(-9, 9)])
    if kind in (2, 3):
        return hostile_text(random)[:500]
    if kind == 4:
        return random.randint(-3, 20)
    some = range(random.randint(0, 4))
    if kind == 5:
        return {
            random.choice([*KEYS, "lr", "do", "name"]): hostile_value(random, depth + 1)
            for _ in some
        }
    return [hostile_value(random, depth + 1) for _ in some]


def hostile_event(random: Random) -> Any:
    """What no stage sends: the keys of a request, with values of any kind."""
    if random.random() < 0.1:
        return hostile_value(random)
    keys = random.sample(KEYS, random.randint(0, 4))
    event = {key: hostile_value(random) for key in keys}
    if random.random() < 0.3:
        event["knobs"] = {"lr": hostile_value(random)}
    return event


def hostile_link(random: Random) -> tuple[str, dict[str, str]]:
    """A page, and a query that names some of its settings."""
    page = random.choice(sorted(PAGES))
    keys = [*(field.key for field in PAGES[page]), "at", "view", "present", "nonsense"]
    some = random.sample(keys, random.randint(1, len(keys)))
    # Halves of a letter, which JSON can say, are no part of an address.
    texts = [hostile_text(random).encode(errors="replace").decode() for _ in some]
    return page, dict(zip(some, texts, strict=True))


def read_links(count: int, seed: int = 0) -> int:
    """Read so many links as pages do; how many of them were mended in words."""
    random, mended = Random(seed), [0]

    def work() -> None:
        for _ in range(count):
            page, query = hostile_link(random)
            for key in list(st.session_state):
                del st.session_state[key]
            st.query_params.from_dict(query)
            settings = Settings(page, *PAGES[page])
            mended[0] += bool(settings.notices)
            for key, field in settings.fields.items():
                again, problem = field.parse(field.format(settings[key]))
                same = again == settings[key] or settings[key] is None
                assert same, (page, key, query[key], again, problem)

    _at_leisure(work)
    return mended[0]


def receive_events(count: int, seed: int = 0) -> int:
    """Have a stage receive so many events; how many of them were refused in words."""
    random, refused = Random(seed), [0]

    def work() -> None:
        settings = Settings("race", *PAGES["race"])
        scene = Scene(
            [Panel(SURFACES["rosenbrock"])],
            (0.0, 0.0),
            [Knob("lr", "α", 0.1, 1e-4, 2.0, 0.1)],
            presets=(Preset("far", {"start": (1.0, 1.0)}),),
        )
        requests = StageRequests(settings, "stage", "start", scene, lambda knobs: {})
        for _ in range(count):
            st.session_state["stage"] = {"request": hostile_event(random)}
            requests.receive()
            refused[0] += bool(requests.memory["refusal"])

    _at_leisure(work)
    return refused[0]


def _at_leisure(work: Work) -> None:
    session = Session()
    session.test.default_timeout = 3600
    session.run(work)


async def tell_server(address: str, count: int, seed: int = 0) -> None:
    """Open so many links of a server, and send each page one event."""
    random = Random(seed)
    for _ in range(count):
        async with Wire(address) as wire:
            page, query = hostile_link(random)
            await wire.open(page, "&".join(f"{k}={v[:2000]}" for k, v in query.items()))
            event = hostile_event(random)
            await wire.ask(event if isinstance(event, dict) else {"start": event})
            failed = [text for text in wire.texts if text.startswith("exception: ")]
            assert not failed, (page, query, event, failed)


def main() -> None:
    """Try all of it, and tell how much was mended or refused."""
    print(f"10 000 links: {read_links(10_000)} mended in words, none raised")
    print(f"10 000 events: {receive_events(10_000)} refused in words, none raised")
    with tempfile.TemporaryDirectory() as name:
        log = Path(name) / "log"
        with serve(ROOT / "app.py", log) as server:
            result(tell_server(server.address, 100))
            print("100 pages and events at a server; in its log:", json.dumps(server.complaints))


if __name__ == "__main__":
    main()
