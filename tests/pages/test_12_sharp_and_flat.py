"""Lesson 12 on its page: where runs end, three ways over ripples, any surface and its map."""

import re

from .app import open_page, run
from .shown import knobs, names, outcome, stage

PAGE = "pages/12_sharp_and_flat.py"


def test_runs_are_counted_with_their_interval_and_descent_is_the_control() -> None:
    test = open_page(PAGE)
    sentence = outcome(test)
    flat, sharp = (int(text) for text in re.findall(r"\*\*(\d+)\*\*", sentence))
    assert flat + sharp == 200
    assert 20 < flat < 120
    assert sentence.count("95\u00a0% interval") == 2
    assert "Without noise gradient descent ends in the **sharp** one." in sentence
    [panel] = stage(test)["panels"]
    assert panel["clouds"][0]["count"] == 200
    assert not panel["clouds"][0]["summed_up"]
    assert names(test) == ["Gradient descent", "SGD"]


def test_which_minimum_is_left_sooner_is_told_with_an_interval() -> None:
    test = open_page(PAGE)
    [table] = [block.value for block in test.html if "the sharp minimum" in block.value]
    assert "the flat minimum" in table
    [verdict] = [block.value for block in test.markdown if "percentage points" in block.value]
    assert verdict.startswith("**More runs leave the sharp minimum than the flat one**")
    assert len(test.get("plotly_chart")) == 1


def test_without_noise_no_interval_is_told() -> None:
    test = open_page(PAGE, sigma="0.0")
    assert "200 runs of SGD are all the same one, gradient descent's" in outcome(test)
    told = [block.value for block in (*test.markdown, *test.html)] + [outcome(test)]
    assert any("**Neither minimum is left.**" in text for text in told)
    live = [text for text in told if "Wilson" not in text]
    assert not any("95\u00a0%" in text or "do not tell" in text for text in live)


def test_on_ripples_valleys_are_counted() -> None:
    test = open_page(PAGE, view="ripples")
    assert names(test) == ["Gradient descent", "Momentum (heavy ball)", "SGD"]
    sentence = outcome(test)
    assert sentence.startswith(
        "Gradient descent **stayed in one valley**, Momentum (heavy ball) was"
    )
    assert re.search(r"SGD was in \*\*\d+ valleys\*\*", sentence)
    assert sentence.endswith("a good rule may lose by a bad rate.")
    assert sentence.count("not tuned alike") == 1
    assert not test.get("plotly_chart")


def test_any_surface_comes_with_the_map_of_its_starts() -> None:
    test = open_page(PAGE)
    [view] = [box for box in test.selectbox if box.label == "Show"]
    view.select("any")
    run(test)
    assert stage(test)["view"]["map"] == ["ends", []]
    assert names(test) == ["Momentum (heavy ball)"]
    minima = [m["point"] for m in stage(test)["panels"][0]["marks"] if m["kind"] == "minimum"]
    assert len(minima) == 4
    [view] = [box for box in test.selectbox if box.label == "Show"]
    view.select("noise")
    run(test)
    assert stage(test)["view"]["map"] is None


def test_knobs_belong_to_the_experiment() -> None:
    assert {"ratio", "distance", "count"} <= set(knobs(open_page(PAGE)))
    assert "amplitude" in knobs(open_page(PAGE, view="ripples"))
    free = knobs(open_page(PAGE, view="any", runs="adam~lr~0.2"))
    assert free["lr"] == 0.2
    assert "sigma" not in free


def test_alike_minima_are_said_to_be_alike() -> None:
    assert "At k = 1 the two minima are alike." in outcome(open_page(PAGE, ratio="1.0"))
