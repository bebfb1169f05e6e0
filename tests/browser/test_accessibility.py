"""Everyone can use it: no serious violation that axe-core knows of, and all by keyboard."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .stage import open_stage
from .test_serving import PATHS

Opener = Callable[..., Page]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_no_serious_violation(open_page: Opener, address: str, path: str, scheme: str) -> None:
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    open_stage(page, address, path)
    found = [
        (violation["id"], node["html"][:200])
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
    assert not found


def test_the_stage_is_reached_and_used_by_keyboard_alone(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    stage.root.locator(".dl-legend button").first.focus()
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(() => { const e = document.activeElement;"
            " return [e.dataset.testid, getComputedStyle(e).outlineStyle,"
            " e.closest('.dl-track') !== null]; })()"
        )
        name, outline, drawn = focused
        if name:
            reached.add(name)
            # A slider's ring is drawn around its thumb.
            assert outline != "none" or drawn, name
    expected = {"start-handle", "play", "scrubber", "speed", "knob-lr", "knob-lr-field", "start-x"}
    assert expected <= reached


def test_the_outcome_is_said_aloud(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    stage.type_knob("lr", "0.5")
    expect(stage.root.locator("p[role=status]")).to_have_text(stage.outcome)
