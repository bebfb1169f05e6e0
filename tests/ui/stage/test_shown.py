"""A view is handed down where the browser lacks it, and only there."""

import streamlit as st

from surfaces import SURFACES
from tests.ui.session import Session
from ui.page.fields import Number, Point
from ui.page.settings import Settings
from ui.stage.answer import answer
from ui.stage.payload import NOTHING_NEW, encode_once
from ui.stage.requests import StageRequests
from ui.stage.scene import Panel, Preset, Scene
from ui.stage.shown import Shown

SCENE = Scene([Panel(SURFACES["bowl"])], (0.0, 0.0), presets=[Preset("fast", {"lr": 0.5})])


def page() -> StageRequests:
    """The stage's requests, made as a page makes them that runs as a whole."""
    settings = Settings("lab", Number("lr", 0.1, 1e-4, 2.0), Point("start"))
    return StageRequests(settings, "stage", "start", SCENE, dict)


def say(requests: StageRequests, event: str, **message: object) -> None:
    st.session_state["stage"] = {event: message}
    {"rest": requests.rest, "request": requests.receive}[event]()


def handed(requests: StageRequests) -> Shown:
    view = answer(SCENE, requests).view
    assert view is not None
    return view


def test_a_link_is_handed_down() -> None:
    def work() -> None:
        zoom, map = (0.0, 1.0, 0.0, 2.0), ("ends", (2,))
        assert handed(page()) == Shown(1, 5, (("loss", False),), zoom, (1,), (1, 9), map)

    link = {
        "at": "5",
        "curves": "loss~linear",
        "zoom": "0,1,0,2",
        "hide": "1",
        "predict": "1~9",
        "map": "ends~2",
    }
    Session(link).run(work)


def test_what_rests_changes_no_answer_until_the_page_runs_again() -> None:
    def work() -> None:
        first = page()
        opened = handed(first)
        say(first, "rest", at=7, hide=[2])
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
        say(first, "rest", at=7)
        st.session_state["beside"] = {"rest": {"at": 3}}
        second.rest()
        st.session_state["beside"] = {"request": {"start": [0.5, 0.5]}}
        second.receive()
        assert (first.settings["at"], first.settings["start"]) == (7, (0.5, 0.5))
        assert handed(first) == opened

    Session().run(work)


def test_what_something_else_changes_takes_a_turn() -> None:
    def work() -> None:
        requests = page()
        turn = handed(requests).turn
        say(requests, "rest", at=7, zoom=[0, 1, 0, 1])
        say(requests, "request", preset=0)
        now = handed(requests)
        assert (now.turn, now.at, now.zoom) == (turn + 1, 0, None)
        say(requests, "request", start=[0.5, 0.5])
        assert handed(requests).turn == turn + 1

    Session().run(work)


def test_a_new_link_takes_a_turn() -> None:
    session = Session({"at": "3"})
    session.run(lambda: st.session_state.update(turn=handed(page()).turn))
    session.follow({"at": "8"})

    def work() -> None:
        now = handed(page())
        assert (now.turn, now.at) == (st.session_state["turn"] + 1, 8)

    session.run(work)


def test_a_block_that_says_the_same_is_not_sent_again() -> None:
    def work() -> None:
        requests = page()
        first, digest = encode_once(answer(SCENE, requests))
        say(requests, "rest", at=7)
        known = ["bowl"]
        assert encode_once(answer(SCENE, requests), known, digest) == (NOTHING_NEW, digest)
        say(requests, "request", id=8, start=[0.5, 0.5])
        block, other = encode_once(answer(SCENE, requests), known, digest)
        assert other != digest
        assert NOTHING_NEW not in (first, block)

    Session().run(work)
