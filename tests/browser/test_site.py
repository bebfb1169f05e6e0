"""The lessons on a static host: below any path, the same instrument, without the app."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Page, expect

from deploy.site.folder import write_site
from deploy.site.saving import VISITOR, saved
from ui.page.navigation import HOME, LESSONS

from .stage import Stage
from .test_live_page import assert_plays
from .test_preview import previewed

SLOPE, RATE = LESSONS[0], LESSONS[2]
MOST_BYTES = 600_000
"""Of a page of its own, beside what all share."""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """What it is asked for stands in the browser's own words."""


@contextmanager
def static_host(folder: Path) -> Iterator[str]:
    """A server of files and of nothing else: its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def opened(page: Page) -> Stage:
    """The stage of a page that was opened just now."""
    stage = Stage(page)
    stage.root.wait_for()
    stage.until("root.querySelector('[data-drawn]') !== null", timeout=60_000)
    return stage.ready()


def test_lessons_on_a_static_host(
    open_page: Callable[..., Page], address: str, tmp_path: Path
) -> None:
    tab = open_page(VISITOR)
    folder = tmp_path / "below" / "here"
    write_site(folder, [saved(tab, address, each) for each in (HOME, SLOPE, RATE)], address)
    assert all(file.stat().st_size < MOST_BYTES for file in folder.glob("*.html"))
    page = open_page()
    with static_host(tmp_path) as host:
        page.goto(f"{host}/below/here/")
        # It sets off by itself, as in the app.
        opened(page).until("Number(data.at) > 0")
        page.get_by_role("link", name="Next: ").or_(
            page.get_by_role("link", name="Lesson 1: ")
        ).click()
        expect(page).to_have_title(f"{SLOPE.title} · Descent Lab")
        assert_plays(opened(page))
        page.get_by_role("navigation", name="Lessons").get_by_text(RATE.title).click()
        stage = opened(page)
        before = stage.start
        with previewed(stage):
            page.mouse.click(*stage.at(0.3, 0.3))
        assert stage.start != before
        with previewed(stage):
            stage.find("knob-scale-field").fill("0.5")
            page.keyboard.press("Enter")
        assert_plays(stage)
        expect(page.get_by_test_id("saved")).to_contain_text("need the app")
