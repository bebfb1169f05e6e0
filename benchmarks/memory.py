"""Whether the browser's memory grows: heap after forced collections, over clicks and page changes.

Run by `python -m benchmarks.memory`.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.browser import chromium
from tests.browser.server import ROOT, serve

CLICKS = 200
CHANGES = 50
LINKS = ("Race", "Gradient descent")


def main() -> None:
    """Measure and print the heap at the quarters of each series."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        serve(ROOT / "app.py", Path(folder) / "log") as server,
    ):
        browser = playwright.chromium.launch(
            executable_path=str(chromium.find(playwright)), args=chromium.arguments()
        )
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(f"{server.address}/race")
        page.locator("[data-drawn]").wait_for()
        session = page.context.new_cdp_session(page)
        session.send("HeapProfiler.enable")
        _report("clicks", CLICKS, [_after(page, session, _click, CLICKS // 4) for _ in range(5)])
        _report(
            "page changes",
            CHANGES,
            [_after(page, session, _change, CHANGES // 4) for _ in range(5)],
        )
        browser.close()


def _report(what: str, count: int, heaps: list[float]) -> None:
    told = "  ".join(f"{heap:6.2f}" for heap in heaps)
    growth = heaps[-1] - heaps[0]
    print(f"{what:>13}: heap in MB after each {count // 4}: {told}   growth {growth:+.2f} MB")


def _after(page: Page, session: CDPSession, act: Callable[[Page, int], None], times: int) -> float:
    for i in range(times):
        act(page, i)
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"]
    return float(used) / 2**20


def _click(page: Page, i: int) -> None:
    stage = page.get_by_test_id("stage")
    before = stage.get_attribute("data-updates")
    box = page.get_by_test_id("frame").bounding_box()
    assert box
    page.mouse.click(
        box["x"] + box["width"] * (0.1 + 0.08 * (i % 10)),
        box["y"] + box["height"] * (0.1 + 0.11 * (i % 7)),
    )
    page.wait_for_function(
        "before => document.querySelector('[data-testid=stage]').dataset.updates !== before",
        arg=before,
    )


def _change(page: Page, i: int) -> None:
    link = LINKS[(i + 1) % 2]
    key = link.lower().replace(" ", "_")
    page.get_by_role("link", name=link, exact=True).click()
    # A locator keeps no handle on the element, which would keep the element alive.
    page.locator(f'[data-testid="stage"][data-page="{key}"] [data-drawn]').wait_for()


if __name__ == "__main__":
    main()
