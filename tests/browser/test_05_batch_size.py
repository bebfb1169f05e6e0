"""Lesson 5 in the browser: clouds follow the knob and the clock."""

import numpy as np
from playwright.sync_api import Page, expect

from optim import gradients, trace
from surfaces import isotropic_line
from ui.page.numbers import as_text

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
    stage.until("data.at === '0'")
    assert cloud(stage, 2) != at_end


def test_an_experiment_sets_the_sampling_too(page: Page, address: str) -> None:
    stage = open_stage(page, address, "batch_size")
    with stage.answered():
        stage.find("preset-1").click()
    stage.reveal()
    stage.until("root.querySelector('[data-testid=outcome]').innerText.includes('no noise')")
    wait_for_query(page, "sampling", "shuffled")
    assert page.get_by_role("radio", name="Shuffled").get_attribute("aria-checked") == "true"


def test_the_means_step_is_told_at_every_step(page: Page, address: str) -> None:
    stage = open_stage(page, address, "batch_size", steps=30, runs=20)
    source, seeds = gradients.mini_batch(1, replacement=True), np.arange(20)
    surface = isotropic_line()
    runs = trace("gd", surface, stage.start, steps=30, gradient=source, seed=seeds, lr=0.1)
    formula, updates = stage.find("step"), stage.updates
    for step in (0, 7, 29):
        stage.find("scrubber").fill(str(step))
        expect(formula).to_contain_text(f"update {step} → {step + 1} of 30")
        for rows, at in ((runs.gradients, step), (runs.points, step + 1)):
            mean = map(as_text, rows[at].mean(axis=0).tolist())
            expect(formula).to_contain_text(f"=({','.join(mean)})")
    stage.find("last").click()
    expect(formula).to_contain_text("This was the last update.")
    assert stage.updates == updates


def test_charts_stand_below(page: Page, address: str) -> None:
    open_stage(page, address, "batch_size").reveal()
    charts = page.locator("[data-testid=stPlotlyChart]")
    charts.nth(1).wait_for()
    assert charts.count() == 2
