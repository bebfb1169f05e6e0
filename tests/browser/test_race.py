"""The race: runs come and go, each with its own knobs, together or apart, with a table."""

import pytest
from playwright.sync_api import Locator, Page, expect

from ui.page.palette import styles

from .stage import Stage, open_stage, wait_for_query

RUNS = "gd~lr~0.01~~adam~lr~0.1"


def rows(page: Page) -> list[str]:
    """The results, a line each."""
    return page.locator("table tbody tr").all_inner_texts()


def listed(stage: Stage) -> Locator:
    """The runs as the list above the picture has them."""
    return stage.root.locator(".dl-run")


def chosen(stage: Stage) -> Locator:
    """The one whose knobs are shown."""
    return stage.root.locator(".dl-run[data-chosen=true]")


def test_a_laptop_has_one_row_to_set_it_up(page: Page, address: str) -> None:
    open_stage(page, address, "race")
    surface = page.get_by_test_id("stSelectbox").first.bounding_box()
    panels = page.get_by_test_id("stButtonGroup").first.bounding_box()
    assert surface
    assert panels
    assert surface["y"] <= panels["y"] < surface["y"] + surface["height"]


def test_the_table_has_the_colours_of_the_runs(page: Page, address: str) -> None:
    open_stage(page, address, "race").reveal()
    swatches = page.locator(".dl-results .dl-swatch")
    expect(swatches.first).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        looks = [getattr(style, scheme) for style in styles(["gd", "momentum", "rmsprop", "adam"])]
        colours = [f"rgb{tuple(bytes.fromhex(look[1:]))}" for look in looks]
        expect(swatches).to_have_count(4)
        for place, colour in enumerate(colours):
            expect(swatches.nth(place)).to_have_css("background-color", colour)


def numbers(page: Page, column: str) -> list[float]:
    """What a column of the table sorts by, from above; what lacks a number is left out."""
    read = """(table, key) => {
      const place = [...table.tHead.rows[0].cells].findIndex(({ dataset }) => dataset.sort === key);
      return [...table.tBodies[0].rows].flatMap(({ cells }) => cells[place].dataset.value ?? []);
    }"""
    return [float(number) for number in page.locator(".dl-sortable").evaluate(read, column)]


def test_a_head_sorts_the_table_by_click_and_key_whatever_is_answered(
    page: Page, address: str
) -> None:
    stage = open_stage(page, address, "race", sort="lr").reveal()
    head = page.get_by_role("columnheader", name="final loss")
    assert numbers(page, "lr") == sorted(numbers(page, "lr"))
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    losses = numbers(page, "loss")
    assert losses == sorted(losses)
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(head.get_by_role("button")).to_be_focused()
    assert numbers(page, "loss") == losses[::-1]
    wait_for_query(page, "sort", "-loss")
    expect(page.locator("[aria-sort]")).to_have_count(1)
    stage.type_knob("lr", "0.0001")
    expect(page.locator(".dl-sortable")).to_contain_text("0.0001")
    changed = numbers(page, "loss")
    assert changed == sorted(changed, reverse=True) != losses[::-1]
    expect(head).to_have_attribute("aria-sort", "descending")


def test_adding_a_run(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race", runs=RUNS)
    page.get_by_role("combobox", name="Add a run").click()
    page.get_by_role("option", name="AdamW", exact=True).click()
    expect(listed(stage)).to_have_count(3)
    expect(chosen(stage)).to_contain_text("AdamW")
    stage.knob("weight_decay").wait_for()
    expect(page.locator("table tbody tr")).to_have_count(3)
    stage.reveal()
    assert "AdamW" in rows(page)[2]


def test_a_run_is_duplicated_renamed_and_removed_by_keyboard(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race", runs=RUNS, run=2)
    chosen(stage).get_by_role("button", name="Duplicate").focus()
    page.keyboard.press("Enter")
    expect(chosen(stage)).to_contain_text("Adam 2")
    expect(page.get_by_role("button", name="Duplicate Adam 2")).to_be_focused()
    page.get_by_role("button", name="Rename Adam 2").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("<b>Mine</b> ~%7E")
    page.keyboard.press("Enter")
    expect(chosen(stage).locator("strong")).to_have_text("<b>Mine</b> ~%7E")
    # Whatever is typed is text, also to the address.
    copy = "adam~lr~0.1~own_name~<b>Mine</b> %7E%257E"
    wait_for_query(page, "runs", f"{RUNS}~~{copy}")
    stage.reveal()
    assert "<b>Mine</b> ~%7E" in rows(page)[2]
    chosen(stage).get_by_role("button", name="Remove").focus()
    page.keyboard.press("Enter")
    expect(listed(stage)).to_have_count(2)
    expect(page.get_by_role("button", name="Remove Adam")).to_be_focused()
    wait_for_query(page, "runs", RUNS)


def test_the_last_run_stays(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race", runs="gd~lr~0.01")
    expect(chosen(stage).get_by_role("button", name="Remove")).to_be_disabled()


@pytest.mark.parametrize("layout", ["together", "apart"])
def test_what_is_switched_off_stays_off_by_its_name(page: Page, address: str, layout: str) -> None:
    stage = open_stage(page, address, "race", layout=layout)
    off = stage.root.locator(".dl-run:has([aria-pressed=false])")
    for shown in ("Momentum", "Adam"):
        page.get_by_role("button", name=f"Show {shown}").click()
    expect(off).to_have_count(2)
    with stage.answered():
        chosen(stage).get_by_role("button", name="Remove").click()
    expect(listed(stage)).to_have_count(3)
    expect(off).to_have_count(1)
    expect(off).to_contain_text("Adam")
    with stage.answered():
        off.get_by_role("button", name="Adam α").click()
    expect(chosen(stage)).to_contain_text("Adam")
    # A name that another run has is numbered.
    for name, shown in (("Mine", "Mine"), ("RMSProp", "RMSProp 2")):
        page.get_by_role("button", name="Rename").click()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        expect(off.locator("strong")).to_have_text(shown)
        wait_for_query(page, "hide", "3")


def test_an_experiment_with_fewer_runs(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race", run=4)
    page.get_by_role("button", name="With and without bias correction").click()
    expect(listed(stage)).to_have_count(2)
    stage.click(0.4, 0.4)


def test_each_run_has_its_own_knobs(page: Page, address: str) -> None:
    stage = open_stage(page, address, "race", runs=RUNS, run=1)
    assert stage.value("lr") == 0.01
    listed(stage).filter(has_text="Adam").get_by_role("button", name="Adam α").click()
    stage.knob("beta1").wait_for()
    assert stage.value("lr") == 0.1
    stage.type_knob("lr", "0.07")
    wait_for_query(page, "runs", "gd~lr~0.01~~adam~lr~0.07")
    listed(stage).first.get_by_role("button", name="Gradient descent α").click()
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
    expect(page.locator("table tbody")).to_contain_text("past y")
