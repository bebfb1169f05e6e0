"""Present: a slide in full screen, stepped and left as a clicker and a keyboard do."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import Opener
from .stage import Stage, open_stage

PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
SIZES = [(1024, 768), (1920, 1080), (3840, 2160)]

_PRESENTING = "document.documentElement.classList.contains('dl-present')"

# The smallest type of what the stage says, and what lies beyond the screen's edges.
_SMALLEST = """() => {
  const texts = document.querySelectorAll(".dl-stage, .dl-stage *:not(canvas, option, sub, sup)");
  const said = [...texts].filter((e) =>
    e.checkVisibility() && !e.closest(".dl-contour, .dl-unseen, math") &&
    [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()));
  return Math.min(...said.map((e) => parseFloat(getComputedStyle(e).fontSize)));
}"""
_BEYOND = """() => {
  const seen = ".dl-plot, .dl-transport, .dl-track, .dl-actions, .dl-curve-area, .dl-legend, h1";
  const ways = ".st-key-next, [data-testid=stButtonGroup], .stSelectbox";
  const { innerWidth, innerHeight } = window;
  return [...document.querySelectorAll(seen), ...document.querySelectorAll(`.stMain :is(${ways})`)]
    .filter((e) => e.checkVisibility() && !e.closest(".dl-side"))
    .map((e) => [e.className || e.tagName, e.getBoundingClientRect()])
    .filter(([, b]) => Math.min(b.left, b.top) < 0 || b.right > innerWidth + 1
      || b.bottom > innerHeight + 1)
    .map(([name]) => name);
}"""
# What is said of the runs or of the step, and does not fit its place.
_CUT = """() => [...document.querySelectorAll(".dl-words, .dl-step, .dl-step-lines")]
  .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
  .map((e) => e.className)"""
# How many of a canvas's own pixels a unit has: the different answers of those that are seen.
_UNITS = """() => [...new Set(
  [...document.querySelectorAll(".dl-plot > canvas, .dl-curve canvas")]
    .filter((canvas) => canvas.checkVisibility() && canvas.clientWidth)
    .map((canvas) => canvas.getContext("2d").getTransform().a *
      Math.round(canvas.width / canvas.clientWidth / window.devicePixelRatio)))]"""
_SCROLLS = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  const all = [document.documentElement, main];
  const over = (e) => [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight];
  return Math.max(...all.flatMap(over));
}"""


@pytest.mark.parametrize("path", ["momentum", "learning_rate", "race"])
def test_a_slide_fits_its_screen(open_page: Opener, address: str, path: str) -> None:
    page = open_page(PROJECTOR)
    stage = open_stage(page, address, path, present=1)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        scale = min(width / 1920, height / 1080)
        page.wait_for_function(
            """(rem) => {
              const { fontSize } = getComputedStyle(document.documentElement);
              return Math.abs(parseFloat(fontSize) - rem) < 0.1;
            }""",
            arg=32 * scale,
        )
        page.wait_for_function(f"() => ({_BEYOND})().length === 0")
        page.wait_for_function(f"() => ({_SCROLLS})() <= 1")
        curve = stage.find("curve").first.bounding_box()
        assert curve
        assert curve["height"] >= height / 4
        track = stage.root.locator(".dl-transport .dl-track").bounding_box()
        assert track
        assert track["width"] > 60
        assert page.evaluate(_SMALLEST) >= 28 * scale - 0.01


@pytest.mark.parametrize(
    ("path", "settings"),
    [
        ("sgd_and_batches", {}),
        ("adam", {}),
        ("weight_decay", {}),
        # Its last steps are told in the longest numbers.
        ("weight_decay", {"weight_decay": 0}),
    ],
)
def test_a_slide_shows_all_of_formula_and_sentence(
    open_page: Opener, address: str, path: str, settings: dict[str, object]
) -> None:
    page = open_page(PROJECTOR)
    stage = open_stage(page, address, path, present=1, **settings)
    for width, height in SIZES[:2]:
        page.set_viewport_size({"width": width, "height": height})
        for moment in ("first", "forward", "last"):
            stage.find(moment).click()
            page.wait_for_function(f"() => ({_CUT})().length === 0")
    assert stage.outcome


def test_on_a_slide_the_sentence_stands_below_the_ended_step(
    open_page: Opener, address: str
) -> None:
    page = open_page(PROJECTOR)
    stage = open_stage(page, address, "batch_size", present=1).reveal()
    ending = stage.root.locator(".dl-step-ending").bounding_box()
    sentence = stage.find("outcome").bounding_box()
    assert ending
    assert sentence
    assert ending["y"] + ending["height"] <= sentence["y"]


def test_a_slide_says_less_than_the_page(page: Page, address: str) -> None:
    stage = open_stage(page, address, "sgd_and_batches").reveal()
    assert "first epoch" in stage.outcome
    stage.find("present").click()
    page.wait_for_function(_PRESENTING)
    assert "first epoch" not in stage.outcome
    assert "Distance left to the star" in stage.outcome


def test_a_link_to_a_slide_draws_in_its_units(open_page: Opener, address: str) -> None:
    """Sharp on a dense screen, and as large as where the page became a slide later."""
    page = open_page({"viewport": {"width": 1024, "height": 768}, "device_scale_factor": 2})
    stage = open_stage(page, address, "momentum", present=1)
    assert page.evaluate(_UNITS) == pytest.approx([2 * 2.55 * 1024 / 1920], rel=1e-3)
    for units in ([2], [2 * 2.55 * 1024 / 1920]):
        stage.find("present").click()
        page.wait_for_function(f"([unit]) => Math.abs(({_UNITS})()[0] - unit) < 0.01", arg=units)
        assert page.evaluate(_UNITS) == pytest.approx(units, rel=1e-3)


@pytest.mark.parametrize("path", ["race", "schedules"])
def test_a_slides_choosers_stand_in_one_line_and_under_nothing(
    open_page: Opener, address: str, path: str
) -> None:
    page = open_page(PROJECTOR)
    stage = open_stage(page, address, path, present=1)
    actions = stage.root.locator(".dl-actions").bounding_box()
    assert actions
    boxes = [
        page.get_by_test_id(each).first.bounding_box() for each in ("stSelectbox", "stButtonGroup")
    ]
    tops, bottoms = [], []
    for box in boxes:
        assert box
        beside = box["x"] + box["width"] <= actions["x"]
        assert beside or box["y"] >= actions["y"] + actions["height"]
        tops.append(box["y"])
        bottoms.append(box["y"] + box["height"])
    assert max(tops) < min(bottoms)


def test_one_button_presents_and_escape_leaves(page: Page, address: str) -> None:
    stage = open_stage(page, address, "momentum")
    with stage.answered():
        stage.find("present").click()
    page.wait_for_function("document.fullscreenElement === document.documentElement")
    expect(page.get_by_role("heading", name="Momentum")).to_be_visible()
    expect(page.get_by_text("heavy ball", exact=True).first).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    prose = page.get_by_text("With noise")
    expect(prose).to_be_hidden()
    stage.find("notes").click()
    expect(prose).to_be_visible()
    stage.find("notes").click()
    expect(prose).to_be_hidden()
    # As the browser leaves full screen at Escape; a script's Escape does not.
    page.evaluate("document.exitFullscreen()")
    page.wait_for_function(f"!{_PRESENTING}")
    expect(prose).to_be_visible()


def test_escape_leaves_where_there_is_no_full_screen(open_page: Opener, address: str) -> None:
    page = open_page()
    page.add_init_script(
        "Element.prototype.requestFullscreen = () => Promise.reject(new Error('refused'))"
    )
    stage = open_stage(page, address, "momentum")
    stage.find("present").click()
    page.wait_for_function(_PRESENTING)
    page.keyboard.press("Escape")
    page.wait_for_function(f"!{_PRESENTING}")


def test_a_clicker_steps_and_goes_on_to_the_next_lesson(page: Page, address: str) -> None:
    stage = open_stage(page, address, "momentum", steps=2)
    with stage.answered():
        stage.find("present").click()
    press(page, "PageDown", stage, 1)
    press(page, "PageUp", stage, 0)
    stage.find("last").click()
    page.keyboard.press("PageDown")
    there = arrived(page, "Per-coordinate rates")
    assert page.evaluate(_PRESENTING)
    there.until("data.at === '0'")
    page.keyboard.press("PageUp")
    arrived(page, "Momentum")
    assert page.evaluate(f"{_PRESENTING} && document.fullscreenElement !== null")


def press(page: Page, key: str, stage: Stage, step: int) -> None:
    page.keyboard.press(key)
    stage.until("data.at === argument", str(step))


def arrived(page: Page, title: str) -> Stage:
    """The stage of the page of this title, once it stands."""
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    return Stage(page).ready()
