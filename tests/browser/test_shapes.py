"""True shapes: one scale on both axes, a picture that is large, and starts beyond the domain."""

import itertools
import math
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from surfaces import SURFACES, valley

from .conftest import LAPTOP
from .stage import Point, Stage, open_stage, wait_for_query
from .test_serving import PHONE
from .test_start import assert_within_half_a_pixel

Opener = Callable[..., Page]

PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
DEVICES: dict[str, Any] = {"laptop": LAPTOP, "phone": PHONE, "projector": PROJECTOR}
PERCENT = 0.01
UNEQUAL = "axes not to scale"

# Pixels a unit on both axes, as plotly drew each panel; and what the panel says of its scales.
_SCALES = """(all) => all.map((contour) => {
  const { xaxis, yaxis, annotations } = contour._fullLayout;
  const scale = ({ range, _length }) => Math.abs(_length / (range[1] - range[0]));
  const texts = (annotations ?? []).map(({ text }) => text);
  return [scale(xaxis), scale(yaxis), texts];
})"""


def scales(stage: Stage) -> list[tuple[float, float, bool]]:
    """Each panel's pixels a unit across and up, and whether it says that they differ."""
    found = stage.root.locator(".dl-contour").evaluate_all(_SCALES)
    return [(x, y, UNEQUAL in texts) for x, y, texts in found]


def assert_true_shapes(stage: Stage) -> int:
    """Every panel is to scale or says that it is not; gives how many are."""
    equal = [x == pytest.approx(y, rel=0.5 * PERCENT) for x, y, said in scales(stage) if not said]
    assert all(equal)
    return len(equal)


def overflow(page: Page) -> float:
    wider: float = page.evaluate(
        """() => {
          const main = document.querySelector("[data-testid=stMain]");
          const wider = [document.documentElement, main].map((e) => e.scrollWidth - e.clientWidth);
          return Math.max(...wider);
        }"""
    )
    return wider


def assert_to_scale(stage: Stage, path: str) -> None:
    """Every contour of this page is to scale, and nothing overflows.

    Every page is tried on a phone, a laptop and a projector: where it is opened there anyhow.
    """
    expected = {"follow_the_slope": 0, "smoothing": 0, "sgd_and_batches": 1}
    kinds = stage.find("frame").evaluate_all("(all) => all.map((e) => e.dataset.kind)")
    assert kinds
    assert len(scales(stage)) == len(kinds)
    assert assert_true_shapes(stage) == expected.get(path, len(kinds))
    assert overflow(stage.page) <= 0


@pytest.mark.parametrize(
    ("path", "settings", "panels"),
    [
        ("race", {"layout": "apart"}, 4),
        ("sgd_and_batches", {"data": "unstandardised"}, 1),
        ("smoothing", {"what": "path"}, 1),
        ("adam", {"view": "correction"}, 1),
    ],
)
def test_other_views_are_to_scale_too(
    open_page: Opener, address: str, path: str, settings: dict[str, Any], panels: int
) -> None:
    for device in DEVICES.values():
        stage = open_stage(open_page(device), address, path, **settings)
        assert assert_true_shapes(stage) == panels


@pytest.mark.parametrize("size", [(1024, 768), (1280, 720), (2560, 1440), (3840, 2160)])
def test_nothing_overflows(open_page: Opener, address: str, size: tuple[int, int]) -> None:
    page = open_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for path, present in (("momentum", 0), ("learning_rate", 1), ("race?layout=apart", 1)):
        page.goto(f"{address}/{path}{'&' if '?' in path else '?'}present={present}")
        stage = Stage(page).ready()
        assert overflow(page) <= 0
        assert assert_true_shapes(stage) == stage.find("panel").count()
        track = stage.root.locator(".dl-transport .dl-track").bounding_box()
        assert track
        assert track["width"] > 60


def test_zooming_and_panning_keep_the_scales_equal(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race", layout="apart")
    axis = "root.querySelector('.dl-contour')._fullLayout.xaxis.range"
    for button in ("Zoom in", "Zoom in", "Zoom out"):
        before = page.evaluate(
            "document.querySelector('.dl-contour')._fullLayout.xaxis.range.join()"
        )
        page.get_by_role("button", name=button).nth(1).click()
        stage.until(f"{axis}.join() !== argument", before)
        assert assert_true_shapes(stage) == 4
    x, y = stage.at(0.5, 0.5)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y + 25, steps=4)
    page.mouse.up()
    assert assert_true_shapes(stage) == 4
    page.get_by_role("button", name="Reset the view").nth(2).click()
    expect(stage.root.locator(".dl-plot[data-zoomed=true]")).to_have_count(0)
    assert assert_true_shapes(stage) == 4


# The colour of the gradient's arrow, painted alone: its pixels about the start, as offsets.
_ARROW = """(canvas, [x, y, reach]) => {
  const box = canvas.getBoundingClientRect();
  const dense = canvas.width / box.width;
  const { width, height } = canvas;
  // Chromium complains of a canvas that is read several times.
  const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, width, height);
  const found = [];
  for (let i = 0; i < data.length; i += 4) {
    const at = [(i / 4) % width, Math.floor(i / 4 / width)].map((v) => (v + 0.5) / dense);
    const off = [at[0] + box.left - x, at[1] + box.top - y];
    const far = Math.hypot(...off);
    const [r, g, b, alpha] = data.slice(i, i + 4);
    // The arrow is the one brown thing about the start.
    if (alpha > 200 && r > 90 && r < 160 && g > 50 && g < 110 && b < 40 && far < reach)
      found.push(off);
  }
  return found;
}"""


def test_the_gradient_is_perpendicular_to_the_level_line(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent", kappa=4, angle=30, lr=0.0001)
    for shares in ((0.3, 0.3), (0.8, 0.35), (0.06, 0.7)):
        stage.click(*shares)
        stage.find("first").click()
        assert_perpendicular(stage)


def assert_perpendicular(stage: Stage) -> None:
    start, surface = stage.start, valley(4.0, 30.0)
    screen = Screen(stage)
    pixel = screen.pixel(start)
    seen = stage.root.locator(".dl-plot > canvas").nth(1).evaluate(_ARROW, [*pixel, 60])
    assert len(seen) > 20
    dx, dy = (sum(part) for part in zip(*seen, strict=True))
    tangent = level_line(screen, surface.value, start)
    between = math.degrees(math.atan2(dy, dx) - math.atan2(tangent[1], tangent[0])) % 180
    assert between == pytest.approx(90, abs=1)


class Screen:
    """Where data lie on the screen, by plotly's own axes; also between pixels."""

    def __init__(self, stage: Stage) -> None:
        (self.x0, self.y0), (x1, y1) = stage.data_at((0, 0)), stage.data_at((1, 1))
        self.dx, self.dy = x1 - self.x0, y1 - self.y0

    def pixel(self, point: Point) -> Point:
        return (point[0] - self.x0) / self.dx, (point[1] - self.y0) / self.dy

    def data(self, pixel: Point) -> Point:
        return self.x0 + pixel[0] * self.dx, self.y0 + pixel[1] * self.dy


def level_line(screen: Screen, value: Callable[..., Any], at: Point) -> Point:
    """The level line's direction in pixels: where a small circle has the height of its centre.

    It is found by bisection, from the values alone.
    """
    x, y = screen.pixel(at)

    def off(angle: float) -> float:
        point = screen.data((x + 0.1 * math.cos(angle), y + 0.1 * math.sin(angle)))
        return float(value(*point) - value(*at))

    turns = [2 * math.pi * i / 36 for i in range(37)]
    low, high = next((a, b) for a, b in itertools.pairwise(turns) if off(a) * off(b) <= 0)
    for _ in range(30):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if off(low) * off(middle) > 0 else (low, middle)
    return math.cos(low), math.sin(low)


def test_a_click_beyond_the_domain_starts_there(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent", surface="bowl", lr=0.05)
    pixel = stage.click(0.97, 0.4)
    assert stage.start[0] > SURFACES["bowl"].domain[0][1] + 0.5
    assert_within_half_a_pixel(stage, stage.data_at(pixel))
    assert stage.find("refusal").inner_text() == ""
    stage.find("last").click()
    assert not stage.is_blank
    wait_for_query(page, "start", stage.data("start"))
    start = stage.start
    page.reload()
    assert stage.ready().start == start
    expect(page.get_by_text("The link was mended")).to_have_count(0)


def test_a_link_with_a_far_start_shows_it(open_page: Opener, address: str) -> None:
    stage = open_stage(open_page(PHONE), address, "gradient_descent", surface="bowl", start="5,0")
    expect(stage.find("start-handle")).to_be_visible()
    assert assert_true_shapes(stage) == 1
    frame = stage.frame()
    right, _ = stage.data_at((frame["x"] + frame["width"], frame["y"]))
    assert right > 5
