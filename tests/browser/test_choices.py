"""Surfaces and experiments: what is chosen from a list."""

from playwright.sync_api import Page

from .stage import open_stage, query, wait_for_query


def choose_surface(page: Page, name: str) -> None:
    """As a reader does: open the list, take an entry."""
    page.get_by_role("combobox", name="Surface").click()
    page.get_by_role("option", name=name, exact=True).click()


def test_a_surface_brings_its_own_start_knobs_and_marks(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent")
    stage.click(0.9, 0.1)
    wait_for_query(page, "start", stage.data("start"))
    choose_surface(page, "Rosenbrock's valley")
    stage.knob("b").wait_for()
    assert stage.knob("kappa").count() == 0
    assert query(page)["surface"] == "rosenbrock"
    assert "start" not in query(page)
    choose_surface(page, "Himmelblau")
    stage.knob("b").wait_for(state="detached")
    legend = stage.root.locator(".dl-legend").inner_text()
    assert all(word in legend for word in ("minimum", "saddle", "maximum"))
    stage.until("root.querySelector('.dl-contour').dataset.drawn.startsWith('himmelblau')")


def test_an_experiment_is_one_click(page: Page, address: str) -> None:
    stage = open_stage(page, address, "gradient_descent", surface="bowl", lr=0.3, steps=7)
    with stage.answered():
        stage.root.get_by_role("button", name="just too much").click()
    assert stage.value("lr") == 0.102
    assert stage.last_step == 80
    assert stage.knob("kappa").count() == 1
    wait_for_query(page, "lr", "0.102")
    wait_for_query(page, "surface", None)
    stage.until("data.playing === 'true' || data.at === data.last")
    chosen = page.get_by_role("combobox", name="Surface").locator("xpath=ancestor::div[1]")
    assert (
        "Elongated valley" in chosen.inner_text()
        or "valley" in page.get_by_role("combobox", name="Surface").input_value()
    )


def test_a_stage_lives_on_where_streamlit_cleans_up_before_it_calls_again(
    page: Page, address: str
) -> None:
    """As it does where two changes come at once, a note that all rests and a chosen surface."""
    stage = open_stage(page, address, "gradient_descent")
    lives, ends = stage.root.evaluate(
        """async (root) => {
          const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
          const main = loaded.find((name) => name.endsWith("/main.js"));
          const { default: mount, stageOf } = await import(main);
          let host = root;
          while (!stageOf(host)) host = host.parentElement;
          const before = stageOf(host);
          const component = { parentElement: host, data: before.bytes, setTriggerValue: () => {} };
          const clean = await mount(component);
          clean();
          const lives = stageOf(host) === before;
          host.remove();
          clean();
          return [lives, stageOf(host) === undefined];
        }"""
    )
    assert (lives, ends) == (True, True)
