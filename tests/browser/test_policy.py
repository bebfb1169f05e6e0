"""The app behind the real nginx, under its policy for scripts: the browser refuses nothing."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.services import nginx

from .server import Server
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


def test_all_that_a_page_does_is_allowed(page: Page, server: Server, tmp_path: Path) -> None:
    with nginx(tmp_path, [urlsplit(server.address).port or 0] * 3) as front:
        answer = page.request.get(front)
        assert "script-src 'self' " in answer.headers["content-security-policy"]
        stage = open_stage(page, front, "race", map="ends")
        filled(stage)
        stage.click(0.3, 0.4)
        with page.expect_download():
            stage.share("picture")
        saved(stage, tmp_path)
        stage = open_stage(page, front, "race")
        stage.find("space-switch").click()
        in_space(stage)
        # A chart of Streamlit's.
        open_stage(page, front, "field_guide", topic="theory")
        page.locator(".stPlotlyChart .main-svg").first.wait_for(state="attached")
        page.close()


def test_a_typed_code_leads_to_a_page_with_a_long_address(
    page: Page, server: Server, tmp_path: Path
) -> None:
    query = "surface=valley&own=" + "x%2C" * 1900
    question = {"page": "race", "query": query, "steps": 4, "runs": [1], "frame": [0, 1, 0, 1]}
    with nginx(tmp_path, [urlsplit(server.address).port or 0] * 3) as front:
        code = answer(front, "rooms", question)["code"]
        page.goto(f"{front}/r")
        page.get_by_label("The code").fill(code.lower())
        page.get_by_role("button").click()
        ends = f"&room={code}"
        page.wait_for_url(lambda url: url.endswith(ends), wait_until="commit")
        page.close()
