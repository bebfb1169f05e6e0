"""Lesson 6 on its page: the same average of a signal and of a path."""

import re

import pytest

from lessons.smoothing.experiments import SHAPES

from .app import open_page, run, values
from .shown import knobs, names, outcome, rule, stage

PAGE = "pages/06_smoothing.py"


def test_a_signal_has_its_averages() -> None:
    test = open_page(PAGE)
    assert names(test) == ["with noise", "signal", "average, not corrected", "average, corrected"]
    assert set(knobs(test)) == {"beta", "sigma", "seed"}
    assert "remembers about **10 values**" in outcome(test)
    assert "a←βa+(1−β)x" in rule(test)
    assert not test.latex


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_can_be_chosen(shape: str) -> None:
    test = open_page(PAGE)
    test.button_group[1].set_value(shape)
    run(test)
    assert stage(test)["panels"][0]["surface"].startswith(f"signal_{shape}(")


def test_the_path_of_sgd_has_its_averages() -> None:
    test = open_page(PAGE, beta="0.95")
    test.button_group[0].set_value("path")
    run(test)
    assert names(test) == ["SGD", "mean of all points", "exponential average"]
    raw, ema, polyak = (float(text) for text in re.findall(r"\*\*(.*?)\*\*", outcome(test)))
    assert polyak < ema < raw
    assert knobs(test)["beta"] == 0.95
    assert len(test.button_group) == 1
    assert "θ̄←θ̄+[θ−θ̄]/[n]" in rule(test)
    assert not test.latex


def test_more_memory_is_calmer_and_later() -> None:
    def measured(beta: str) -> tuple[float, int]:
        sentence = outcome(open_page(PAGE, beta=beta))
        _, noise, lag = re.findall(r"\*\*(.*?)\*\*", sentence)
        return float(noise.rstrip("%")), int(lag.split()[0])

    (noisy, soon), (calm, late) = measured("0.5"), measured("0.9")
    assert calm < noisy
    assert late > soon


def test_the_memory_starts_where_it_is_put() -> None:
    test = open_page(PAGE, memory="120.0,1.5")
    assert stage(test)["start"] == [0.0, 1.5]
    assert values(open_page(PAGE, memory="0.0,99.0"), "smoothing")["memory"] is None


def test_the_start_of_the_path_is_its_own() -> None:
    test = open_page(PAGE, what="path", memory="120.0,1.5", start="1.0,2.0")
    assert stage(test)["start"] == [1.0, 2.0]
