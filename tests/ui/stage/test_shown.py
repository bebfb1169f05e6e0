"""A view is handed down where the browser lacks it, and only there."""

import streamlit as st

from surfaces import SURFACES
from tests.ui.session import Session
from ui.page.fields import Number, Point
from ui.page.settings import Settings
from ui.stage.answer import answer
from ui.stage.payload import encode_once, nothing_new
from ui.stage.requests import StageRequests
from ui.stage.scene import Panel, Preset, Scene
from ui.stage.shown import Shown

SCENE = Scene([Panel(SURFACES["bowl"])], (0.0, 0.0), presets=[Preset("fast", {"lr": 0.5})])


def page() -> StageRequests:
    """The stage's requests, made as a page makes them that runs as a whole."""
    settings = Settings("lab", Number("lr", 0.1, 1e-4, 2.0), Point("start"))
    return StageRequests(settings, "stage", "start", SCENE, dict)


def say(requests: StageRequests, **message: object) -> None:
    st.session_state["stage"] = {"request": message}
    requests.receive()


def home() -> None:
    """Another page."""
    Settings("home")


def rest(**view: str) -> None:
    """The browser's address takes up what is shown."""
    st.query_params.from_dict({**st.query_params.to_dict(), **view})


def handed(requests: StageRequests) -> Shown:
    view = answer(SCENE, requests).view
    assert view is not None
    return view


def test_a_link_is_handed_down() -> None:
    def work() -> None:
        zoom, map = (0.0, 1.0, 0.0, 2.0), ("ends", (2,))
        assert handed(page()) == Shown(
            1, 5, (("loss", False),), zoom, (1,), (1, 9), map, (-30.0, 45.0, 1.25), "lr"
        )

    link = {
        "at": "5",
        "curves": "loss~linear",
        "zoom": "0,1,0,2",
        "hide": "1",
        "predict": "1~9",
        "map": "ends~2",
        "camera": "-30,45,1.25",
        "sort": "lr",
    }
    Session(link).run(work)


def test_what_rests_changes_no_answer_until_the_page_runs_again() -> None:
    def work() -> None:
        first = page()
        opened = handed(first)
        rest(at="7", hide="2")
        say(first)
        assert handed(first) == opened
        again = handed(page())
        assert (again.turn, again.at, again.hide) == (opened.turn, 7, (2,))

    Session().run(work)


def test_only_the_first_stage_of_a_page_carries_the_view() -> None:
    def work() -> None:
        first = page()
        opened = handed(first)
        second = StageRequests(first.settings, "beside", "start", SCENE, dict)
        assert answer(SCENE, second).view is None
        rest(at="7")
        st.session_state["beside"] = {"request": {"start": [0.5, 0.5]}}
        second.receive()
        assert (first.settings["at"], first.settings["start"]) == (7, (0.5, 0.5))
        assert handed(first) == opened

    Session().run(work)


def test_what_something_else_changes_takes_a_turn() -> None:
    def work() -> None:
        requests = page()
        turn = handed(requests).turn
        rest(at="7", zoom="0,1,0,1")
        say(requests, preset=0)
        now = handed(requests)
        assert (now.turn, now.at, now.zoom) == (turn + 1, 0, None)
        say(requests, start=[0.5, 0.5])
        assert handed(requests).turn == turn + 1

    Session().run(work)


def test_a_link_on_another_page_takes_a_turn() -> None:
    """To the same runs, at another step."""
    session = Session({"at": "3"})
    session.run(lambda: st.session_state.update(turn=handed(page()).turn))
    session.follow({})
    session.run(home)
    session.follow({"at": "8"})

    def work() -> None:
        now = handed(page())
        assert (now.turn, now.at) == (st.session_state["turn"] + 1, 8)

    session.run(work)


def test_a_page_that_is_opened_again_takes_no_turn() -> None:
    session = Session({"at": "3"})
    session.run(lambda: st.session_state.update(handed=handed(page())))
    session.follow({})
    session.run(home)
    session.run(lambda: st.session_state.update(again=handed(page())))

    def work() -> None:
        assert st.session_state["again"] == st.session_state["handed"]

    session.run(work)


def test_a_block_that_says_the_same_is_not_sent_again() -> None:
    def work() -> None:
        requests = page()
        first, digest = encode_once(answer(SCENE, requests))
        rest(at="7")
        say(requests, id=7)
        nothing = nothing_new(7)
        assert encode_once(answer(SCENE, requests), ["bowl"], digest) == (nothing, digest)
        say(requests, id=8, start=[0.5, 0.5])
        block, other = encode_once(answer(SCENE, requests), ["bowl"], digest)
        assert other != digest
        assert min(len(first), len(block)) > len(nothing) == 12

    Session().run(work)


def test_the_browser_must_have_had_what_is_not_said_again() -> None:
    def work() -> None:
        requests = page()
        requests.memory["sent"] = 5
        handed(requests)
        say(requests, id=6, had=5)
        assert requests.has_the_last
        say(requests, id=6, had=4)
        assert not requests.has_the_last
        say(requests, id=6, had=5)
        assert not StageRequests(page().settings, "stage", "start", SCENE, dict).has_the_last

    Session().run(work)


def test_of_two_blocks_of_one_answer_the_browser_may_have_had_either() -> None:
    """As where a surface is chosen, and a note that all rests overtakes what is sent then."""

    def work() -> None:
        requests = page()
        handed(requests)
        told = []
        for number, digest in [(5, b"a"), (5, b"a"), (5, b"b"), (5, b"b"), (6, b"c")]:
            requests.note_sent(number, digest)
            say(requests, id=7, had=number)
            told.append(requests.has_the_last)
        assert told == [True, True, False, False, True]

    Session().run(work)


def test_a_stage_tells_the_address_that_streamlit_does_not_know() -> None:
    def work() -> None:
        first = page()
        assert st.query_params.to_dict() == {"hide": "2"}
        say(first, address="?hide=2&at=7")
        assert (first.settings["at"], first.settings["hide"]) == (7, (2,))
        assert st.query_params.to_dict() == {"hide": "2", "at": "7"}
        assert first.settings.at_rest
        # One of other settings changes nothing, nor does what is none.
        for other in ("?hide=2&at=9&start=1.0,1.0", 7, None):
            say(first, address=other)
            assert first.settings["at"] == 7

    Session({"hide": "2"}).run(work)
