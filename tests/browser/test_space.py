"""A surface in space: its own code comes when it is switched on; switched off, nothing is left."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from .server import Server
from .stage import Point, Stage, open_stage, query, wait_for_query
from .test_preview import previewed, silent

Opener = Callable[..., Page]
RUN = {"surface": "himmelblau", "runs": "gd~lr~0.01", "steps": 60, "start": "1.0,-1.0"}
DRAWN = "root.querySelector('.dl-space-surface[data-drawn]') !== null"

# Where plotly itself draws a point of the surface, by its own matrices.
PIXEL = """(host, [x, y]) => {
  const { glplot, dataScale } = host._fullLayout.scene._scene;
  const { model, view, projection } = glplot.cameraParams;
  const { x: across, y: up, z: heights } = host.data[0];
  const nearest = (all, value) => {
    const distances = Array.from(all, (each) => Math.abs(each - value));
    return distances.indexOf(Math.min(...distances));
  };
  const [i, j] = [nearest(across, x), nearest(up, y)];
  const point = [across[i], up[j], heights[j][i]];
  const apply = (vector, matrix) =>
    [0, 1, 2, 3].map((row) => vector.reduce((all, part, k) => all + matrix[4 * k + row] * part, 0));
  const scaled = [...point.map((part, k) => part * dataScale[k]), 1];
  const [a, b, , d] = [model, view, projection].reduce(apply, scaled);
  const box = host.getBoundingClientRect();
  const { width, height } = host.layout;
  return [box.left + (width / 2) * (1 + a / d), box.top + (height / 2) * (1 - b / d), ...point];
}"""

SURFACE = "root.querySelector('.dl-space-surface')"
# plotly draws the next surface no sooner than it is told to; `sizes` of those it was given.
HELD_UP = """() => {
  const { react } = Plotly;
  window.sizes = [];
  const told = new Promise((go) => { window.go = go; });
  Plotly.react = async (host, traces, ...rest) => {
    window.sizes.push(traces[0].x.length);
    await told;
    return react(host, traces, ...rest);
  };
}"""


def in_space(stage: Stage) -> Stage:
    """Once its surface is drawn and its camera rests."""
    stage.until(DRAWN, timeout=60_000)
    stage.page.wait_for_timeout(200)
    return stage


def pixel_of(stage: Stage, point: Point) -> tuple[Point, Point]:
    """Where plotly draws the point of its grid that is nearest to this one, and that point."""
    across, down, x, y, _ = stage.root.locator(".dl-space-surface").evaluate(PIXEL, list(point))
    return (across, down), (x, y)


def middle_of(handle: Locator) -> Point:
    box = handle.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def painted(stage: Stage, layer: int) -> str:
    """The trails (0) or heads and marks (1) above the surface."""
    canvas = stage.root.locator(".dl-space > canvas").nth(layer)
    picture: str = canvas.evaluate("(canvas) => canvas.toDataURL()")
    return picture


def camera(stage: Stage) -> str:
    return stage.find("space").get_attribute("data-camera") or ""


def test_it_is_loaded_when_it_is_switched_on_and_freed_when_it_is_switched_off(
    page: Page, address: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    stage = open_stage(page, address, "race", **RUN)
    assert "space.js" not in asked
    stage.find("space-switch").click()
    in_space(stage)
    assert "space.js" in asked
    wait_for_query(page, "camera", "-24.0,38.0,1.0")
    context = page.evaluate_handle(
        "document.querySelector('.dl-space-surface canvas').getContext('webgl')"
    )
    before = painted(stage, 1)
    stage.find("forward").click()
    stage.until("data.at === '1'")
    assert painted(stage, 1) != before
    # A click sets the start where plotly draws that point.
    pixel, point = pixel_of(stage, (-1.5, 1.0))
    with stage.answered():
        page.mouse.click(*pixel)
    assert stage.start == pytest.approx(point, abs=0.1)
    stage.find("last").click()
    stage.find("space-switch").click()
    expect(stage.find("space")).to_have_count(0)
    assert not stage.is_blank
    wait_for_query(page, "camera", None)
    page.wait_for_function("(context) => context.isContextLost()", arg=context)
    # The contour is what it would be had it stayed in sight.
    stage.click(0.8, 0.2)


def test_a_surface_follows_a_knob_and_no_path_lies_on_another_one(page: Page, address: str) -> None:
    settings = {**RUN, "surface": "rosenbrock", "camera": "-24,38,1", "at": 60}
    stage = in_space(open_stage(page, address, "race", **settings))
    stage.page.evaluate(HELD_UP)
    before, named = (
        painted(stage, 0),
        stage.root.locator(".dl-space-surface").get_attribute("data-drawn"),
    )
    box, height = stage.grasp("b")
    page.mouse.move(box["x"] + 0.9 * box["width"], height)
    page.wait_for_function("() => window.sizes.length > 0")
    with stage.answered():
        page.mouse.up()
    assert painted(stage, 0) == before
    page.evaluate("() => window.go()")
    stage.until(
        f"{SURFACE}.dataset.drawn !== argument && {SURFACE}.data[0].x.length === 145", named
    )
    assert painted(stage, 0) != before
    # Coarse while it moves, and fine at rest.
    sizes = page.evaluate("() => window.sizes")
    assert (min(sizes), sizes[-1]) == (73, 145)


def test_the_start_is_dragged_over_the_surface_and_the_server_agrees(
    page: Page, address: str, server: Server
) -> None:
    stage = in_space(open_stage(page, address, "race", **RUN, camera="-24,38,1", at=60))
    handle, look = stage.find("start-handle"), camera(stage)
    pixel, _ = pixel_of(stage, stage.start)
    assert middle_of(handle) == pytest.approx(pixel, abs=4)
    target, point = pixel_of(stage, (-1.5, 1.0))
    before = painted(stage, 0)
    with stage.answered():
        with silent(server):
            page.mouse.move(*middle_of(handle))
            page.mouse.down()
            with previewed(stage):
                page.mouse.move(*target)
            dragged = stage.start
            assert dragged == pytest.approx(point, abs=0.1)
            assert middle_of(handle) == pytest.approx(target, abs=2)
            assert painted(stage, 0) != before
            shown = painted(stage, 0)
        page.mouse.up()
    assert stage.start == dragged
    wait_for_query(page, "start", stage.data("start"))
    # In one go, as it was drawn under the hand.
    stage.find("first").click()
    stage.find("last").click()
    assert painted(stage, 0) == shown
    # Beside the surface it stays on its border; the view has not turned.
    with stage.answered():
        page.mouse.move(*middle_of(handle))
        page.mouse.down()
        page.mouse.move(target[0], target[1] - 400, steps=3)
        page.mouse.up()
    top = stage.root.locator(".dl-space-surface").evaluate("(e) => e.layout.scene.yaxis.range[1]")
    assert stage.start[1] == pytest.approx(top, abs=0.1)
    assert camera(stage) == look


def test_a_hand_turns_it_the_clock_does_not_and_the_link_shows_the_same(
    open_page: Opener, address: str
) -> None:
    page = open_page()
    stage = in_space(open_stage(page, address, "race", **RUN, camera="-24,38,1", at=30))
    hand = stage.find("space-hand")
    box = hand.bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1] + 20, steps=5)
    page.mouse.up()
    turned = camera(stage)
    assert turned != "-24,38,1"
    start = stage.data("start")
    page.wait_for_function(
        "() => new URLSearchParams(location.search).get('camera') !== '-24.0,38.0,1.0'"
    )
    stage.find("last").click()
    stage.find("first").click()
    stage.find("scrubber").fill("30")
    assert (camera(stage), stage.data("start")) == (turned, start)
    hand.focus()
    page.keyboard.press("ArrowUp")
    stage.until("root.querySelector('.dl-space').dataset.camera !== argument", turned)
    wait_for_query(page, "at", "30")
    rise = round(float(camera(stage).split(",")[1]))
    page.wait_for_function(
        "(rise) => new URLSearchParams(location.search).get('camera').includes(`,${rise}.0,`)",
        arg=rise,
    )
    again = open_page()
    again.goto(page.url)
    other = in_space(Stage(again).ready())
    assert query(again)["camera"] == query(page)["camera"]
    assert (other.step, camera(other)) == (30, query(page)["camera"].replace(".0", ""))


def test_as_many_panels_as_fit_are_seen_in_space(page: Page, address: str) -> None:
    runs = "~~".join(f"gd~lr~0.00{i}" for i in range(1, 10))
    settings = {**RUN, "runs": runs, "layout": "apart", "camera": "-24,38,1"}
    stage = open_stage(page, address, "race", **settings)
    stage.until(
        "root.querySelectorAll('.dl-space-surface[data-drawn]').length === 8", timeout=60_000
    )
    words = stage.find("panel").filter(has_text="8 fit in space")
    expect(words).to_have_count(1)
    expect(words.get_by_test_id("space")).to_have_count(0)
    stage.find("space-switch").first.click()
    expect(stage.find("space")).to_have_count(0)
    expect(words).to_have_count(0)


def test_a_prediction_is_made_on_the_contour(open_page: Opener, address: str) -> None:
    page = open_page(reduced_motion="reduce")
    stage = open_stage(page, address, "race", **RUN, camera="-24,38,1", predict="1~20")
    space, switch = stage.find("space"), stage.find("space-switch")
    expect(stage.root).to_contain_text("Seen in space again when the prediction is over")
    expect(switch).to_have_attribute("aria-pressed", "true")
    # So is the guess, with its distance.
    page.mouse.click(*stage.at(0.3, 0.3))
    expect(stage.find("predict-answer")).to_contain_text("after 20 steps")
    expect(space).to_have_count(0)
    assert not stage.is_blank
    stage.find("predict").click()
    expect(space).to_have_count(1)


def test_a_browser_without_webgl_says_so_and_keeps_its_contour(page: Page, address: str) -> None:
    page.add_init_script(
        """const { getContext } = HTMLCanvasElement.prototype;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
          return kind.includes("webgl") ? null : getContext.call(this, kind, ...rest);
        };"""
    )
    stage = open_stage(page, address, "race", **RUN, camera="-24,38,1")
    expect(stage.root).to_contain_text("has no WebGL")
    expect(stage.find("space")).to_have_count(0)
    expect(stage.find("space-switch")).to_have_attribute("aria-pressed", "false")
    stage.click(0.8, 0.2)
