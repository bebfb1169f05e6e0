"""The page as one file: without a server and a network it is the same instrument."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import LAPTOP
from .stage import Stage, open_stage
from .test_maps import RUN, changed, filled, names
from .test_preview import previewed

Opener = Callable[..., Page]

# Where a picture is as tall as its width lets it be, it is as large in the app as in the file.
TALL = {"viewport": {"width": 1300, "height": 1500}}
ALONE = "[data-testid=stSidebar] { display: none }"


def saved(stage: Stage, folder: Path) -> Path:
    """The page as a file."""
    with stage.page.expect_download() as download:
        stage.share("page")
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


@pytest.fixture
def open_file(open_page: Opener) -> Callable[[Path], Stage]:
    """A way to open a file where no network is; it must ask for nothing."""

    def open_one(file: Path) -> Stage:
        page = open_page({**TALL, "offline": True})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        stage = Stage(page)
        # No browser keeps plotly.js compiled that comes in a file.
        stage.until("root.querySelector('[data-drawn]') !== null", timeout=60_000)
        stage.ready()
        assert [url for url in asked if not url.startswith(("blob:", "data:"))] == [file.as_uri()]
        return stage

    return open_one


def test_it_is_the_same_instrument(
    open_page: Opener, open_file: Callable[[Path], Stage], address: str, tmp_path: Path
) -> None:
    app = open_stage(open_page(TALL), address, "momentum", steps=60)
    file = saved(app, tmp_path)
    page = open_file(file).page
    stage = Stage(page)
    assert file.name == "momentum.html"
    expect(page.get_by_test_id("saved")).to_contain_text(f"{address.split('//')[1]}/momentum")
    expect(page.locator(".dl-moved")).to_be_hidden()
    app.page.add_style_tag(content=ALONE)
    app.click(0.3, 0.3)
    app.type_knob("beta", "0.7")
    with previewed(stage):
        page.mouse.click(*stage.at(0.3, 0.3))
    for axis, value in zip("xy", app.data("start").split(","), strict=True):
        stage.find(f"start-{axis}").fill(value)
        page.keyboard.press("Enter")
    with previewed(stage):
        stage.find("knob-beta-field").fill("0.7")
        page.keyboard.press("Enter")
    for each in (app, stage):
        each.find("last").click()
    assert stage.data("start") == app.data("start")
    assert stage.find("step").inner_text() == app.find("step").inner_text()
    app.until("root.querySelector('.dl-plot > canvas').width === argument", width(stage))
    assert stage.picture == app.picture
    expect(page.locator(".dl-moved")).to_be_visible()
    assert_plays(stage)
    stage.find("reset").click()
    expect(page.locator(".dl-moved")).to_be_hidden()
    assert stage.start != app.start


def width(stage: Stage) -> int:
    """Of the trails' canvas."""
    pixels: int = stage.root.locator(".dl-plot > canvas").first.evaluate("(canvas) => canvas.width")
    return pixels


def assert_plays(stage: Stage) -> None:
    stage.find("first").click()
    if stage.data("playing") == "false":
        stage.find("play").click()
    stage.until("Number(data.at) > 0")


def test_what_needs_the_app_says_so(
    open_page: Opener, open_file: Callable[[Path], Stage], address: str, tmp_path: Path
) -> None:
    app = open_stage(open_page(LAPTOP), address, "per_coordinate_rates", view="sparse", steps="20")
    stage = open_file(saved(app, tmp_path))
    expect(stage.knob("share")).to_be_disabled()
    expect(stage.root).to_contain_text("needs the app")
    start = stage.start
    stage.page.mouse.click(*stage.at(0.3, 0.3))
    expect(stage.find("refusal")).to_contain_text("Only the app")
    assert stage.start == start
    assert_plays(stage)


def test_own_data_need_no_app_and_text_stays_text(
    open_page: Opener, open_file: Callable[[Path], Stage], address: str, tmp_path: Path
) -> None:
    evil = "</script><img src=x onerror=alert(1)>"
    own = tmp_path / "own.csv"
    own.write_text(f"a{evil};b\n1;2\n2;3\n3;5\n", encoding="utf-8")
    page = open_page(LAPTOP)
    app = open_stage(page, address, "sgd_and_batches", data="own", sampling=evil)
    page.get_by_role("button", name="Choose a file").click()
    page.locator("input[type=file]").set_input_files(own)
    page.get_by_text("3 rows are used").wait_for()
    page.keyboard.press("Escape")
    file = saved(app.ready(), tmp_path)
    text = file.read_text(encoding="utf-8")
    assert "<img" not in text
    assert "&lt;img" in text
    stage = open_file(file)
    start = stage.start
    with previewed(stage):
        stage.page.mouse.click(*stage.at(0.3, 0.3, panel=1))
    assert stage.start != start
    assert_plays(stage)


def test_its_table_is_sorted_without_a_server(
    open_page: Opener, open_file: Callable[[Path], Stage], address: str, tmp_path: Path
) -> None:
    app = open_stage(open_page(LAPTOP), address, "race", sort="-loss").reveal()
    rows = app.page.locator(".dl-sortable tbody tr")
    before = rows.all_inner_texts()
    page = open_file(saved(app, tmp_path)).page
    there = page.locator(".dl-sortable tbody tr")
    assert there.all_inner_texts() == before
    head = page.get_by_role("columnheader", name="final loss")
    expect(head).to_have_attribute("aria-sort", "descending")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert there.all_inner_texts() == before[::-1]


def test_its_map_follows_without_a_server(
    open_page: Opener, open_file: Callable[[Path], Stage], address: str, tmp_path: Path
) -> None:
    app = open_stage(open_page(TALL), address, "race", **RUN, map="ends")
    filled(app)
    stage = open_file(saved(app, tmp_path))
    first = filled(stage)
    assert names(stage) == names(app)
    # It has the system's theme, whatever comes of that.
    stage.page.emulate_media(color_scheme="dark")
    stage.until("data.mode === 'dark'")
    stage.page.emulate_media(color_scheme="light")
    stage.until("data.mode === 'light'")
    with previewed(stage):
        stage.find("knob-lr-field").fill("0.02")
        stage.page.keyboard.press("Enter")
    assert changed(stage, first) != first


def test_a_typed_formula_needs_no_app(
    open_page: Opener, open_file: Callable[[Path], Stage], address: str, tmp_path: Path
) -> None:
    typed = {"surface": "formula", "formula": "sin(x)*y**2 %2B 0.1*abs(x)", "steps": 40, "lr": 0.05}
    app = open_stage(open_page(TALL), address, "gradient_descent", **typed)
    stage = open_file(saved(app, tmp_path))
    stage.find("last").click()
    before = stage.picture
    with previewed(stage):
        stage.page.mouse.click(*stage.at(0.3, 0.35))
    stage.find("last").click()
    clicked = stage.picture
    with previewed(stage):
        stage.find("knob-lr-field").fill("0.2")
        stage.page.keyboard.press("Enter")
    stage.find("last").click()
    assert len({before, clicked, stage.picture}) == 3
