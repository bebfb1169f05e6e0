"""A stage as a reader uses and sees it, by its contract for programs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import FloatRect, Locator, Page

Point = tuple[float, float]

# Pixel to data by the axes that plotly drew the contour with, not by the stage's own arithmetic.
_DATA_AT = """(contour, [clientX, clientY]) => {
  const { xaxis, yaxis } = contour._fullLayout;
  const box = contour.getBoundingClientRect();
  const scale = new DOMMatrix(getComputedStyle(contour).transform).a;
  return [
    xaxis.p2d((clientX - box.left) / scale - xaxis._offset),
    yaxis.p2d((clientY - box.top) / scale - yaxis._offset),
  ];
}"""


class Stage:
    """One stage of a page, by its place on it."""

    def __init__(self, page: Page, nth: int = 0) -> None:
        self.page = page
        self.root = page.get_by_test_id("stage").nth(nth)

    def find(self, name: str) -> Locator:
        """The part of the stage that is called so."""
        return self.root.get_by_test_id(name)

    def data(self, name: str) -> str:
        """What the root element says of itself under `data-NAME`."""
        return self.root.get_attribute(f"data-{name}") or ""

    @property
    def updates(self) -> int:
        return int(self.data("updates"))

    @property
    def step(self) -> int:
        return int(self.data("at"))

    @property
    def last_step(self) -> int:
        return int(self.data("last"))

    @property
    def start(self) -> Point:
        x, y = self.data("start").split(",")
        return float(x), float(y)

    @property
    def outcome(self) -> str:
        """The sentence on how the runs end; empty while it is not to be seen."""
        shown = self.find("outcome")
        return shown.inner_text() if shown.is_visible() else ""

    def share(self, name: str) -> None:
        """Choose from the menu of what is taken along."""
        self.find("share").click()
        self.find(name).click()

    def reveal(self) -> "Stage":
        """Ask for the outcome, where it is not shown."""
        if self.data("revealed") == "false":
            self.find("show-outcome").click()
        return self

    def until(self, condition: str, argument: object = None, timeout: float = 15_000) -> None:
        """Wait until a JavaScript condition on `data` (the root's dataset) holds."""
        self.page.wait_for_function(
            f"([root, argument]) => {{ const data = root.dataset; return {condition}; }}",
            arg=[self.root.element_handle(), argument],
            timeout=timeout,
        )

    def steps_seen(self) -> Callable[[], list[int]]:
        """From now on, each step that is shown; gives a way to ask which there were."""
        seen = self.root.evaluate_handle(
            """(root) => {
              const seen = [Number(root.dataset.at)];
              const note = () => seen.push(Number(root.dataset.at));
              new MutationObserver(note).observe(root, { attributeFilter: ["data-at"] });
              return seen;
            }"""
        )
        return lambda: list(seen.json_value())

    def ready(self) -> "Stage":
        """Wait until the first answer is painted and the contour stands."""
        self.root.wait_for()
        self.until("Number(data.updates) > 0 && data.busy === 'false'")
        self.until("[...root.querySelectorAll('.dl-contour')].every((e) => 'drawn' in e.dataset)")
        return self

    @contextmanager
    def answered(self) -> Iterator[None]:
        """What is done within is answered and painted when this ends."""
        before = self.updates
        yield
        self.until("data.busy === 'false' && Number(data.updates) > argument", before)

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """While what is done within goes on, one more answer is painted."""
        before = self.updates
        yield
        self.until("Number(data.updates) > argument", before)

    def frame(self, panel: int = 0) -> FloatRect:
        """Where the plot's inner frame lies on the screen."""
        box = self.find("frame").nth(panel).bounding_box()
        assert box
        return box

    def at(self, across: float, down: float, panel: int = 0) -> Point:
        """The whole pixel at these shares of the frame."""
        box = self.frame(panel)
        return (
            float(round(box["x"] + across * box["width"])),
            float(round(box["y"] + down * box["height"])),
        )

    def data_at(self, pixel: Point, panel: int = 0) -> Point:
        """The data coordinates of a pixel, by plotly's own axes."""
        contour = self.root.locator(".dl-contour").nth(panel)
        x, y = contour.evaluate(_DATA_AT, list(pixel))
        return x, y

    def half_a_pixel(self, panel: int = 0) -> Point:
        """Half a pixel, in data units."""
        corner, next_over = (0.0, 0.0), (1.0, 1.0)
        (x0, y0), (x1, y1) = self.data_at(corner, panel), self.data_at(next_over, panel)
        return abs(x1 - x0) / 2, abs(y1 - y0) / 2

    def click(self, across: float, down: float, panel: int = 0) -> Point:
        """Click a point of the frame, wait for the answer; gives the pixel."""
        self.find("frame").nth(panel).scroll_into_view_if_needed()
        pixel = self.at(across, down, panel)
        with self.answered():
            self.page.mouse.click(*pixel)
        return pixel

    def knob(self, name: str) -> Locator:
        """The knob's slider."""
        return self.find(f"knob-{name}")

    def open_more(self) -> None:
        """Open the disclosure of the knobs that stand back, if it is closed."""
        self.root.locator(".dl-more:not([open]) > summary:visible").evaluate_all(
            "(all) => all.forEach((summary) => summary.click())"
        )

    def value(self, name: str) -> float:
        """The knob's value."""
        return float(self.knob(name).input_value())

    def type_knob(self, name: str, text: str) -> None:
        """Type a value into the knob's field and wait for the answer."""
        self.open_more()
        with self.answered():
            self.find(f"knob-{name}-field").fill(text)
            self.page.keyboard.press("Enter")

    def grasp(self, name: str) -> tuple[FloatRect, float]:
        """Press the mouse on the knob's middle; gives the slider's box and the height in it."""
        self.open_more()
        box = self.knob(name).bounding_box()
        assert box
        height = box["y"] + box["height"] / 2
        self.page.mouse.move(box["x"] + box["width"] / 2, height)
        self.page.mouse.down()
        return box, height

    @property
    def picture(self) -> str:
        """The trails as they are painted."""
        canvas = self.root.locator(".dl-plot > canvas").first
        painted: str = canvas.evaluate("(canvas) => canvas.toDataURL()")
        return painted

    @property
    def is_blank(self) -> bool:
        """Whether no trail is painted."""
        canvas = self.root.locator(".dl-plot > canvas").first
        blank: bool = canvas.evaluate(
            "(c) => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.every((v) => !v)"
        )
        return blank

    @property
    def state(self) -> tuple[object, ...]:
        """All that a link must bring back: start, knobs, legend and outcome, which is revealed."""
        self.reveal()
        sliders = self.root.locator("input[data-testid^=knob-]:not([data-testid$=-field])")
        values = sliders.evaluate_all("(all) => all.map((e) => [e.dataset.testid, e.value])")
        legend = self.root.locator(".dl-legend").all_inner_texts()
        return self.data("start"), values, legend, self.outcome


def query(page: Page) -> dict[str, str]:
    """The settings in the page's address."""
    return {key: texts[0] for key, texts in parse_qs(urlsplit(page.url).query).items()}


def wait_for_query(page: Page, key: str, text: str | None) -> None:
    """Wait until the address gives a setting this value (None: does not name it)."""
    page.wait_for_function(
        "([key, text]) => new URLSearchParams(window.location.search).get(key) === text",
        arg=[key, text],
    )


def wait_for_page(page: Page, key: str) -> Stage:
    """Wait until the stage of this page of the app stands; `key` is the page's name."""
    page.locator(f"[data-testid=stage][data-page={key}]").wait_for()
    return Stage(page).ready()


def open_stage(page: Page, address: str, path: str = "", **settings: object) -> Stage:
    """Open a page of the app by its link and wait for its stage."""
    query = "&".join(f"{key}={value}" for key, value in settings.items())
    page.goto(f"{address}/{path}" + (f"?{query}" if query else ""))
    return Stage(page).ready()
