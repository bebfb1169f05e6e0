"""A theme chosen in the app's menu holds on every page."""

from playwright.sync_api import Page, expect

from .stage import open_stage, wait_for_page


def choose(page: Page, theme: str) -> None:
    """Choose a theme in Streamlit's menu."""
    page.get_by_test_id("stMainMenu").click()
    page.get_by_test_id(f"stMainMenuItem-theme-{theme}").click()
    page.keyboard.press("Escape")


def test_a_chosen_theme_holds_on_another_page_after_a_reload(page: Page, address: str) -> None:
    stage = open_stage(page, address, "momentum")
    assert stage.data("mode") == "light"
    choose(page, "Dark")
    expect(stage.root).to_have_attribute("data-mode", "dark")
    page.get_by_test_id("stSidebar").get_by_text("Race", exact=True).click()
    wait_for_page(page, "race")
    page.reload()
    assert wait_for_page(page, "race").data("mode") == "dark"
    assert open_stage(page, address, "").data("mode") == "dark"
    choose(page, "System")
    expect(stage.root).to_have_attribute("data-mode", "light")
    assert open_stage(page, address, "momentum").data("mode") == "light"
    page.emulate_media(color_scheme="dark")
    assert open_stage(page, address, "race").data("mode") == "dark"
