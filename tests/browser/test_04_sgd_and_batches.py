"""Lesson 4 in the browser: two kinds of panel on one clock, and a real file."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from .stage import Stage, open_stage, query, wait_for_query


def test_a_click_on_the_surface_moves_every_line(page: Page, address: str) -> None:
    stage = open_stage(page, address, "sgd_and_batches")
    assert stage.find("panel").count() == 2
    outcome, pixel = stage.reveal().outcome, stage.click(0.7, 0.3, panel=1)
    w, b = stage.data_at(pixel, panel=1)
    half_w, half_b = stage.half_a_pixel(panel=1)
    assert abs(stage.start[0] - w) <= half_w
    assert abs(stage.start[1] - b) <= half_b
    assert stage.reveal().outcome != outcome


def test_data_have_no_start_to_click_on(page: Page, address: str) -> None:
    stage = open_stage(page, address, "sgd_and_batches")
    before, start = stage.updates, stage.start
    page.mouse.click(*stage.at(0.5, 0.5, panel=0))
    # Nothing is to come, so there is nothing to wait for but the time an answer would take.
    page.wait_for_timeout(500)
    assert (stage.updates, stage.start) == (before, start)
    assert query(page) == {}


def test_a_stage_with_data_rests_when_nobody_asks(page: Page, address: str) -> None:
    stage = open_stage(page, address, "sgd_and_batches")
    stage.click(0.5, 0.5, panel=1)
    wait_for_query(page, "start", stage.data("start"))
    before = stage.updates
    stage.type_knob("batch", "5")
    assert stage.updates == before + 1


def test_one_tick_is_an_epoch_an_update_or_a_gradient(page: Page, address: str) -> None:
    stage = open_stage(page, address, "sgd_and_batches")
    for name, last in (("Epochs", 30), ("Gradients", 1200), ("Updates", 1200)):
        page.get_by_role("radio", name=name).click()
        stage.until("data.last === argument", str(last))


def test_a_real_file(page: Page, address: str, tmp_path: Path) -> None:
    good, bad = tmp_path / "houses.csv", tmp_path / "picture.csv"
    good.write_text("size;price\n50,5;250000\n70;310000\nabc;1\n80;400000\n", encoding="utf-8")
    bad.write_bytes(b"\x89PNG" + bytes(100))
    stage = open_stage(page, address, "sgd_and_batches", data="own")
    page.get_by_text("a link cannot carry one").wait_for()
    page.get_by_role("button", name="Choose a file").click()
    chooser = page.locator("input[type=file]")
    chooser.set_input_files(bad)
    page.get_by_text("not a text file").wait_for()
    chooser.set_input_files(good)
    page.get_by_text("3 rows are used; 1 left out").wait_for()
    page.keyboard.press("Escape")
    stage = Stage(page).ready()
    assert "30 epochs, at most 90 gradients each" in stage.reveal().outcome
    assert stage.find("knob-batch").get_attribute("max") == "3"
    assert query(page)["data"] == "own"


def test_points_are_drawn_by_hand(page: Page, address: str) -> None:
    given = "0~0~~1~1~~2~2~~0~4"
    stage = open_stage(page, address, "sgd_and_batches", data="drawn", points=given)
    half_x, half_y = stage.half_a_pixel()

    def last_point(count: int) -> tuple[float, float]:
        """The last point in the link, once it has so many of them."""
        condition = "(n) => new URL(location).searchParams.get('points').split('~~').length === n"
        page.wait_for_function(condition, arg=count)
        x, y = query(page)["points"].split("~~")[-1].split("~")
        return float(x), float(y)

    # Pressed where there is none, one more.
    here = stage.click(0.25, 0.75)
    x, y = stage.data_at(here)
    drawn_x, drawn_y = last_point(5)
    assert drawn_x == pytest.approx(x, abs=half_x + 0.006)
    assert drawn_y == pytest.approx(y, abs=half_y + 0.006)
    added = query(page)["points"]
    # Dragged, it takes the best line with it.
    before, there = stage.reveal().outcome, (here[0], here[1] - 150.0)
    page.mouse.move(*here)
    page.mouse.down()
    with stage.answered():
        page.mouse.move(*there, steps=4)
    page.mouse.up()
    moved = "(before) => new URL(location).searchParams.get('points') !== before"
    page.wait_for_function(moved, arg=added)
    assert last_point(5)[1] == pytest.approx(stage.data_at(there)[1], abs=half_y + 0.006)
    assert stage.reveal().outcome != before
    # Pressed, it goes.
    with stage.answered():
        page.mouse.click(*there)
    assert last_point(4) == (0.0, 4.0)
