"""A map of starts: chosen, read, adopted by a click, and following all that its runs depend on."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from optim import trace
from surfaces import NEAR, SURFACES

from .server import Server
from .stage import Stage, open_stage, wait_for_query
from .test_preview import previewed, silent
from .test_view import wheel

Opener = Callable[..., Page]
HIMMELBLAU = SURFACES["himmelblau"]
RUN = {"surface": "himmelblau", "runs": "gd~lr~0.01", "steps": 60}
NAMED = ["(3, 2)", "(−2.81, 3.13)", "(−3.78, −3.28)", "(3.58, −1.85)", "elsewhere", "diverged"]
RESTS = """[...root.querySelectorAll('[data-testid=map]')].every(
  (map) => map.hidden === !argument && (map.hidden || map.dataset.rests === 'true'))"""


def filled(stage: Stage, panel: int = 0) -> str:
    """The map at its finest."""
    stage.until(RESTS, True)
    canvas = stage.find("map").nth(panel).locator("canvas")
    painted: str = canvas.evaluate("(canvas) => canvas.toDataURL()")
    return painted


def changed(stage: Stage, before: str) -> str:
    """The map at its finest, once it is another one."""
    stage.until("root.querySelector('[data-testid=map] canvas').toDataURL() !== argument", before)
    return filled(stage)


def names(stage: Stage) -> list[str]:
    """What the key says."""
    return stage.find("map-key").locator("li").all_inner_texts()


def minimum(x: float, y: float) -> str:
    """Where the run from there ends, as the key names it."""
    end = trace("gd", HIMMELBLAU, (x, y), steps=60, lr=0.01).points[-1]
    found = HIMMELBLAU.nearest_minimum(*end.tolist())
    assert found
    return NAMED[HIMMELBLAU.minima.index(found[0])] if found[1] <= NEAR else "elsewhere"


def test_a_map_is_chosen_read_and_adopted(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race", **RUN)
    expect(stage.find("map")).to_be_hidden()
    stage.find("map-kind").select_option("ends")
    whole = filled(stage)
    assert names(stage) == NAMED
    assert f"ends within {NEAR} of" in stage.find("map-key").inner_text()
    wait_for_query(page, "map", "ends")
    seen = set()
    for shares in ((0.25, 0.25), (0.75, 0.3), (0.3, 0.75), (0.7, 0.8)):
        pixel = stage.at(*shares)
        page.mouse.move(*pixel)
        told = minimum(*stage.data_at(pixel))
        expect(stage.find("hover")).to_contain_text(told)
        stage.click(*shares)
        assert minimum(*stage.start) == told
        seen.add(told)
    assert seen == set(NAMED[:4])
    assert filled(stage) == whole
    assert stage.reveal().outcome


def test_a_map_follows_knobs_zoom_and_link_without_a_server(
    open_page: Opener, server: Server
) -> None:
    page = open_page()
    stage = open_stage(page, server.address, "race", **RUN, map="steps")
    first = filled(stage)
    with silent(server):
        with previewed(stage):
            stage.find("knob-lr-field").fill("0.02")
            page.keyboard.press("Enter")
        turned = changed(stage, first)
    stage.until("data.busy === 'false' && data.preview === 'false'", timeout=60_000)
    assert filled(stage) == turned
    wheel(stage, 0.3, 0.3, times=2)
    zoomed = changed(stage, turned)
    stage.find("map-kind").select_option("loss")
    changed(stage, zoomed)
    # A link tells a zoom to a tenth of a pixel: the whole is told exactly.
    page.get_by_label("Reset the view").click()
    stage.until("root.querySelector('.dl-plot').dataset.zoomed === 'false'")
    loss = filled(stage)
    assert "loss above the minimum after 60 steps" in stage.find("map-key").inner_text()
    wait_for_query(page, "map", "loss")
    again = open_page()
    again.goto(page.url)
    other = Stage(again).ready()
    assert filled(other) == loss
    assert names(other) == names(stage)
    other.find("map-kind").select_option("")
    other.until(RESTS, False)
    expect(other.find("map-key")).to_be_hidden()
    expect(other.find("scale")).to_contain_text("loss, lower is darker")


def test_each_panel_maps_the_run_that_is_chosen(page: Page, address: str) -> None:
    stage = open_stage(page, address, surface="himmelblau", steps=60, map="ends")
    first = filled(stage)
    assert "Gradient descent" in stage.find("map-key").inner_text()
    stage.find("map-run").select_option(label="Adam")
    adam = changed(stage, first)
    wait_for_query(page, "map", "ends~4")
    stage.root.locator(".dl-legend [aria-pressed]").nth(3).click()
    assert filled(stage) == adam
    stage.find("map-run").select_option(label="Gradient descent")
    stage.root.locator(".dl-legend [aria-pressed]").first.click()
    assert changed(stage, adam) == first


def test_a_question_hides_the_map(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race", **RUN, map="ends", predict="1~40")
    expect(stage.find("map")).to_be_hidden()
    expect(stage.find("map-key")).to_be_hidden()
    page.mouse.move(*stage.at(0.25, 0.25))
    expect(stage.find("hover")).not_to_contain_text("ends")
    page.mouse.click(*stage.at(0.3, 0.3))
    assert names(stage) == NAMED
    filled(stage)


def test_a_browser_without_webassembly_is_sent_its_map(page: Page, address: str) -> None:
    page.add_init_script("delete globalThis.WebAssembly")
    stage = open_stage(page, address, "race", **RUN, map="ends")
    first = filled(stage)
    assert names(stage) == NAMED
    for shares in ((0.25, 0.25), (0.7, 0.8)):
        pixel = stage.at(*shares)
        page.mouse.move(*pixel)
        expect(stage.find("hover")).to_contain_text(minimum(*stage.data_at(pixel)))
    stage.type_knob("lr", "0.02")
    turned = changed(stage, first)
    wheel(stage, 0.3, 0.3, times=2)
    zoomed = changed(stage, turned)
    stage.find("map-kind").select_option("steps")
    changed(stage, zoomed)
    assert "steps until" in stage.find("map-key").inner_text()
