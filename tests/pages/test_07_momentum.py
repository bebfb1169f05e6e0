"""Lesson 7 on its page: runs, conventions, and what theory says of its map."""

import re

import pytest

from lessons.momentum.experiments import best

from .app import open_page, run
from .shown import outcome, rule, stage

PAGE = "pages/07_momentum.py"


def test_without_memory_all_paths_are_the_same_numbers() -> None:
    assert "the same numbers" in outcome(open_page(PAGE, beta="0"))
    assert "the same numbers" not in outcome(open_page(PAGE))


def test_it_is_said_where_they_diverge_and_not_of_paths_that_had_no_time_to_part() -> None:
    sentence = outcome(open_page(PAGE, beta="0", lr="5"))
    assert "the same numbers" in sentence
    assert "diverged at step" in sentence
    assert "the same numbers" not in outcome(open_page(PAGE, steps="1"))
    assert "the same numbers" not in outcome(open_page(PAGE, start="0.0,0.0"))


def test_momentum_comes_first_and_plain_descent_does_not_arrive() -> None:
    sentence = outcome(open_page(PAGE))
    places = [sentence.index(x) for x in ("Nesterov", "heavy ball", "Gradient descent ended")]
    assert places == sorted(places)


def test_it_is_said_which_runs_are_not_below_their_limits() -> None:
    assert "all runs are below theirs" in outcome(open_page(PAGE))
    assert "Nesterov is **not below its own**" in outcome(open_page(PAGE, lr="0.08"))
    both = outcome(open_page(PAGE, lr="0.12"))
    assert "Limits of α: GD 0.1, heavy ball 0.18, Nesterov 0.0692" in both
    assert "GD and Nesterov are **not below theirs**." in both
    [rate, *_] = stage(open_page(PAGE))["knobs"]
    assert [value for value, _ in rate["ticks"]] == pytest.approx([0.0692, 0.18], rel=1e-3)
    assert len(stage(open_page(PAGE, beta="0"))["knobs"][0]["ticks"]) == 1


def test_noise_smooths_and_keeps_away_in_numbers() -> None:
    assert "noise keeps" not in outcome(open_page(PAGE))
    noisy = {"batch": "1", "lr": "0.02", "steps": "400"}
    sentence = outcome(open_page(PAGE, **noisy))
    descent, heavy, nesterov = (
        float(x) for x in re.findall(r"\*\*([\d.]+)\*\*", sentence.split("In the long run")[1])
    )
    assert descent < nesterov < heavy
    gd, ball, _ = (int(x) for x in re.findall(r"(\d+) %", sentence.split("Steps that turn")[1]))
    assert ball < gd / 2
    assert "In the long run" not in outcome(open_page(PAGE, **noisy, decay="1"))
    # What is above its limit settles nowhere.
    assert "from the minimum: heavy ball" in outcome(open_page(PAGE, batch="1", lr="0.12"))


def test_the_rates_are_said_to_be_set_or_are_tuned_alike() -> None:
    assert "not tuned alike" in outcome(open_page(PAGE))
    assert "Each rule at its own best" in outcome(open_page(PAGE, tuned="1"))
    assert "tuned" not in outcome(open_page(PAGE, view="conventions", tuned="1"))


def test_the_path_of_momentum_turns_with_the_valley() -> None:
    for angle in ("0", "30", "90"):
        turned = outcome(open_page(PAGE, angle=angle, lr="0.05"))
        assert turned.split("Limits")[0] == outcome(open_page(PAGE, lr="0.05")).split("Limits")[0]
    assert stage(open_page(PAGE, angle="45", start="1.0,-1.0"))["start"] == [1.0, -1.0]


@pytest.mark.parametrize(("decay", "far"), [("0", False), ("1", True)])
def test_a_schedule_parts_the_conventions(decay: str, far: bool) -> None:
    sentence = outcome(open_page(PAGE, view="conventions", decay=decay))
    folded, average = re.findall(r"\*\*(.*?)\*\*", sentence)
    assert (float(folded) > 0.1) if far else (folded == "the same path")
    assert average == "the same path"


def test_rounding_parts_no_paths_however_far_they_go() -> None:
    sentence = outcome(open_page(PAGE, view="conventions", lr="0.5"))
    assert sentence.count("**the same path** but for rounding") == 2


def test_the_average_at_the_same_rate_is_slower() -> None:
    sentence = outcome(open_page(PAGE, view="conventions", matched="0"))
    assert "the average at α = 0.03 is at most" in sentence
    assert float(re.findall(r"\*\*(.*?)\*\*", sentence)[1]) > 0.5


def test_the_view_decides_whose_steps_can_be_taken_apart() -> None:
    test = open_page(PAGE, apart="nesterov")
    assert "g=∇f(x−αβv)" in rule(test)
    test.button_group[0].set_value("conventions")
    run(test)
    assert "g=∇f(x)" in rule(test)
    assert test.button_group[1].value == "momentum"


@pytest.mark.parametrize(("decay", "marks"), [("0", 2), ("1", 0)])
def test_theory_speaks_on_the_map_where_the_rate_is_constant(decay: str, marks: int) -> None:
    test = open_page(PAGE, decay=decay, kappa="100")
    [pairs] = [curve for curve in stage(test)["curves"] if curve["knobs"]]
    assert pairs["knobs"] == ["lr", "beta"]
    assert len(pairs["marks"]) == marks
    [told] = [text.value for text in test.markdown if "theory's best pair is" in text.value]
    assert "For κ = 100 theory's best pair is α 0.0331 and β 0.67" in told
    assert "**0.818** a step" in told


def test_the_preset_is_theorys_best_pair() -> None:
    pair = best(100.0)
    sentence = outcome(open_page(PAGE, **{key: repr(value) for key, value in pair.items()}))
    assert sentence.startswith("Momentum (heavy ball) stays within")
