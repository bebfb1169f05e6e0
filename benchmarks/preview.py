"""What a hand sees at once: previews in the browser, beside the server's answers and a plain chart.

Run with `python -m benchmarks.preview`. Four runs of 500 steps; clicks, what one costs the server,
and a knob dragged for two seconds; on the spot, and behind 50 ms each way. Today's way is the same
page in a browser without WebAssembly, which leaves all to the server. The first line tells how fast
this machine is: where the figures to be reached come from, a step took 2.35 µs.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, sync_playwright

from benchmarks.clicks import COUNT_BYTES, PLAIN, Plain
from benchmarks.delay import delayed
from benchmarks.hand import to_and_fro
from benchmarks.process import cpu, step_of_adam
from tests.browser import chromium
from tests.browser.server import ROOT, Server, beside, serve
from tests.browser.stage import open_stage

RUNS = "gd~lr~0.001~~momentum~lr~0.0005~~rmsprop~lr~0.01~~adam~lr~0.05"
CLICKS, SECONDS, AWAY = 20, 2.0, 0.05
# Until a tab that has come to the front is painted, and until a click's paths have been played.
SETTLED, PLAYED = 500, 4000
COUNTED = 10
WITHOUT = "delete globalThis.WebAssembly"
MEASURES = {"preview": "stage:preview", "answer": "stage:answer"}


@dataclass
class Drag:
    """What a knob dragged for `SECONDS` brought and cost."""

    painted: float
    asked: int
    cpu: float
    down: float


@dataclass
class Stage:
    """The race, as a browser shows it; `server` tells what it costs."""

    page: Page
    address: str
    server: Server
    measure: str
    asked: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on(
            "websocket", lambda socket: socket.on("framesent", lambda sent: self.asked.append(sent))
        )
        self.stage = open_stage(self.page, self.address, "race", runs=RUNS, steps=500)
        self.page.wait_for_timeout(1000)

    def click(self, across: float, down: float) -> float:
        """Click; gives the milliseconds to the painted paths."""
        self.page.evaluate("() => performance.clearMeasures()")
        self.page.mouse.click(*self.stage.at(across, down))
        took = self.page.wait_for_function(
            "(name) => performance.getEntriesByName(name)[0]?.duration", arg=MEASURES[self.measure]
        )
        self.stage.until("data.busy === 'false'")
        return float(took.json_value())

    def cost(self) -> tuple[float, float]:
        """The seconds of the server's CPU and the bytes that a click costs, and all it brings."""
        self.page.wait_for_timeout(PLAYED)
        self.page.evaluate("() => { window.bytesDown = 0; }")
        begin = cpu(self.server.pid)
        for i in range(COUNTED):
            self.click(0.2 + 0.06 * i, 0.3)
            self.page.wait_for_timeout(PLAYED)
        down = float(self.page.evaluate("() => window.bytesDown"))
        return (cpu(self.server.pid) - begin) / COUNTED, down / COUNTED

    def drag(self) -> Drag:
        """Drag the knob of the learning rate to and fro."""
        box, height = self.stage.grasp("lr")
        self.asked.clear()
        self.page.evaluate("() => { performance.clearMeasures(); window.bytesDown = 0; }")
        begin = cpu(self.server.pid)
        to_and_fro(self.page, box, height, SECONDS)
        painted = self.page.evaluate(
            "(name) => performance.getEntriesByName(name).length", MEASURES[self.measure]
        )
        self.page.mouse.up()
        self.stage.until("data.busy === 'false'")
        self.page.wait_for_timeout(500)
        down = float(self.page.evaluate("() => window.bytesDown"))
        used = cpu(self.server.pid) - begin
        return Drag(painted / SECONDS, len(self.asked), used, down)


def main() -> None:
    print(f"a step of Adam takes {1e6 * step_of_adam():.2f} µs of CPU")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        with plain_server(folder) as plain, serve(ROOT / "app.py", folder / "ours.txt") as ours:
            program, arguments = chromium.find(playwright), chromium.arguments()
            launch = playwright.chromium.launch
            with launch(executable_path=program, args=arguments) as browser:

                def tab(*scripts: str) -> Page:
                    page = browser.new_page(viewport={"width": 1366, "height": 768})
                    for script in (COUNT_BYTES, *scripts):
                        page.add_init_script(script)
                    return page

                for away in (0.0, AWAY):
                    with delayed(ours.address, away) as there, delayed(plain.address, away) as far:
                        print(f"\n{1e3 * away:.0f} ms each way")
                        stage = Stage(tab(), there, ours, "preview")
                        today = Stage(tab(WITHOUT), there, ours, "answer")
                        chart = Plain(tab(), far)
                        compare(stage, today, chart)


def compare(stage: Stage, today: Stage, chart: Plain) -> None:
    """Measure all three by turns, and print a line each."""
    named: dict[str, Stage | Plain] = {"preview": stage, "answer": today, "plain chart": chart}
    took: dict[str, list[float]] = {name: [] for name in named}
    for i in range(CLICKS):
        across, down = 0.2 + 0.06 * (i % 10), 0.2 + 0.06 * ((7 * i) % 10)
        for name, target in named.items():
            target.page.bring_to_front()
            target.page.wait_for_timeout(SETTLED)
            took[name].append(target.click(across, down))
            target.page.wait_for_timeout(200)
    for name, times in took.items():
        print(f"{name:<14} a click: {told(times)}")
    for name in ("preview", "answer"):
        target = named[name]
        assert isinstance(target, Stage)
        target.page.bring_to_front()
        spent, down = target.cost()
        print(f"{name:<14} a click: {1e3 * spent:.0f} ms of the server's CPU, {down / 1e3:.1f} kB")
        drag = target.drag()
        print(
            f"{name:<14} a drag: {drag.painted:.0f} a second, {drag.asked} requests, "
            f"{drag.cpu:.2f} s of the server's CPU, {drag.down / 1e3:.0f} kB"
        )


def told(times: Sequence[float]) -> str:
    """Median and 95th percentile."""
    return f"median {median(times):.0f} ms, p95 {quantiles(times, n=20)[-1]:.0f} ms"


@contextmanager
def plain_server(folder: Path) -> Iterator[Server]:
    """The page as one would write it, served."""
    script = folder / "script.py"
    script.write_text(PLAIN, encoding="utf-8")
    (folder / "plain").mkdir()
    with serve(beside(folder / "plain", script), folder / "plain.txt") as server:
        yield server


if __name__ == "__main__":
    main()
