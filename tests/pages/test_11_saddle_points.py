"""Lesson 11 on its page: who leaves the saddle, what noise does, what kind of point is shown."""

import re

from streamlit.testing.v1 import AppTest

from .app import open_page, run
from .shown import knobs, names, outcome, rule, stage

PAGE = "pages/11_saddle_points.py"


def said(test: AppTest, words: str) -> list[str]:
    """The paragraphs in which these words stand."""
    return [block.value for block in test.markdown if words in block.value]


def shown_point(test: AppTest) -> str:
    [text] = said(test, "eigenvalues of the Hessian H are")
    return text


def slopes(test: AppTest) -> list[str]:
    [text] = said(test, "costs so many steps more:")
    return text.split(": ")[1].split("; ")


def test_all_four_leave_and_nobody_converges() -> None:
    test = open_page(PAGE)
    assert names(test) == ["Gradient descent", "Momentum (heavy ball)", "RMSProp", "Adam"]
    sentence = outcome(test)
    steps = [int(step) for step in re.findall(r"step \*\*(\d+)\*\*", sentence)]
    assert steps == sorted(steps)
    assert len(steps) == 4
    assert "converge" not in sentence
    assert "not tuned alike" in sentence


def test_on_the_line_nobody_leaves_until_there_is_noise() -> None:
    sentence = outcome(open_page(PAGE, start="0.6,0.0"))
    assert (
        "Gradient descent, Momentum (heavy ball), RMSProp and Adam have **not left** the saddle"
        in sentence
    )
    assert "All stay **exactly on the line y = 0**" in sentence
    noisy = outcome(open_page(PAGE, start="0.6,0.0", sigma="0.01", steps="300"))
    assert "not left" not in noisy
    assert "noise that took the runs off it" in noisy


def test_on_the_monkey_saddle_some_roll_through_along_the_line() -> None:
    sentence = outcome(open_page(PAGE, surface="monkey_saddle", start="1.5,0.0"))
    assert "exactly on the line y = 0" in sentence
    assert re.search(r"Momentum[^.]* left along it, over the saddle\.", sentence)
    assert "Gradient descent, RMSProp and Adam have **not left**" in sentence


def test_the_kind_of_the_shown_point_follows_the_clock() -> None:
    link = {"surface": "double_well", "runs": "gd~lr~0.1", "steps": "200"}
    assert "at step 0.**" in shown_point(open_page(PAGE, **link))
    assert "is a **saddle**" in shown_point(open_page(PAGE, **link))
    end = shown_point(open_page(PAGE, **link, at="200"))
    assert "**small**" in end
    assert "is a **minimum**" in end
    late = shown_point(open_page(PAGE, runs="gd~lr~0.1", start="0.6,1e-9", at="40"))
    assert "**small**" in late
    assert "is a **saddle**" in late


def test_curvatures_are_told_beside_the_chosen_run() -> None:
    test = open_page(PAGE, run="4")
    assert "x←x−α[m̂]/[√[v̂]+ε]" in rule(test)
    readings = [path["readings"] for path in stage(test)["panels"][0]["paths"]]
    assert [[each["label"] for each in path] for path in readings] == [[], [], [], ["λmin", "λmax"]]


def test_the_slopes_stand_beside_theory_where_there_is_one() -> None:
    test = open_page(PAGE)
    told = slopes(test)
    assert [("theory" in each) for each in told] == [True, True, False, False]
    assert "**17.2** ± 0.02 (theory **17.2**)" in told[0]
    assert len(test.get("plotly_chart")) == 1
    # With noise steps no longer depend on the distance, and no slope is told.
    assert not said(open_page(PAGE, sigma="0.1"), "costs so many steps more:")


def test_noise_brings_out_its_seed() -> None:
    assert "seed" not in knobs(open_page(PAGE))
    assert "seed" in knobs(open_page(PAGE, sigma="0.1"))


def test_runs_are_added() -> None:
    test = open_page(PAGE)
    [add] = [box for box in test.selectbox if box.label == "Add a run"]
    add.select("lion")
    run(test)
    assert names(test)[-1] == "Lion"
    assert stage(test)["runs"] == {"chosen": 5, "full": False, "paths": 1}
