"""From lesson to lesson, as a reader goes: the app is loaded once for all pages."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from .stage import Stage, open_stage, wait_for_page
from .test_serving import PATHS


def walk(page: Page, address: str) -> Iterator[tuple[str, Stage]]:
    """The name of every page, and its stage while it stands."""
    yield "", open_stage(page, address)
    for path in PATHS[1:]:
        # Not by the mouse, which would scroll the page that comes.
        page.locator(f".st-key-next a[href$='{path}']").evaluate("(way) => way.click()")
        stage = wait_for_page(page, path)
        # Nothing of the page before is left then.
        app = page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=60_000)
        yield path, stage
