"""What a browser sends is never trusted: it changes a setting rightly, or nothing at all."""

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st

from surfaces import CURVES, SURFACES, Curve, Surface
from tests.ui.session import Session
from ui.page.fields import LinePoint, Number, Point
from ui.page.settings import Settings
from ui.stage.requests import Changes, StageRequests
from ui.stage.scene import Knob, Panel, Preset, Scene

PRESETS = (Preset("fast", {"lr": 0.5}), Preset("far", {"start": (1.0, 1.0)}))


def requests(
    surface: Surface | Curve = SURFACES["bowl"], start_key: str = "start", on_knob: Changes = dict
) -> StageRequests:
    settings = Settings(
        "lab",
        Point("start"),
        LinePoint("x"),
        Number("lr", 0.1, 1e-4, 2.0),
        Number("b", 1.0, 0.0, 9.0),
    )
    knobs = [Knob("lr", "α", 0.1, 1e-4, 2.0, 0.1)]
    scene = Scene([Panel(surface)], (0.0, 0.0), knobs, presets=PRESETS)
    return StageRequests(settings, "stage", start_key, scene, on_knob)


def send(message: Any, make: Callable[[], StageRequests] = requests) -> tuple[Any, ...]:
    """Let the stage's requests receive a message; gives start, x, lr and their memory."""
    seen: list[tuple[Any, ...]] = []

    def work() -> None:
        received = make()
        st.session_state["stage"] = {"request": message}
        received.receive()
        settings = received.settings
        memory = {**received.memory, **settings.view}
        seen.append((settings["start"], settings["x"], settings["lr"], memory))

    Session().run(work)
    return seen[0]


@pytest.mark.parametrize(
    ("request_", "start", "lr"),
    [
        ({"start": [0.5, -0.25]}, (0.5, -0.25), 0.1),
        ({"start": [1, 0]}, (1.0, 0.0), 0.1),
        # Beyond the domain, where a wide picture still shows the surface.
        ({"start": [4.5, -3]}, (4.5, -3.0), 0.1),
        ({"knobs": {"lr": 0.30000000000000004}}, None, 0.1 + 0.2),
        ({"knobs": {"lr": 1}}, None, 1.0),
        ({"start": [0.5, 0.5], "knobs": {"lr": 0.2}}, (0.5, 0.5), 0.2),
        ({"preset": 0}, None, 0.5),
        ({"preset": 1}, (1.0, 1.0), 0.1),
        ({"preset": -1}, None, 0.1),
        ({}, None, 0.1),
    ],
)
def test_a_request_is_carried_out(request_: dict[str, Any], start: Any, lr: float) -> None:
    now = send({**request_, "id": 7, "have": ["bowl()"]})
    assert now[0] == start
    assert now[2] == lr
    assert now[3] | {"answer": 7, "have": ("bowl()",), "refusal": ""} == now[3]


OUTSIDE = "That start lies outside the picture."
TWO = "A start is two numbers."
NO_KNOB = "There is no such knob here."
NO_NUMBER = "That is not a number."
RANGE = "That value is outside the knob's range."
GONE = "That run has been removed."
NO_PRESET = "There is no such experiment here."


@pytest.mark.parametrize(
    ("request_", "refusal"),
    [
        ({"start": [1e9, 0]}, OUTSIDE),
        ({"start": [8.5, 0]}, OUTSIDE),
        ({"start": [float("nan"), 0]}, TWO),
        ({"start": [float("inf"), 0]}, TWO),
        ({"start": [10**400, 0]}, TWO),
        ({"start": [True, False]}, TWO),
        ({"start": ["1", "2"]}, TWO),
        ({"start": [1]}, TWO),
        ({"start": [1, 2, 3]}, TWO),
        ({"start": [[1], [2]]}, TWO),
        ({"start": {"x": 1}}, TWO),
        ({"start": "1,2"}, TWO),
        ({"start": 5}, TWO),
        ({"start": []}, TWO),
        ({"knobs": {"lr": 9.0}}, RANGE),
        ({"knobs": {"lr": -1}}, RANGE),
        ({"knobs": {"lr": "0.5"}}, NO_NUMBER),
        ({"knobs": {"lr": None}}, NO_NUMBER),
        ({"knobs": {"lr": True}}, NO_NUMBER),
        ({"knobs": {"lr": float("nan")}}, NO_NUMBER),
        ({"knobs": {"lr": 10**400}}, NO_NUMBER),
        ({"knobs": {"lr": [0.5]}}, NO_NUMBER),
        ({"knobs": {"b": 2.0}}, NO_KNOB),
        ({"knobs": {"start": [0, 0]}}, NO_KNOB),
        ({"knobs": {"__class__": 1}}, NO_KNOB),
        ({"knobs": {"lr": 0.5, "b": 2.0}}, NO_KNOB),
        ({"knobs": ["lr"]}, NO_KNOB),
        ({"knobs": "lr"}, NO_KNOB),
        ({"preset": 2}, NO_PRESET),
        ({"preset": -2}, NO_PRESET),
        ({"preset": True}, NO_PRESET),
        ({"preset": "0"}, NO_PRESET),
        ({"preset": 0.0}, NO_PRESET),
        ({"preset": [0]}, NO_PRESET),
        ({"start": [0, 0], "knobs": {"lr": 9.0}}, RANGE),
    ],
)
def test_a_request_that_cannot_be_is_refused_and_changes_nothing(
    request_: dict[str, Any], refusal: str
) -> None:
    start, _, lr, memory = send({**request_, "id": 7})
    assert (start, lr) == (None, 0.1)
    assert memory["refusal"] == refusal
    assert memory["answer"] == 7


@pytest.mark.parametrize("message", [None, 5, "start", [], ["start"], True, [[]], 1.5])
def test_what_is_no_request_at_all_changes_nothing(message: Any) -> None:
    start, x, lr, memory = send(message)
    assert (start, x, lr) == (None, None, 0.1)
    assert memory | {"answer": 0, "have": (), "refusal": "", "at": 0} == memory


@pytest.mark.parametrize("answer", [None, "7", 7.5, True, [7], {}, 2**53, -(10**400)])
def test_only_whole_numbers_are_answered(answer: Any) -> None:
    memory = send({"id": answer, "had": answer})[3]
    assert (memory["answer"], memory["had"]) == (0, 0)


@pytest.mark.parametrize(
    ("have", "known"),
    [
        (["a", "b"], ("a", "b")),
        (["a", 5, None, ["b"]], ("a",)),
        ("abc", ()),
        ({"a": 1}, ()),
        (None, ()),
    ],
)
def test_the_surfaces_that_a_browser_claims_to_have_are_names(
    have: Any, known: tuple[str, ...]
) -> None:
    assert send({"have": have})[3]["have"] == known


def test_paths_that_set_off_begin_at_step_0() -> None:
    session = Session({"at": "9"})

    def work() -> None:
        received = requests()
        assert received.settings["at"] == 9
        st.session_state["stage"] = {"request": {"start": [0.5, 0.5]}}
        received.receive()
        assert received.settings["at"] == 0

    session.run(work)


@pytest.mark.parametrize(
    ("value", "x"), [([0.5, 0.25], 0.5), ([1, 99], 1.0), ([1e9, 0], None), ([0.5], None)]
)
def test_on_a_line_a_start_is_its_first_number(value: list[float], x: float | None) -> None:
    now = send({"start": value}, lambda: requests(CURVES["square"], "x"))
    assert now[1] == x


def test_a_page_says_what_a_knob_turns() -> None:
    now = send(
        {"knobs": {"lr": 0.2}},
        lambda: requests(on_knob=lambda values: {"lr": values["lr"] * 2}),
    )
    assert now[2] == 0.4


def out_of_range(values: Any) -> Any:
    raise ValueError("a product beyond all bounds")


def run_is_gone(values: Any) -> Any:
    raise IndexError("the run was removed meanwhile")


@pytest.mark.parametrize(("on_knob", "refusal"), [(out_of_range, RANGE), (run_is_gone, GONE)])
def test_a_knob_that_cannot_be_turned_is_refused(on_knob: Changes, refusal: str) -> None:
    request = {"id": 7, "start": [0.5, 0.5], "knobs": {"lr": 0.5}}
    start, _, lr, memory = send(request, lambda: requests(on_knob=on_knob))
    assert (start, lr) == (None, 0.1)
    assert (memory["refusal"], memory["answer"]) == (refusal, 7)


def test_a_message_that_comes_after_its_page_was_left_is_let_be() -> None:
    Session().run(lambda: requests().receive())
