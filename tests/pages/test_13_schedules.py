"""Lesson 13 on its page: schedules and their knobs, its experiments, and what is said of them."""

import numpy as np
import pytest

from lessons.schedules.experiments import VIEWS
from optim import SCHEDULES, gradients, schedules, trace
from surfaces import rosenbrock

from .app import open_page, run
from .shown import knobs, names, outcome, rule, stage

PAGE = "pages/13_schedules.py"


def tables(test: object) -> str:
    bodies = [html.proto.body for html in test.get("html")]  # type: ignore[attr-defined]
    return "".join(body for body in bodies if "<table>" in body)


def test_the_rate_stands_beside_the_paths_before_the_loss() -> None:
    sent = stage(open_page(PAGE))
    assert [curve["key"] for curve in sent["curves"]][:2] == ["rate", "loss"]
    assert sent["shown_curves"] == 2
    assert names(open_page(PAGE)) == ["GD", "SGD, constant α", "SGD, scheduled α"]


@pytest.mark.parametrize("kind", SCHEDULES)
def test_a_schedule_brings_its_knobs_its_idea_and_its_formula(kind: str) -> None:
    test = open_page(PAGE, kind=kind)
    own = {
        key
        for key in knobs(test)
        if key in {n for k in SCHEDULES.values() for n in k.run_parameters}
    }
    assert own == set(SCHEDULES[kind].run_parameters)
    told = [text.value for text in test.markdown]
    assert any(SCHEDULES[kind].idea in text and SCHEDULES[kind].latex in text for text in told)


def test_a_schedule_that_rises_by_itself_brings_no_warm_up() -> None:
    for view, steps in (("endings", 0), ("warmup", 20)):
        test = open_page(PAGE, view=view)
        test.selectbox[0].set_value("one_cycle")
        run(test)
        assert knobs(test)["warmup"] == steps


def test_endings_are_told_of_these_runs() -> None:
    sentence = outcome(open_page(PAGE))
    assert "over the last 30 steps: GD **4.5·10⁻¹³**, SGD, constant α **0.43**" in sentence
    assert "α goes from **0.005** to **0**, at most 0.1." in sentence
    same = outcome(open_page(PAGE, kind="constant", warmup="0"))
    assert "The two SGDs are the same numbers. Scheduled, α stays at **0.1**." in same
    assert "over the last step:" in outcome(open_page(PAGE, steps="1"))
    assert "diverged at step" in outcome(open_page(PAGE, lr="2.0", kappa="200"))


def test_first_steps_are_told_and_rates_can_be_tuned_alike() -> None:
    sentence = outcome(open_page(PAGE, view="warmup"))
    assert "first step: Adam, warmed up **0.0071**, Adam **0.14** and RAdam **0.79**" in sentence
    assert "not tuned alike" in sentence
    assert "the same run" in outcome(open_page(PAGE, view="warmup", warmup="0"))
    tuned = open_page(PAGE, view="warmup")
    tuned.toggle[0].set_value(True)
    run(tuned)
    assert "Each rule at its own best" in outcome(tuned)


def test_the_floor_of_each_fix_is_measured() -> None:
    test = open_page(PAGE, view="floor")
    assert "SGD **0.22**, SGD, scheduled α **0.051**" in outcome(test)
    assert "SGD, averaged</td><td>0.269 ± 0.02</td><td>0.27</td>" in tables(test)
    assert "200 of 200 diverged" in tables(open_page(PAGE, view="floor", lr="2.0"))
    assert not tables(open_page(PAGE, view="floor", sigma="0"))


def test_clipped_steps_are_counted_and_ringed() -> None:
    test = open_page(PAGE, view="clipping")
    warm = schedules.warmup(20, schedules.cosine(280))
    source = gradients.clipped(gradients.exact(), norm=1.0)
    path = trace(
        "gd", rosenbrock(10.0), (-1.0, 1.0), steps=300, lr=0.1, schedule=warm, gradient=source
    )
    uncut = np.hypot(*rosenbrock(10.0).gradient(*path.points[:-1].T))
    cut = np.flatnonzero(uncut > 1.0) + 1
    counted = f"cut in **{len(cut)}** of 300 steps, within steps {cut[0]} to {cut[-1]}."
    assert counted in outcome(test)
    assert "GD diverged at step **25**" in outcome(test)
    assert "g=[c]/[max(c,‖∇f(x)‖)]∇f(x)" in rule(test)
    first, second = stage(test)["panels"][0]["paths"]
    assert (first["rings"]["name"], second["rings"]) == ("gradient cut", None)
    assert "No gradient was longer" in outcome(
        open_page(PAGE, view="clipping", norm="50", lr="0.01")
    )


@pytest.mark.parametrize("view", VIEWS)
def test_every_experiment_runs_at_extreme_settings(view: str) -> None:
    extreme = {"lr": "2.0", "warmup": "500", "steps": "1", "batch": "256", "norm": "0.05"}
    assert outcome(open_page(PAGE, view=view, kind="one_cycle", **extreme))
    wild = {"surface": "beale", "beta": "0.999", "lr": "2.0", "beta2": "0"}
    assert outcome(open_page(PAGE, view=view, kind="inverse_sqrt", **wild))
