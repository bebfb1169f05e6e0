"""How smoothly a crowded stage plays: frames a second and script a frame, in headless Chromium.

Run by `python -m benchmarks.playback`. The page's own rate without any playback stands beside it:
without a graphics card a browser paints in software, on the same cores.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.browser import chromium
from tests.browser.server import beside, serve

CROWDED = Path(__file__).parent / "crowded_stage.py"
SECONDS = 4.0
MOST_SCRIPT = 2.0

_COUNT_FRAMES = """
seconds => new Promise(done => {
  let frames = 0;
  const from = performance.now();
  const tick = now => {
    frames += 1;
    if (now - from < 1000 * seconds) requestAnimationFrame(tick);
    else done(frames / ((now - from) / 1000));
  };
  requestAnimationFrame(tick);
})
"""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_script = beside(Path(folder), CROWDED)
        with serve(page_script, Path(folder) / "log") as server:
            program = str(chromium.find(playwright))
            browser = playwright.chromium.launch(executable_path=program, args=chromium.arguments())
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            page.goto(server.address)
            page.wait_for_selector('[data-testid="stage"] [data-drawn]')
            page.wait_for_function("document.querySelectorAll('[data-drawn]').length === 4")
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable")
            idle, _ = _measured(page, session)
            page.get_by_test_id("speed").click(click_count=3)
            page.get_by_test_id("play").click()
            playing, script = _measured(page, session)
            browser.close()
    print("4 panels × 8 paths × 1000 steps")
    print(f"  frames a second, resting   {idle:6.1f}")
    print(f"  frames a second, playing   {playing:6.1f}")
    verdict = "yes" if script <= MOST_SCRIPT else "no"
    print(f"  script a frame, playing    {script:6.2f} ms   at most {MOST_SCRIPT:g}: {verdict}")


def _measured(page: Page, session: CDPSession) -> tuple[float, float]:
    """Frames a second, and milliseconds of script a frame."""
    before = _script(session)
    rate = float(page.evaluate(_COUNT_FRAMES, SECONDS))
    return rate, 1000.0 * (_script(session) - before) / (rate * SECONDS)


def _script(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == "ScriptDuration"))


if __name__ == "__main__":
    main()
