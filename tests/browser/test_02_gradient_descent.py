"""Lesson 2 in the browser: the limit stands on the knob, moves with the point and stops nothing."""

from playwright.sync_api import Page, expect

from optim import trace
from surfaces import rosenbrock
from ui.page.numbers import as_text

from .stage import open_stage

PAGE = "gradient_descent"


def test_the_limit_on_the_knob_moves_with_the_surface(page: Page, address: str) -> None:
    stage = open_stage(page, address, PAGE)
    tick = stage.root.locator(".dl-tick").first
    assert tick.inner_text() == "2/λmax"
    before = tick.bounding_box()
    stage.type_knob("kappa", "80")
    after = tick.bounding_box()
    assert before
    assert after
    assert after["x"] < before["x"]
    page.get_by_text("λmax = 80, so 2/λmax = 0.025").wait_for()


def test_the_limit_is_told_at_the_shown_step(page: Page, address: str) -> None:
    stage = open_stage(page, address, PAGE, surface="rosenbrock", b=20, lr=0.004, start="-1.5,2.5")
    surface = rosenbrock(b=20.0)
    points = trace("gd", surface, (-1.5, 2.5), steps=80, lr=0.004).points
    page.get_by_text("At the start λmax").wait_for()
    for step in (0, 3, 40):
        stage.find("scrubber").fill(str(step))
        limit = as_text(2.0 / float(surface.curvatures(*points[step])[1]))
        assert f"limit 2/λmax {limit}" in stage.find("readings").inner_text()


def test_a_mark_that_moves_with_the_point_is_not_there_while_it_plays(
    page: Page, address: str
) -> None:
    stage = open_stage(page, address, PAGE, surface="rosenbrock", b=20, lr=0.004, start="-1.5,2.5")
    stage.find("scrubber").fill("10")
    mark = stage.root.locator(".dl-tick", has_text="here")
    expect(mark).to_be_visible()
    stage.find("play").click()
    stage.until("data.playing === 'true'")
    expect(mark).to_be_hidden()
    stage.until("data.playing === 'false'")
    expect(mark).to_be_visible()


def test_either_rule_can_stop_the_run(page: Page, address: str) -> None:
    stage = open_stage(page, address, PAGE)
    assert stage.reveal().outcome.endswith("because ‖g‖ ≤ ε.")
    stage.type_knob("tolerance", "1e-6")
    assert stage.outcome.endswith("80 steps were spent.")


def test_an_experiment_that_turns_a_knob_which_stands_back_shows_it(
    page: Page, address: str
) -> None:
    stage = open_stage(page, address, PAGE)
    assert not stage.knob("batch").is_visible()
    with stage.answered():
        stage.root.get_by_text("noisy gradients, then smoothed").click()
    assert stage.knob("batch").is_visible()
