"""A link reproduces the picture; settings survive page changes; tabs do not meet."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from .stage import Stage, open_stage, query, wait_for_page, wait_for_query

Opener = Callable[..., Page]

LINKS = (
    ("", {"start": "-0.7123456789012345,1.9876543210987654", "b": "37.5", "steps": "211"}),
    (
        "gradient_descent",
        {
            "surface": "himmelblau",
            "start": "-1.1,0.30000000000000004",
            "lr": "0.0123",
            "beta": "0.5",
            "batch": "8",
            "seed": "7",
            "smoothing": "0.9",
        },
    ),
    (
        "race",
        {
            "surface": "valley",
            "kappa": "33.3",
            "angle": "30.0",
            "runs": "adam~lr~0.05~beta1~0.8~~gd~lr~0.01~~adamw~lr~0.2~weight_decay~0.05",
            "run": "3",
            "layout": "apart",
            "steps": "77",
        },
    ),
)


@pytest.mark.parametrize(("path", "settings"), LINKS)
def test_a_link_reproduces_the_picture(
    open_page: Opener, address: str, path: str, settings: dict[str, str]
) -> None:
    page = open_page(reduced_motion="reduce")
    stage = open_stage(page, address, path, **settings)
    assert settings.items() <= query(page).items()
    assert page.get_by_text("The link was mended").count() == 0
    if "start" in settings:
        assert stage.data("start") == settings["start"]
    stage.click(0.31, 0.62)
    wait_for_query(page, "start", stage.data("start"))
    state, picture = stage.state, stage.picture
    page.reload()
    assert (stage.ready().state, stage.picture) == (state, picture)
    other = open_page(reduced_motion="reduce")
    other.goto(page.url)
    again = Stage(other).ready()
    assert (again.state, again.picture) == (state, picture)


def test_a_page_keeps_its_settings_while_another_is_visited(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    stage.type_knob("lr", "0.03")
    stage.click(0.2, 0.7)
    wait_for_query(page, "start", stage.data("start"))
    state = stage.state
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.get_by_text("Race", exact=True).click()
    wait_for_page(page, "race").click(0.5, 0.5)
    sidebar.get_by_text("Gradient descent", exact=True).click()
    assert wait_for_page(page, "gradient_descent").state == state
    wait_for_query(page, "lr", "0.03")


def test_the_browsers_back_button_returns_to_the_page_as_it_was(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    stage.type_knob("lr", "0.03")
    wait_for_query(page, "lr", "0.03")
    state = stage.state
    page.get_by_test_id("stSidebar").get_by_text("Race", exact=True).click()
    wait_for_page(page, "race")
    page.go_back()
    assert wait_for_page(page, "gradient_descent").state == state
    wait_for_query(page, "lr", "0.03")
    page.go_forward()
    wait_for_page(page, "race")
    assert "lr" not in query(page)


def test_a_drag_leaves_no_trace_in_the_history(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    before = page.evaluate("() => history.length")
    for shares in ((0.2, 0.2), (0.4, 0.3), (0.6, 0.8)):
        stage.click(*shares)
        wait_for_query(page, "start", stage.data("start"))
    assert page.evaluate("() => history.length") == before


def test_two_tabs_are_independent(open_page: Opener, address: str) -> None:
    first = open_page()
    second = first.context.new_page()
    one = open_stage(first, address, "gradient_descent")
    two = open_stage(second, address, "gradient_descent")
    state = two.state
    one.type_knob("lr", "0.5")
    one.click(0.3, 0.3)
    assert two.state == state
    with two.answered():
        second.mouse.click(*two.at(0.6, 0.6))
    assert two.value("lr") != one.value("lr") == 0.5
    assert one.start != two.start


@pytest.mark.parametrize("path", ["", "gradient_descent", "race"])
def test_a_garbage_link_is_mended_and_says_so(page: Page, address: str, path: str) -> None:
    garbage = {
        "surface": "<script>alert(1)</script>",
        "start": "nan,∞",
        "steps": "1e999",
        "batch": "'; DROP TABLE runs; --",
        "runs": "~~~adam~lr~~x~~" * 40,
        "lr": "-inf",
        "unknown": "x" * 2000,
    }
    quoted = {key: quote(text, safe="") for key, text in garbage.items()}
    stage = open_stage(page, address, path, **quoted)
    assert page.get_by_text("The link was mended").count() == 1
    assert page.get_by_test_id("stException").count() == 0
    stage.click(0.4, 0.6)
    assert stage.find("refusal").inner_text() == ""


def test_a_link_cannot_put_anything_but_text_on_the_page(page: Page, address: str) -> None:
    """A notice quotes the link: as text, never as a picture, a link or code."""
    for text in ("![](https://elsewhere.test/x)", "[here](https://elsewhere.test)", "<b>bold</b>"):
        open_stage(page, address, "race", surface=quote(text, safe=""))
        notice = page.get_by_text("The link was mended")
        assert notice.locator("xpath=ancestor-or-self::div[1]").locator("img, a, b").count() == 0
        assert text[:12] in notice.inner_text()


def test_a_page_left_in_the_midst_of_a_request_does_no_harm(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    sidebar = page.get_by_test_id("stSidebar")
    for here, there in (("gradient_descent", "Race"), ("race", "Gradient descent")) * 2:
        stage = wait_for_page(page, here)
        page.mouse.click(*stage.at(0.4, 0.4))
        sidebar.get_by_text(there, exact=True).click()
    stage = wait_for_page(page, "gradient_descent")
    stage.click(0.6, 0.6)
