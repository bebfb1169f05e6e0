"""The menu of what is taken along: it asks the server once, and only when something is chosen."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from .conftest import LAPTOP
from .stage import open_stage

Opener = Callable[..., Page]


def test_the_code_on_a_slide_is_the_link_of_what_it_shows(
    open_page: Opener, address: str, tmp_path: Path
) -> None:
    stage = open_stage(open_page(LAPTOP), address, "gradient_descent", present=1)
    stage.find("forward").click()
    stage.share("qr")
    code = stage.find("qr-code")
    expect(code).to_be_visible()
    expect(code).to_be_focused()
    picture = tmp_path / "slide.png"
    stage.page.screenshot(path=picture)
    [read] = zxingcpp.read_barcodes(Image.open(picture))
    assert read.text == f"{address}/gradient_descent?at=1"
    expect(code).to_contain_text(read.text)
    # The code is what is seen of the slide, as far as its height goes.
    box = code.locator("svg").bounding_box()
    assert box
    assert box["height"] > 0.8 * 768
    stage.page.keyboard.press("Escape")
    expect(code).to_be_hidden()
    expect(stage.find("share")).to_be_focused()
    assert "dl-present" in (stage.page.locator("html").get_attribute("class") or "")


def test_the_table_is_of_the_runs_on_the_stage(page: Page, address: str) -> None:
    downloads: list[str] = []
    page.on("download", lambda each: downloads.append(each.suggested_filename))
    stage = open_stage(page, address, "gradient_descent", steps=7)
    stage.type_knob("lr", "0.03")
    with page.expect_download() as download:
        stage.share("csv")
    assert download.value.suggested_filename == "gradient_descent.csv"
    rows = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8"))))
    assert ["# link", f"{address}/gradient_descent?lr=0.03&steps=7&at=7"] in rows
    assert len([row for row in rows if not row[0].startswith("#")]) == 1 + 8
    # Another answer brings no file again.
    stage.type_knob("lr", "0.02")
    page.wait_for_timeout(300)
    assert downloads == ["gradient_descent.csv"]
