"""Setting the start: a click gives the pixel's exact coordinates; a drag is live; a field exact."""

import pytest
from playwright.sync_api import Page

from .stage import Stage, open_stage, query, wait_for_query

PIXELS = ((0.1, 0.2), (0.5, 0.5), (0.93, 0.71), (0.02, 0.97))


def assert_exact(stage: Stage, pixel: tuple[float, float], panel: int = 0) -> None:
    """The start lies within half a pixel of where the contour shows it."""
    expected = stage.data_at(pixel, panel)
    for value, wanted, off in zip(stage.start, expected, stage.half_a_pixel(panel), strict=True):
        assert value == pytest.approx(wanted, abs=off)


@pytest.mark.parametrize(
    ("path", "surface"), [("", None), ("race", "himmelblau"), ("gradient_descent", "saddle")]
)
def test_a_click_gives_the_data_coordinates_of_its_pixel(
    page: Page, address: str, path: str, surface: str | None
) -> None:
    words = {"surface": surface} if surface else {}
    stage = open_stage(page, address, path, **words)
    for shares in PIXELS:
        assert_exact(stage, stage.click(*shares))
        wait_for_query(page, "start", stage.data("start"))


def test_a_click_is_exact_after_the_window_changed(page: Page, address: str) -> None:
    stage = open_stage(page, address)
    stage.click(0.3, 0.3)
    width = stage.frame()["width"]
    page.set_viewport_size({"width": 1000, "height": 900})
    page.wait_for_function(
        "width => document.querySelector('[data-testid=frame]').clientWidth < width - 50", arg=width
    )
    assert_exact(stage, stage.click(0.8, 0.4))
