"""Fingers: tap, drag, pinch, and a page that still scrolls."""

from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import CDPSession, Page

from .stage import Point, Stage, open_stage
from .test_serving import PHONE

Opener = Callable[..., Page]


class Fingers:
    """Fingers on a phone's screen."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)

    def put(self, kind: str, *points: Point) -> None:
        touches = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def move(self, *tracks: Sequence[Point]) -> None:
        """Each finger along its own track, all at the same time."""
        places = list(zip(*tracks, strict=True))
        self.put("touchStart", *places[0])
        for place in places[1:]:
            self.put("touchMove", *place)
        self.put("touchEnd")


def line(start: Point, end: Point, steps: int = 8) -> list[Point]:
    return [
        (start[0] + (end[0] - start[0]) * i / steps, start[1] + (end[1] - start[1]) * i / steps)
        for i in range(steps + 1)
    ]


@pytest.fixture
def phone(open_page: Opener, address: str) -> Stage:
    page = open_page(PHONE)
    stage = open_stage(page, address, "gradient_descent")
    stage.find("frame").first.scroll_into_view_if_needed()
    return stage


def scrolled(stage: Stage) -> float:
    top: float = stage.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    return top


def test_a_pinch_zooms_the_panel_and_not_the_page(phone: Stage) -> None:
    start, updates = phone.start, phone.updates
    left, right = phone.at(0.45, 0.5), phone.at(0.55, 0.5)
    Fingers(phone.page).move(line(left, phone.at(0.1, 0.5)), line(right, phone.at(0.9, 0.5)))
    phone.until("root.querySelector('.dl-plot').dataset.zoomed === 'true'")
    assert phone.page.evaluate("window.visualViewport.scale") == 1
    assert (phone.start, phone.updates) == (start, updates)


def test_a_finger_pans_a_zoomed_panel(phone: Stage) -> None:
    fingers = Fingers(phone.page)
    fingers.move(
        line(phone.at(0.45, 0.5), phone.at(0.1, 0.5)), line(phone.at(0.55, 0.5), phone.at(0.9, 0.5))
    )
    phone.until("root.querySelector('.dl-plot').dataset.zoomed === 'true'")
    axis = "root.querySelector('.dl-contour')._fullLayout.xaxis.range[0]"
    phone.until(f"{axis} > -3.19")
    before = phone.page.evaluate("document.querySelector('.dl-contour')._fullLayout.xaxis.range[0]")
    top = scrolled(phone)
    fingers.move(line(phone.at(0.7, 0.4), phone.at(0.3, 0.6)))
    phone.until(f"{axis} > argument + 0.1", before)
    assert scrolled(phone) == top


def test_a_finger_that_moves_up_scrolls_the_page(phone: Stage) -> None:
    start, top = phone.start, scrolled(phone)
    Fingers(phone.page).move(line(phone.at(0.5, 0.8), phone.at(0.5, 0.1), steps=12))
    phone.page.wait_for_function(
        "top => document.querySelector('[data-testid=stMain]').scrollTop > top + 20", arg=top
    )
    assert phone.start == start


def test_a_finger_turns_a_knob(phone: Stage) -> None:
    phone.knob("lr").scroll_into_view_if_needed()
    box = phone.knob("lr").bounding_box()
    assert box
    height = box["y"] + box["height"] / 2
    before = phone.value("lr")
    with phone.answered():
        Fingers(phone.page).move(
            line((box["x"] + 0.6 * box["width"], height), (box["x"] + 0.2 * box["width"], height))
        )
    assert phone.value("lr") < before
