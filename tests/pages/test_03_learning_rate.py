"""Lesson 3 on its page: three panels, one scale, the test, the sweep."""

import pytest

from lessons.learning_rate.experiments import COUNT
from lessons.learning_rate.settings import BOUNDED, TRIO

from .app import mended, open_page, run
from .shown import knobs, outcome, stage

PAGE = "pages/03_learning_rate.py"


def test_three_panels_share_surface_and_start() -> None:
    shown = stage(open_page(PAGE))
    titles = [panel["title"] for panel in shown["panels"]]
    assert titles == ["α = 0.0001", "α = 0.003", "α = 0.02"]
    notes = [panel["paths"][0]["note"] for panel in shown["panels"]]
    assert notes[:2] == ["flat", "good"]
    assert notes[2].startswith("explodes: ")
    assert len({panel["surface"] for panel in shown["panels"]}) == 1


def test_one_scale_turns_all_three() -> None:
    shown = knobs(open_page(PAGE, scale="0.5"))
    assert [shown[place] for place in TRIO] == pytest.approx([5e-5, 1.5e-3, 1e-2])


@pytest.mark.parametrize("scale", ["0.1", "3.0"])
def test_the_experiments_change_what_becomes_of_the_middle(scale: str) -> None:
    test = open_page(PAGE, scale=scale)
    middle = stage(test)["panels"][1]["paths"][0]["note"]
    assert middle == {"0.1": "flat", "3.0": "good"}[scale]
    assert ("right: **diverged" in outcome(test)) is (scale == "3.0")


def test_only_surfaces_with_a_bottom_are_offered() -> None:
    test = open_page(PAGE, surface="saddle")
    assert "There is no surface called" in mended(test)
    assert len(test.selectbox[0].options) == len(BOUNDED) + 1


def test_the_test_and_the_sweep_have_their_words() -> None:
    test = open_page(PAGE)
    assert len(test.get("plotly_chart")) == 1
    (sentence,) = [text.value for text in test.markdown if "ends lowest" in text.value]
    assert f"of {COUNT} rates" in sentence
    assert "2/λmax = **0.00992**" in sentence


def test_the_panel_that_takes_a_rate_is_a_setting() -> None:
    test = open_page(PAGE)
    test.button_group[0].set_value("right")
    run(test)
    assert test.query_params["adopt"] == "right"
    assert [curve["knobs"] for curve in stage(test)["curves"] if curve["knobs"]] == [["right"]]


@pytest.mark.parametrize("surface", BOUNDED)
@pytest.mark.parametrize("steps", ["1", "50"])
def test_every_surface_has_a_limit_and_a_best(surface: str, steps: str) -> None:
    test = open_page(PAGE, surface=surface, steps=steps)
    assert any("at the minimum 2/λmax" in text.value for text in test.markdown)
