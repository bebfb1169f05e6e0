"""A reader types a rule: it races, follows the hand without the server, and is in the link."""

from playwright.sync_api import Page, expect

from ui.runs.own_rule import NAME

from .server import Server
from .stage import Stage, open_stage
from .test_preview import previewed, silent
from .test_race import rows

LINES = "m = beta*m + (1 - beta)*g\nx = x - lr*c*m"


def at_the_end(stage: Stage) -> str:
    stage.find("last").click()
    return stage.picture


def test_a_typed_rule_runs_is_previewed_and_is_linked(page: Page, server: Server) -> None:
    stage = open_stage(page, server.address, "race", runs="gd~lr~0.01", steps="60")
    page.get_by_role("combobox", name="Add a run").click()
    page.get_by_role("option", name=NAME).click()
    box = page.get_by_role("dialog")
    box.get_by_role("textbox", name="Lines").fill("m = 2m")
    box.get_by_role("textbox", name="Lines").press("Control+Enter")
    expect(box.get_by_test_id("stAlert")).to_contain_text("Line 1: Use * for multiplication")
    box.get_by_role("textbox", name="Lines").fill(LINES)
    box.get_by_role("textbox", name="Name").fill("Mine")
    box.get_by_role("button", name="Use this rule").click()
    expect(box).to_have_count(0)
    expect(stage.root.locator(".dl-run")).to_have_count(2)
    stage.knob("rule_c").wait_for()
    before = at_the_end(stage)
    with silent(server):
        with previewed(stage):
            stage.find("knob-rule_c-field").fill("0.25")
            page.keyboard.press("Enter")
        shown = at_the_end(stage)
    assert shown != before
    stage.until("data.busy === 'false' && data.preview === 'false'")
    assert stage.picture == shown
    outcome, results = stage.reveal().outcome, rows(page)
    assert "Mine" in results[1]
    page.wait_for_function("() => location.search.includes('c~0.25')")
    page.goto(page.url)
    assert Stage(page).ready().reveal().outcome == outcome
    expect(page.locator("table tbody tr")).to_have_count(2)
    assert rows(page) == results
    expect(page.get_by_test_id("knob-rule_c-field")).to_have_value("0.25")
