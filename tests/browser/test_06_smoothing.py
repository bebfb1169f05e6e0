"""Lesson 6 in the browser: β answers while it is dragged, the memory is set by a click."""

from playwright.sync_api import Page

from .stage import Stage, open_stage, wait_for_query


def test_the_average_bends_while_beta_is_dragged(page: Page, address: str) -> None:
    stage = open_stage(page, address, "smoothing")
    pictures = {stage.picture}
    box, height = stage.grasp("beta")
    for share in (0.6, 0.7, 0.8, 0.9):
        with stage.answered():
            page.mouse.move(box["x"] + share * box["width"], height)
        pictures.add(stage.picture)
    page.mouse.up()
    assert len(pictures) >= 4
    wait_for_query(page, "beta", repr(stage.value("beta")))


def test_a_click_sets_where_the_memory_begins(page: Page, address: str) -> None:
    stage = open_stage(page, address, "smoothing", beta="0.98")
    pixel = stage.click(0.5, 0.1)
    _, value = stage.data_at(pixel)
    stage.until("data.start.startsWith('0.0,') || data.start.startsWith('0,')")
    assert abs(stage.start[1] - value) <= stage.half_a_pixel()[1]


def test_the_same_beta_on_a_path(page: Page, address: str) -> None:
    stage = open_stage(page, address, "smoothing")
    stage.type_knob("beta", "0.97")
    page.get_by_role("radio", name="SGD's path").click()
    page.get_by_text("mean of all points").first.wait_for()
    stage = Stage(page).ready()
    assert stage.value("beta") == 0.97
    wait_for_query(page, "what", "path")
    wait_for_query(page, "beta", "0.97")
