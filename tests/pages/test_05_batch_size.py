"""Lesson 5 on its page: three clouds, the law and its costs, every sentence from the run."""

import re

import pytest

from .app import open_page, run
from .shown import knobs, outcome, rule, stage

PAGE = "pages/05_batch_size.py"


def titles(**query: str) -> list[str]:
    panels = stage(open_page(PAGE, **query))["panels"]
    return [panel["paths"][0]["name"] for panel in panels]


def test_each_panel_has_four_times_the_batch() -> None:
    assert titles() == ["B = 1", "B = 4", "B = 16"]
    assert titles(batch="16") == ["B = 16", "B = 64", "B = 256"]
    assert all(panel["clouds"][0]["count"] == 200 for panel in stage(open_page(PAGE))["panels"])


def test_four_times_the_batch_is_half_the_cloud() -> None:
    numbers = [float(text) for text in re.findall(r"\*\*(.*?)\*\*", outcome(open_page(PAGE)))]
    assert numbers[0] / numbers[1] == pytest.approx(2.0, rel=0.15)
    assert numbers[3:] == pytest.approx([2.0, 2.0], rel=0.15)


def test_all_examples_shuffled_have_no_noise() -> None:
    sentence = outcome(open_page(PAGE, batch="16", sampling="shuffled"))
    assert "**0** with B = 256" in sentence
    assert "all examples leave no noise" in sentence


def test_too_large_a_rate_diverges_with_one_example_first() -> None:
    sentence = outcome(open_page(PAGE, lr="0.9", steps="300"))
    lost = [int(text) for text in re.findall(r"(\d+) with B", sentence)]
    assert lost[0] > lost[1] >= lost[2]


def test_sampling_changes_the_law() -> None:
    test = open_page(PAGE)
    assert not any("N-B" in formula.value for formula in test.latex)
    test.button_group[0].set_value("shuffled")
    run(test)
    assert any("N-B" in formula.value for formula in test.latex)


def test_the_table_and_the_charts_are_there() -> None:
    test = open_page(PAGE, batch="2")
    assert any("<td>2</td><td>128</td><td>120</td>" in block.value for block in test.html)
    assert len(test.get("plotly_chart")) == 2


def test_the_rule_is_shown_once_beside_the_picture() -> None:
    test = open_page(PAGE, batch="2")
    assert "g_B=[1]/[B]Σ_i∈batch∇ℓ_i(θ)" in rule(test)
    assert "g\u0304=[1]/[200]Σ_runsg_B" in rule(test)
    assert "θ\u0304←θ\u0304−αg\u0304" in rule(test)
    assert len(test.latex) == 2


def test_runs_on_their_way_have_no_hovering_radius() -> None:
    (table,) = (block.value for block in open_page(PAGE, lr="0.005").html if "<td>" in block.value)
    assert table.count("<td>–</td>") == 3
    assert "on their way" in table


def test_halving_the_rate_shrinks_the_cloud() -> None:
    def radius(lr: str) -> float:
        return float(re.findall(r"\*\*(.*?)\*\*", outcome(open_page(PAGE, lr=lr)))[0])

    assert radius("0.05") < radius("0.1")


def test_knobs_hold_the_settings() -> None:
    values = knobs(open_page(PAGE, batch="3", lr="0.2", steps="50", runs="40"))
    assert values == {"batch": 3, "lr": 0.2, "steps": 50, "runs": 40}
