"""One grid: on a laptop all of a stage is in sight, and nothing moves under the hand."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import FloatRect, Locator, Page

from .conftest import Opener
from .stage import Stage, open_stage
from .test_question import assert_is_asked_and_answered
from .test_shapes import assert_to_scale
from .walk import walk

LAPTOP = {"viewport": {"width": 1366, "height": 768}}
DESKTOP = {"width": 1920, "height": 1080}
WITH_EXPERIMENTS = ["momentum", "adam", "race"]
# How many characters of its own text fit on a line of each column of prose.
_LINES = """() => {
  const brush = document.createElement("canvas").getContext("2d");
  const all = document.querySelectorAll(".stMain :is(.stMarkdown, .dl-results) p");
  return [...all].filter((p) => p.textContent.length > 200 && p.checkVisibility()).map((p) => {
    brush.font = getComputedStyle(p).font;
    const { textContent: text } = p;
    return p.clientWidth / (brush.measureText(text).width / text.length);
  });
}"""


@pytest.mark.parametrize("path", WITH_EXPERIMENTS)
def test_an_experiment_stays_where_it_is(open_page: Opener, address: str, path: str) -> None:
    page = open_page(LAPTOP)
    stage = open_stage(page, address, path).reveal()
    experiments = stage.root.locator(".dl-presets [data-testid^=preset]")
    assert experiments.count() > 2
    before = heights(experiments)
    for experiment in experiments.all():
        with stage.answered():
            experiment.click()
        assert heights(experiments) == pytest.approx(before, abs=1)


def test_every_page_opens_with_the_question_and_shows_all_of_its_stage(
    page: Page, address: str
) -> None:
    for path, stage in walk(page, address):
        assert_to_scale(stage, path)
        assert_is_asked_and_answered(stage, path)
        stage.find("last").click()
        assert_in_sight(stage)


def assert_in_sight(stage: Stage) -> None:
    """Nothing of it lies below the fold, not even its outcome."""
    if stage.find("panel").count() == 1:
        assert stage.frame()["height"] >= 430
        all_in_sight(stage.page, stage)
    # What a closed disclosure holds has a box, too, but is not seen.
    seen = ":is(.dl-legend, .dl-track, .dl-readings):not(details:not([open]) *)"
    parts = stage.root.locator(seen).all()
    for name in ("plot", "play", "outcome", "start-x", "curve"):
        parts += stage.find(name).all()
    for part in parts:
        there = part.bounding_box()
        assert not there or (there["y"] >= 0 and there["y"] + there["height"] <= 768), part


def test_a_typed_formula_leaves_the_picture_its_room(page: Page, address: str) -> None:
    stage = open_stage(page, address, "saddle_points", surface="formula")
    stage.find("last").click()
    assert stage.frame()["height"] >= 430
    all_in_sight(page, stage)


def test_the_whole_step_of_adam_is_in_sight(open_page: Opener, address: str) -> None:
    stage = open_stage(open_page(LAPTOP), address, "adam", steps=20).reveal()
    lines = stage.root.locator(".dl-step-lines")
    hidden = "(lines) => lines.scrollHeight - lines.clientHeight"
    assert lines.evaluate("(lines) => lines.clientHeight") > 150
    assert lines.evaluate(hidden) <= 2


def test_a_formula_stands_on_the_left_edge(page: Page, address: str) -> None:
    open_stage(page, address, "race")
    formula, title = page.locator(".stMain .katex-display").first, page.locator("h1")
    left = "(e) => (e.querySelector('.base') ?? e).getBoundingClientRect().left"
    assert formula.evaluate(left) == pytest.approx(title.evaluate(left), abs=1)


@pytest.mark.parametrize(("path", "least"), [("momentum", 3), ("batch_size", 2)])
def test_lines_of_prose_are_of_60_to_80_characters(
    open_page: Opener, address: str, path: str, least: int
) -> None:
    page = open_page(LAPTOP)
    open_stage(page, address, path).reveal()
    for size in (LAPTOP["viewport"], DESKTOP):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        lines = page.evaluate(_LINES)
        assert len(lines) >= least
        assert min(lines) >= 60
        assert max(lines) <= 80


def all_in_sight(page: Page, stage: Stage) -> None:
    """The picture is large; what belongs to it stands above the fold and on one left edge."""
    frame = box(stage.root.locator(".dl-frame").first)
    assert box(stage.find("plot").first)["height"] >= 430
    edges = [frame["x"], *(box(one)["x"] for one in headings(page, stage))]
    assert max(edges) - min(edges) <= 1
    parts = ["step", "curves", "presets", "knobs", "fields", "controls", "outcome"]
    for part in parts:
        for one in stage.root.locator(f".dl-{part}").all():
            if one.is_visible():
                assert bottom(one) <= 768, (page.url, part)


def headings(page: Page, stage: Stage) -> Sequence[Locator]:
    """What stands on the left edge: title, selectors, sentence."""
    selectors = page.locator(".stMain [data-testid=stCaptionContainer]:visible")
    found = [page.locator("h1"), stage.find("outcome")]
    return [*found, selectors.first] if selectors.count() else found


def heights(all_of: Locator) -> list[float]:
    return [box(one)["y"] for one in all_of.all()]


def bottom(one: Locator) -> float:
    there = box(one)
    return there["y"] + there["height"]


def box(one: Locator) -> FloatRect:
    there = one.bounding_box()
    assert there, one
    return there
