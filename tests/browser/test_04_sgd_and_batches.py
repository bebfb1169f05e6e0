"""Lesson 4 in the browser: two kinds of panel on one clock, and a real file."""

from pathlib import Path

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
