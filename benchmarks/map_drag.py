"""How often a map of starts follows a knob while it is dragged.

Run with `python -m benchmarks.map_drag`. 300 steps of each rule on Himmelblau's function, with the
picture of a laptop's screen; every picture that is painted counts, however coarse, and is told with
what a lane's step takes in the workers at that time.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.hand import to_and_fro
from tests.browser import chromium
from tests.browser.server import ROOT, serve
from tests.browser.stage import Stage, open_stage
from ui.stage import assets

SECONDS, TARGET = 2.0, 30
RUNS = {"gd": 0.01, "momentum": 0.003, "adam": 0.1}
PACE = """async (workers) => {
  const { pool } = await import(workers);
  return [pool.size, ...pool.pace.values()];
}"""
RESTS = "root.querySelector('[data-testid=map]').dataset.rests === 'true'"


def pictures(stage: Stage) -> int:
    """How many there have been."""
    return int(stage.find("map").get_attribute("data-pictures") or 0)


def drag(page: Page, stage: Stage) -> tuple[int, int]:
    """Drag the knob of the learning rate to and fro: pictures painted, moves of the mouse."""
    box, height = stage.grasp("lr")
    before, moves = pictures(stage), to_and_fro(page, box, height, SECONDS)
    painted = pictures(stage) - before
    page.mouse.up()
    return painted, moves


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(ROOT / "app.py", Path(folder) / "log") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium.find(playwright), args=chromium.arguments()
        )
        for rule, rate in RUNS.items():
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            settings = {"surface": "himmelblau", "runs": f"{rule}~lr~{rate}", "steps": 300}
            stage = open_stage(page, server.address, "race", map="ends", **settings)
            stage.until(RESTS, timeout=60_000)
            painted, moves = drag(page, stage)
            size, *pace = page.evaluate(PACE, f"{server.address}/{assets.address()}/workers.js")
            often = painted / SECONDS
            print(
                f"{rule:<10}{often:>4.0f} pictures a second, {moves / SECONDS:.0f} moves;"
                f" {size} workers, {max(pace):.0f} ns a lane's step;"
                f" at least {TARGET}: {'yes' if often >= TARGET else 'NO'}",
                flush=True,
            )
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
