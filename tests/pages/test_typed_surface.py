"""A formula of the reader's own, on the pages that offer all surfaces."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lessons.learning_rate.charts import COLOURS
from surfaces import formula
from ui.page.typed_surface import EXAMPLES, NAME

from .app import mended, open_page, run
from .shown import outcome, stage

PAGES = [
    "home.py",
    "pages/02_gradient_descent.py",
    "pages/03_learning_rate.py",
    "pages/09_adam.py",
    "pages/11_saddle_points.py",
    "pages/14_race.py",
]
RACE = "pages/14_race.py"
FRAME = {"x_from": "-2.5", "x_to": "2.0", "y_from": "-1.0", "y_to": "3.0"}


def typed(test: AppTest, text: str) -> AppTest:
    test.text_input[0].set_value(text)
    return run(test)


def asked(test: AppTest, key: str) -> str:
    """What the address says: as it was given a list, as the page wrote it a text."""
    said: Any = test.query_params[key]
    return str(said[0] if isinstance(said, list) else said)


def selected(test: AppTest, label: str, option: str) -> AppTest:
    [box] = [each for each in test.selectbox if each.label == label]
    box.select(option)
    return run(test)


def drawn(test: AppTest) -> Any:
    return stage(test)["panels"][0]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "text", ["sqrt(x^2 + y^2)", "x*log(x) + 1/y", "(x^2 + y^2 - 1)^2", "0*x", "exp(exp(9*x*y))"]
)
def test_a_link_reproduces_a_formula_and_its_frame(page: str, text: str) -> None:
    test = open_page(page, surface="formula", formula=text, **FRAME, start="1.5,0.0")
    assert not mended(test)
    assert drawn(test)["domain"] == [[-2.5, 2.0], [-1.0, 3.0]]
    assert outcome(test)
    assert asked(test, "formula") == text


def test_a_formula_is_chosen_typed_and_taken_from_the_examples() -> None:
    test = selected(open_page(RACE), "Surface", NAME)
    assert asked(test, "surface") == "formula"
    before = asked(test, "runs")
    typed(test, "50*x^2 + y^2")
    assert asked(test, "formula") == "50*x^2 + y^2"
    assert asked(test, "runs") != before, "the rates suit the formula"
    selected(test, "Examples of formulas", "A kink")
    assert test.text_input[0].value == EXAMPLES["A kink"].text
    assert drawn(test)["domain"] == [[-2.0, 2.0], [-2.0, 2.0]]
    assert any(mark["name"] == "minimum (found, not proved)" for mark in drawn(test)["marks"])
    assert any("Found by searching the frame, not proved" in each.value for each in test.markdown)


def test_a_wrong_formula_is_pointed_at_and_loses_nothing() -> None:
    test = typed(open_page(RACE, surface="formula"), "x^2 + 3*y^4")
    query, picture = asked(test, "formula"), drawn(test)["surface"]
    hostile = "x^2 + <b>*y</b> [a](javascript:b) $z$ `c`"
    typed(test, hostile)
    assert test.text_input[0].value == hostile
    assert asked(test, "formula") == query
    assert drawn(test)["surface"] == picture
    line, caret = test.code[0].value.split("\n")
    assert (line, caret) == (hostile, " " * 6 + "^")
    assert any("'<' has no meaning here (at character 7)" in each.value for each in test.text)
    assert not any("<b>" in each.value for each in test.markdown)
    typed(test, "log(-1 - x^2)")
    assert any("no finite value anywhere in the frame" in each.value for each in test.text)
    typed(test, "x + y^2")
    assert not test.code
    assert asked(test, "formula") == "x + y^2"


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ({"formula": "x + z"}, "'z' has no meaning here"),
        ({"formula": "<script>"}, "“<script>”"),
        ({"formula": "x" * 400}, "longer than 300 characters"),
        ({"formula": "log(x)", "x_from": "-4", "x_to": "-3"}, "no finite value anywhere"),
        ({"x_from": "4", "x_to": "-3"}, "The frame runs from low to high: x −3 to 4, y −3 to 3"),
        ({"y_from": "2", "y_to": "2"}, "The frame runs from low to high: x −3 to 3, y 2 to 2.1"),
        ({"y_from": "1e9"}, "y from goes from −1000 to 1000"),
    ],
)
def test_a_bad_link_is_mended_and_says_so(query: dict[str, str], notice: str) -> None:
    test = open_page("pages/02_gradient_descent.py", surface="formula", **query)
    assert notice in mended(test)
    assert outcome(test)


def test_a_frame_is_turned_round_where_it_is_reversed() -> None:
    test = open_page(RACE, surface="formula", formula="x^2 + y^2")
    [low] = [each for each in test.number_input if each.label == "x from"]
    low.set_value(5.0)
    run(test)
    assert drawn(test)["domain"] == [[3.0, 5.0], [-3.0, 3.0]]


def test_every_example_is_a_formula_with_something_to_see() -> None:
    for text, half in EXAMPLES.values():
        surface = formula(text, ((-half, half), (-half, half)))
        assert surface.minima or "level stretches" in surface.note


def said(test: AppTest) -> str:
    return "\n".join([outcome(test), *(each.value for each in test.markdown)])


@pytest.mark.parametrize(
    ("text", "limit", "named"),
    [
        ("3*x^2 + y^2", "at the minimum found 2/λmax = **0.333**", True),
        ("x^3 - 3*x + y^2", "at the minimum found 2/λmax = **0.333**", False),
        ("abs(x) + y^2", "at the minimum found no curvature can be told", True),
        ("x^4 + y^4", "at the minimum found the surface is too level for a curvature", True),
        ("(x^2 + y^2 - 1)^2", "no minimum was found in the frame", False),
        ("x - y", "no minimum was found in the frame", False),
    ],
)
def test_lesson_3_tells_the_limit_and_names_curves_where_it_can(
    text: str, limit: str, named: bool
) -> None:
    test = open_page("pages/03_learning_rate.py", surface="formula", formula=text)
    assert limit in said(test)
    assert ("No curve is named here" not in said(test)) is named
    assert len(test.get("plotly_chart")) == named
    notes = [panel["paths"][0]["note"] for panel in stage(test)["panels"]]
    assert all((note.split(":")[0] in COLOURS) is named for note in notes)
    sweeps = [curve for curve in stage(test)["curves"] if curve["knobs"]]
    assert len(sweeps) == len(test.button_group) == named
    assert ("each dot or cross is a run from this start" in said(test)) is named
    assert ("2/λmax" in str(sweeps)) is (named and "2/λmax = " in limit)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("(x-1)^2 - y^2", "One saddle was found, at (1, 0); a run"),
        ("sin(3*x) + cos(3*y)", "saddles found the one at ("),
        ("x^2 + y^2", "No saddle was found in the frame: there is none to leave."),
        ("0*x", "No saddle was found in the frame: there is none to leave."),
        ("log(x) + y^2", "The surface has no finite slope or no finite curvature there"),
    ],
)
def test_lesson_11_names_the_saddle_that_it_found(text: str, told: str) -> None:
    query = {"surface": "formula", "formula": text, "start": "0.0,1.0"}
    test = open_page("pages/11_saddle_points.py", **query)
    assert told in said(test)
    assert "A formula of your own need not have such a line." in said(test)
    assert not test.get("plotly_chart")
    assert "away" not in [curve["key"] for curve in stage(test)["curves"]]


def test_lesson_13_cuts_the_gradients_of_a_formula() -> None:
    test = open_page("pages/13_schedules.py", view="clipping", surface="formula", start="1.0,1.0")
    typed(test, "9*x^2 + y^4")
    assert asked(test, "start") == "1.0,1.0", "that of the other experiments"
    assert "The gradient was cut in" in said(test)
    assert "Found by searching the frame, not proved" in said(test)
