"""Lesson 1 in the browser: a click on the curve, one step at a time, the step explained."""

import pytest
from playwright.sync_api import Page, expect

from .stage import open_stage, wait_for_query

PAGE = "follow_the_slope"


def test_a_click_on_the_curve_sets_off_from_its_x(page: Page, address: str) -> None:
    stage = open_stage(page, address, PAGE)
    pixel = stage.click(0.8, 0.6)
    x, _ = stage.data_at(pixel)
    near, _ = stage.half_a_pixel()
    assert stage.start[0] == pytest.approx(x, abs=near)
    assert stage.start[1] == pytest.approx(stage.start[0] ** 2)
    wait_for_query(page, "start", repr(stage.start[0]))
    page.reload()
    assert stage.ready().start[0] == pytest.approx(x, abs=near)


def test_one_step_at_a_time_is_explained(page: Page, address: str) -> None:
    stage = open_stage(page, address, PAGE, lr=0.25)
    stage.root.focus()
    page.keyboard.press("Home")
    readings, formula = stage.find("readings"), stage.find("step")
    expect(formula).to_contain_text("=(−2)−0.25·(−4)")
    expect(readings).to_contain_text("f changes by −3")
    bars = page.locator("[data-testid=stPlotlyChart]")
    expect(bars).to_contain_text("step 0 → 1")
    page.keyboard.press("ArrowRight")
    expect(formula).to_contain_text("=(−1)−0.25·(−2)")
    expect(readings).to_contain_text("f changes by −0.75")
    expect(bars).to_contain_text("step 1 → 2")


def test_the_rate_drives_the_regime_live(page: Page, address: str) -> None:
    stage = open_stage(page, address, PAGE)
    for rate, phrase in (("0.5", "in one step"), ("1", "for ever"), ("1.2", "it diverges")):
        stage.type_knob("lr", rate)
        assert phrase in stage.outcome


def test_the_address_takes_a_start_from_any_curve(page: Page, address: str) -> None:
    stage = open_stage(page, address, PAGE, curve="hyperbola", start="3.25")
    assert stage.start[0] == 3.25
    page.get_by_test_id("stSelectbox").get_by_role("combobox").click()
    page.get_by_role("option", name="Flat quartic", exact=True).click()
    stage.until("root.querySelector('.dl-contour').dataset.drawn.startsWith('quartic')")
    assert stage.start[0] == -1.3
    wait_for_query(page, "start", None)
