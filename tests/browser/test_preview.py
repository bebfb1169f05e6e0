"""While a hand moves, the browser shows the paths by itself; the server's words follow."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .server import ROOT, Server, free_port, serve
from .stage import Stage, open_stage
from .watch import Watch

STEPS = {"steps": "60"}


@contextmanager
def silent(server: Server) -> Iterator[None]:
    """The server is there and does not answer."""
    os.kill(server.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.pid, signal.SIGCONT)


@contextmanager
def previewed(stage: Stage) -> Iterator[None]:
    """What is done within is shown by the browser alone when this ends."""
    before = int(stage.data("previews"))
    yield
    stage.until("Number(data.previews) > argument", before)


def whole(stage: Stage) -> str:
    """The picture at the end of the runs."""
    stage.find("last").click()
    return stage.picture


@pytest.mark.parametrize("path", ["", "gradient_descent", "follow_the_slope", "race"])
def test_paths_are_the_answers_and_need_no_server(page: Page, server: Server, path: str) -> None:
    stage = open_stage(page, server.address, path, **STEPS)
    first = stage.picture
    with silent(server):
        with previewed(stage):
            page.mouse.click(*stage.at(0.3, 0.35))
        stage.find("last").click()
        clicked, outcome = stage.picture, stage.find("outcome").inner_text()
        with previewed(stage):
            stage.find("knob-steps-field").fill("40")
            page.keyboard.press("Enter")
        stage.find("last").click()
        shown = stage.picture
        assert stage.data("preview") == "true"
    assert len({first, clicked, shown}) == 3
    stage.until("data.busy === 'false' && data.preview === 'false'")
    assert (stage.picture, stage.last_step) == (shown, 40)
    assert stage.outcome not in ("", outcome)


@pytest.mark.parametrize(
    ("path", "settings", "knob", "text"),
    [
        ("learning_rate", {"steps": "60"}, "scale", "0.1"),
        ("per_coordinate_rates", {}, "angle", "70"),
        ("weight_decay", {}, "weight_decay", "0.9"),
        ("smoothing", {"what": "path"}, "batch", "3"),
        ("sgd_and_batches", {}, "batch", "3"),
        ("sgd_and_batches", {"sampling": "replaced", "clock": "gradients"}, "epochs", "7"),
        ("race", {"steps": "60", "batch": "16"}, "seed", "7"),
    ],
)
def test_what_follows_from_a_knob_moves_at_once(
    page: Page, server: Server, path: str, settings: dict[str, str], knob: str, text: str
) -> None:
    stage = open_stage(page, server.address, path, **settings)
    stage.open_more()

    def seen() -> tuple[object, ...]:
        knobs = stage.root.locator(".dl-exact").evaluate_all("(all) => all.map((e) => e.value)")
        stage.find("last").click()
        panels = stage.root.locator(".dl-plot > canvas")
        return panels.evaluate_all("(all) => all.map((e) => e.toDataURL())"), stage.start, knobs

    before = seen()
    with silent(server):
        with previewed(stage):
            stage.find(f"knob-{knob}-field").fill(text)
            page.keyboard.press("Enter")
        shown = seen()
    assert shown[0] != before[0]
    stage.until("data.busy === 'false' && data.preview === 'false'")
    assert seen() == shown


def test_all_that_moves_is_of_the_preview(page: Page, server: Server) -> None:
    stage = open_stage(page, server.address, "adam", **STEPS)
    with silent(server):
        with previewed(stage):
            page.mouse.click(*stage.at(0.3, 0.35))
        stage.find("last").click()
        page.get_by_test_id("stage").press("ArrowLeft")
        parts = [stage.find("step"), stage.root.locator(".dl-readings")]
        texts = [part.inner_text() for part in parts]
        curve = stage.root.locator(".dl-curve canvas").first
        drawn = curve.evaluate("(canvas) => canvas.toDataURL()")
    stage.until("data.busy === 'false' && data.preview === 'false'")
    assert [part.inner_text() for part in parts] == texts
    assert curve.evaluate("(canvas) => canvas.toDataURL()") == drawn


def test_a_formula_that_the_answer_alone_can_tell_keeps_its_place(
    page: Page, server: Server
) -> None:
    """Where noise begins, the rule's gradient is an estimate: another formula."""
    stage = open_stage(page, server.address, "gradient_descent", **STEPS)
    stage.open_more()
    curves, step = stage.root.locator(".dl-curves"), stage.find("step")
    stood = curves.bounding_box()
    with silent(server):
        with previewed(stage):
            stage.find("knob-batch-field").fill("4")
            page.keyboard.press("Enter")
        expect(step).to_be_hidden()
        assert curves.bounding_box() == stood
    stage.until("data.busy === 'false' && data.preview === 'false'")
    expect(step).to_be_visible()


def test_the_contour_follows_a_surfaces_knob(page: Page, server: Server) -> None:
    stage = open_stage(page, server.address, **STEPS)
    contour = stage.root.locator(".dl-contour").first
    before = contour.inner_html()
    with silent(server), previewed(stage):
        stage.find("knob-b-field").fill("40")
        page.keyboard.press("Enter")
        stage.until("root.querySelector('.dl-contour').dataset.drawn.includes('40')")
        assert contour.inner_html() != before


def test_a_drag_asks_the_server_seldom(page: Page, server: Server) -> None:
    sent: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda data: sent.append(data)))
    stage = open_stage(page, server.address, "gradient_descent", **STEPS)
    box, height = stage.grasp("lr")
    stage.until("data.busy === 'false'")
    before, shown = len(sent), int(stage.data("previews"))
    page.evaluate("() => (window.began = performance.now())")
    for i in range(60):
        page.mouse.move(box["x"] + box["width"] * (0.45 + 0.002 * i), height)
    took = page.evaluate("() => performance.now() - window.began")
    previews = int(stage.data("previews")) - shown
    page.mouse.up()
    stage.until("data.busy === 'false' && data.preview === 'false'")
    # One at once, one each 300 ms, and one at rest, each with what the address then says.
    assert len(sent) - before <= 2 * (took / 300 + 3)
    assert previews > 20


def test_what_the_browser_cannot_tell_is_asked_at_once(page: Page, server: Server) -> None:
    stage = open_stage(page, server.address, "per_coordinate_rates", view="sparse", steps="20")
    stage.type_knob("share", "0.2")
    assert (stage.data("previews"), stage.data("preview")) == ("0", "false")


def test_a_server_that_is_away_is_told_and_asked_until_it_is_back(
    page: Page, server: Server
) -> None:
    stage = open_stage(page, server.address, "gradient_descent", **STEPS)
    outcome, away = stage.reveal().outcome, stage.find("away")
    with silent(server):
        page.mouse.click(*stage.at(0.3, 0.35))
        away.wait_for(state="visible")
        with previewed(stage):
            stage.find("knob-steps-field").fill("40")
            page.keyboard.press("Enter")
    away.wait_for(state="hidden")
    stage.until("data.busy === 'false' && data.preview === 'false'")
    assert stage.last_step == 40
    assert stage.reveal().outcome not in ("", outcome)


def test_a_server_that_is_gone_stops_nobody(page: Page, watch: Watch, tmp_path: Path) -> None:
    """No window lies over the page, and one that starts anew answers what was done meanwhile."""
    port, script = free_port(), ROOT / "app.py"
    with serve(script, tmp_path / "first.txt", port=port) as server:
        stage = open_stage(page, server.address, "race", **STEPS)
        os.kill(server.pid, signal.SIGKILL)
    away = stage.find("away")
    expect(away).to_be_visible(timeout=30_000)
    expect(page.get_by_test_id("stDialog")).to_have_count(0)
    with previewed(stage):
        page.mouse.click(*stage.at(0.3, 0.35))
    start, shown = stage.data("start"), whole(stage)
    with serve(script, tmp_path / "second.txt", port=port):
        expect(away).to_be_hidden(timeout=60_000)
        stage.until("data.busy === 'false' && data.preview === 'false'", timeout=30_000)
        stage.find("last").click()
        # The line that says so goes, and the picture may take its room for a moment.
        stage.until("root.querySelector('.dl-plot > canvas').toDataURL() === argument", shown)
        assert stage.data("start") == start
        expect(page.get_by_test_id("stDialog")).to_have_count(0)
        page.close()
    # Streamlit has told the console of its loss.
    watch.complaints.clear()
