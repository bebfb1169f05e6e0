"""On a phone: the picture is seen while a hand works below it; a fingertip hits its target."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .stage import open_stage, wait_for_page, wait_for_query
from .test_serving import PHONE
from .test_shapes import assert_to_scale
from .test_touch import Fingers, line
from .walk import walk

Opener = Callable[..., Page]

# The share of a plot's frame that is on the screen with nothing before it, by a grid of points.
SEEN = """(frame) => {
  const box = frame.getBoundingClientRect();
  const plot = frame.closest(".dl-plot");
  let seen = 0;
  for (let i = 0.5; i < 10; i += 1) {
    for (let j = 0.5; j < 10; j += 1) {
      const at = [box.left + (i / 10) * box.width, box.top + (j / 10) * box.height];
      if (plot.contains(document.elementFromPoint(...at))) seen += 1;
    }
  }
  return seen / 100;
}"""

# What can be tapped and is lower than 44 pixels, its own touch area and its label counted.
TOO_SMALL = """() => {
  const all = "button, a[href], select, summary, input, [role=button], [role=radio]";
  const elsewhere = ".modebar, .dl-unseen, .dl-aim, .js-plotly-plot, .stSidebar";
  const high = (element) => {
    const box = (element.matches("input") && element.closest("label")) || element;
    const areas = ["::before", "::after"].map((part) => {
      const style = getComputedStyle(box, part);
      return style.position === "absolute" ? parseFloat(style.height) || 0 : 0;
    });
    // What is clipped by the box around it is no larger than that.
    const around = box.parentElement;
    const clipped = /hidden|clip/.test(getComputedStyle(around).overflow);
    const most = clipped ? around.getBoundingClientRect().height : Infinity;
    return Math.min(most, Math.max(box.getBoundingClientRect().height, ...areas));
  };
  return [...document.querySelectorAll(all)]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(elsewhere))
    .filter((e) => e.getBoundingClientRect().width > 2 && high(e) < 43.5)
    .map((e) => `${e.outerHTML.slice(0, 120)}: ${high(e)}`);
}"""

# What sticks out of the screen, and is not scrolled or swiped within something.
# Experiments stand side by side in one row: which words lie over those that follow.
OVERLAPPING = """() => {
  const all = [...document.querySelectorAll(".dl-presets > *")];
  const end = (one) => {
    const words = document.createRange();
    words.selectNodeContents(one);
    return words.getBoundingClientRect().right;
  };
  return all.slice(1).filter((next, i) => end(all[i]) > next.getBoundingClientRect().left + 1)
    .map((next) => next.textContent);
}"""

CUT_OFF = """() => {
  const swiped = (element) => {
    for (let at = element.parentElement; !at.matches(".stMain"); at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  return [...document.querySelectorAll(".stMain *:not(svg *, .dl-unseen, .katex-mathml *)")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length)
    .filter((e) => {
      const { left, right } = e.getBoundingClientRect();
      return (right > window.innerWidth + 1 || left < -1) && !swiped(e);
    })
    .map((e) => e.outerHTML.slice(0, 120));
}"""


@pytest.fixture
def phone(open_page: Opener) -> Page:
    return open_page(PHONE, reduced_motion="reduce")


@pytest.mark.parametrize("path", ["adam", "sgd_and_batches"])
def test_the_picture_is_seen_while_any_knob_is_dragged(
    phone: Page, address: str, path: str
) -> None:
    stage = open_stage(phone, address, path)
    stage.open_more()
    fingers = Fingers(phone)
    for slider in stage.root.locator(".dl-knob input[type=range]").all():
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        assert box
        height = box["y"] + box["height"] / 2
        track = line(
            (box["x"] + 0.4 * box["width"], height), (box["x"] + 0.7 * box["width"], height)
        )
        before = slider.input_value()
        fingers.put("touchStart", track[0])
        for place in track[1:]:
            fingers.put("touchMove", place)
        expect(slider).not_to_have_value(before)
        assert stage.find("frame").first.evaluate(SEEN) >= 0.6
        fingers.put("touchEnd")


def test_several_pictures_are_swiped(phone: Page, address: str) -> None:
    stage = open_stage(phone, address, "learning_rate")
    stage.find("frame").first.scroll_into_view_if_needed()
    second = stage.find("frame").nth(1)
    assert second.evaluate(SEEN) < 0.2
    Fingers(phone).move(line(stage.at(0.9, 0.5), stage.at(0.1, 0.5)))
    stage.until("root.querySelector('.dl-panels').scrollLeft > 250")
    assert second.evaluate(SEEN) > 0.6


def test_shapes_are_true_a_fingertip_hits_everything_and_nothing_is_cut_off(
    phone: Page, address: str
) -> None:
    for path, stage in walk(phone, address):
        assert_to_scale(stage, path)
        if path == "gradient_descent":
            box = stage.find("plot").bounding_box()
            assert box
            assert box["width"] > 0.9 * 390
            assert box["height"] == pytest.approx(box["width"], rel=0.15)
        stage.reveal()
        stage.open_more()
        assert phone.evaluate(TOO_SMALL) == [], path
        assert phone.evaluate(CUT_OFF) == [], path
        assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390, path
        assert phone.evaluate(OVERLAPPING) == [], path
        transport = stage.root.locator(".dl-transport").bounding_box()
        assert transport
        assert transport["height"] < 100, path


def test_the_menu_closes_when_a_lesson_is_chosen(phone: Page, address: str) -> None:
    open_stage(phone, address, "adam")
    sidebar = phone.get_by_test_id("stSidebar")
    phone.get_by_test_id("stExpandSidebarButton").tap()
    expect(sidebar).to_have_attribute("data-collapsed", "false")
    lesson = sidebar.get_by_role("link", name="Race")
    box = lesson.bounding_box()
    assert box
    assert box["height"] >= 43.5
    lesson.tap()
    wait_for_page(phone, "race")
    expect(sidebar).to_have_attribute("data-collapsed", "true")


def test_a_prediction_is_asked_for_in_sight_and_answered_by_a_tap(
    phone: Page, address: str
) -> None:
    stage = open_stage(phone, address, "gradient_descent")
    stage.find("predict").tap()
    question = stage.root.locator(".dl-predict")
    expect(question).to_be_in_viewport(ratio=1)
    assert stage.find("frame").first.evaluate(SEEN) >= 0.6
    phone.touchscreen.tap(*stage.at(0.5, 0.6))
    expect(stage.find("predict-answer")).to_be_in_viewport(ratio=1)


def test_presenting_scrolls_and_is_left_by_its_button(phone: Page, address: str) -> None:
    stage = open_stage(phone, address, "gradient_descent", present=1)
    leave = stage.find("present")
    expect(leave).to_be_in_viewport(ratio=1)
    box = stage.find("plot").bounding_box()
    assert box
    assert box["width"] > 0.9 * 390
    stage.knob("lr").scroll_into_view_if_needed()
    expect(stage.knob("lr")).to_be_in_viewport(ratio=1)
    expect(leave).to_be_in_viewport(ratio=1)
    leave.tap()
    wait_for_query(phone, "present", None)
    expect(phone.get_by_test_id("stExpandSidebarButton")).to_be_visible()
