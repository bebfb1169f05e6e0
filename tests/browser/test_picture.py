"""What is done with the whole picture: shared, shown large, saved, filmed."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Page, expect

from ui.page.palette import STYLES

from .stage import open_stage, wait_for_query
from .test_start import assert_within_half_a_pixel

Opener = Callable[..., Page]


def test_the_link_is_copied(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    stage = open_stage(page, address, "gradient_descent")
    stage.type_knob("lr", "0.03")
    stage.find("link").click()
    expect(stage.root.locator(".dl-toast")).to_contain_text("link")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{address}/gradient_descent?lr=0.03&at={stage.step}"


def test_without_a_clipboard_the_address_bar_has_the_link(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    stage = open_stage(page, address, "gradient_descent")
    stage.find("link").click()
    expect(stage.root.locator(".dl-toast")).to_contain_text("address bar")


def test_without_a_recorder_nothing_is_filmed(page: Page, address: str) -> None:
    page.add_init_script("delete window.MediaRecorder")
    stage = open_stage(page, address, "gradient_descent")
    stage.find("record").click()
    expect(stage.root.locator(".dl-toast")).to_contain_text("cannot film")
    expect(stage.find("record")).to_have_attribute("aria-pressed", "false")


def test_the_picture_is_saved_at_twice_its_size(page: Page, address: str, tmp_path: Path) -> None:
    stage = open_stage(page, address, "race")
    with page.expect_download() as download:
        stage.find("picture").click()
    assert download.value.suggested_filename == "race.png"
    file = tmp_path / "race.png"
    download.value.save_as(file)
    with Image.open(file) as picture:
        assert picture.width > 2 * stage.frame()["width"]
        # Title and counter above, the link at the foot: ink on the background.
        grey = np.asarray(picture.convert("L")).astype(int)
        third = picture.width // 3
        for part in (grey[32:100, :third], grey[32:100, -third:], grey[-90:-16, :third]):
            assert np.ptp(part) > 60
        pixels = np.asarray(picture.convert("RGB")).reshape(-1, 3)
    drawn = {f"#{r:02X}{g:02X}{b:02X}" for r, g, b in np.unique(pixels, axis=0).tolist()}
    assert {STYLES[key].light for key in ("gd", "momentum", "rmsprop", "adam")} <= drawn


def test_the_playback_is_filmed(page: Page, address: str, tmp_path: Path) -> None:
    stage = open_stage(page, address, "gradient_descent", steps=5)
    stage.find("speed").select_option("run in 1 s")
    with page.expect_download() as download:
        stage.find("record").click()
        expect(stage.find("record")).to_have_attribute("aria-pressed", "true")
    expect(stage.find("record")).to_have_attribute("aria-pressed", "false")
    assert download.value.suggested_filename.startswith("gradient_descent.")
    download.value.save_as(tmp_path / "film")
    assert (tmp_path / "film").stat().st_size > 1000


def test_present_is_in_the_link(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    small = stage.frame()
    with stage.answered():
        stage.find("present").click()
    wait_for_query(page, "present", "1")
    expect(page.locator(".stSidebar")).to_be_hidden()
    stage.until("root.querySelector('.dl-frame').clientWidth > argument", small["width"])
    page.reload()
    stage = stage.ready()
    expect(page.locator(".stSidebar")).to_be_hidden()
    assert_within_half_a_pixel(stage, stage.data_at(stage.click(0.3, 0.6)))
    with stage.answered():
        stage.find("present").click()
    expect(page.locator(".stSidebar")).to_be_visible()
    wait_for_query(page, "present", None)
