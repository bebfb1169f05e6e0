"""What is drawn is named, and what is turned is explained: on every screen, for every hand."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import FloatRect, Locator, Page

from .conftest import LAPTOP
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


# The colours (#rrggbb) that are painted on a canvas: all of them, or the one in its middle.
_COLOURS = """(canvas, middle) => {
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const place = middle ? [copy.width / 2, copy.height / 2, 1, 1] : [0, 0, copy.width, copy.height];
  const { data } = context.getImageData(...place);
  const found = new Set();
  for (let i = 0; i < data.length; i += 4)
    if (data[i + 3] === 255)
      found.add("#" + [0, 1, 2].map((c) => data[i + c].toString(16).padStart(2, "0")).join(""));
  return [...found];
}"""


def entries(stage: Stage, kind: str = "") -> Locator:
    """What the legends say beside the paths' names."""
    return stage.root.locator(f".dl-legend [data-kind{f'={kind}' if kind else ''}]")


@pytest.mark.parametrize(
    ("path", "settings", "expected"),
    [
        ("follow_the_slope", {}, "curve arrow tangent minimum start"),
        ("gradient_descent", {"surface": "himmelblau"}, "arrow arrow minimum saddle maximum start"),
        ("sgd_and_batches", {}, "data minimum truth start"),
        ("batch_size", {}, "cloud spread minimum start cloud spread cloud spread"),
        ("adam", {}, "arrow arrow arrow arrow minimum start"),
        ("weight_decay", {}, "arrow arrow arrow arrow arrow minimum target start"),
    ],
)
def test_the_legend_names_what_is_drawn_and_nothing_else(
    page: Page, address: str, path: str, settings: dict[str, str], expected: str
) -> None:
    stage = open_stage(page, address, path, **settings)
    kinds = entries(stage).evaluate_all("(all) => all.map((e) => e.dataset.kind)")
    assert kinds == expected.split()
    names = stage.root.locator(".dl-legend").all_inner_texts()
    assert all(name.strip() for name in names)
    for jump in ("first", "last"):
        stage.find(jump).click()
        assert_arrows_are_those_drawn(stage)


def assert_arrows_are_those_drawn(stage: Stage) -> None:
    """An arrow's entry is dimmed exactly while its colour is nowhere to be seen."""
    marks = stage.root.locator(".dl-plot > canvas:nth-of-type(2)")
    painted = {colour for canvas in marks.all() for colour in canvas.evaluate(_COLOURS, False)}
    for entry in entries(stage, "arrow").all():
        if entry.inner_text().startswith("step"):
            # The step has the colour of the marks.
            continue
        drawn = entry.get_attribute("data-drawn") == "true"
        [colour] = entry.locator("canvas").evaluate(_COLOURS, True)
        assert drawn is (colour in painted)
        assert entry.locator("span").last.text_content() in ("direction only", "true length")


def test_an_arrow_that_is_not_drawn_is_dimmed_at_once(page: Page, address: str) -> None:
    """The run has stopped at its last step: no step is taken from there."""
    stage = open_stage(page, address, "gradient_descent")
    arrows = entries(stage, "arrow")

    def drawn() -> list[str]:
        found: list[str] = arrows.evaluate_all("(all) => all.map((e) => e.dataset.drawn)")
        return found

    stage.find("first").click()
    assert drawn() == ["true", "true"]
    stage.find("last").click()
    assert drawn() == ["true", "false"]
    stage.root.locator(".dl-legend button").click()
    assert drawn() == ["false", "false"]


def test_what_the_surfaces_colours_mean_is_said_once_a_stage(
    open_page: Opener, address: str
) -> None:
    for device in (LAPTOP, PHONE):
        stage = open_stage(open_page(device, color_scheme="dark"), address, "batch_size")
        scale = stage.find("scale").locator("visible=true")
        assert scale.all_inner_texts() == ["loss, lower is darker"]
        legend = stage.root.locator(".dl-legend").first
        if device is PHONE:
            assert box(legend)["height"] < 2 * box(legend.locator("li").first)["height"]
