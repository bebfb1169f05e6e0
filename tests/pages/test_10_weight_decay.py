"""Lesson 10 on its page: three end points, their shrinkage, and the rule's decay."""

import re

import pytest

from .app import open_page
from .shown import names, outcome, rule, stage

PAGE = "pages/10_weight_decay.py"


def shares(sentence: str) -> list[float]:
    return [float(text.replace("−", "-")) for text in re.findall(r"([−\d.]+)\u00a0%", sentence)]


def test_the_ends_are_given_beside_the_penalised_minimum() -> None:
    sentence, pulls = outcome(open_page(PAGE)).split("The pull")
    l2_x, l2_y, w_x, w_y, gd_x, gd_y, x, y = shares(sentence)
    assert (l2_x, l2_y) == (gd_x, gd_y) == (x, y) == (33.0, 2.4)
    adam_x, adam_y, *others = (float(number) for number in re.findall(r"([\d.]+)\u00a0%", pulls))
    assert adam_y < 0.2 * adam_x
    assert others == [5.0, 5.0, 2.4, 2.4]
    assert w_x == w_y
    assert w_x > 30.0


def test_without_decay_all_three_are_adam() -> None:
    assert "the same numbers" in outcome(open_page(PAGE, weight_decay="0"))
    assert "the same numbers" in outcome(open_page(PAGE, weight_decay="0", lr="2.0"))
    # At the origin decay has nothing to shrink at first, and all three take one step alike.
    assert "the same numbers" not in outcome(open_page(PAGE, start="0.0,0.0", steps="1"))


def test_a_decay_of_more_than_the_whole_point_flips_it_and_no_share_is_absurd() -> None:
    assert "flips" not in outcome(open_page(PAGE))
    sentence = outcome(open_page(PAGE, lr="2.0", weight_decay="1.0", steps="2000"))
    assert "At αλ = 2 > 1 AdamW's decay does not shrink the point but **flips** it" in sentence
    assert "times 1 − αλ = −1 at every step" in sentence
    assert "puts the point at 0" in outcome(open_page(PAGE, lr="1.0", weight_decay="1.0"))
    ends, _ = sentence.split("\n")
    assert max(shares(ends)) <= 100.0
    assert "AdamW ends at x = **" in sentence


def test_how_far_past_the_minimum_is_not_short() -> None:
    sentence = outcome(open_page(PAGE, start="2.1,2.1", lr="0.001", steps="10"))
    assert "too far in x" in sentence
    assert "−" not in sentence.split("The pull")[0]


def test_the_penalised_minimum_is_drawn() -> None:
    test = open_page(PAGE, weight_decay="1.0")
    assert names(test) == ["Adam", "Adam + L2", "AdamW", "Gradient descent + L2"]
    minimum, penalised = stage(test)["panels"][0]["marks"]
    assert (minimum["kind"], penalised["kind"]) == ("minimum", "target")
    assert penalised["name"] == "minimum of f + ½λ‖x‖²"
    assert penalised["point"] == pytest.approx([1.8 / 2, 1.8 * 20 / 21])


def test_decay_is_an_arrow_and_a_line_of_the_formula() -> None:
    test = open_page(PAGE)
    adamw = stage(test)["panels"][0]["paths"][2]
    assert [arrow["name"] for arrow in adamw["arrows"]] == [
        "−g",
        "−m̂",
        "after the division",
        "decay −λx",
        "step",
    ]
    assert "x←(1−αλ)x−α[m̂]/[√[v̂]+ε]=□·(□,□)−" in rule(test)


def test_the_penalised_gradient_is_named_as_such() -> None:
    penalised = stage(open_page(PAGE, apart="adam_l2"))["panels"][0]["paths"][1]
    assert penalised["arrows"][0]["name"] == "−(g + λx)"


def test_a_penalty_enters_the_gradient_in_the_formula() -> None:
    assert "g←g+λx=(□,□)+□·(□,□)" in rule(open_page(PAGE, apart="adam_l2"))


def test_shrinkage_is_charted_for_both_coordinates() -> None:
    assert len(open_page(PAGE).get("plotly_chart")) == 2
    assert len(open_page(PAGE, lr="2.0", kappa="200", steps="1").get("plotly_chart")) == 2
