"""A connection that is cut, or dead without a word: the page goes on and loses nothing."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.relay import Line, relayed

from .server import Server
from .stage import Stage, open_stage, wait_for_page, wait_for_query
from .watch import Watch

Opener = Callable[..., Page]

BACK = 30_000


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def far(server: Server, line: Line) -> Iterator[str]:
    """The app's address beyond that line."""
    with relayed(server.address, line.carry) as address:
        yield address


@pytest.fixture
def open_far(far: str, open_page: Opener, watch: Watch) -> Iterator[Opener]:
    """A way to open a tab that is closed before the line is."""
    yield open_page
    # Streamlit and the browser tell the console of what is lost.
    watch.complaints.clear()


def turn_steps(stage: Stage, text: str) -> None:
    """Type a number of steps; nobody may answer."""
    stage.find("knob-steps-field").fill(text)
    stage.page.keyboard.press("Enter")


def nothing_is_lost(stage: Stage, told: str, other: Page) -> None:
    """The newest start and 40 steps are answered, in other words than these, and in the link."""
    start = stage.data("start")
    expect(stage.find("away")).to_be_hidden(timeout=BACK)
    stage.until("data.busy === 'false' && data.preview === 'false'", timeout=BACK)
    assert stage.data("start") == start
    wait_for_query(stage.page, "start", start)
    assert stage.value("steps") == stage.last_step == 40
    assert stage.reveal().outcome not in ("", told)
    agrees(stage, other)


def agrees(stage: Stage, other: Page) -> None:
    """Marker, fields, words and paths are those that the link brings back."""
    stage.find("last").click()
    state, picture = stage.state, stage.picture
    other.goto(stage.page.url)
    again = Stage(other).ready()
    again.find("last").click()
    assert (again.state, again.picture) == (state, picture)


def test_what_is_done_during_a_cut_and_right_after_it_is_not_lost(
    open_far: Opener, far: str, line: Line
) -> None:
    page, other = (open_far(reduced_motion="reduce") for _ in range(2))
    stage = open_stage(page, far, "gradient_descent", steps=60)
    told = stage.reveal().outcome
    line.cut()
    expect(stage.find("away")).to_be_visible(timeout=BACK)
    page.mouse.click(*stage.at(0.3, 0.35))
    turn_steps(stage, "40")
    # As long as it takes until the request is given up.
    page.wait_for_timeout(4000)
    page.evaluate(
        """() => addEventListener("message", ({ data }) =>
          (window.back ||= data.type === "WEBSOCKET_CONNECTED"))"""
    )
    line.restore()
    page.wait_for_function("window.back", timeout=BACK)
    for i in range(5):
        page.mouse.click(*stage.at(0.4 + 0.02 * i, 0.4))
    nothing_is_lost(stage, told, other)


def test_a_page_that_slept_goes_on_though_its_connection_is_dead(
    open_far: Opener, far: str, line: Line
) -> None:
    page, other = (open_far(reduced_motion="reduce") for _ in range(2))
    stage = open_stage(page, far, "gradient_descent", steps=60)
    told = stage.reveal().outcome
    computer = page.context.new_cdp_session(page)
    computer.send("Page.setWebLifecycleState", {"state": "frozen"})
    line.forget()
    computer.send("Page.setWebLifecycleState", {"state": "active"})
    page.mouse.click(*stage.at(0.3, 0.35))
    turn_steps(stage, "40")
    expect(stage.find("away")).to_be_visible(timeout=BACK)
    nothing_is_lost(stage, told, other)


def test_a_link_that_is_followed_on_a_dead_connection_leads_there(
    open_far: Opener, far: str, line: Line
) -> None:
    page = open_far()
    open_stage(page, far, "gradient_descent", steps=60)
    line.forget()
    page.get_by_test_id("stSidebar").get_by_text("Race", exact=True).click()
    wait_for_page(page, "race")
