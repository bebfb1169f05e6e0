"""What is drawn is named, and what is turned is explained: on every screen, for every hand."""

from collections.abc import Callable
from typing import Literal

from playwright.sync_api import FloatRect, Locator, Page

from .stage import Stage, open_stage, wait_for_query
from .test_serving import PHONE

Opener = Callable[..., Page]


def box(part: Locator) -> FloatRect:
    found = part.bounding_box()
    assert found
    return found


SIDES: tuple[tuple[Literal["x", "y"], Literal["width", "height"]], ...] = (
    ("x", "width"),
    ("y", "height"),
)


def overlap(one: FloatRect, other: FloatRect) -> bool:
    return all(
        one[at] < other[at] + other[size] and other[at] < one[at] + one[size] for at, size in SIDES
    )


def explanation(stage: Stage) -> Locator:
    return stage.root.locator(".dl-help-text:popover-open")


def test_a_tap_on_a_knobs_question_mark_explains_it(open_page: Opener, address: str) -> None:
    phone = open_stage(open_page(PHONE), address, "gradient_descent")
    phone.open_more()
    for knob in phone.root.locator(".dl-knob").all():
        button = knob.locator(".dl-help")
        button.scroll_into_view_if_needed()
        button.tap()
        text = explanation(phone)
        assert text.inner_text()
        seen, screen = box(text), phone.page.viewport_size
        assert screen
        for at, size in SIDES:
            assert 0 <= seen[at] <= screen[size] - seen[size]
        assert not overlap(seen, box(knob))
        button.tap()
        assert explanation(phone).count() == 0


def test_an_explanation_opens_on_focus_and_closes_by_escape(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    knob = stage.root.locator(".dl-knob").first
    knob.locator("input[type=range]").focus()
    page.keyboard.press("Shift+Tab")
    while not knob.locator(".dl-help").evaluate("(e) => e === document.activeElement"):
        page.keyboard.press("Shift+Tab")
    said = explanation(stage).inner_text()
    page.keyboard.press("Escape")
    assert explanation(stage).count() == 0
    described = knob.locator("input[type=range]").evaluate(
        "(e) => document.getElementById(e.getAttribute('aria-describedby')).textContent"
    )
    assert described == said


def test_the_experiment_that_is_on_is_marked(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    pressed = stage.root.locator(".dl-presets [aria-pressed=true]")
    assert pressed.count() == 0
    for preset in (1, 0):
        with stage.answered():
            stage.find(f"preset-{preset}").click()
        assert pressed.count() == 1
        assert pressed.get_attribute("data-testid") == f"preset-{preset}"
    wait_for_query(page, "lr", "0.02")
    page.reload()
    stage.ready()
    assert pressed.get_attribute("data-testid") == "preset-0"
    stage.type_knob("lr", "0.05")
    assert pressed.count() == 0
