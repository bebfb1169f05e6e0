"""Setting the start: a click gives the pixel's exact coordinates, a drag is live, a field exact."""

import pytest
from playwright.sync_api import Page, expect

from .stage import Point, Stage, open_stage, query, wait_for_query

PIXELS = ((0.1, 0.2), (0.5, 0.5), (0.93, 0.71), (0.02, 0.97))


def assert_within_half_a_pixel(stage: Stage, expected: Point, panel: int = 0) -> None:
    for value, wanted, off in zip(stage.start, expected, stage.half_a_pixel(panel), strict=True):
        assert value == pytest.approx(wanted, rel=0, abs=off)


@pytest.mark.parametrize(
    ("path", "surface"), [("", None), ("race", "himmelblau"), ("gradient_descent", "saddle")]
)
def test_a_click_gives_the_data_coordinates_of_its_pixel(
    page: Page, address: str, path: str, surface: str | None
) -> None:
    settings = {"surface": surface} if surface else {}
    stage = open_stage(page, address, path, **settings)
    for shares in PIXELS:
        pixel = stage.click(*shares)
        assert_within_half_a_pixel(stage, stage.data_at(pixel))
        wait_for_query(page, "start", stage.data("start"))


def test_a_click_is_exact_after_the_window_changed(page: Page, address: str) -> None:
    stage = open_stage(page, address)
    stage.click(0.3, 0.3)
    width = stage.frame()["width"]
    page.set_viewport_size({"width": 1000, "height": 900})
    page.wait_for_function(
        "width => document.querySelector('[data-testid=frame]').clientWidth < width - 50", arg=width
    )
    assert_within_half_a_pixel(stage, stage.data_at(stage.click(0.8, 0.4)))


def test_a_click_in_each_of_several_panels(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race", layout="apart")
    for panel in range(4):
        pixel = stage.click(0.3 + 0.1 * panel, 0.6, panel)
        assert_within_half_a_pixel(stage, stage.data_at(pixel, panel), panel)


def test_a_press_let_go_outside_or_by_the_right_button_sets_nothing_off(
    page: Page, address: str
) -> None:
    stage = open_stage(page, address, "gradient_descent")
    page.mouse.move(*stage.at(0.5, 0.5))
    page.mouse.down()
    page.mouse.move(*stage.at(0.5, -0.1), steps=4)
    page.mouse.up()
    page.mouse.move(*stage.at(0.3, 0.4), steps=4)
    expect(stage.find("hover")).to_contain_text("∇f")
    assert_within_half_a_pixel(stage, stage.data_at(stage.click(0.6, 0.3)))
    start = stage.start
    page.mouse.click(*stage.at(0.5, 0.5), button="right")
    assert_within_half_a_pixel(stage, stage.data_at(stage.click(0.2, 0.3)))
    assert stage.start != start


def test_the_paths_set_off_from_the_clicked_pixel(page: Page, address: str) -> None:
    stage = open_stage(page, address)
    x, y = stage.click(0.2, 0.9)
    stage.find("last").click()
    painted = stage.root.locator(".dl-plot > canvas").first.evaluate(
        """(canvas, [x, y]) => {
          const box = canvas.getBoundingClientRect();
          const dense = canvas.width / box.width;
          const at = [(x - box.left - 3) * dense, (y - box.top - 3) * dense, 6 * dense, 6 * dense];
          return canvas.getContext("2d").getImageData(...at).data.some((value) => value > 0);
        }""",
        [x, y],
    )
    assert painted


def test_a_drag_is_answered_while_it_lasts(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    handle = stage.find("start-handle").bounding_box()
    assert handle
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    before, (x0, y0) = stage.updates, stage.start
    page.mouse.move(x, y)
    page.mouse.down()
    for i in range(1, 6):
        with stage.one_more():
            page.mouse.move(x + 12 * i, y + 6 * i)
    assert stage.updates - before >= 5
    with stage.answered():
        page.mouse.move(x + 77, y - 31)
    page.mouse.up()
    wide, high = (2 * half for half in stage.half_a_pixel())
    assert_within_half_a_pixel(stage, (x0 + 77 * wide, y0 + 31 * high))
    wait_for_query(page, "start", stage.data("start"))


def test_a_fast_drag_ends_on_its_last_point(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    page.mouse.move(*stage.at(0.5, 0.5))
    stage.click(0.5, 0.5)
    page.mouse.down()
    x, y = stage.at(0.5, 0.5)
    for i in range(1, 41):
        page.mouse.move(x + 3 * i, y + 2 * i)
    last = stage.data_at((x + 120, y + 80))
    page.mouse.up()
    stage.until("data.busy === 'false'")
    assert_within_half_a_pixel(stage, last)
    wait_for_query(page, "start", stage.data("start"))


def test_a_drag_beyond_the_frame_stays_on_its_edge(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent", surface="bowl")
    stage.click(0.5, 0.5)
    page.mouse.down()
    with stage.answered():
        page.mouse.move(2.0, 2.0)
    page.mouse.up()
    box = stage.frame()
    assert_within_half_a_pixel(stage, stage.data_at((box["x"], box["y"])))


def test_the_start_is_typed_exactly_or_refused_kindly(page: Page, address: str) -> None:
    stage = open_stage(page, address)
    field = stage.find("start-x")
    before = field.input_value()
    field.fill("north")
    field.blur()
    assert field.input_value() == before
    assert "start" not in query(page)
    for axis, text in (("x", "-1.23456789"), ("y", "0,75")):
        with stage.answered():
            stage.find(f"start-{axis}").fill(text)
            page.keyboard.press("Enter")
    assert stage.start == (-1.23456789, 0.75)
    wait_for_query(page, "start", "-1.23456789,0.75")
    start = stage.start
    with stage.answered():
        stage.find("start-x").fill("1000")
        page.keyboard.press("Enter")
    assert stage.find("refusal").inner_text() == "That start lies outside the picture."
    assert stage.start == start
    stage.click(0.4, 0.4)
    assert stage.find("refusal").inner_text() == ""


def test_a_start_is_read_in_three_figures_and_typed_over_in_all(page: Page, address: str) -> None:
    stage = open_stage(page, address, "sgd_and_batches", start="1.23456,2.5")
    field = stage.find("start-x")
    assert (field.input_value(), field.get_attribute("title")) == ("1.23", "1.23456")
    field.focus()
    assert field.input_value() == "1.23456"
    field.blur()
    assert field.input_value() == "1.23"
    assert stage.start == (1.23456, 2.5)


def test_arrow_keys_nudge_the_start(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent", surface="bowl", start="0.0,0.0")
    stage.find("start-handle").focus()
    ways = {"ArrowLeft": (-1, 0), "ArrowUp": (-1, 1), "ArrowRight": (0, 1), "ArrowDown": (0, 0)}
    for key, direction in ways.items():
        with stage.answered():
            page.keyboard.press(key)
        assert tuple((v > 1e-9) - (v < -1e-9) for v in stage.start) == direction
