"""Lesson 9 on its page: arrows, correction, relatives and the guard."""

import re

import pytest

from lessons.adam import experiments as adam

from .app import open_page, run
from .shown import knobs, names, outcome, rule, stage

PAGE = "pages/09_adam.py"


def test_adams_arrows_are_gradient_average_division_and_step() -> None:
    [path] = stage(open_page(PAGE))["panels"][0]["paths"]
    drawn = {arrow["name"]: arrow for arrow in path["arrows"]}
    assert list(drawn) == ["−g", "−m̂", "after the division", "step"]
    assert [name for name, arrow in drawn.items() if arrow["to_scale"]] == ["step"]


def test_the_rule_is_shown_and_worked_through() -> None:
    told = rule(open_page(PAGE))
    assert "m̂=[m]/[1−β_1^t]=[(□,□)]/[1−□^□]" in told
    assert "m←β_1m+(1−β_1)g=□·(□,□)+□·(□,□)" in told


def test_first_steps_without_correction_are_too_long() -> None:
    test = open_page(PAGE, view="correction", lr="0.05", steps="40")
    assert outcome(test) == (
        "Without correction the first step is **3.16 α** and the longest, step 12, **6.57 α**. "
        "With it the first is 1 α and the longest 1 α."
    )
    assert stage(test)["curves"][0]["key"] == "size"
    assert not test.selectbox


@pytest.mark.parametrize(
    ("beta2", "sentence"), [("0.999", "divides from step **6** on"), ("0.5", "does **not divide**")]
)
def test_radams_switch_is_named(beta2: str, sentence: str) -> None:
    test = open_page(PAGE, view="relatives", beta2=beta2)
    assert sentence in outcome(test)
    assert "rho" in stage(test)["panels"][0]["paths"][2]["curves"]


def test_amsgrad_is_adam_while_v_grows_and_slower_after() -> None:
    sentence = outcome(open_page(PAGE, view="relatives", beta2="0.9", lr="0.05", steps="200"))
    first = re.search(r"Adam stays within 0.05 of a minimum from step \*\*(\d+)", sentence)
    after = re.search(r"AMSGrad from step \*\*(\d+)", sentence)
    assert first
    assert after
    assert int(after[1]) > 1.9 * int(first[1])


def test_step_sizes_and_the_scale_of_f_are_told_of_this_run() -> None:
    sentence = outcome(open_page(PAGE))
    assert "the median step was **0.028 α**, the longest 1 α; 0.42 % were within 10 %" in sentence
    assert "On 100·f the same run is at most **5.9·10⁻⁹** away." in sentence
    assert "On 100·f the same run is at most **0.44** away." in outcome(open_page(PAGE, eps="1.0"))


def test_amsgrads_rate_and_radams_factor_are_told_of_this_run() -> None:
    sentence = outcome(open_page(PAGE, view="relatives"))
    assert "AMSGrad's rate of x ends at 3.7 times its lowest." in sentence
    assert "on, times r = 0.026 there and 0.24 at the end" in sentence
    assert "not tuned alike" in sentence
    assert "Each rule at its own best" in outcome(open_page(PAGE, view="relatives", tuned="1"))


def test_the_guards_two_places() -> None:
    test = open_page(PAGE, view="guard", eps="0.1", lr="0.05")
    assert names(test) == ["RMSProp", "RMSProp (ε inside)"]
    assert "√ε = **0.316**" in outcome(test)
    assert {"lr", "beta", "eps"} <= set(knobs(test))


@pytest.mark.parametrize("view", adam.VIEWS)
def test_every_experiment_runs_at_extreme_settings(view: str) -> None:
    extreme = {"lr": "2.0", "beta1": "0.0", "beta2": "0.0", "beta": "0.0", "steps": "1"}
    assert outcome(open_page(PAGE, view=view, **extreme))
    assert outcome(open_page(PAGE, view=view, surface="beale", lr="2.0", beta1="0.999", eps="1"))


@pytest.mark.parametrize("surface", ["himmelblau", "beale", "valley", "bowl"])
def test_a_chosen_surface_brings_a_rate_that_suits_it(surface: str) -> None:
    page = open_page(PAGE)
    page.selectbox[0].set_value(surface)
    run(page)
    assert "diverged" not in outcome(page)
    assert "left the picture" not in outcome(page)
