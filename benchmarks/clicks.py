"""What a click costs, from the finger to the painted paths: beside a plain Streamlit page.

Run with `python -m benchmarks.clicks`. Both pages answer a click with five optimizers of 500 steps
each on the same surface, in one browser, by turns.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Protocol

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium
from tests.browser.server import ROOT, beside, serve
from tests.browser.stage import open_stage

LIMIT = 65.0
RATIO = 4.0
ROUNDS, CLICKS = 3, 10
RUNS = "gd~lr~0.001~~momentum~lr~0.0005~~nesterov~lr~0.0005~~rmsprop~lr~0.01~~adam~lr~0.05"

# As one would write it: an invisible grid catches the click, the page runs again.
PLAIN = """
import numpy as np
import plotly.graph_objects as go
import streamlit as st

from optim import trace
from surfaces import SURFACES

RUNS = {"gd": 0.001, "momentum": 0.0005, "nesterov": 0.0005, "rmsprop": 0.01, "adam": 0.05}
surface = SURFACES["rosenbrock"]

st.set_page_config(layout="wide")
chosen = st.session_state.get("chart", {}).get("selection", {}).get("points", [])
start = (chosen[0]["x"], chosen[0]["y"]) if chosen else surface.start

x, y, z = surface.grid(121, 121)
gx, gy, _ = surface.grid(61, 61)
gx, gy = np.meshgrid(gx, gy)
figure = go.Figure(go.Contour(x=x, y=y, z=np.log1p(z), showscale=False, hoverinfo="skip"))
grid = {"size": 8, "opacity": 0}
figure.add_scatter(x=gx.ravel(), y=gy.ravel(), mode="markers", marker=grid, showlegend=False)
for key, rate in RUNS.items():
    points = trace(key, surface, start, steps=500, lr=rate).points
    figure.add_scatter(x=points[:, 0], y=points[:, 1], mode="lines", name=key)
figure.update_xaxes(range=surface.domain[0])
figure.update_yaxes(range=surface.domain[1])
figure.update_layout(height=560, margin={"l": 40, "r": 10, "t": 10, "b": 30})
st.plotly_chart(figure, key="chart", on_select="rerun", config={"displayModeBar": False})
"""

COUNT_BYTES = """
window.bytesDown = 0;
window.WebSocket = class extends window.WebSocket {
  constructor(...told) {
    super(...told);
    this.addEventListener("message", ({ data }) => {
      window.bytesDown += data.byteLength ?? data.size ?? data.length;
    });
  }
};
"""

# The paths of the plain page are on the screen when their first points have moved and a frame has
# been painted since: the same end that the stage's own measure has.
WATCH_PAINT = """
const heads = () =>
  [...document.querySelectorAll(".scatterlayer .js-line")]
    .map((line) => (line.getAttribute("d") ?? "").slice(0, 24))
    .join();
window.addEventListener("pointerup", (event) => {
  const before = heads();
  const look = () => {
    const now = heads();
    if (now === before || !now) return requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (window.took = performance.now() - event.timeStamp);
    port2.postMessage(null);
  };
  window.took = null;
  requestAnimationFrame(look);
}, true);
"""


class Target(Protocol):
    """A page that answers clicks."""

    page: Page

    def click(self, across: float, down: float) -> float:
        """Click at these shares of the picture; gives the milliseconds to the painted answer."""

    def rest(self) -> None:
        """Leave the machine to others."""


@dataclass
class Ours:
    """The race, by its own measure."""

    page: Page
    address: str

    def __post_init__(self) -> None:
        self.stage = open_stage(self.page, self.address, "race", runs=RUNS, steps=500)

    def click(self, across: float, down: float) -> float:
        """By `stage:answer`."""
        self.page.evaluate("() => performance.clearMeasures()")
        self.page.mouse.click(*self.stage.at(across, down))
        took = self.page.wait_for_function(
            "() => performance.getEntriesByName('stage:answer')[0]?.duration"
        )
        return float(took.json_value())

    def rest(self) -> None:
        """Stop the playback."""
        self.stage.find("last").click()


@dataclass
class Plain:
    """Streamlit's own chart, watched from outside."""

    page: Page
    address: str

    def __post_init__(self) -> None:
        self.page.goto(self.address)
        self.page.wait_for_selector(".scatterlayer .js-line >> nth=4")
        self.page.evaluate(WATCH_PAINT)

    def click(self, across: float, down: float) -> float:
        """By the first frame in which the paths have moved."""
        box = self.page.locator(".nsewdrag").bounding_box()
        assert box
        x, y = box["x"] + across * box["width"], box["y"] + down * box["height"]
        self.page.mouse.move(x, y)
        self.page.mouse.click(x, y)
        return float(self.page.wait_for_function("() => window.took").json_value())

    def rest(self) -> None:
        """It does nothing unasked."""


@dataclass
class Tally:
    """What was measured of one page."""

    name: str
    took: list[float] = field(default_factory=list)
    down: list[float] = field(default_factory=list)

    def line(self) -> str:
        """One row of the table."""
        middle, p95 = median(self.took), quantiles(self.took, n=20)[-1]
        down = median(self.down) / 1e3
        return f"{self.name:<28}{middle:>9.0f} ms{p95:>9.0f} ms{down:>11.1f} kB"


def main() -> None:
    ours, plain = Tally("the stage"), Tally("st.plotly_chart with a grid")
    with pages() as targets:
        for target in targets:
            measure(Tally("warm-up"), target, 3)
        for _ in range(ROUNDS):
            for tally, target in zip((ours, plain), targets, strict=True):
                measure(tally, target, CLICKS)
    print(f"{'click to painted':<28}{'median':>12}{'p95':>12}{'down a click':>14}")
    print(ours.line())
    print(plain.line())
    took, ratio = median(ours.took), median(plain.took) / median(ours.took)
    print(f"\nmedian {took:.0f} ms: at most {LIMIT:.0f} ms? {'yes' if took <= LIMIT else 'NO'}")
    print(f"ratio {ratio:.1f}: at least {RATIO:.0f}? {'yes' if ratio >= RATIO else 'NO'}")


@contextmanager
def pages() -> Iterator[tuple[Target, Target]]:
    """Both pages, open in one browser, each on a server of its own."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        script = folder / "script.py"
        script.write_text(PLAIN, encoding="utf-8")
        (folder / "plain").mkdir()
        program = chromium.find(playwright)
        with (
            serve(ROOT / "app.py", folder / "ours.txt") as ours,
            serve(beside(folder / "plain", script), folder / "plain.txt") as plain,
            playwright.chromium.launch(
                executable_path=program, args=chromium.arguments()
            ) as browser,
        ):
            yield Ours(tab(browser), ours.address), Plain(tab(browser), plain.address)


def tab(browser: Browser) -> Page:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.add_init_script(COUNT_BYTES)
    return page


def measure(tally: Tally, target: Target, clicks: int) -> None:
    """Click here and there, each time when the page has come to rest."""
    target.page.bring_to_front()
    for i in range(clicks):
        target.page.evaluate("() => (window.bytesDown = 0)")
        tally.took.append(target.click(0.15 + 0.07 * (i % CLICKS), 0.2 + 0.06 * ((7 * i) % 10)))
        target.page.wait_for_timeout(600)
        tally.down.append(target.page.evaluate("() => window.bytesDown"))
    target.rest()


if __name__ == "__main__":
    main()
