"""Everyone can use it: no serious violation that axe-core knows of, and all by keyboard."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .stage import Stage, open_stage
from .test_serving import PATHS
from .test_shapes import assert_to_scale

SETTLED = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  return app.dataset.testScriptState === "notRunning"
    && document.querySelector("[data-stale=true]") === null
    && document.getAnimations().every(({ playState }) => playState === "finished");
}"""
"""While a script runs and while things fade in, text is paler than it is to be."""
Scheme = Literal["light", "dark"]
Options = dict[str, Any]
AXE = Axe()
ALL: Options = {"resultTypes": ["violations"]}
COLOURS: Options = {
    **ALL,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""What another theme can change."""


def violations(stage: Stage, scheme: Scheme, options: Options) -> list[object]:
    """What axe-core finds serious on the page as it stands, in this theme."""
    page = stage.page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    stage.until("data.mode === argument && data.busy === 'false'", scheme, timeout=60_000)
    page.wait_for_function(SETTLED)
    return [
        (violation["id"], node["target"], node["html"][:200], node["failureSummary"][:300])
        for violation in AXE.run(page, options=options).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def assert_usable(stage: Stage, scheme: Scheme) -> None:
    assert not violations(stage, scheme, ALL)


def assert_usable_in_both_themes(stage: Stage) -> None:
    assert_usable(stage, "light")
    assert not violations(stage, "dark", COLOURS)


@pytest.mark.parametrize("path", PATHS)
def test_no_serious_violation(page: Page, address: str, path: str) -> None:
    """As it opens, with knobs and an explanation opened; with its outcome on a phone and large."""
    stage = open_stage(page, address, path)
    stage.open_more()
    # The field guide has experiments in place of knobs.
    if path != "field_guide":
        stage.root.locator(".dl-knob:not(.dl-more *) .dl-help:visible").first.click()
        assert stage.root.locator(".dl-help-text:popover-open").count() == 1
    assert_usable_in_both_themes(stage)
    page.keyboard.press("Escape")
    stage.reveal()
    page.set_viewport_size({"width": 390, "height": 844})
    assert_usable(stage, "light")
    page.set_viewport_size({"width": 1920, "height": 1080})
    stage.find("present").click()
    page.wait_for_function("document.documentElement.classList.contains('dl-present')")
    assert_to_scale(stage, path)
    assert_usable(stage, "dark")


@pytest.mark.parametrize("path", ["gradient_descent", "learning_rate"])
def test_no_serious_violation_while_a_prediction_is_asked_for(
    page: Page, address: str, path: str
) -> None:
    stage = open_stage(page, address, path)
    stage.find("predict").click()
    stage.until("data.predict === 'open'")
    assert_usable_in_both_themes(stage)


def test_a_table_is_in_the_tab_order_while_it_scrolls(page: Page, address: str) -> None:
    open_stage(page, address, "race").reveal()
    table = page.locator(".dl-results")
    expect(table).to_be_visible()
    for width, place in ((390, 0), (1366, -1), (390, 0)):
        page.set_viewport_size({"width": width, "height": 844})
        expect(table).to_have_js_property("tabIndex", place)


def test_the_stage_is_reached_and_used_by_keyboard_alone(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    stage.root.locator(".dl-legend button").first.focus()
    expected = {"start-handle", "play", "scrubber", "speed", "knob-lr", "knob-lr-field", "start-x"}
    reached: set[str] = set()
    for _ in range(60):
        if expected <= reached:
            break
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
    assert expected <= reached


def test_the_outcome_is_said_aloud(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    stage.type_knob("lr", "0.5")
    expect(stage.root.locator("p.dl-unseen[role=status]")).to_have_text(stage.outcome)
