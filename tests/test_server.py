"""A server under readers that mean no good: nothing in its log, and the others are answered."""

import asyncio
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed

from tests.awaited import result
from tests.browser.server import ROOT, Server, serve
from tests.hostile import read_links, receive_events, tell_server
from tests.pages.test_dear_links import RUNS
from tests.wire import Wire
from ui.page.controls import MOST_STEPS
from ui.uploading import BURST

FLOOD = 400


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, as it is run."""
    with serve(ROOT / "app.py", tmp_path_factory.mktemp("server") / "log") as server:
        yield server


def hostile(wire: Wire) -> list[bytes | str]:
    """Messages that no page sends."""
    deep = wire.asking({})
    nested = "[" * 200 + "]" * 200
    deep.rerun_script.widget_states.widgets[0].json_trigger_value = nested
    large = wire.asking({"address": "a" * 200_000})
    return [deep.SerializeToString(), large.SerializeToString(), b"\xff\xfe", "text"]


def test_what_no_page_says_is_not_read(server: Server) -> None:
    async def say(nth: int) -> None:
        async with Wire(server.address) as wire:
            await wire.open("adam")
            await wire.connection.send(hostile(wire)[nth])
            with pytest.raises(ConnectionClosed):
                await wire.finished()

    for nth in range(4):
        result(say(nth))
    assert server.complaints == []


def test_nobody_empties_the_caches(server: Server) -> None:
    async def say() -> None:
        async with Wire(server.address) as wire:
            await wire.open("adam")
            await wire.connection.send(BackMsg(clear_cache=True).SerializeToString())
            await wire.ask({"start": [0.5, 0.25]})
            assert wire.told["start"] == [0.5, 0.25]

    result(say())
    assert server.complaints == []


def test_a_flood_leaves_the_others_their_answers(server: Server) -> None:
    async def flood() -> None:
        async with Wire(server.address) as flooding, Wire(server.address) as other:
            await flooding.open("adam")
            await other.open("adam")
            message = flooding.asking({"start": [0.5, 0.25]}).SerializeToString()
            for _ in range(FLOOD):
                await flooding.connection.send(message)
            for nth in range(5):
                await other.ask({"start": [1.0, nth / 8]})
                assert other.told["start"] == [1.0, nth / 8]

    result(flood())
    assert server.complaints == []


def test_a_click_ends_what_nobody_waits_for_any_more(server: Server) -> None:
    async def say() -> None:
        async with Wire(server.address) as wire, Wire(server.address) as other:
            await other.open("adam")
            link = f"runs={RUNS}&steps={MOST_STEPS}&batch=1&cost=1&many=1"
            opening = asyncio.create_task(wire.open("race", link))
            while not wire.block:
                await asyncio.sleep(0.01)
            click = wire.asking({"start": [0.5, 0.25]})
            click.rerun_script.query_string = link
            await wire.connection.send(click.SerializeToString())
            await other.ask({"start": [1.0, 0.5]})
            assert other.told["start"] == [1.0, 0.5]
            assert not opening.done()
            await opening
            assert wire.cut == 1
            assert wire.told["start"] == [0.5, 0.25]
            assert any("What tuning costs" in text for text in wire.texts)

    result(say())
    assert server.complaints == []


def test_files_that_are_sent_are_few(server: Server) -> None:
    async def send() -> list[int]:
        async with Wire(server.address) as wire:
            await wire.open("sgd_and_batches")
            return [put(server, wire.session, str(nth)) for nth in range(BURST + 3)]

    answers = result(send())
    assert answers == [204] * BURST + [429] * 3


def test_links_that_mean_no_good_are_mended() -> None:
    assert 50 < read_links(60) <= 60


def test_events_that_mean_no_good_are_refused() -> None:
    assert 100 < receive_events(400) < 400


def test_a_server_answers_both_and_complains_of_none(server: Server) -> None:
    result(tell_server(server.address, 4))
    assert server.complaints == []


def put(server: Server, session: str, name: str) -> int:
    """Upload a file as a page does; the status of the answer."""
    with urllib.request.urlopen(f"{server.address}/_stcore/health") as answer:
        token = answer.headers["Set-Cookie"].split(";")[0]
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        b"x,y\n1,2\n2,4\n\r\n--x--\r\n"
    )
    request = urllib.request.Request(
        f"{server.address}/_stcore/upload_file/{session}/{name}",
        body,
        {
            "Content-Type": "multipart/form-data; boundary=x",
            "Cookie": token,
            "X-Xsrftoken": token.split("=", 1)[1],
        },
        method="PUT",
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code
