"""The app behind the real nginx, under its policy for scripts: the browser refuses nothing."""

from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from .stage import open_stage
from .test_live_page import saved
from .test_maps import filled
from .test_room import answer
from .test_space import in_space


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A tab of a browser that has not been here before."""
    tab = open_page({"viewport": {"width": 1280, "height": 720}})
    tab.set_default_timeout(60_000)
    return tab


def test_all_that_a_page_does_is_allowed(page: Page, front: str, tmp_path: Path) -> None:
    home = page.request.get(front)
    assert "script-src 'self' " in home.headers["content-security-policy"]
    stage = open_stage(page, front, "race", map="ends", steps=50)
    filled(stage)
    stage.click(0.3, 0.4)
    with page.expect_download():
        stage.share("picture")
    saved(stage, tmp_path)
    # A page with a chart of Streamlit's.
    stage = open_stage(page, front, "field_guide", topic="theory")
    stage.find("space-switch").click()
    in_space(stage)
    page.locator(".stPlotlyChart .main-svg").first.wait_for(state="attached")
    # A room's code is typed on a page of its own.
    page.goto(f"{front}/r")
    page.get_by_label("The code that your teacher shows").fill("A")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert")).to_contain_text("six letters")
    page.close()


def test_a_typed_code_leads_to_a_page_with_a_long_address(page: Page, front: str) -> None:
    query = "surface=valley&own=" + "x%2C" * 1900
    question = {"page": "race", "query": query, "steps": 4, "runs": [1], "frame": [0, 1, 0, 1]}
    code = answer(front, "rooms", question)["code"]
    page.goto(f"{front}/r")
    page.get_by_label("The code that your teacher shows").fill(code.lower())
    page.get_by_role("button", name="Join").click()
    ends = f"&room={code}"
    page.wait_for_url(lambda url: url.endswith(ends), wait_until="commit")
    page.close()


def test_a_page_by_any_of_our_names_is_heard(front: str) -> None:
    # By a name that Streamlit does not know for its own: nginx tells it what was asked for.
    headers = {
        "Host": "[::1]",
        "Origin": "https://[::1]",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": "streamlit",
    }
    with closing(HTTPConnection(urlsplit(front).netloc, timeout=60)) as connection:
        connection.request("GET", "/_stcore/stream", headers=headers)
        assert connection.getresponse().status == 101
