"""The race on its page: who takes part, whose knobs are shown, and what the table shows."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from lessons.race import settings as racing
from optim import OPTIMIZERS
from surfaces import SURFACES, rosenbrock
from ui.page.settings import Settings
from ui.runs.links import MOST_RUNS
from ui.runs.result import follow
from ui.runs.run import Run
from ui.runs.tuning import tuned_rates

from .app import Browser, mended, open_page, run, values
from .shown import knobs, names, outcome, stage

PAGE = "pages/14_race.py"
FAR_OFF = {
    "runs": "~~".join(["adamw~lr~0.3~weight_decay~0.05"] * MOST_RUNS),
    "run": str(MOST_RUNS),
    "layout": "apart",
    "surface": "beale",
    "batch": "1",
    "steps": "7",
}


def rows(test: AppTest) -> list[str]:
    """The lines of the table of results."""
    [table] = [part.proto.body for part in test.get("html") if "<tbody>" in part.proto.body]
    plain = re.sub(r' data-value="[^"]*"', "", table)
    lines: list[str] = plain.split("<tbody>")[1].split("</tr>")[:-1]
    return lines


def test_four_race_by_default_and_their_ends_are_described() -> None:
    test = open_page(PAGE)
    assert names(test) == ["Gradient descent", "Momentum (heavy ball)", "RMSProp", "Adam"]
    assert outcome(test)
    shared = {"b", "batch", "smoothing", "steps", "within"}
    assert {"lr", "beta", *shared} == set(knobs(test))
    assert len(rows(test)) == 4
    assert any(text.value.startswith("**Momentum (heavy ball).**") for text in test.markdown)


def test_each_run_has_a_row_with_its_end() -> None:
    test = open_page(PAGE, runs="gd~lr~0.02~~gd~lr~1.0", surface="valley", steps="100")
    good, bad = rows(test)
    assert "<td>0.02</td>" in good
    assert "after 100 steps" in good
    assert "diverged at step" in bad
    assert "–" in bad


def test_counts_are_given_in_full() -> None:
    [row] = rows(open_page(PAGE, runs="momentum~lr~0.003", batch="64"))
    cells = [cell.split("</td>")[0] for cell in row.split("<td>")[1:]]
    near, spent = (int(cell) for cell in cells[5:7])
    assert spent == near * 64
    assert spent > 10_000


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    """One whose requests run the stage alone again, by what the whole page said last."""
    browser, choose = Browser(monkeypatch), racing.choose_run

    def chosen(settings: Settings) -> None:
        choose(settings)
        browser.deliver()

    monkeypatch.setattr(racing, "choose_run", chosen)
    return browser


@pytest.mark.parametrize("preset", [-1, 0, 1, 2, 3])
def test_an_experiment_may_take_runs_away(preset: int, browser: Browser) -> None:
    test = open_page(PAGE, **FAR_OFF)
    assert len(rows(test)) == MOST_RUNS
    browser.request = {"id": 1, "preset": preset}
    run(test)
    assert not stage(test)["refusal"]
    assert len(rows(test)) == len(names(test)) == {-1: 4, 0: 3, 1: 2, 2: 4, 3: 2}[preset]
    assert len(stage(test)["panels"]) == 1


def test_runs_come_and_go(browser: Browser) -> None:
    test = open_page(PAGE, runs="gd~lr~0.01", run="1")
    [add] = [box for box in test.selectbox if box.label == "Add a run"]
    add.select("adamw")
    run(test)
    assert names(test) == ["Gradient descent", "AdamW"]
    assert "weight_decay" in knobs(test)
    for what in ("duplicate", "rename", "remove", "remove"):
        browser.request = {"id": 1, "run": {"do": what, "run": 1, "name": "<b>x</b>"}}
        run(test)
    assert names(test) == ["AdamW"]
    browser.request = {"id": 2, "run": {"do": "remove", "run": 1, "name": ""}}
    run(test)
    assert names(test) == ["AdamW"]
    assert "One run stays" in stage(test)["refusal"]


def test_the_chosen_run_gets_a_schedule_noise_and_a_limit_of_its_own() -> None:
    test = open_page(PAGE)
    [schedule] = [box for box in test.selectbox if box.label == "Schedule of its α"]
    schedule.select("step")
    for toggle in ("warm up first", "cut its long gradients", "noise of its own"):
        run(test)
        [switch] = [each for each in test.toggle if each.label == toggle]
        switch.set_value(True)
    run(test)
    own = {"own_step_every", "own_step_gamma", "own_warmup", "own_norm", "own_batch", "own_sigma"}
    assert own <= set(knobs(test))
    assert "step decay, warm-up 20, ‖g‖ ≤ 1, σ 2, B 16" in rows(test)[1]
    assert "σ" not in rows(test)[0]
    run(test)
    assert "own_schedule~step" in "".join(test.query_params["runs"])


@pytest.mark.parametrize(
    ("runs", "left", "notice"),
    [
        ("~~", 4, ""),
        ("moon~lr~0.1", 4, "There is no optimizer called “moon”"),
        ("gd~~moon", 1, "There is no optimizer called “moon”"),
        ("gd~beta~0.5", 1, "Gradient descent has no “beta”"),
        ("gd~lr~fast~~adam~lr~1e999", 2, "“fast” is not a number"),
        ("~~".join(["gd"] * 500), MOST_RUNS, "the rest was left out"),
    ],
)
def test_garbage_in_a_link_is_mended_with_a_notice(runs: str, left: int, notice: str) -> None:
    test = open_page(PAGE, runs=runs, run="999")
    assert len(rows(test)) == left
    assert notice in mended(test)


def test_a_run_that_is_not_there_is_the_last() -> None:
    test = open_page(PAGE, runs="gd~~adamw", run="8")
    assert "weight_decay" in knobs(test)
    assert not mended(test)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_rule_can_race(key: str) -> None:
    test = open_page(PAGE, runs=f"{key}~lr~0.01", run="1")
    assert names(test) == [OPTIMIZERS[key].name]
    assert {hyper.name for hyper in OPTIMIZERS[key].hypers} <= set(knobs(test))


def told(test: AppTest) -> str:
    """The note below the table of results."""
    [note] = [part.proto.body for part in test.get("html") if "<tbody>" in part.proto.body]
    return str(note.split("<p>")[1])


def test_rates_are_untuned_until_the_button_tunes_them_alike() -> None:
    test = open_page(PAGE, run="1")
    assert "not tuned alike" in told(test)
    [tune] = [button for button in test.button if button.label == "Tune the rates alike"]
    tune.click()
    run(test)
    assert "Each rule at its own best of 41 rates" in told(test)
    assert f"lr~{knobs(test)['lr']!r}" in "".join(test.query_params["runs"])
    assert "Each rule at its own best" in told(
        open_page(PAGE, runs="".join(test.query_params["runs"]))
    )


def test_what_tuning_costs_is_drawn_where_it_is_asked_for() -> None:
    runs = "gd~lr~0.01~own_name~<b>x</b>~~adam~lr~0.1"
    assert not open_page(PAGE, runs=runs).get("plotly_chart")
    test = open_page(PAGE, runs=runs, cost="1", steps="20")
    [chart] = test.get("plotly_chart")
    assert json.loads(chart.proto.spec)["data"][0]["name"] == "&lt;b&gt;x&lt;/b&gt;"
    assert any("After one try at random the expected loss of" in text.value for text in test.text)


@pytest.mark.parametrize("index", range(11))
def test_a_chosen_surface_does_not_open_on_divergence(index: int) -> None:
    test = open_page(PAGE)
    test.selectbox[0].select_index(index)
    run(test)
    assert "diverged" not in outcome(test)


def test_the_worked_example_ends_where_it_is_said_to() -> None:
    example = racing.PRESETS[-1].settings
    surface = rosenbrock(b=example["b"])
    gd, adam = follow(example["runs"], surface, example["start"], steps=example["steps"])
    assert gd.outcome.end == pytest.approx((0.93983, 0.88302), abs=5e-6)
    assert adam.outcome.end == pytest.approx((0.98504, 0.97023), abs=5e-6)


def test_uncorrected_adam_is_said_to_go_farther_at_first() -> None:
    runs = "adam~lr~0.05~~adam_uncorrected~lr~0.05"
    assert "acts like a larger rate" in told(open_page(PAGE, runs=runs))
    assert "without correction" not in told(open_page(PAGE))


@pytest.mark.parametrize("key", ["bowl", "valley", "double_well", "himmelblau", "rosenbrock"])
def test_tuned_alike_uncorrected_adam_takes_a_smaller_rate(key: str) -> None:
    surface = SURFACES[key]
    runs = [Run("adam"), Run("adam_uncorrected")]
    corrected, bare = tuned_rates(runs, surface, surface.start, 300)
    assert (bare or 0.0) < (corrected or 0.0)


def test_many_starts_and_seeds_are_followed_where_they_are_asked_for() -> None:
    test = open_page(PAGE, steps="30", starts="4", seeds="2", sigma="0.2", batch="8")
    assert not test.number_input
    test.toggle[-1].set_value(True)
    run(test)
    assert [each.value for each in test.number_input] == [4, 2]
    rows = [html.proto.body for html in test.get("html") if "mean loss" in html.proto.body]
    assert rows[0].count("<td>8</td>") >= 4
    assert "4 starts, and 2 seeds" in rows[0]
    test.number_input[0].set_value(1)
    run(test)
    assert values(test, "race")["starts"] == 1
