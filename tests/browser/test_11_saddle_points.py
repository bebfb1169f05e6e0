"""Lesson 11 in the browser: noise frees the runs, and the shown point is told at every rest."""

from playwright.sync_api import Page, expect

from .stage import open_stage, wait_for_query


def test_noise_takes_the_runs_off_the_line(page: Page, address: str) -> None:
    stage = open_stage(page, address, "saddle_points", start="0.6,0.0", steps=300).reveal()
    assert "have not left the saddle" in stage.outcome
    stage.type_knob("sigma", "0.01")
    stage.reveal()
    assert "not left" not in stage.outcome
    assert "it was noise that took the runs off it" in stage.outcome
    wait_for_query(page, "sigma", "0.01")


def test_the_shown_point_is_told_where_the_clock_rests(page: Page, address: str) -> None:
    link = {"surface": "double_well", "runs": "gd~lr~0.1", "steps": 200}
    stage = open_stage(page, address, "saddle_points", **link)
    told = page.get_by_text("The eigenvalues of the Hessian H are")
    expect(told).to_contain_text("at step 0.")
    expect(told).to_contain_text("is a saddle")
    stage.find("last").click()
    expect(told).to_contain_text("at step 200.")
    expect(told).to_contain_text("long: small.")
    expect(told).to_contain_text("is a minimum")
