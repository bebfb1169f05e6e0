"""The lessons as a browser saves them: what each live page is made of."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.browser.stage import Stage
from ui.page.navigation import HOME, Lesson
from ui.stage import assets

PATIENCE = 60_000
VISITOR: dict[str, Any] = {
    "viewport": {"width": 1366, "height": 768},
    # Without motion all is at rest at once.
    "reduced_motion": "reduce",
}
_AT_REST = """Number(data.updates) > 0 && data.busy === "false" && data.playing === "false"
  && [...root.querySelectorAll(".dl-contour")].every((e) => "drawn" in e.dataset)
  && [...document.querySelectorAll(".stPlotlyChart")].every((e) => e.querySelector(".main-svg"))
  && !document.querySelector("[data-testid=stStatusWidget]")"""
_PARTS = """async ([root, address]) => {
  const { stageOf } = await import(`${address}/main.js`);
  const { partsOf } = await import(`${address}/live_page.js`);
  return partsOf(stageOf(root.parentElement));
}"""


@dataclass(frozen=True)
class SavedPage:
    """A lesson, and what its live page is made of.

    Attributes:
        prose: HTML, in which the stage has a place.
        style: CSS.
        opening: what the stage opens with, as JSON has it (`Opening` in `live_page.js`).
        notes: what needs the app, and what no longer holds once something was moved.
    """

    lesson: Lesson
    title: str
    style: str
    prose: str
    opening: dict[str, Any]
    notes: tuple[str, str]


def saved(page: Page, address: str, lesson: Lesson) -> SavedPage:
    """Open a page of the app in this tab, and save it."""
    page.goto(f"{address}/{address_of(lesson)}")
    stage = Stage(page)
    stage.root.wait_for(timeout=PATIENCE)
    stage.until(_AT_REST, timeout=PATIENCE)
    # What sets off by itself in the app does so here.
    stage.find("first").click()
    root = stage.root.element_handle()
    parts = page.evaluate(_PARTS, [root, f"{address}/{assets.address()}"])
    return SavedPage(
        lesson, parts["title"], parts["style"], parts["prose"], parts["opening"], parts["notes"]
    )


def address_of(lesson: Lesson) -> str:
    """Where a lesson is in the app."""
    return "" if lesson is HOME else lesson.key
