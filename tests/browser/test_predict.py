"""Predict first: nothing of the runs is seen before a guess, and the guess is measured rightly."""

import math
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from optim import trace
from surfaces import valley

from .stage import Stage, open_stage, wait_for_query

Opener = Callable[..., Page]


_BLANK = """(canvas) => {
  const blank = document.createElement("canvas");
  [blank.width, blank.height] = [canvas.width, canvas.height];
  return blank.toDataURL() === canvas.toDataURL();
}"""


def is_blank(stage: Stage) -> bool:
    """Whether no trail is painted; asked often, so that no pixels are read back."""
    return bool(stage.root.locator(".dl-plot > canvas").first.evaluate(_BLANK))


def is_hidden(stage: Stage) -> bool:
    """Whether no path, curve, number or outcome is seen."""
    hidden = stage.root.evaluate(
        "(root) => [...root.querySelectorAll('.dl-curves canvas, .dl-step, .dl-readings')]"
        ".every((e) => getComputedStyle(e).visibility === 'hidden')"
    )
    return bool(hidden) and is_blank(stage) and stage.outcome == "" and stage.step == 0


def test_a_question_hides_everything_and_a_guess_is_measured(
    open_page: Opener, address: str
) -> None:
    page = open_page(reduced_motion="reduce")
    stage = open_stage(page, address, "gradient_descent", lr=0.05)
    stage.find("last").click()
    assert not is_blank(stage)
    stage.find("predict").click()
    assert is_hidden(stage)
    assert stage.data("revealed") == "false"
    # Neither keys nor a dragged start give it away.
    page.keyboard.press("End")
    handle = stage.find("start-handle").bounding_box()
    assert handle
    page.mouse.move(handle["x"] + 14, handle["y"] + 14)
    page.mouse.down()
    page.mouse.move(handle["x"] + 60, handle["y"] + 30, steps=4)
    assert is_hidden(stage)
    page.mouse.up()
    stage.until("data.busy === 'false'")
    assert is_hidden(stage)
    stage.find("predict-steps").fill("7")
    page.keyboard.press("Tab")
    wait_for_query(page, "predict", "1~7")
    pixel = stage.at(0.3, 0.7)
    page.mouse.click(*pixel)
    expect(stage.find("predict-answer")).to_contain_text("after 7 steps")
    assert stage.step == 7
    assert not is_blank(stage)
    guess = stage.data_at(pixel)
    truth = trace("gd", valley(), stage.start, steps=7, lr=0.05).points[-1]
    told = re.search(r"Your guess is ([\d.]+) from", stage.find("predict-answer").inner_text())
    assert told
    half = math.hypot(*stage.half_a_pixel())
    assert abs(float(told[1]) - math.dist(guess, truth)) < 0.006 * math.dist(guess, truth) + half
    stage.find("predict-again").click()
    assert is_hidden(stage)
    stage.find("predict").click()
    assert stage.data("predict") == "off"
    wait_for_query(page, "predict", None)


def test_a_link_asks_and_is_locked_until_it_is_answered_by_keys(
    open_page: Opener, address: str
) -> None:
    page = open_page(reduced_motion="reduce")
    stage = open_stage(page, address, "race", predict="4~25", at=200)
    assert is_hidden(stage)
    expect(stage.find("predict")).to_be_disabled()
    expect(stage.find("predict-run")).to_have_value("4")
    expect(stage.find("predict-steps")).to_have_value("25")
    stage.find("aim").focus()
    page.keyboard.press("ArrowRight")
    assert is_hidden(stage)
    page.keyboard.press("Enter")
    expect(stage.find("predict-answer")).to_contain_text("Adam is after 25 steps")
    assert stage.step == 25
    expect(stage.find("predict")).to_be_enabled()


def test_a_run_that_diverged_has_no_place(open_page: Opener, address: str) -> None:
    page = open_page(reduced_motion="reduce")
    stage = open_stage(page, address, "gradient_descent", lr=1, predict="1~40")
    page.mouse.click(*stage.at(0.4, 0.4))
    expect(stage.find("predict-answer")).to_contain_text("it diverged")
    expect(stage.find("predict-answer")).not_to_contain_text("Your guess is")


def test_on_a_line_a_guess_is_told_in_x(open_page: Opener, address: str) -> None:
    page = open_page(reduced_motion="reduce")
    stage = open_stage(page, address, "follow_the_slope", predict="1~3")
    assert is_hidden(stage)
    page.mouse.click(*stage.at(0.6, 0.3))
    expect(stage.find("predict-answer")).to_contain_text(re.compile(r"after 3 steps, x = "))
