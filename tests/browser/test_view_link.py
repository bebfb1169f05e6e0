"""What is seen is in the link: the step, the chosen curves, the zoom and the hidden runs."""

from collections.abc import Callable

from playwright.sync_api import Page

from .stage import Stage, open_stage, query, wait_for_page, wait_for_query
from .test_view import wheel

Opener = Callable[..., Page]

RANGE = "(contour) => contour._fullLayout.xaxis.range.concat(contour._fullLayout.yaxis.range)"

ZOOM_IS_IN_THE_LINK = f"""(contour) => {{
  const told = new URLSearchParams(location.search).get("zoom")?.split(",").map(Number) ?? [];
  return ({RANGE})(contour).every((end, i) => Math.abs(end - told[i]) < 1e-3);
}}"""


def seen(stage: Stage) -> tuple[object, ...]:
    """What a reader sees beyond the runs."""
    choices = stage.find("curve-choice").evaluate_all("(all) => all.map((e) => e.value)")
    scales = stage.find("curve-scale").all_inner_texts()
    zoom = stage.root.locator(".dl-contour").first.evaluate(RANGE)
    legend = stage.root.locator(".dl-legend [aria-pressed]")
    pressed = legend.evaluate_all("(all) => all.map((e) => e.ariaPressed)")
    return stage.step, choices, scales, [round(each, 2) for each in zoom], pressed


def look_around(stage: Stage) -> None:
    """Choose another view, as a reader's hand does."""
    for _ in range(3):
        stage.find("forward").click()
    stage.find("curve-choice").first.select_option(index=1)
    stage.find("curve-scale").first.click()
    stage.root.locator(".dl-legend [aria-pressed]").nth(1).click()
    wheel(stage, 0.4, 0.6)


def test_a_view_survives_a_reload_a_page_change_and_another_browser(
    open_page: Opener, address: str
) -> None:
    page = open_page(reduced_motion="reduce")
    stage = open_stage(page, address, "race")
    stage.find("first").click()
    look_around(stage)
    wait_for_query(page, "at", "3")
    wait_for_query(page, "curves", "gradient~linear")
    wait_for_query(page, "hide", "2")
    page.wait_for_function(f"({ZOOM_IS_IN_THE_LINK})(document.querySelector('.dl-contour'))")
    view, link = seen(stage), page.url
    assert len(query(page)["zoom"].split(",")) == 4
    page.reload()
    assert (seen(stage.ready()), page.url) == (view, link)
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.get_by_text("Momentum", exact=True).click()
    wait_for_page(page, "momentum")
    assert "hide" not in query(page)
    sidebar.get_by_text("Race", exact=True).click()
    assert seen(wait_for_page(page, "race")) == view
    wait_for_query(page, "at", "3")
    assert page.url == link
    other = open_page({"viewport": {"width": 1366, "height": 768}, "color_scheme": "dark"})
    other.goto(link)
    assert seen(Stage(other).ready()) == view


def test_back_shows_what_was_seen_and_a_link_without_a_step_the_start(
    page: Page, address: str
) -> None:
    stage = open_stage(page, address, "gradient_descent", at=7)
    assert stage.step == 7
    stage.find("forward").click()
    wait_for_query(page, "at", "8")
    entries = page.evaluate("history.length")
    page.get_by_test_id("stSidebar").get_by_text("Race", exact=True).click()
    assert wait_for_page(page, "race").step == 0
    page.go_back()
    assert wait_for_page(page, "gradient_descent").step == 8
    # All of it took one entry of the history: the other page's.
    assert page.evaluate("history.length") == entries + 1
    assert open_stage(page, address, "gradient_descent").step == 0


def test_another_surface_drops_step_and_zoom(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent", at=7, zoom="-1,1,-1,1")
    assert stage.root.locator(".dl-plot").get_attribute("data-zoomed") == "true"
    page.get_by_role("combobox").first.click()
    with stage.one_more():
        page.get_by_role("option", name="Himmelblau").click()
    wait_for_query(page, "at", None)
    wait_for_query(page, "zoom", None)
    assert stage.step == 0
    assert stage.root.locator(".dl-plot").get_attribute("data-zoomed") == "false"


def test_a_moved_view_costs_no_message_where_the_page_says_nothing_of_it(
    page: Page, address: str
) -> None:
    sent: list[str | bytes] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda data: sent.append(data)))
    stage = open_stage(page, address, "race")
    stage.find("first").click()
    page.wait_for_timeout(500)
    updates = stage.updates
    assert sent
    sent.clear()
    look_around(stage)
    wait_for_query(page, "hide", "2")
    page.wait_for_timeout(700)
    assert sent == []
    assert stage.updates == updates


def test_the_copied_link_has_the_view_at_once(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    stage = open_stage(page, address, "gradient_descent")
    stage.find("first").click()
    stage.find("forward").click()
    stage.root.locator(".dl-legend [aria-pressed]").first.click()
    stage.share("link")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{address}/gradient_descent?at=1&hide=1"
