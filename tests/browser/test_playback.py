"""Playing, pausing, stepping and scrubbing: all in the browser, one clock for panels and curves."""

import pytest
from playwright.sync_api import Page

from .stage import Stage, open_stage

# How many nodes of the page come or go from now on.
_COUNT_NODES = """() => {
  window.nodes = 0;
  new MutationObserver((all) => (window.nodes += all.length)).observe(
    document.body, { childList: true, subtree: true });
}"""


def at_rest(page: Page, address: str, path: str = "gradient_descent") -> Stage:
    """A stage that shows a whole run and does not play."""
    stage = open_stage(page, address, path)
    stage.until("data.playing === 'false'")
    stage.find("last").click()
    return stage


def test_a_click_sets_the_paths_off(page: Page, address: str) -> None:
    stage = at_rest(page, address)
    stage.click(0.3, 0.3)
    stage.until("data.playing === 'true' && Number(data.at) > 0")
    stage.until("data.playing === 'false' && data.at === data.last", timeout=30_000)


def test_the_home_page_is_already_moving(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("[data-testid=stage][data-playing=true]").wait_for()
    stage = Stage(page)
    first = stage.step
    stage.until("Number(data.at) > argument", first)


def test_play_and_pause_by_button_and_by_space(page: Page, address: str) -> None:
    stage = at_rest(page, address)
    play = stage.find("play")
    assert play.get_attribute("aria-label") == "Play"
    play.click()
    stage.until("data.playing === 'true' && Number(data.at) > 1")
    assert play.get_attribute("aria-label") == "Pause"
    page.evaluate(_COUNT_NODES)
    stage.until("Number(data.at) > argument", stage.step + 5)
    # Each would have the styles of the whole page worked out anew: 2 ms a frame and more.
    assert page.evaluate("() => window.nodes") == 0
    play.click()
    assert stage.data("playing") == "false"
    step = stage.step
    page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    assert stage.step == step < stage.last_step
    stage.root.focus()
    page.keyboard.press(" ")
    stage.until("data.playing === 'true'")
    page.keyboard.press(" ")
    stage.until("data.playing === 'false'")


def test_stepping(page: Page, address: str) -> None:
    stage = at_rest(page, address)
    last = stage.last_step
    wanted = {"back": last - 1, "first": 0, "forward": 1, "last": last}
    for button, step in wanted.items():
        stage.find(button).click()
        assert stage.step == step
        assert stage.find("counter").inner_text() == f"step {step} of {last}"
        assert stage.find("scrubber").input_value() == str(step)
    stage.find("forward").click()
    assert stage.step == stage.last_step
    stage.find("first").click()
    stage.find("back").click()
    assert stage.step == 0


def test_scrubbing_shows_the_path_up_to_the_step_and_never_asks_the_server(
    page: Page, address: str
) -> None:
    stage = at_rest(page, address)
    pictures = {stage.picture}
    for step in (9, 3, 0):
        stage.find("scrubber").fill(str(step))
        assert stage.step == step
        pictures.add(stage.picture)
    assert len(pictures) == 4
    assert stage.is_blank
    updates = stage.updates
    box = stage.find("scrubber").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)
    page.mouse.down()
    for share in (0.7, 0.5, 0.3):
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
    page.mouse.up()
    assert stage.step == pytest.approx(0.3 * stage.last_step, abs=0.05 * stage.last_step)
    assert stage.updates == updates


def test_a_click_on_a_curve_moves_the_scrubber(page: Page, address: str) -> None:
    stage = at_rest(page, address)
    box = stage.find("curve").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert stage.step == pytest.approx(stage.last_step / 2, abs=0.1 * stage.last_step)


def test_speed(page: Page, address: str) -> None:
    stage = at_rest(page, address)
    speed = stage.find("speed")
    names = speed.locator("option").all_inner_texts()
    assert names[0] == "1 step a second"
    assert speed.evaluate("(select) => select.value") == "run in 5 s"
    stage.type_knob("steps", "3")
    stage.find("first").click()
    shown = stage.steps_seen()
    speed.select_option("1 step a second")
    stage.find("play").click()
    stage.until("data.playing === 'false'")
    assert shown() == [0, 1, 2, 3]


def test_loop(page: Page, address: str) -> None:
    stage = at_rest(page, address)
    loop = stage.find("loop")
    loop.click()
    assert loop.get_attribute("aria-pressed") == "true"
    stage.find("back").click()
    stage.find("play").click()
    stage.until("data.playing === 'true' && Number(data.at) < Number(data.last) / 2")
    loop.click()
    assert loop.get_attribute("aria-pressed") == "false"
    stage.until("data.playing === 'false' && data.at === data.last", timeout=30_000)


def test_keys_move_the_clock(page: Page, address: str) -> None:
    stage = at_rest(page, address)
    stage.root.focus()
    moves = {"Home": 0, "ArrowRight": 1, "End": stage.last_step, "ArrowLeft": stage.last_step - 1}
    for key, step in moves.items():
        page.keyboard.press(key)
        assert stage.step == step


def test_after_a_click_the_keys_belong_to_the_stage(page: Page, address: str) -> None:
    stage = at_rest(page, address)
    stage.click(0.4, 0.4)
    page.keyboard.press("Home")
    assert (stage.step, stage.data("playing")) == (0, "false")


def test_the_legend_switches_paths_off_and_on(page: Page, address: str) -> None:
    stage = at_rest(page, address, "race")
    whole = stage.picture
    entries = stage.root.locator(".dl-legend [aria-pressed]").all()
    assert len(entries) == 4
    for entry in entries:
        entry.click()
        assert entry.get_attribute("aria-pressed") == "false"
    assert stage.is_blank
    for entry in entries:
        entry.click()
        assert entry.get_attribute("aria-pressed") == "true"
    assert stage.picture == whole


def test_divergence_is_told_in_the_legend_and_below(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent", lr=0.5)
    stage.reveal()
    assert "diverged at step" in stage.root.locator(".dl-legend").inner_text()
    assert "diverged at step" in stage.outcome
