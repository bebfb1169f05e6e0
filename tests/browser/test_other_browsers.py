"""Firefox and WebKit: every page opens there and answers a click, and nothing is complained of."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import pytest

from .firefox import firefox
from .server import Server
from .test_room import answer
from .test_serving import PATHS
from .webkit import webkit

PATIENCE = 60.0
READY = """(() => {
  const app = document.querySelector("[data-testid=stApp]");
  const stage = document.querySelector("[data-testid=stage]");
  return stage !== null && Number(stage.dataset.updates) > 0 && stage.dataset.busy === "false"
    && [...stage.querySelectorAll(".dl-contour")].every((e) => "drawn" in e.dataset)
    && app.dataset.testScriptState === "notRunning";
})()"""
# The last panel: where there are several, the first may show data, which are not clicked.
TARGET = """(() => {
  const frame = [...document.querySelectorAll("[data-testid=frame]")].at(-1);
  frame.scrollIntoView({ block: "center" });
  const { x, y, width, height } = frame.getBoundingClientRect();
  return [x + 0.4 * width, y + 0.4 * height];
})()"""
NEXT = "document.querySelector('.st-key-next a')"
HERE = "document.querySelector('[data-testid=stage]')?.dataset.page"
START = "document.querySelector('[data-testid=stage]').dataset.start"
UPDATES = "Number(document.querySelector('[data-testid=stage]').dataset.updates)"
# A module with one instruction on 128 bits.
SIMD = """WebAssembly.validate(new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0,
  253, 15, 253, 98, 11,
]))"""
MATHML = """(() => {
  const box = document.createElement("div");
  box.innerHTML = "<math><mfrac><mn>1</mn><mn>2</mn></mfrac><mn>1</mn></math>";
  document.body.append(box);
  const [fraction, , , number] = [...box.querySelectorAll("mfrac, mn")];
  const heights = [fraction, number].map((e) => e.getBoundingClientRect().height);
  box.remove();
  return heights;
})()"""


REFUSED = """(() => {
  window.refused = [];
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    window.refused.push(`${violatedDirective}: ${blockedURI}`));
})()"""
FILLED = """document.querySelector("[data-testid=map]")?.dataset.rests === 'true'"""
ASKED = """(document.querySelector("[data-testid=guest-asks]")?.innerText ?? "").includes("Tap")"""
FORBIDDEN = """(() => {
  const script = document.createElement("script");
  script.textContent = "window.ran = true";
  document.head.append(script);
  return window.ran === undefined;
})()"""


class Browser(Protocol):
    """What the tests need of a browser."""

    @property
    def complaints(self) -> list[str]: ...

    def open(self, url: str) -> None: ...

    def evaluate(self, expression: str) -> Any: ...

    def click(self, x: float, y: float) -> None: ...


@pytest.fixture(scope="module", params=[firefox, webkit], ids=["firefox", "webkit"])
def browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    with request.param(tmp_path_factory.mktemp("browser")) as running:
        yield running


def until(browser: Browser, condition: str) -> None:
    end = time.monotonic() + PATIENCE
    while not browser.evaluate(condition):
        assert time.monotonic() < end, f"{condition}: {browser.complaints}"
        time.sleep(0.03)


@contextmanager
def answered(browser: Browser) -> Iterator[None]:
    before = browser.evaluate(UPDATES)
    yield
    until(browser, f"{UPDATES} > {before}")
    until(browser, READY)


def test_every_page_opens_and_answers_a_click(browser: Browser, server: Server) -> None:
    """From each lesson to the next, as a reader goes through them."""
    browser.open(server.address)
    for path in PATHS:
        if path:
            until(browser, f"{NEXT} !== null")
            browser.evaluate(f"{NEXT}.click()")
            until(browser, f"location.pathname === '/{path}' && {HERE} === '{path}'")
        until(browser, READY)
        start = browser.evaluate(START)
        with answered(browser):
            browser.click(*browser.evaluate(TARGET))
        assert browser.evaluate(START) != start, path
        assert not browser.complaints, path


def test_it_can_do_what_the_stage_counts_on(browser: Browser, server: Server) -> None:
    browser.open(server.address)
    assert browser.evaluate(SIMD)
    fraction, number = browser.evaluate(MATHML)
    assert fraction > 1.5 * number > 0


def test_the_policy_refuses_nothing_of_ours(browser: Browser, front: str) -> None:
    """Behind nginx: a page with a map, which takes workers and WebAssembly, and a room's phone."""
    question = {"page": "race", "query": "", "steps": 4, "runs": [1], "frame": [0, 1, 0, 1]}
    room = answer(front, "rooms", question)["code"]
    for path, shows in (("race?map=ends&steps=50", FILLED), (f"race?room={room}", ASKED)):
        browser.open(f"{front}/{path}")
        browser.evaluate(REFUSED)
        until(browser, f"{READY} && {shows}")
        assert not browser.evaluate("window.refused"), path
        assert not browser.complaints, path
    # What is refused is heard of.
    assert browser.evaluate(FORBIDDEN)
    until(browser, "window.refused.length === 1")
