"""Lesson 5 in the browser: clouds follow the knob and the clock."""

from playwright.sync_api import Page

from .stage import Stage, open_stage, wait_for_query

# The marks' canvas of a panel, as numbers that change with what is painted.
_PAINTED = """(stage, nth) => {
  const plot = stage.querySelectorAll("[data-testid=plot]")[nth];
  return plot.querySelectorAll(":scope > canvas")[1].toDataURL();
}"""


def cloud(stage: Stage, panel: int) -> str:
    painted: str = stage.root.evaluate(_PAINTED, panel)
    return painted


def test_clouds_follow_the_batch_and_the_clock(page: Page, address: str) -> None:
    stage = open_stage(page, address, "batch_size")
    assert stage.find("panel").count() == 3
    before, outcome = cloud(stage.reveal(), 0), stage.outcome
    stage.type_knob("batch", "4")
    assert cloud(stage, 0) != before
    assert stage.outcome != outcome
    wait_for_query(page, "batch", "4")
    at_end = cloud(stage, 2)
    stage.root.focus()
    page.keyboard.press("Home")
    stage.until("data.step === '0'")
    assert cloud(stage, 2) != at_end


def test_an_experiment_sets_the_sampling_too(page: Page, address: str) -> None:
    stage = open_stage(page, address, "batch_size")
    with stage.answered():
        stage.find("preset-1").click()
    stage.reveal()
    stage.until("root.querySelector('[data-testid=outcome]').innerText.includes('no noise')")
    wait_for_query(page, "sampling", "shuffled")
    assert page.get_by_role("radio", name="Shuffled").get_attribute("aria-checked") == "true"


def test_charts_stand_below(page: Page, address: str) -> None:
    open_stage(page, address, "batch_size").reveal()
    charts = page.locator("[data-testid=stPlotlyChart]")
    charts.nth(1).wait_for()
    assert charts.count() == 2
