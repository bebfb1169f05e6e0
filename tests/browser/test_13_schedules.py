"""Lesson 13 in the browser: the rate's curve follows a schedule's knob without the server."""

from playwright.sync_api import Page, expect

from .server import Server
from .stage import Stage, open_stage
from .test_preview import previewed, silent


def curve(stage: Stage) -> str:
    drawn: str = stage.root.locator(".dl-curve canvas").first.evaluate("(c) => c.toDataURL()")
    return drawn


def test_a_schedules_knob_bends_rate_and_paths_at_once(page: Page, server: Server) -> None:
    stage = open_stage(page, server.address, "schedules", steps="80")
    stage.find("last").click()
    before, picture = curve(stage), stage.picture
    with silent(server):
        for name, value in (("cosine_floor", "0.6"), ("warmup", "5")):
            with previewed(stage):
                stage.find(f"knob-{name}-field").fill(value)
                page.keyboard.press("Enter")
        stage.find("last").click()
        shown = curve(stage), stage.picture
    assert shown[0] != before
    assert shown[1] != picture
    stage.until("data.busy === 'false' && data.preview === 'false'")
    assert curve(stage) == shown[0]


def test_rings_come_with_the_steps_that_were_cut(page: Page, address: str) -> None:
    stage = open_stage(page, address, "schedules", view="clipping")
    entry = stage.root.locator(".dl-mark[data-kind=rings]")
    expect(entry).to_have_text("gradient cut")
    stage.find("first").click()
    expect(entry).to_have_attribute("data-drawn", "false")
    stage.find("last").click()
    expect(entry).to_have_attribute("data-drawn", "true")
