"""Lesson 3 in the browser: one scale for three panels, and a rate taken from the plot of all."""

import pytest
from playwright.sync_api import Locator, Page

from .stage import Stage, open_stage, query

PAGE = "learning_rate"
PANELS = ("left", "middle", "right")


def rates(stage: Stage) -> list[float]:
    return [stage.value(panel) for panel in PANELS]


def test_one_scale_turns_all_three_panels(page: Page, address: str) -> None:
    stage = open_stage(page, address, PAGE)
    assert rates(stage) == [0.0001, 0.003, 0.02]
    stage.type_knob("scale", "0.1")
    assert rates(stage) == pytest.approx([1e-5, 3e-4, 2e-3])
    assert "flat" in stage.root.locator(".dl-legend").nth(1).inner_text()
    stage.click(0.5, 0.5, panel=2)
    assert rates(stage) == pytest.approx([1e-5, 3e-4, 2e-3])


def test_the_legend_breaks_no_word_of_a_run(page: Page, address: str) -> None:
    """How one ends, if it is long, stands below its name."""
    stage = open_stage(page, address, PAGE).reveal()
    assert "explodes: diverged" in stage.root.locator(".dl-legend").nth(2).inner_text()
    said = stage.root.locator(".dl-legend button > :is(strong, .dl-muted, .dl-note)")
    lines = said.evaluate_all(
        "(all) => all.map((e) => e.offsetHeight / parseFloat(getComputedStyle(e).lineHeight))"
    )
    assert len(lines) == 9
    assert max(lines) < 1.5


def test_a_click_on_the_plot_of_all_rates_adopts_one(page: Page, address: str) -> None:
    stage = open_stage(page, address, PAGE)
    plot = page.locator(".stPlotlyChart").nth(1).locator(".nsewdrag")
    plot.scroll_into_view_if_needed()
    before = rates(stage)
    click_at(plot, 0.35)
    stage.until("root.querySelector('[data-testid=knob-middle]').value !== '0.003'")
    # The plot spans six decades and a little air on both sides.
    adopted = stage.value("middle")
    assert adopted == pytest.approx(1e-5 * 10 ** (0.35 * 6), rel=0.5)
    assert [rates(stage)[0], rates(stage)[2]] == [before[0], before[2]]
    page.wait_for_url("**middle=**")
    assert float(query(page)["middle"]) == adopted
    page.get_by_test_id("stButtonGroup").get_by_text("left", exact=True).click()
    page.wait_for_url("**adopt=left**")
    click_at(plot, 0.5)
    left = "Number(root.querySelector('[data-testid=knob-left]').value)"
    stage.until(f"{left} > argument", before[0])
    assert stage.value("middle") == adopted


def test_below_the_stage_widgets_have_their_own_width_and_paragraphs_keep_apart(
    page: Page, address: str
) -> None:
    open_stage(page, address, PAGE)
    choices = page.locator(".stMain").get_by_test_id("stButtonGroup").get_by_role("radio")
    boxes = choices.evaluate_all("(all) => all.map((e) => e.getBoundingClientRect().width)")
    assert len(boxes) == 3
    assert max(boxes) < 120
    surface, notes = (page.get_by_text(text) for text in ("The floor bends", "Do first."))
    above, below = surface.bounding_box(), notes.bounding_box()
    assert above
    assert below
    assert below["y"] - above["y"] - above["height"] >= 8


def click_at(plot: Locator, across: float) -> None:
    """Click a plot in the middle of its height."""
    box = plot.bounding_box()
    assert box
    plot.click(position={"x": across * box["width"], "y": box["height"] / 2})
