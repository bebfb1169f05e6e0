"""Lesson 1 on its page: regimes, curves, the step that is explained."""

import json

import pytest

from surfaces import CURVES

from .app import open_page, run
from .shown import knobs, names, outcome, rule, stage

PAGE = "pages/01_follow_the_slope.py"


@pytest.mark.parametrize(
    ("lr", "regime"),
    [
        ("0.1", "without crossing"),
        ("0.5", "in one step"),
        ("0.75", "crosses the minimum"),
        ("1.0", "for ever"),
        ("1.5", "diverges"),
    ],
)
def test_a_link_shows_the_regime(lr: str, regime: str) -> None:
    assert regime in outcome(open_page(PAGE, lr=lr))


def test_a_curve_brings_its_start_its_knob_and_its_sentence() -> None:
    test = open_page(PAGE, start="1.5")
    assert stage(test)["start"] == [1.5, 2.25]
    test.selectbox[0].select("ripple")
    run(test)
    assert stage(test)["start"][0] == CURVES["ripple"].start
    assert "amplitude" in knobs(test)
    assert stage(test)["panels"][0]["kind"] == "line"
    assert "multiplies" not in outcome(test)
    assert "start" not in test.query_params


@pytest.mark.parametrize(
    ("curve", "start", "kept"),
    [("quartic", "1.6", True), ("quartic", "1.61", False), ("hyperbola", "-4", True)],
)
def test_a_start_off_the_curve_is_mended_with_a_notice(curve: str, start: str, kept: bool) -> None:
    test = open_page(PAGE, curve=curve, start=start)
    notices = [text.value for text in test.text]
    assert any("outside the picture" in notice for notice in notices) is not kept
    expected = float(start) if kept else CURVES[curve].start
    assert stage(test)["start"][0] == expected


def test_rates_go_from_a_hundredth_to_one_and_a_half() -> None:
    (lr,) = [knob for knob in stage(open_page(PAGE))["knobs"] if knob["name"] == "lr"]
    assert (lr["low"], lr["high"]) == (0.01, 1.5)
    assert [value for value, _ in lr["ticks"]] == [0.5, 1.0]
    assert not any(knob["ticks"] for knob in stage(open_page(PAGE, curve="quartic"))["knobs"])


def test_the_step_is_explained_with_its_numbers_and_bars() -> None:
    test = open_page(PAGE, lr="0.3", steps="2")
    assert rule(test).startswith("g=f′(x)\nx←x−αg=□−□·□")
    [bars] = test.get("plotly_chart")
    assert json.loads(bars.proto.spec)["layout"]["xaxis"]["title"]["text"].endswith("step 0 → 1")


def test_the_stage_draws_tangent_arrow_and_readings() -> None:
    test = open_page(PAGE)
    (path,) = stage(test)["panels"][0]["paths"]
    assert names(test) == ["Gradient descent"]
    assert path["tangents"]
    assert [arrow["name"] for arrow in path["arrows"]] == ["step"]
    labels = [reading["label"] for reading in path["readings"]]
    assert labels == [
        "the slope promises",
        "curvature adds",
        "together",
        "f changes by",
        "slope and curvature cancel at α",
    ]


@pytest.mark.parametrize(
    ("query", "promise"),
    [
        ({"curve": "ripple", "lr": "0.03", "steps": "40"}, "from the minimum at −0.903"),
        ({"curve": "double_well", "lr": "0.3"}, "from the minimum at 1."),
    ],
)
def test_the_experiments_show_what_they_promise(query: dict[str, str], promise: str) -> None:
    """The ripple stops a small step in a dimple; a long one jumps the hump to the other well."""
    assert promise in outcome(open_page(PAGE, **query))
