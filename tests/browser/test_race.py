"""The race: runs come and go, each with its own knobs, together or apart, with a table."""

from playwright.sync_api import Page, expect

from ui.page.palette import styles

from .stage import open_stage, wait_for_query

RUNS = "gd~lr~0.01~~adam~lr~0.1"


def rows(page: Page) -> list[str]:
    """The results, a line each."""
    return page.locator("table tbody tr").all_inner_texts()


def test_a_laptop_has_one_row_to_set_it_up(page: Page, address: str) -> None:
    open_stage(page, address, "race")
    surface = page.get_by_test_id("stSelectbox").first.bounding_box()
    remove = page.get_by_role("button", name="Remove", exact=True).bounding_box()
    assert surface
    assert remove
    assert surface["y"] <= remove["y"] < surface["y"] + surface["height"]


def test_pills_and_table_have_the_colours_of_the_runs(page: Page, address: str) -> None:
    open_stage(page, address, "race").reveal()
    pills = page.get_by_test_id("stButtonGroup").first.get_by_role("radio")
    swatches = page.locator(".dl-results .dl-swatch")
    expect(swatches.first).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        looks = [getattr(style, scheme) for style in styles(["gd", "momentum", "rmsprop", "adam"])]
        colours = [f"rgb{tuple(bytes.fromhex(look[1:]))}" for look in looks]
        expect(swatches).to_have_count(4)
        for place, colour in enumerate(colours):
            expect(swatches.nth(place)).to_have_css("background-color", colour)
            expect(pills.nth(place)).to_have_css("background-color", colour, pseudo="before")


def test_adding_a_run(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race", runs=RUNS)
    page.get_by_role("combobox", name="Add a run").click()
    page.get_by_role("option", name="AdamW", exact=True).click()
    expect(stage.root.locator(".dl-legend button")).to_have_count(3)
    expect(page.get_by_role("radio", name="AdamW")).to_be_checked()
    stage.knob("weight_decay").wait_for()
    expect(page.locator("table tbody tr")).to_have_count(3)
    stage.reveal()
    assert "AdamW" in rows(page)[2]


def test_removing_a_run(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race", runs=RUNS, run=2)
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(stage.root.locator(".dl-legend button")).to_have_count(1)
    wait_for_query(page, "runs", "gd~lr~0.01")
    expect(page.locator("table tbody tr")).to_have_count(1)
    expect(page.get_by_role("button", name="Remove", exact=True)).to_be_disabled()


def test_what_is_switched_off_stays_off_by_its_name(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race")
    names = stage.root.locator(".dl-legend button")
    off = stage.root.locator(".dl-legend [aria-pressed=false]")
    for shown in ("Momentum", "Adam"):
        names.filter(has_text=shown).click()
    expect(off).to_have_count(2)
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(names).to_have_count(3)
    expect(off).to_have_count(1)
    expect(off).to_contain_text("Adam")


def test_an_experiment_with_fewer_runs(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race", run=4)
    page.get_by_role("button", name="With and without bias correction").click()
    expect(stage.root.locator(".dl-legend button")).to_have_count(2)
    stage.click(0.4, 0.4)


def test_each_run_has_its_own_knobs(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race", runs=RUNS, run=1)
    assert stage.value("lr") == 0.01
    page.get_by_role("radio", name="Adam", exact=True).click()
    stage.knob("beta1").wait_for()
    assert stage.value("lr") == 0.1
    stage.type_knob("lr", "0.07")
    wait_for_query(page, "runs", "gd~lr~0.01~~adam~lr~0.07")
    page.get_by_role("radio", name="Gradient descent").click()
    stage.knob("beta1").wait_for(state="detached")
    assert stage.value("lr") == 0.01


def test_together_and_apart(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race")
    panels = stage.find("panel")
    expect(panels).to_have_count(1)
    page.get_by_text("One each", exact=True).click()
    expect(panels).to_have_count(4)
    wait_for_query(page, "layout", "apart")
    stage.ready()
    stage.click(0.5, 0.5, panel=3)
    page.get_by_text("One panel", exact=True).click()
    expect(panels).to_have_count(1)


def test_the_table_tells_what_the_runs_did(page: Page, address: str) -> None:
    stage = open_stage(
        page, address, "race", runs="gd~lr~0.02~~gd~lr~1.0", surface="valley", steps=100
    )
    stage.reveal()
    good, bad = rows(page)
    assert "after 100 steps" in good
    assert "diverged at step" in bad
    assert "diverged at step" in stage.outcome
    with stage.answered():
        page.get_by_role("button", name="Who leaves the saddle first?").click()
    expect(page.locator("table tbody")).to_contain_text("beyond y")
