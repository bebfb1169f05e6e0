"""A map over two knobs, in a curve's place: every dot is a run with their values there."""

import re

import pytest
from playwright.sync_api import Page, expect

from .server import Server
from .stage import Stage, open_stage
from .test_preview import silent

PAIRS = {"curves": "pairs~linear"}
TOLD = re.compile(r"α ([\d.]+), β ([\d.]+): ‖g‖ (≤ 0.01 after|> 0.01 for) \d+ steps?")


def filled(stage: Stage) -> None:
    """Wait for the map to be as fine as it gets."""
    expect(stage.find("curve").first).to_have_attribute("data-rests", "true", timeout=30_000)


def test_a_dot_is_read_and_taken_over(page: Page, server: Server) -> None:
    stage = open_stage(page, server.address, "momentum", **PAIRS)
    filled(stage)
    box = stage.find("curve").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.55 * box["width"], box["y"] + 0.4 * box["height"])
    told = TOLD.search(stage.find("curve-hover").first.inner_text())
    assert told
    with silent(server):
        page.mouse.down()
        page.mouse.up()
        stage.until("Number(data.previews) > 0")
        taken = stage.value("lr"), stage.value("beta")
        assert taken == pytest.approx([float(told[1]), float(told[2])], rel=0.02)
        # Another valley has another map, and the hand waits for nobody.
        stage.find("knob-kappa-field").fill("200")
        page.keyboard.press("Enter")
        expect(stage.find("curve").first).to_have_attribute("data-rests", "false")
        filled(stage)
    stage.until("data.busy === 'false' && data.preview === 'false'")
    assert (stage.value("lr"), stage.value("beta")) == taken
    assert "pairs~linear" in page.url


@pytest.mark.parametrize("path", ["race", "adam"])
def test_pages_whose_rule_has_momentum_offer_one(page: Page, address: str, path: str) -> None:
    stage = open_stage(page, address, path, **PAIRS)
    filled(stage)
    expect(stage.root.locator(".dl-curve .dl-map-key").first).to_contain_text("steps until ‖g‖ ≤")


def test_a_question_hides_the_map(page: Page, address: str) -> None:
    stage = open_stage(page, address, "momentum", **PAIRS, predict="2~40")
    key = stage.root.locator(".dl-curve .dl-map-key").first
    stage.until("data.predict === 'open'")
    expect(key).to_be_hidden()
    page.mouse.click(*stage.at(0.5, 0.5))
    expect(key).to_be_visible()


def test_a_browser_without_webassembly_says_why_there_is_none(page: Page, address: str) -> None:
    page.add_init_script("delete globalThis.WebAssembly")
    stage = open_stage(page, address, "momentum", **PAIRS)
    expect(stage.find("pair-key").first).to_have_text(re.compile("cannot run programs"))
    expect(stage.find("pair-key").nth(1)).to_be_hidden()
