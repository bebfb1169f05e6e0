"""Lesson 12 in the browser: runs are counted as the batch is turned, and the map has its key."""

from playwright.sync_api import Page, expect

from .stage import open_stage, wait_for_query


def test_a_larger_batch_lets_fewer_runs_out(page: Page, address: str) -> None:
    stage = open_stage(page, address, "sharp_and_flat").reveal()
    before = stage.outcome
    assert "in the flat valley" in before
    stage.type_knob("batch", "16")
    stage.reveal()
    assert "After 300 steps 0 of 200 runs of SGD are in the flat valley" in stage.outcome
    wait_for_query(page, "batch", "16")


def test_every_start_has_a_colour_that_the_key_names(page: Page, address: str) -> None:
    stage = open_stage(page, address, "sharp_and_flat", view="any", map="ends")
    stage.find("map").and_(page.locator("[data-rests=true]")).wait_for()
    key = stage.find("map-key")
    for name in ("(3, 2)", "(−2.81, 3.13)", "(−3.78, −3.28)", "(3.58, −1.85)"):
        expect(key).to_contain_text(name)
