"""Lesson 3 in the browser: one scale for three panels, and the final loss at every rate."""

import math
import re

import pytest
from playwright.sync_api import Page, expect

from optim import trace
from surfaces import rosenbrock

from .server import Server
from .stage import Point, Stage, open_stage, wait_for_query
from .test_preview import previewed, silent

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


def filled(stage: Stage) -> None:
    """Wait for the runs at every rate."""
    expect(stage.find("curve").nth(1)).to_have_attribute("data-rests", "true")


def told_at(stage: Stage, pixel: Point) -> tuple[float, str]:
    """The rate below the pointer, and how its run ends."""
    stage.page.mouse.move(*pixel)
    reading = stage.find("curve-hover").nth(1)
    expect(reading).to_contain_text("α ")
    rate, end = reading.inner_text().removeprefix("α ").split(": ")
    power = re.fullmatch(r"(?:([\d.]+)·)?10⁻⁵", rate)
    return float(power[1] or 1) * 1e-5 if power else float(rate), end


def ends(rate: float, start: Point) -> str:
    """How gradient descent at this rate ends."""
    path = trace("gd", rosenbrock(b=20.0), start, steps=500, lr=rate)
    return "diverges" if path.diverged_at else f"loss {path.values[-1]:.3g}"


def place_of(stage: Stage, rate: float) -> Point:
    """Where the run at a rate stands on the screen."""
    box = stage.find("curve").nth(1).bounding_box()
    assert box
    xs = [box["x"] + share * box["width"] for share in (0.4, 0.9)]
    y = box["y"] + box["height"] / 2
    low, high = (math.log(told_at(stage, (x, y))[0]) for x in xs)
    x = xs[0] + (math.log(rate) - low) / (high - low) * (xs[1] - xs[0])
    told_at(stage, (x, y))
    dot = stage.root.locator(".dl-curve-dot").nth(1).bounding_box()
    assert dot
    return dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2


def test_every_rate_is_read_and_one_is_adopted(page: Page, server: Server) -> None:
    stage = open_stage(page, server.address, PAGE)
    filled(stage)
    for wanted in (1e-4, 7.5e-3, 0.1):
        rate, told = told_at(stage, place_of(stage, wanted))
        assert rate == pytest.approx(wanted, rel=0.03)
        assert told == ends(rate, stage.start)
    x, y = place_of(stage, 7.5e-3)
    rate, _ = told_at(stage, (x, y - 30))
    with silent(server), previewed(stage):
        page.mouse.down()
        page.mouse.up()
        assert rates(stage) == [0.0001, rate, 0.02]
    stage.until("data.busy === 'false' && data.preview === 'false'")
    assert rates(stage) == [0.0001, rate, 0.02]
    # A panel's own mark is taken hold of, whichever panel is chosen for other rates.
    page.mouse.move(*place_of(stage, 1e-4))
    page.mouse.down()
    page.mouse.move(*place_of(stage, 1e-3), steps=4)
    page.mouse.up()
    stage.until("data.busy === 'false' && data.preview === 'false'")
    assert rates(stage)[0] == pytest.approx(1e-3, rel=0.03)
    assert rates(stage)[1:] == [rate, 0.02]
    page.get_by_test_id("stButtonGroup").get_by_text("right", exact=True).click()
    wait_for_query(page, "adopt", "right")
    page.mouse.click(*place_of(stage, 0.3))
    stage.until("data.busy === 'false' && data.preview === 'false'")
    shown = rates(stage)
    assert shown[2] == pytest.approx(0.3, rel=0.03)
    wait_for_query(page, "right", repr(shown[2]))
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    again = Stage(page).ready()
    filled(again)
    assert rates(again) == shown


def test_every_rate_follows_the_start(page: Page, server: Server) -> None:
    stage = open_stage(page, server.address, PAGE)
    filled(stage)
    curve = stage.find("curve-lines").nth(1)
    before = curve.evaluate("(canvas) => canvas.toDataURL()")
    with silent(server):
        with previewed(stage):
            page.mouse.move(*stage.at(0.5, 0.5))
            page.mouse.click(*stage.at(0.7, 0.3))
        filled(stage)
        assert curve.evaluate("(canvas) => canvas.toDataURL()") != before
        rate, told = told_at(stage, place_of(stage, 5e-3))
        assert told == ends(rate, stage.start)
    stage.until("data.busy === 'false' && data.preview === 'false'")


def test_a_browser_without_webassembly_is_sent_every_rate(page: Page, address: str) -> None:
    page.add_init_script("delete globalThis.WebAssembly")
    stage = open_stage(page, address, PAGE)
    filled(stage)
    stage.click(0.7, 0.3)
    rate, told = told_at(stage, place_of(stage, 5e-3))
    assert told == ends(rate, stage.start)


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
