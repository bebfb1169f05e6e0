"""Lessons 7 to 10 in the browser: arrows and numbers of a step, the map, charts at rest."""

from playwright.sync_api import Page, expect

from .stage import Stage, open_stage, wait_for_query


def marks(stage: Stage) -> str:
    """Heads, marks and arrows as they are painted."""
    canvas = stage.root.locator(".dl-plot > canvas").nth(1)
    painted: str = canvas.evaluate("(canvas) => canvas.toDataURL()")
    return painted


def test_a_step_is_taken_apart_and_worked_through(page: Page, address: str) -> None:
    stage = open_stage(page, address, "momentum")
    stage.find("first").click()
    velocity = stage.find("step").locator(".dl-step-line").nth(1)
    expect(velocity).to_contain_text("=0.8·(0,0)")
    expect(velocity).to_contain_text("=(−2.7,31)")
    painted = marks(stage)
    stage.find("forward").click()
    stage.until("data.at === '1'")
    assert marks(stage) != painted
    expect(velocity).to_contain_text("=0.8·(−2.7,31)")


def test_without_memory_the_outcome_says_so_while_the_knob_is_turned(
    page: Page, address: str
) -> None:
    stage = open_stage(page, address, "momentum")
    stage.type_knob("beta", "0")
    assert "the same numbers" in stage.outcome


def test_turning_the_valley_takes_the_lead_from_adagrad(page: Page, address: str) -> None:
    stage = open_stage(page, address, "per_coordinate_rates")
    assert stage.reveal().outcome.startswith("AdaGrad stays within")
    stage.type_knob("angle", "45")
    assert stage.outcome.startswith("Momentum")


def test_a_start_of_its_own_for_the_rare_feature(page: Page, address: str) -> None:
    stage = open_stage(page, address, "per_coordinate_rates", view="sparse")
    stage.click(0.5, 0.9)
    wait_for_query(page, "weights", stage.data("start"))
    assert stage.reveal().outcome.startswith("Each at its own fastest")


def test_adams_correction_is_chosen_and_answers_its_knobs(page: Page, address: str) -> None:
    stage = open_stage(page, address, "adam").reveal()
    page.get_by_role("radio", name="Bias correction").click()
    stage.until("data.revealed === 'false'")
    stage.reveal()
    expect(stage.find("outcome")).to_contain_text("the first step is 3.16 α")
    stage.type_knob("beta2", "0.9")
    expect(stage.find("outcome")).to_contain_text("the first step is 0.316 α")


def test_the_charts_follow_the_decay_once_the_knob_rests(page: Page, address: str) -> None:
    stage = open_stage(page, address, "weight_decay")
    stage.type_knob("weight_decay", "0.25")
    assert "Adam + L2 ends 20" in stage.outcome
    page.wait_for_function(
        "[...document.querySelectorAll('.stPlotlyChart .js-plotly-plot')]"
        ".every((plot) => plot.layout.shapes[0].x0 === 0.25)"
    )
