"""Lesson 8 on its page: the angle, the long run, and the rare feature at tuned rates."""

import re

from .app import open_page, run
from .shown import knobs, names, outcome, stage

PAGE = "pages/08_per_coordinate_rates.py"


def test_the_angle_takes_adagrads_advantage_away() -> None:
    assert outcome(open_page(PAGE)).startswith("AdaGrad stays within")
    sentence = outcome(open_page(PAGE, angle="45"))
    assert sentence.startswith("Momentum")
    assert re.search(r"AdaGrad ended \*\*[\d.]+\*\*.* from the nearest minimum", sentence)


def test_a_long_run_of_adagrad_at_a_small_rate_ends_short() -> None:
    sentence = outcome(open_page(PAGE, adagrad="0.05", steps="2000"))
    assert re.search(r"AdaGrad ended \*\*0\.[12]\d*\*\*.* from the nearest minimum", sentence)


def test_a_run_that_only_passes_by_is_not_told_as_arriving() -> None:
    assert "RMSProp stays" not in outcome(open_page(PAGE, rmsprop="0.5"))
    straight, turned = outcome(open_page(PAGE)), outcome(open_page(PAGE, angle="60"))
    for sentence in (straight, turned):
        assert re.search(r"Momentum \(heavy ball\).* from step \*\*77\*\* on", sentence)


def test_the_rates_are_said_to_be_set_or_are_tuned_alike() -> None:
    assert "not tuned alike" in outcome(open_page(PAGE))
    assert "Each rule at its own best" in outcome(open_page(PAGE, tuned="1"))
    assert "tuned alike" not in outcome(open_page(PAGE, view="sparse", tuned="1"))


def test_rates_of_both_coordinates_are_drawn() -> None:
    shown = stage(open_page(PAGE))
    assert [curve["key"] for curve in shown["curves"]][:2] == ["rate_x", "rate_y"]
    assert {"rate_x", "rate_y", "loss"} <= set(shown["panels"][0]["paths"][0]["curves"])


def test_the_rare_feature_is_fitted_at_tuned_rates_and_says_so() -> None:
    test = open_page(PAGE, view="sparse")
    assert names(test) == ["Gradient descent", "AdaGrad"]
    sentence = outcome(test)
    assert sentence.startswith("Each at its own fastest of 81 rates")
    assert "own best of 81" in outcome(open_page(PAGE, view="sparse", steps="5"))
    first, second = re.findall(r"from step \*\*(\d+)\*\* on", sentence)
    assert sentence.index("AdaGrad stays") < sentence.index("Gradient descent from")
    assert int(first) < int(second)
    assert stage(test)["panels"][0]["axes"] == ["w₁", "w₂"]
    assert set(knobs(test)) == {"share", "batch", "steps"}


def test_batches_and_each_view_has_its_own_start() -> None:
    test = open_page(PAGE, view="sparse", batch="8", weights="0.0,-3.0", start="1.0,1.0")
    assert stage(test)["start"] == [0.0, -3.0]
    test.button_group[0].set_value("valley")
    run(test)
    assert stage(test)["start"] == [1.0, 1.0]


def test_an_experiment_without_the_rule_that_was_taken_apart_takes_another() -> None:
    test = open_page(PAGE, apart="rmsprop")
    test.button_group[0].set_value("sparse")
    run(test)
    assert test.button_group[1].value == "adagrad"
