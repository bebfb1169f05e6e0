"""Nothing that comes by a link, a formula, a rule, a name or a file becomes part of a page."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from ui.runs.links import LONGEST_NAME, Runs
from ui.runs.own_rule import NAME
from ui.runs.run import Run

from .stage import Stage, open_stage

CORPUS = (
    "<a href=//struck>y</a>",
    "<img src=struck onerror=struck=1>",
    "<script>struck=1</script>",
    "<svg onload=struck=1>",
    "<iframe src=struck>",
    "</style><b class=struck>",
    "[y](https://struck.io)",
    "![y](https://struck.io)",
    "<https://struck.io>",
    "$struck$",
    "**<b>struck</b>**",
)
EVERY = " ".join(CORPUS)

BECAME = """() => [...document.querySelectorAll("*")]
  .filter((each) => each.matches(".struck, [href*=struck], [src*=struck], [onerror], [onload]")
    || (each.matches("b, .katex") && each.textContent.includes("struck"))
    || each.getAttributeNS("http://www.w3.org/1999/xlink", "href")?.includes("struck"))
  .map((each) => each.outerHTML.slice(0, 200))
  .concat("struck" in window && window.struck === 1 ? ["ran"] : [])"""


def assert_letters(page: Page) -> None:
    """Nothing of the corpus is more than letters, once all of it has had its time."""
    page.wait_for_timeout(500)
    assert page.evaluate(BECAME) == []


@pytest.mark.parametrize("path", ["", "race", "sgd_and_batches"])
def test_a_link(page: Page, address: str, path: str) -> None:
    keys = ("start", "surface", "runs", "lr", "steps", "data", "points", "formula", "unknown")
    open_stage(page, address, path, **dict.fromkeys(keys, quote(EVERY)))
    page.get_by_text("The link was mended").wait_for()
    assert_letters(page)


def test_names_of_runs_and_the_lines_of_a_rule(page: Page, address: str) -> None:
    runs = tuple(Run("gd", title=text[:LONGEST_NAME]) for text in CORPUS)
    stage = open_stage(page, address, "race", runs=quote(Runs("runs", runs).format(runs)), steps=20)
    stage.reveal()
    page.locator("table").get_by_text(CORPUS[0]).wait_for()
    assert_letters(page)
    page.get_by_role("combobox", name="Add a run").click()
    page.get_by_role("option", name=NAME).click()
    box = page.get_by_role("dialog")
    for text in (EVERY, "x = x - lr*struck$a$"):
        box.get_by_role("textbox", name="Lines").fill(text)
        box.get_by_role("textbox", name="Lines").press("Control+Enter")
        box.get_by_test_id("stAlert").wait_for()
        assert_letters(page)


def test_a_file(page: Page, address: str) -> None:
    stage = open_stage(page, address, "sgd_and_batches", data="own")
    page.get_by_role("button", name="Choose a file").click()
    rows = "".join(f"{nth},{nth * nth}\n" for nth in range(9))
    for one, two in zip(CORPUS[::2], CORPUS[1::2], strict=False):
        content = f'"{one}","{two}"\n{rows}'.encode()
        name = f"{one} {two}.csv"
        page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "text/csv", "buffer": content}
        )
        page.get_by_text("9 rows are used").wait_for()
        stage.root.locator("svg").get_by_text(one[:10]).first.wait_for()
        assert_letters(page)
    assert Stage(page).ready().reveal().outcome
