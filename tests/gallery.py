"""Pictures of every page at every size and in both themes, to look at: in `screenshots/`.

Run with `python -m tests.gallery`; `--help` names what can be left out. Each page is shown at step
0 and at the end, and one sheet for each size and theme shows all pages side by side.
"""

import argparse
import asyncio
import io
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.awaited import result
from tests.browser import chromium
from tests.browser.server import ROOT, serve
from tests.browser.test_serving import PATHS

FOLDER = ROOT / "screenshots"
SIDE_BY_SIDE = 3
TURN = asyncio.Lock()
"""Pictures are taken one at a time: a phone's tab in the background comes out in tiles."""
SHEET = 2400
GAP = 8
NAMES = {path or "home": path for path in PATHS}
MOMENTS = {"start": "first", "end": "last"}
"""What a picture is called, and the button that leads to it."""
Taker = Callable[[Page], Awaitable[Image.Image]]
READY = """() => {
  const stages = [...document.querySelectorAll("[data-testid=stage]")];
  return stages.length > 0 && stages.every(({ dataset: { updates, busy } }) =>
    Number(updates) > 0 && busy === "false");
}"""
DRAWN = """() => {
  const drawn = (plot) => plot.querySelector(".main-svg") !== null;
  return [...document.querySelectorAll(".dl-contour")].every((e) => "drawn" in e.dataset)
    && [...document.querySelectorAll(".stPlotlyChart")].every(drawn);
}"""
TWO_FRAMES = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"


@dataclass(frozen=True)
class Screen:
    """A size that the app is shown at."""

    width: int
    height: int
    columns: int
    device: Mapping[str, Any]
    present: bool = False

    @property
    def context(self) -> dict[str, Any]:
        """As a browser is told of it."""
        return {"viewport": {"width": self.width, "height": self.height}, **self.device}


HAND = {"is_mobile": True, "has_touch": True}
SCREENS = {
    "phone": Screen(390, 844, 6, {**HAND, "device_scale_factor": 2}),
    "tablet": Screen(1024, 768, 4, {}),
    "laptop": Screen(1366, 768, 3, {}),
    "desktop": Screen(1920, 1080, 3, {}),
    "projector": Screen(1920, 1080, 3, {}, present=True),
    "wall": Screen(3840, 2160, 3, {}, present=True),
}


def main() -> None:
    chosen = choices()
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(ROOT / "app.py", Path(folder) / "log") as at,
    ):
        result(picture_all(at.address, chosen))
        for complaint in at.complaints:
            print("server:", complaint)
    for screen, scheme in product(chosen.screens, chosen.themes):
        for sheet in sheets(screen, scheme, chosen.pages):
            print(sheet.relative_to(ROOT))


def choices() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser("python -m tests.gallery", description=__doc__)

    def several(option: str, names: list[str], usual: list[str]) -> None:
        parser.add_argument(
            option, nargs="+", choices=names, default=usual, metavar="NAME", help=", ".join(names)
        )

    several("--pages", list(NAMES), list(NAMES))
    several("--screens", list(SCREENS), list(SCREENS))
    several("--themes", ["light", "dark"], ["light", "dark"])
    parser.add_argument("--whole", action="store_true", help="what is scrolled to, too")
    parser.add_argument("--link", default="", help="settings in the address, as lr=0.1&predict=1")
    return parser.parse_args()


async def picture_all(address: str, chosen: argparse.Namespace) -> None:
    """One browser; for each screen and theme, the pages in a few tabs at a time."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium.find(playwright), args=chromium.arguments()
        )
        for name, scheme in product(chosen.screens, chosen.themes):
            async with await dressed(browser, SCREENS[name], scheme) as context:
                waiting = iter(chosen.pages)
                link = ("present=1&" if SCREENS[name].present else "") + chosen.link
                folder = FOLDER / f"{name}-{scheme}"
                folder.mkdir(parents=True, exist_ok=True)
                take = whole if chosen.whole else seen
                tabs = [
                    tab(context, waiting, f"{address}/{{}}?{link}", take, folder)
                    for _ in range(SIDE_BY_SIDE)
                ]
                await asyncio.gather(*tabs)
        await browser.close()


async def dressed(browser: Browser, screen: Screen, scheme: Any) -> BrowserContext:
    """A visitor with this screen and theme."""
    return await browser.new_context(**screen.context, color_scheme=scheme, reduced_motion="reduce")


async def tab(
    context: BrowserContext, waiting: Iterator[str], link: str, take: Taker, folder: Path
) -> None:
    """Take pages from those that wait until none is left."""
    page = await context.new_page()
    page.on("pageerror", lambda error: print(f"{folder.name}: {error}"))
    for name in waiting:
        await page.goto(link.format(NAMES[name]))
        for condition in (READY, DRAWN):
            await page.wait_for_function(condition)
        for moment, button in MOMENTS.items():
            await show(page, button)
            async with TURN:
                await page.bring_to_front()
                image = await take(page)
            image.save(folder / f"{name}-{moment}.png", compress_level=1)
    await page.close()


async def seen(page: Page) -> Image.Image:
    """What is on the screen."""
    return Image.open(io.BytesIO(await page.screenshot()))


async def whole(page: Page) -> Image.Image:
    """All that the page scrolls to, screen by screen."""
    main = page.get_by_test_id("stMain")
    await page.add_style_tag(content="[data-testid=stHeader] { visibility: hidden }")
    high, step = await main.evaluate("(main) => [main.scrollHeight, main.clientHeight]")
    screens = []
    for top in range(0, high, step):
        await main.evaluate("(main, top) => main.scrollTo(0, top)", top)
        await page.evaluate(TWO_FRAMES)
        screens.append(await seen(page))
    await main.evaluate("(main) => main.scrollTo(0, 0)")
    width, height = screens[0].size
    total = round(high / step * height)
    stack = Image.new("RGB", (width, total))
    for i, screen in enumerate(screens):
        # The last screen ends with the page: it repeats some of the one before.
        stack.paste(screen, (0, min(i * height, total - height)))
    return stack


async def show(page: Page, button: str) -> None:
    """Bring every stage to a moment; the page comes to rest."""
    await page.get_by_test_id(button).evaluate_all("(all) => all.forEach((e) => e.click())")
    await page.wait_for_function(READY)
    await page.wait_for_timeout(300)
    await page.evaluate(TWO_FRAMES)


def sheets(name: str, scheme: str, pages: list[str]) -> Iterator[Path]:
    """All pages side by side, at each moment."""
    columns = min(SCREENS[name].columns, len(pages))
    width = (SHEET - GAP) // columns - GAP
    for moment in MOMENTS:
        folder = FOLDER / f"{name}-{scheme}"
        small = [shrunk(folder / f"{page}-{moment}.png", width) for page in pages]
        height = max(picture.height for picture in small)
        rows = -(-len(small) // columns)
        sheet = Image.new("RGB", (SHEET, GAP + rows * (height + GAP)), "#888")
        for i, picture in enumerate(small):
            row, column = divmod(i, columns)
            sheet.paste(picture, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
        file = FOLDER / f"{name}-{scheme}-{moment}.png"
        sheet.save(file)
        yield file


def shrunk(file: Path, width: int) -> Image.Image:
    """A picture at this width, at most."""
    with Image.open(file) as picture:
        picture.thumbnail((width, picture.height))
        return picture.convert("RGB")


if __name__ == "__main__":
    main()
