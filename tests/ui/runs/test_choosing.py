"""The reader's list of runs: what is done with one, and what a run has of its own."""

from typing import Any

import pytest

from optim import gradients, schedules, trace
from surfaces import valley
from ui.runs import choosing
from ui.runs.choosing import run_list
from ui.runs.knobs import on_run_knob, own_knobs, turned
from ui.runs.links import LONGEST_NAME, MOST_RUNS, Runs
from ui.runs.live_schedule import live_schedule
from ui.runs.own import OWN, SHAPES, fields_of
from ui.runs.result import follow
from ui.runs.run import Run

FIELD = Runs("runs", (Run("gd"),))
NAMES = [
    "<b>x</b>",
    "~~adam~lr~1",
    "a~b%7E%25",
    "**bold**",
    "$x$ [l](http://x)",
    "ö" * LONGEST_NAME,
]


def after(what: str, number: int, runs: list[Run], run: int = 1, name: str = "") -> dict[str, Any]:
    """The settings after something was done with one of these runs."""
    before: Any = {"runs": tuple(runs), "run": run}
    done = {**before, **run_list(before).change(what, number, name)}
    return {**done, "runs": FIELD.validate(done["runs"])}


def test_a_copy_comes_behind_its_run_under_a_name_of_its_own() -> None:
    done = after("duplicate", 1, [Run("adam"), Run("gd"), Run("adam", title="Adam 2")])
    assert [run.name for run in done["runs"]] == ["Adam", "Adam 3", "Gradient descent", "Adam 2"]
    assert done["run"] == 2


@pytest.mark.parametrize(
    ("removed", "chosen", "left"), [(1, 3, 2), (3, 3, 2), (3, 1, 1), (1, 1, 1)]
)
def test_whoever_is_chosen_stays_so(removed: int, chosen: int, left: int) -> None:
    runs = [Run("gd"), Run("adam"), Run("lion")]
    done = after("remove", removed, runs, chosen)
    assert len(done["runs"]) == 2
    assert done["run"] == left
    if removed != chosen:
        assert done["runs"][left - 1] == runs[chosen - 1]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_kept_letter_by_letter_in_a_link(name: str) -> None:
    runs = after("rename", 1, [Run("adam"), Run("gd")], name=name)["runs"]
    assert runs[0].name == name
    assert FIELD.parse(FIELD.format(runs)) == (runs, None)


def test_a_name_is_one_line_and_never_anothers() -> None:
    runs = [Run("adam"), Run("gd")]
    assert after("rename", 1, runs, name=" a\n\u202eb ")["runs"][0].name == "a b"
    assert after("rename", 2, runs, name="Adam")["runs"][1].name == "Adam 2"
    assert after("rename", 1, runs, name="  ")["runs"][0].name == "Adam"
    assert len(after("rename", 1, runs, name="x" * 99)["runs"][0].name) == LONGEST_NAME


@pytest.mark.parametrize(
    ("what", "count", "error"),
    [
        ("remove", 1, "One run stays"),
        ("duplicate", MOST_RUNS, f"room for {MOST_RUNS} runs"),
        ("burn", 2, "cannot be done"),
    ],
)
def test_what_cannot_be_done_is_said(what: str, count: int, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        after(what, 1, [Run("gd")] * count)
    with pytest.raises(LookupError):
        after(what, count + 1, [Run("gd")] * count)


def test_a_run_that_is_added_is_no_other_runs_twin() -> None:
    runs = [Run("gd", {"lr": 0.1}), Run("gd", {"lr": 0.05}, "mine")]
    assert choosing._apart(Run("gd", {"lr": 0.1}), runs) == Run("gd", {"lr": 0.025})


def test_a_run_may_be_added_until_the_list_is_full() -> None:
    runs: list[Run] = []
    while len(runs) < MOST_RUNS:
        runs.append(choosing._apart(Run("gd", {"lr": 0.001}), runs))
        assert FIELD.validate(runs)
    assert len({run.hypers["lr"] for run in runs}) == 4


@pytest.mark.parametrize("kind", SHAPES)
def test_a_link_gives_back_what_a_run_has_of_its_own(kind: str) -> None:
    own = {
        name: field.low + (field.high - field.low) / 3 for name, field in fields_of(kind).items()
    }
    runs = FIELD.validate([Run("adam", schedule=kind, own=own), Run("gd", own={"norm": 1 / 3})])
    assert FIELD.parse(FIELD.format(runs)) == (runs, None)


@pytest.mark.parametrize(
    ("text", "run", "notice"),
    [
        ("gd~own_schedule~moon", Run("gd"), "There is no schedule called “moon”"),
        ("gd~own_norm~0", Run("gd", own={"norm": 0.05}), "0 became 0.05"),
        ("gd~own_cosine_floor~0.5", Run("gd"), "has no “own_cosine_floor”"),
        ("gd~own_sigma~1", Run("gd", own={"batch": 16, "sigma": 1.0}), None),
        ("gd~own_name~a%7Eb", Run("gd", title="a~b"), None),
    ],
)
def test_what_a_link_says_wrongly_of_it_is_mended(text: str, run: Run, notice: str | None) -> None:
    runs, problem = FIELD.parse(text)
    assert runs == (run,)
    assert (notice or "") in (problem or "")
    assert (problem is None) == (notice is None)


def test_a_run_descends_by_what_is_its_own() -> None:
    own = {"warmup": 5, "norm": 0.7, "batch": 4, "sigma": 1.5, "cosine_floor": 0.2}
    runs = [Run("adam", {"lr": 0.1}, schedule="cosine", own=own), Run("adam", {"lr": 0.1})]
    shared = gradients.noisy(0.3, 2)
    mine, common = follow(runs, valley(), (1.0, 1.0), steps=40, gradient=shared, seed=3)
    schedule = schedules.warmup(5, schedules.cosine(35, floor=0.2))
    source = gradients.clipped(gradients.noisy(1.5, 4), norm=0.7)
    how: Any = {"steps": 40, "seed": 3, "lr": 0.1}
    alone = trace("adam", valley(), (1.0, 1.0), gradient=source, schedule=schedule, **how)
    other = trace("adam", valley(), (1.0, 1.0), gradient=shared, **how)
    assert (mine.trajectory.points == alone.points).all()
    assert (common.trajectory.points == other.points).all()


def test_its_knobs_are_the_chosen_runs_alone() -> None:
    run = Run("gd", schedule="cosine", own={"norm": 2.0, "batch": 4, "sigma": 1.0})
    chosen, other = turned([run, run], 0)
    names = {knob.name for knob in own_knobs(run)}
    assert names == {OWN + name for name in ("cosine_floor", "norm", "batch", "sigma")}
    schedule = run.conditions(30)["schedule"]
    followed, fixed = (live_schedule(schedule, each.fed) for each in (chosen, other))
    assert followed
    assert fixed
    assert {*followed.numbers} == {"steps", f"{OWN}warmup", f"{OWN}cosine_floor"}
    assert {*fixed.numbers} & (names | {"warmup", "cosine_floor"}) == set()
    assert "steps" in fixed.numbers


def test_a_knob_of_its_own_changes_nothing_shared() -> None:
    before: Any = {"runs": (Run("gd"), Run("adam")), "run": 2}
    done = on_run_knob(before, 1)({"own_warmup": 7.0, "lr": 0.3, "sigma": 2.0})
    assert done == {"runs": [Run("gd"), Run("adam", {"lr": 0.3}, own={"warmup": 7})], "sigma": 2.0}
