"""The question before the answer: how the runs end waits for their end, a hand, or the reader."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from optim import trace
from surfaces import valley
from ui.page.numbers import as_text

from .stage import Stage, open_stage
from .test_choices import choose_surface

Opener = Callable[..., Page]

# How far right, as a share of the frame, the curves' lines have ink; and where the playhead stands.
# A map of all values of a knob is no curve of a run.
_INK = """(root) => {
  const { at, last } = root.dataset;
  const lines = root.querySelectorAll("[data-knobs='0'] [data-testid=curve-lines]");
  const seen = [...lines].filter((c) => c.height);
  return seen.map((canvas) => {
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    let right = 0;
    for (let i = 0; i < width * height; i += 1) {
      if (data[4 * i + 3]) right = Math.max(right, i % width);
    }
    const cursor = canvas.parentElement.querySelector(".dl-cursor").getBoundingClientRect().left;
    const box = canvas.getBoundingClientRect();
    return [right / width, (cursor - box.left) / box.width, at / last];
  });
}"""
_CLOSE = 0.03


def assert_nothing_is_told(stage: Stage) -> None:
    """Neither outcome nor notes nor results are seen, and no line beyond the playhead."""
    assert stage.data("revealed") == "false"
    assert stage.outcome == ""
    expect(stage.find("show-outcome")).to_be_visible()
    told = stage.page.locator(".dl-note, .dl-results td, .st-key-results *")
    expect(told.locator("visible=true")).to_have_count(0)
    curves = stage.root.evaluate(_INK)
    assert curves
    for ink, playhead, _ in curves:
        assert ink <= playhead + _CLOSE


def assert_is_asked_and_answered(stage: Stage, path: str) -> None:
    """Nothing is told, seen or aloud, until the reader asks; then all is."""
    aloud = stage.root.locator("p.dl-unseen[role=status]")
    if path:
        assert (stage.step, stage.data("playing")) == (0, "false"), path
        assert aloud.inner_text() == "", path
    else:
        # The home page sets off by itself, and may have come to its end.
        stage.find("first").click()
    assert_nothing_is_told(stage)
    stage.reveal()
    assert stage.outcome
    assert stage.step == stage.last_step
    expect(aloud).to_have_text(stage.outcome)
    expect(stage.find("question")).to_be_hidden()


def test_the_results_stand_below_once_they_are_told(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race")
    results, later = page.locator(".dl-results"), page.locator(".dl-later")
    expect(results).not_to_be_visible()
    expect(later).to_be_visible()
    stage.find("last").click()
    expect(results).to_be_visible()
    expect(later).not_to_be_visible()
    stage.find("back").click()
    expect(results).not_to_be_visible()


def test_curves_run_up_to_the_playhead(page: Page, address: str) -> None:
    stage = open_stage(page, address, "momentum")
    stage.find("speed").select_option("run in 10 s")
    stage.find("play").click()
    for step in (10, 30):
        stage.until("Number(data.at) >= argument", step)
        curves = stage.root.evaluate(_INK)
        for ink, playhead, share in curves:
            assert 0.1 < share < 0.95
            assert abs(ink - playhead) < _CLOSE
    stage.find("play").click()
    assert_nothing_is_told(stage)
    stage.reveal()
    stage.find("scrubber").fill("10")
    # Who has asked goes on seeing the whole.
    assert all(ink > 0.95 for ink, *_ in stage.root.evaluate(_INK))
    assert stage.outcome


def drag_start(stage: Stage) -> None:
    """Drag the start a little, and hold it."""
    box = stage.find("start-handle").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    stage.page.mouse.move(x, y)
    stage.page.mouse.down()
    with stage.answered():
        stage.page.mouse.move(x + 30, y + 20, steps=3)


def assert_whole(stage: Stage) -> None:
    """The whole is shown, at rest."""
    assert (stage.step, stage.data("playing")) == (stage.last_step, "false")
    assert stage.data("revealed") == "true"
    assert stage.outcome
    # This run may stop before its last step.
    assert all(ink > 0.5 for ink, *_ in stage.root.evaluate(_INK))


@pytest.mark.parametrize("playing", [False, True])
def test_a_dragged_start_shows_all_and_then_sets_off(
    page: Page, address: str, playing: bool
) -> None:
    stage = open_stage(page, address, "gradient_descent")
    if playing:
        stage.find("speed").select_option("run in 20 s")
        stage.find("play").click()
        stage.until("Number(data.at) > 0")
    drag_start(stage)
    assert_whole(stage)
    seen = stage.steps_seen()
    page.mouse.up()
    stage.until("data.playing === 'true' && data.at !== '0' && data.revealed === 'false'")
    assert 0 in seen()
    assert stage.outcome == ""


def test_without_motion_a_dragged_start_stays_whole(open_page: Opener, address: str) -> None:
    page = open_page(reduced_motion="reduce")
    stage = open_stage(page, address, "gradient_descent")
    assert stage.step == 0
    drag_start(stage)
    page.mouse.up()
    stage.until("data.busy === 'false'")
    assert_whole(stage)


def test_a_knob_stays_whole_unless_it_was_playing(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    box, height = stage.grasp("lr")
    with stage.answered():
        page.mouse.move(box["x"] + 0.4 * box["width"], height)
    assert_whole(stage)
    page.mouse.up()
    assert_whole(stage)
    # On a busy machine the usual 5 s are over before the knob is grasped.
    stage.find("speed").select_option("run in 20 s")
    stage.find("play").click()
    stage.until("Number(data.at) > 0 && data.playing === 'true'")
    box, height = stage.grasp("lr")
    with stage.answered():
        page.mouse.move(box["x"] + 0.3 * box["width"], height)
    assert_whole(stage)
    page.mouse.up()
    stage.until("data.playing === 'true' && data.revealed === 'false'")
    stage.type_knob("lr", "0.02")
    assert_whole(stage)


def test_another_surface_asks_anew(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent").reveal()
    choose_surface(page, "Himmelblau")
    stage.until("root.querySelector('.dl-contour').dataset.drawn.startsWith('himmelblau')")
    stage.until("data.at === '0'")
    assert_nothing_is_told(stage)


def test_keys_work_on_a_fresh_page(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    moves = {"ArrowRight": 1, "End": stage.last_step, "ArrowLeft": stage.last_step - 1, "Home": 0}
    for key, step in moves.items():
        page.keyboard.press(key)
        assert stage.step == step
    page.keyboard.press(" ")
    stage.until("data.playing === 'true'")
    page.keyboard.press(" ")
    stage.until("data.playing === 'false'")
    page.keyboard.press("Home")
    # What uses the keys itself keeps them.
    for taker in (stage.find("start-x"), stage.find("speed"), page.get_by_role("combobox").first):
        taker.focus()
        page.keyboard.press("ArrowRight")
        assert stage.step == 0
    stage.find("forward").focus()
    page.keyboard.press(" ")
    assert (stage.step, stage.data("playing")) == (1, "false")


def test_a_curve_tells_its_number_under_the_pointer(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent", lr=0.05, steps=40).reveal()
    curve, reading = stage.find("curve").first, stage.find("curve-hover").first
    expect(reading).to_be_empty()
    box = curve.bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    expect(reading).to_contain_text("step")
    name, counted = reading.inner_text().split(", ")
    step = int(counted.removeprefix("step ").split(":")[0])
    run = trace("gd", valley(), stage.start, steps=40, lr=0.05)
    assert name == stage.root.locator(".dl-legend strong").first.inner_text()
    assert 10 < step < 30
    assert counted == f"step {step}: {as_text(float(run.values[step]))}"
    # What may not be seen is not told either.
    stage.find("first").click()
    expect(page).not_to_have_url(re.compile("at="))
    page.reload()
    stage = stage.ready()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    expect(stage.find("curve-hover").first).to_be_empty()
