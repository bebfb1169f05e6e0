"""A reader types a formula: it is drawn and descended, followed by hand, and in the link."""

from playwright.sync_api import Page, expect

from ui.page.typed_surface import NAME

from .server import Server
from .stage import Stage, open_stage, query, wait_for_query
from .test_choices import choose_surface
from .test_preview import previewed, silent

TEXT = "sin(x)*y^2 + 0.1*(x^2 + y^2)"


def test_a_typed_formula_is_drawn_followed_and_linked(page: Page, server: Server) -> None:
    stage = open_stage(page, server.address, "gradient_descent", steps="40", lr="0.05")
    choose_surface(page, NAME)
    field = page.get_by_role("textbox", name="Formula of the surface")
    expect(field).to_be_visible()
    before = stage.root.locator(".dl-contour").get_attribute("data-drawn")
    field.fill(TEXT)
    field.press("Enter")
    wait_for_query(page, "formula", TEXT)
    stage.until("root.querySelector('.dl-contour').dataset.drawn !== argument", before)
    stage.until("data.busy === 'false'")
    stage.find("last").click()
    assert not stage.is_blank
    before = stage.picture
    with silent(server):
        with previewed(stage):
            page.mouse.click(*stage.at(0.3, 0.35))
        stage.find("last").click()
        assert stage.picture != before
        followed = stage.find("step").inner_text()
    stage.until("data.busy === 'false' && data.preview === 'false'")
    assert stage.find("step").inner_text() == followed
    wait_for_query(page, "start", stage.data("start"))
    state = stage.state
    field.fill("x^2 + 2y")
    field.press("Enter")
    wrong = page.get_by_text("Use * for multiplication: 2y should be 2*y (at character 8)")
    expect(wrong).to_be_visible()
    assert "x^2 + 2y\n       ^" in page.get_by_test_id("stCode").inner_text()
    assert stage.state == state
    assert query(page)["formula"] == TEXT
    page.goto(page.url)
    again = Stage(page).ready()
    assert again.state == state
    expect(field).to_have_value(TEXT)
