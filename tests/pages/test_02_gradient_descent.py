"""Lesson 2 on its page: the limit on the knob and beside it, both stopping rules, the arrows."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from .app import open_page, run
from .shown import knobs, outcome, rule, stage

PAGE = "pages/02_gradient_descent.py"


def rate_knob(test: AppTest) -> Any:
    (knob,) = [knob for knob in stage(test)["knobs"] if knob["name"] == "lr"]
    return knob


@pytest.mark.parametrize(
    ("query", "limit", "name"),
    [
        ({}, 0.1, "2/λmax"),
        ({"kappa": "50"}, 0.04, "2/λmax"),
        ({"beta": "0.5"}, 0.15, "2(1+β)/λmax"),
        ({"surface": "bowl"}, 1.0, "2/λmax"),
    ],
)
def test_the_limit_stands_on_the_knob_and_beside_it(
    query: dict[str, str], limit: float, name: str
) -> None:
    test = open_page(PAGE, **query)
    ((value, mark),) = rate_knob(test)["ticks"]
    assert value == pytest.approx(limit)
    assert mark == name
    assert any(f"{name} = **{limit:g}**" in text.value for text in test.markdown)


@pytest.mark.parametrize(("lr", "diverges"), [("0.0995", False), ("0.102", True)])
def test_the_experiments_stand_on_either_side_of_the_limit(lr: str, diverges: bool) -> None:
    test = open_page(PAGE, lr=lr, steps="1000")
    assert ("diverged" in outcome(test)) is diverges
    side = "above" if diverges else "below"
    assert any(f"is **{side}** it" in text.value for text in test.markdown)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({}, "because **‖g‖ ≤ ε**"),
        ({"steps": "20"}, "its **20 steps** were spent"),
        ({"tolerance": "1e-6"}, "its **80 steps** were spent"),
    ],
)
def test_it_says_which_rule_stopped_the_run(query: dict[str, str], reason: str) -> None:
    assert reason in outcome(open_page(PAGE, **query))


def test_the_knobs_other_pages_know_are_there() -> None:
    assert {"lr", "beta", "batch", "smoothing", "steps", "tolerance"} <= set(knobs(open_page(PAGE)))


def test_arrows_readings_and_both_curves_are_drawn() -> None:
    header = stage(open_page(PAGE))
    (path,) = header["panels"][0]["paths"]
    assert [arrow["colour"] for arrow in path["arrows"]] == ["gradient", "step"]
    assert [reading["label"] for reading in path["readings"]][-1] == "limit 2/λmax"
    assert header["shown_curves"] == 2
    assert [curve["key"] for curve in header["curves"]][:2] == ["loss", "gradient"]


def test_a_start_where_nothing_curves_up_has_no_limit() -> None:
    test = open_page(PAGE, surface="himmelblau", start="-0.27,-0.92", lr="0.0001", steps="2")
    assert rate_knob(test)["ticks"] == []
    assert any("there is no limit" in text.value for text in test.markdown)


@pytest.mark.parametrize("index", range(11))
def test_a_chosen_surface_brings_a_rate_that_suits_it(index: int) -> None:
    test = open_page(PAGE)
    test.selectbox[0].select_index(index)
    run(test)
    assert "diverged" not in outcome(test)
    rate = rate_knob(test)["value"]
    assert rate == 0.085 or "".join(test.query_params["lr"]) == repr(rate)
    # A link that names a rate keeps it.
    kept = open_page(PAGE, surface="himmelblau", lr="0.085")
    assert rate_knob(kept)["value"] == 0.085


def test_the_step_is_predicted_in_numbers() -> None:
    test = open_page(PAGE, tolerance="1e-6")
    (path,) = stage(test)["panels"][0]["paths"]
    labels = [reading["label"] for reading in path["readings"]]
    assert labels[:5] == ["step", "∇fᵀs", "½sᵀHs", "together", "f changes by"]
    assert rule(test).startswith("g=∇f(x)\nx←x−αg=(□,□)−□·(□,□)")
