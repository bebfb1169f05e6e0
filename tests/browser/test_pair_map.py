"""A map over two knobs, in a curve's place: every dot is a run with their values there."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ui.page.palette import THEMES

from .server import Server
from .stage import Stage, open_stage
from .test_picture import NOTE_PAINTED_TEXT, painted
from .test_preview import silent

PAIRS = {"curves": "pairs~linear"}
TOLD = re.compile(r"α ([\d.]+), β ([\d.]+): comes ten times closer in [\d.]+ steps")
# Where in each row of pixels the line of theory's limit is: shares of the picture's width.
_LIMIT = """([canvas, colour]) => {
  const { width, height } = canvas;
  const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, width, height);
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const found = [];
  for (let y = Math.round(0.3 * height); y < 0.75 * height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = 4 * (y * width + x);
      if (data[i] === r && data[i + 1] === g && data[i + 2] === b) found.push(x / width);
    }
  }
  return found.length ? found.reduce((a, b) => a + b) / found.length : 0;
}"""


def filled(stage: Stage) -> None:
    """Wait for the map to be as fine as it gets."""
    expect(stage.find("curve").first).to_have_attribute("data-rests", "true", timeout=30_000)


def limit(stage: Stage) -> float:
    """How far right theory's limit is drawn, on average, as a share of the picture's width."""
    share: float = stage.page.evaluate(_LIMIT, drawn(stage))
    return share


def drawn(stage: Stage) -> list[object]:
    paper = stage.root.locator(".dl-curve-area > canvas").first.element_handle()
    return [paper, THEMES["light"].limit]


def moved(stage: Stage, before: float) -> None:
    """Wait for theory's limit to be drawn elsewhere."""
    stage.page.wait_for_function(
        f"([drawn, before]) => Math.abs(({_LIMIT})(drawn) - before) > 0.01",
        arg=[drawn(stage), before],
    )


def read(stage: Stage) -> list[float]:
    """Move the pointer onto a dot; gives the rate and the momentum that are told of it."""
    box = stage.find("curve").first.bounding_box()
    assert box
    stage.page.mouse.move(box["x"] + 0.55 * box["width"], box["y"] + 0.4 * box["height"])
    told = TOLD.search(stage.find("curve-hover").first.inner_text())
    assert told
    return [float(number) for number in told.groups()]


def test_a_dot_is_read_and_taken_over(page: Page, server: Server) -> None:
    stage = open_stage(page, server.address, "momentum", **PAIRS)
    filled(stage)
    told = read(stage)
    with silent(server):
        page.mouse.down()
        page.mouse.up()
        stage.until("Number(data.previews) > 0")
        taken = stage.value("lr"), stage.value("beta")
        assert taken == pytest.approx(told, rel=0.02)
        # Another valley has another map and other limits, and the hand waits for nobody.
        before = limit(stage)
        stage.find("knob-kappa-field").fill("200")
        page.keyboard.press("Enter")
        moved(stage, before)
        filled(stage)
        # A tenth of the rate: as far left as a decade is wide, of the range's 4.7.
        assert before - limit(stage) == pytest.approx(1 / 4.7, abs=0.05)
    stage.until("data.busy === 'false' && data.preview === 'false'")
    assert (stage.value("lr"), stage.value("beta")) == taken
    assert "pairs~linear" in page.url


@pytest.mark.parametrize("path", ["race", "adam"])
def test_pages_whose_rule_has_momentum_offer_one(page: Page, address: str, path: str) -> None:
    stage = open_stage(page, address, path, **PAIRS)
    filled(stage)
    expect(stage.root.locator(".dl-curve .dl-map-key").first).to_contain_text("steps until ‖g‖ ≤")


def test_a_saved_picture_says_what_its_colours_mean(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.add_init_script(NOTE_PAINTED_TEXT)
    stage = open_stage(page, address, "momentum", **PAIRS)
    filled(stage)
    said = stage.find("pair-key").locator("li").all_inner_texts()
    painted(page)
    with page.expect_download() as download:
        stage.share("picture")
    download.value.save_as(tmp_path / "pairs.png")
    text = painted(page)
    assert said
    assert all(words in text for words in said)


def test_a_question_hides_the_map(page: Page, address: str) -> None:
    stage = open_stage(page, address, "momentum", **PAIRS, predict="2~40")
    key = stage.root.locator(".dl-curve .dl-map-key").first
    stage.until("data.predict === 'open'")
    expect(key).to_be_hidden()
    page.mouse.click(*stage.at(0.5, 0.5))
    expect(key).to_be_visible()


def test_a_rate_that_no_knob_sets_has_no_map(page: Page, address: str) -> None:
    stage = open_stage(page, address, "momentum", **PAIRS, tuned=1)
    key = stage.find("pair-key").first
    expect(key).to_have_text("No run here takes its α and β from the knobs.")


def test_a_browser_without_webassembly_is_sent_its_map(page: Page, address: str) -> None:
    page.add_init_script("delete globalThis.WebAssembly")
    stage = open_stage(page, address, "momentum", **PAIRS)
    filled(stage)
    told = read(stage)
    with stage.answered():
        page.mouse.down()
        page.mouse.up()
    taken = stage.value("lr"), stage.value("beta")
    assert taken == pytest.approx(told, rel=0.02)
    assert limit(stage) > 0
