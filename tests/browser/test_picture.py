"""What is done with the whole picture: shared, shown large, saved, filmed."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from ui.page.palette import STYLES

from .stage import Stage, open_stage, wait_for_query
from .test_start import assert_within_half_a_pixel

Opener = Callable[..., Page]

NOTE_PAINTED_TEXT = """
window.painted = [];
const { fillText } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
  window.painted.push(text);
  return fillText.call(this, text, ...place);
};
"""


def painted(page: Page) -> str:
    """All that has been written on canvases since it was asked last."""
    return " ".join(page.evaluate("window.painted.splice(0)"))


def test_the_link_is_copied(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    stage = open_stage(page, address, "gradient_descent")
    stage.type_knob("lr", "0.03")
    stage.share("link")
    expect(stage.root.locator(".dl-toast")).to_contain_text("link")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{address}/gradient_descent?lr=0.03&at={stage.step}"


def test_without_a_clipboard_the_address_bar_has_the_link(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    stage = open_stage(page, address, "gradient_descent")
    stage.share("link")
    expect(stage.root.locator(".dl-toast")).to_contain_text("address bar")


def test_without_a_recorder_nothing_is_filmed(page: Page, address: str) -> None:
    page.add_init_script("delete window.MediaRecorder")
    stage = open_stage(page, address, "gradient_descent")
    stage.share("record")
    expect(stage.root.locator(".dl-toast")).to_contain_text("cannot film")
    expect(stage.find("share")).to_have_attribute("aria-label", "Save or share")


def test_the_picture_is_saved_at_twice_its_size(page: Page, address: str, tmp_path: Path) -> None:
    page.add_init_script(NOTE_PAINTED_TEXT)
    stage = open_stage(page, address, "race", at=5)
    painted(page)
    with page.expect_download() as download:
        stage.share("picture")
    assert download.value.suggested_filename == "race.png"
    assert_says_all(page, painted(page))
    file = tmp_path / "race.png"
    download.value.save_as(file)
    with Image.open(file) as picture:
        assert picture.width > 2 * stage.frame()["width"]
        # Title and step above, the curve on the right, the link at the foot: ink on the background.
        grey = np.asarray(picture.convert("L")).astype(int)
        third = picture.width // 3
        for part in (grey[32:138, :third], grey[200:600, -third:], grey[-90:-16, :third]):
            assert np.ptp(part) > 60
        pixels = np.asarray(picture.convert("RGB")).reshape(-1, 3)
    drawn = {f"#{r:02X}{g:02X}{b:02X}" for r, g, b in np.unique(pixels, axis=0).tolist()}
    assert {STYLES[key].light for key in ("gd", "momentum", "rmsprop", "adam")} <= drawn


def assert_says_all(page: Page, text: str) -> None:
    """Title and step, legend, curve, settings and link, but not yet how it ends."""
    for part in (
        "Race step 5 of 300",
        "Gradient descent α 0.01",
        "Adam α 0.1",
        "minimum",
        "start",
        "loss, lower is darker",
        "loss above the minimum, log scale",
        "start: −1, 1 · Knobs of: Momentum (heavy ball) · learning",
        "number of steps: 300",
        page.url,
    ):
        assert part in text
    assert "stays within" not in text
    # The curve's axis has no number that no line has come to: it would tell how it ends.
    assert "10⁻" not in text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("adam", ["Show: Step by step", "Adam, step 3 → 4 of 120", "v̂ = v / (1 − β₂ᵗ) = "]),
        ("sgd_and_batches", ["Sampling: Shuffled · Clock: Epochs", "g = (1 / N)Σᵢ ∇ℓᵢ(θ) = "]),
        ("weight_decay", ["Arrows and formula of: AdamW", "x ← (1 − αλ)x − αm̂ / (√v̂ + ε) = "]),
    ],
)
def test_the_picture_spells_the_step_and_what_is_chosen(
    page: Page, address: str, path: str, said: list[str]
) -> None:
    page.add_init_script(NOTE_PAINTED_TEXT)
    stage = open_stage(page, address, path, at=3)
    text = saved(page, stage)
    for part in said:
        assert part in text
    shown = stage.root.locator(".dl-step :is(.dl-step-numbers, .dl-step-result) mn[data-slot]")
    numbers = shown.all_text_contents()
    assert len(numbers) > 5
    assert all(number in text for number in numbers)
    stage.find("predict").click()
    stage.until("data.predict === 'open'")
    assert "∇" not in saved(page, stage)


def saved(page: Page, stage: Stage) -> str:
    """What is written into the picture."""
    painted(page)
    with page.expect_download():
        stage.share("picture")
    return painted(page)


def test_the_playback_is_filmed(page: Page, address: str, tmp_path: Path) -> None:
    page.add_init_script(NOTE_PAINTED_TEXT)
    stage = open_stage(page, address, "gradient_descent", steps=5)
    stage.find("speed").select_option("run in 1 s")
    with page.expect_download() as download:
        stage.share("record")
        expect(stage.find("share")).to_have_attribute("aria-label", "Stop filming")
    expect(stage.find("share")).to_have_attribute("aria-label", "Save or share")
    assert download.value.suggested_filename.startswith("gradient_descent.")
    download.value.save_as(tmp_path / "film")
    assert (tmp_path / "film").stat().st_size > 1000
    text = painted(page)
    assert "∇" not in text
    assert text.index("step 0 of 5") < text.index("step 5 of 5") < text.index(stage.outcome[:30])


_TYPE = "(root) => parseFloat(getComputedStyle(root).fontSize)"


def test_present_is_in_the_link(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    size = stage.root.evaluate(_TYPE)
    with stage.answered():
        stage.find("present").click()
    wait_for_query(page, "present", "1")
    expect(page.locator(".stSidebar")).to_be_hidden()
    assert stage.root.evaluate(_TYPE) > size
    page.reload()
    stage = stage.ready()
    expect(page.locator(".stSidebar")).to_be_hidden()
    assert_within_half_a_pixel(stage, stage.data_at(stage.click(0.3, 0.6)))
    with stage.answered():
        stage.find("present").click()
    expect(page.locator(".stSidebar")).to_be_visible()
    wait_for_query(page, "present", None)
