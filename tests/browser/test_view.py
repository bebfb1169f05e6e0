"""Reading, zooming and panning a panel, and choosing what the curves show."""

import re

import pytest
from playwright.sync_api import Page, expect

from surfaces import rosenbrock, valley
from ui.page.palette import STYLES

from .stage import Stage, open_stage
from .test_start import assert_within_half_a_pixel


def numbers(text: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", text.replace("−", "-"))]


def wheel(stage: Stage, across: float, down: float, times: int = 6) -> None:
    """Zoom in at a point of the frame, as a trackpad's pinch does."""
    stage.page.mouse.move(*stage.at(across, down))
    stage.page.keyboard.down("Control")
    for _ in range(times):
        stage.page.mouse.wheel(0, -120)
    stage.page.keyboard.up("Control")
    stage.until("root.querySelector('.dl-plot').dataset.zoomed === 'true'")


def test_the_pointer_reads_value_and_gradient(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race")
    surface = rosenbrock(b=10.0)
    for shares in ((0.25, 0.75), (0.6, 0.5), (0.97, 0.1)):
        pixel = stage.at(*shares)
        page.mouse.move(*pixel)
        expect(stage.find("hover")).not_to_be_empty()
        x, y = stage.data_at(pixel)
        truth = [x, y, surface.value(x, y), *surface.gradient(x, y)]
        assert numbers(stage.find("hover").inner_text()) == pytest.approx(truth, rel=6e-3, abs=6e-3)
        page.mouse.move(5, 5)
        expect(stage.find("hover")).to_be_empty()


def test_zooming_keeps_the_point_under_the_pointer_and_clicks_exact(
    page: Page, address: str
) -> None:
    stage = open_stage(page, address, "gradient_descent")
    pixel = stage.at(0.3, 0.4)
    before = stage.data_at(pixel)
    half = stage.half_a_pixel()
    wheel(stage, 0.3, 0.4)
    stage.until("root.querySelector('.dl-contour')._fullLayout.xaxis.range[0] > -3.2")
    after = stage.data_at(pixel)
    assert all(abs(a - b) <= 2 * h for a, b, h in zip(after, before, half, strict=True))
    pixel = stage.click(0.6, 0.35)
    assert_within_half_a_pixel(stage, stage.data_at(pixel))


def test_a_drag_pans_a_zoomed_panel_and_sets_no_start(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    axis = "root.querySelector('.dl-contour')._fullLayout.xaxis.range[0]"
    whole = page.evaluate("document.querySelector('.dl-contour')._fullLayout.xaxis.range[0]")
    wheel(stage, 0.5, 0.5, times=12)
    start, updates = stage.start, stage.updates
    from_, to = stage.at(0.6, 0.6), stage.at(0.4, 0.5)
    page.mouse.move(*from_)
    page.mouse.down()
    page.mouse.move(*to, steps=5)
    page.mouse.up()
    stage.until(f"{axis} > -1.9")
    assert (stage.start, stage.updates) == (start, updates)
    page.get_by_role("button", name="Reset the view").click()
    stage.until(f"{axis} === argument", whole)
    assert stage.root.locator(".dl-plot").get_attribute("data-zoomed") == "false"


def test_panels_of_one_surface_are_zoomed_together(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race", layout="apart")
    wheel(stage, 0.5, 0.5)
    zoomed = stage.root.locator(".dl-plot[data-zoomed=true]")
    expect(zoomed).to_have_count(4)


def test_the_wheel_alone_scrolls_the_page(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race")
    page.mouse.move(*stage.at(0.5, 0.5))
    page.mouse.wheel(0, 300)
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop > 0")
    assert stage.root.locator(".dl-plot").get_attribute("data-zoomed") == "false"


def test_curves_are_chosen_and_scaled(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race").reveal()
    choice, scale = stage.find("curve-choice").first, stage.find("curve-scale").first

    def drawn() -> str:
        canvas = stage.find("curve-lines").first
        painted: str = canvas.evaluate("(canvas) => canvas.toDataURL()")
        return painted

    pictures = {drawn()}
    assert choice.locator("option").all_inner_texts()[:3] == [
        "loss above the minimum",
        "length of the gradient",
        "length of the step",
    ]
    for label in ("length of the gradient", "length of the step"):
        choice.select_option(label)
        pictures.add(drawn())
    expect(scale).to_have_text("log")
    scale.click()
    expect(scale).to_have_text("linear")
    pictures.add(drawn())
    assert len(pictures) == 4


# The fullest row, as a share of the width, in a colour (#rrggbb).
_FULLEST_ROW = """(canvas, colour) => {
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const painted = (i) => wanted.every((channel, c) => Math.abs(data[4 * i + c] - channel) < 40);
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => y * width + x).filter(painted).length,
  );
  return Math.max(...rows) / width;
}"""


def test_a_rate_that_never_changes_is_a_level_line(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent", steps=40).reveal()
    stage.find("curve-choice").first.select_option("learning rate α")
    expect(stage.find("curve-scale").first).to_have_text("linear")
    fullest = stage.find("curve-lines").first.evaluate(_FULLEST_ROW, STYLES["gd"].light)
    # Beside the picture the curve is narrow: its axis takes a fifth.
    assert fullest > 0.75


def test_the_curve_claims_no_minimum_where_there_is_none(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race", surface="saddle")
    expect(stage.find("curve-choice").first.locator("option").first).to_have_text("loss")


def test_the_readings_are_those_of_the_shown_step(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent", lr=0.05)
    stage.find("first").click()
    gx, gy = valley().gradient(*stage.start)
    shown = numbers(stage.find("readings").inner_text())
    told = numbers(stage.find("step").inner_text())
    for truth in (gx, gy):
        assert min(abs(number - truth) for number in told) < 5e-3 * abs(truth)
    for truth in (-0.05 * gx, -0.05 * gy):
        assert min(abs(number - truth) for number in shown) < 1e-3 * abs(truth)
