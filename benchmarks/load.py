"""How long a page takes to open: with an empty browser, and once more.

Run with `python -m benchmarks.load`. Times are from the request to the first contour and to the
first paths, which move on the home page and stand on a lesson's. Each round is a browser of its own
with an empty cache; the server is the same, and has been visited before. With `--delay 0.05` every
byte takes so many seconds each way.
"""

import argparse
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, Playwright, sync_playwright

from benchmarks.delay import delayed
from tests.browser import chromium
from tests.browser.server import ROOT, serve
from tests.browser.stage import open_stage

PAGES = ("", "momentum", "adam")
ROUNDS = 5
COLD, RELOAD, MEGABYTES = 2.0, 0.9, 4.6

WATCH = """
window.seen = {};
const note = (what) => (window.seen[what] ??= performance.now() / 1000);
const look = () => {
  const root = document.querySelector("[data-testid=stage]");
  const contours = [...(root?.querySelectorAll(".dl-contour") ?? [])];
  if (contours.length && contours.every((each) => "drawn" in each.dataset)) note("contour");
  const moves = root?.dataset.page === "home";
  if (root && Number(moves ? root.dataset.at : root.dataset.updates) > 0) note("paths");
  if (!window.seen.contour || !window.seen.paths) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""

FETCHED = """() => {
  const all = ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind));
  const sizes = all.map((each) => each.transferSize);
  return [sizes.filter((size) => size > 0).length, sizes.reduce((sum, size) => sum + size) / 1e6];
}"""


@dataclass(frozen=True)
class Visit:
    """What one opening of a page took: seconds, requests that reached the server, megabytes."""

    contour: float
    paths: float
    requests: int
    megabytes: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--delay", type=float, default=0.0)
    given = parser.parse_args()
    visits: dict[tuple[str, str], list[Visit]] = defaultdict(list)
    with sync_playwright() as playwright, ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = stack.enter_context(serve(ROOT / "app.py", folder / "log")).address
        if given.delay:
            address = stack.enter_context(delayed(address, given.delay))
        for path in PAGES:
            one_round(playwright, folder / f"warm-up-{path}", address, path)
        for nth in range(ROUNDS):
            for path in PAGES:
                cold, again = one_round(playwright, folder / f"{nth}-{path}", address, path)
                visits[path, "cold"].append(cold)
                visits[path, "reload"].append(again)
    print(f"{'':<18}{'contour':>10}{'paths':>10}{'requests':>10}{'down':>12}")
    for (path, kind), all_ in visits.items():
        print(f"{path or 'home':<10}{kind:<8}{line(all_)}")
    verdict("cold load", slowest(visits["", "cold"]), COLD, "s")
    verdict("reload", slowest(visits["", "reload"]), RELOAD, "s")
    verdict("cold load", middle(visits["", "cold"], "megabytes"), MEGABYTES, "MB")


def one_round(
    playwright: Playwright, profile: Path, address: str, path: str
) -> tuple[Visit, Visit]:
    """A new browser opens a page, and opens it again."""
    browser = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=chromium.find(playwright),
        args=chromium.arguments(),
        viewport={"width": 1366, "height": 768},
    )
    with browser:
        browser.add_init_script(WATCH)
        page = browser.new_page()
        open_stage(page, address, path)
        cold = visited(page)
        page.reload()
        return cold, visited(page)


def visited(page: Page) -> Visit:
    """What the visit took, once the page has come to rest."""
    page.wait_for_function("() => window.seen.contour && window.seen.paths")
    page.wait_for_timeout(1500)
    seen = page.evaluate("() => window.seen")
    requests, megabytes = page.evaluate(FETCHED)
    return Visit(seen["contour"], seen["paths"], requests, megabytes)


def middle(visits: list[Visit], what: str) -> float:
    """The median of one thing that was measured."""
    values: list[float] = [getattr(visit, what) for visit in visits]
    return median(values)


def slowest(visits: list[Visit]) -> float:
    """When both the contour and the paths are there."""
    return max(middle(visits, "contour"), middle(visits, "paths"))


def line(visits: list[Visit]) -> str:
    """One row of the table."""
    times = "".join(f"{middle(visits, what):>8.2f} s" for what in ("contour", "paths"))
    requests, megabytes = middle(visits, "requests"), middle(visits, "megabytes")
    return f"{times}{requests:>10.0f}{megabytes:>9.2f} MB"


def verdict(what: str, value: float, limit: float, unit: str) -> None:
    """Whether the home page keeps a limit."""
    answer = "yes" if value <= limit else "NO"
    print(f"home, {what}: {value:.2f} {unit}, at most {limit:g}? {answer}")


if __name__ == "__main__":
    main()
