"""How the app is served: any base path, any theme and screen, and as few bytes as possible."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocket, expect

from ui.stage.contour import SIDE

from .server import ROOT, Server, beside
from .stage import Stage, open_stage, wait_for_page, wait_for_query
from .test_choices import choose_surface
from .test_start import assert_within_half_a_pixel

Opener = Callable[..., Page]
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
}
PATHS = ["", *(re.sub(r"^\d+_", "", page.stem) for page in sorted(ROOT.glob("pages/*.py")))]
SURFACE = 4 * SIDE * SIDE
"""Bytes of one surface's heights."""


def received(page: Page) -> list[int]:
    """The size of every frame that the server sends to this tab from now on."""
    sizes: list[int] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: sizes.append(len(frame)))

    page.on("websocket", listen)
    return sizes


def test_no_heights_are_sent_where_the_browser_has_the_formula(page: Page, address: str) -> None:
    sizes = received(page)
    stage = open_stage(page, address, "gradient_descent")
    assert 0 < sum(sizes) < SURFACE
    sizes.clear()
    choose_surface(page, "Himmelblau")
    stage.until("root.querySelector('.dl-contour').dataset.drawn.startsWith('himmelblau')")
    assert 0 < sum(sizes) < SURFACE


def test_plotly_comes_once_from_an_address_that_tells_its_version(page: Page, address: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    open_stage(page, address).click(0.5, 0.5)
    page.get_by_test_id("stSidebar").get_by_text("Race", exact=True).click()
    wait_for_page(page, "race").click(0.5, 0.5)
    ours = [url for url in fetched if "plotly" in url.lower()]
    assert len(ours) == 1
    assert re.fullmatch(
        re.escape(address) + r"/app/static/served/[0-9a-f]{12}/plotly\.min\.js", ours[0]
    )


def test_a_visitor_who_comes_again_has_all_of_the_stage(page: Page, address: str) -> None:
    # This page also has a chart of Streamlit's, which brings its own plotly.js.
    open_stage(page, address, "momentum")
    page.reload()
    Stage(page).ready()
    ours = page.evaluate(
        """() => performance.getEntriesByType("resource")
          .filter(({ name }) => name.includes("/app/static/served/"))
          .map(({ name, transferSize }) => [name.split("/").pop(), transferSize])"""
    )
    assert {name for name, _ in ours} >= {"main.js", "stage.css", "plotly.min.js"}
    assert not [name for name, size in ours if size]


def test_a_base_path(run_server: Callable[..., Any], page: Page) -> None:
    with run_server(base="lab") as server, closing(page):
        stage = open_stage(page, server.address, "race")
        assert_within_half_a_pixel(stage, stage.data_at(stage.click(0.3, 0.4)))
        wait_for_query(page, "start", stage.data("start"))
        assert page.url.startswith(f"{server.address}/race?")
        page.get_by_test_id("stSidebar").get_by_text("Gradient descent", exact=True).click()
        wait_for_page(page, "gradient_descent").click(0.5, 0.5)
        # A room's link, on the page whose address is the path itself.
        stage = open_stage(page, server.address)
        stage.share("ask-class")
        stage.find("open-room").click()
        expect(stage.find("room-count")).to_contain_text("0 have answered", timeout=30_000)
        code = stage.find("room-code").inner_text().replace(" ", "")
        link = f"http://{stage.root.locator('.dl-room-link').inner_text()}"
        assert link == f"{server.address}/r"
        page.goto(link)
        page.get_by_label("The code that your teacher shows").fill(code)
        page.get_by_role("button", name="Join").click()
        expect(Stage(page).find("guest-asks")).to_contain_text("Tap there.", timeout=30_000)
        assert page.url.startswith(f"{server.address}/?")


def test_two_stages_on_a_page_are_independent(
    run_server: Callable[..., Any], tmp_path: Path, page: Page
) -> None:
    script = beside(tmp_path, Path(__file__).parent / "two_stages.py")
    with run_server(script) as server, closing(page):
        page.goto(server.address)
        left, right = Stage(page, 0).ready(), Stage(page, 1).ready()
        state = right.state
        # What a stage says once nothing moves is answered by then.
        page.wait_for_timeout(600)
        assert_within_half_a_pixel(left, left.data_at(left.click(0.3, 0.4)))
        updates = right.updates
        left.type_knob("lr", "0.02")
        assert (right.state, right.updates) == (state, updates)
        state = left.state
        right.root.scroll_into_view_if_needed()
        assert_within_half_a_pixel(right, right.data_at(right.click(0.7, 0.4)))
        assert left.state == state
        left.find("last").click()
        right.root.focus()
        page.keyboard.press("Home")
        assert (right.step, left.step) == (0, left.last_step)
        wait_for_query(page, "start", left.data("start"))
        wait_for_query(page, "other", right.data("start"))


@pytest.mark.parametrize(("scheme", "paper"), [("light", "#FFFFFF"), ("dark", "#0F1216")])
def test_the_theme_follows_the_system(
    open_page: Opener, address: str, scheme: str, paper: str
) -> None:
    stage = open_stage(open_page(color_scheme=scheme), address, "race")
    assert stage.data("mode") == scheme
    red, green, blue = (int(paper[i : i + 2], 16) for i in (1, 3, 5))
    app = stage.page.get_by_test_id("stApp")
    expect(app).to_have_css("background-color", f"rgb({red}, {green}, {blue})")
    stage.click(0.5, 0.5)


def test_the_stage_follows_a_change_of_theme(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race")
    stage.find("last").click()
    light = stage.picture
    page.emulate_media(color_scheme="dark")
    stage.until("data.mode === 'dark'")
    assert stage.picture != light
    page.emulate_media(color_scheme="light")
    stage.until("data.mode === 'light'")
    assert stage.picture == light


def test_reduced_motion_shows_the_whole_path_at_once(open_page: Opener, address: str) -> None:
    stage = open_stage(open_page(reduced_motion="reduce"), address)
    assert (stage.step, stage.data("playing")) == (stage.last_step, "false")
    stage.click(0.5, 0.5)
    assert (stage.step, stage.data("playing")) == (stage.last_step, "false")


def test_a_finger_taps_a_start_and_drags_it_live(open_page: Opener, address: str) -> None:
    page = open_page(PHONE)
    stage = open_stage(page, address, "gradient_descent")
    stage.find("plot").first.scroll_into_view_if_needed()
    pixel = stage.at(0.4, 0.7)
    with stage.answered():
        page.touchscreen.tap(*pixel)
    assert_within_half_a_pixel(stage, stage.data_at(pixel))
    handle = stage.find("start-handle")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": px, "y": py} for px, py in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    x0, y0 = stage.start
    touch("touchStart", (x, y))
    for i in range(1, 5):
        with stage.one_more():
            touch("touchMove", (x + 10 * i, y + 5 * i))
    touch("touchEnd")
    wide, high = (2 * half for half in stage.half_a_pixel())
    assert_within_half_a_pixel(stage, (x0 + 40 * wide, y0 - 20 * high))


def test_the_answer_is_timed_from_the_click_to_the_painted_frame(
    page: Page, server: Server
) -> None:
    stage = open_stage(page, server.address)
    stage.click(0.5, 0.5)
    page.wait_for_function("() => performance.getEntriesByName('stage:answer').length === 1")
    stage.click(0.4, 0.5)
    page.wait_for_function("() => performance.getEntriesByName('stage:answer').length === 2")
    took = page.evaluate("() => performance.getEntriesByName('stage:answer')[1].duration")
    assert took > 0
