"""A rule that a reader types: in the race, in links, on the other pages that have runs."""

import pytest
from streamlit.testing.v1 import AppTest

from surfaces import rosenbrock
from ui.runs.links import Runs
from ui.runs.own_rule import EXAMPLES, NAME
from ui.runs.run import Run

from .app import follow, mended, open_page, run
from .shown import knobs, names

PAGE = "pages/14_race.py"
LION = "own:c=beta1*m+(1-beta1)*g;m=beta2*m+(1-beta2)*g;x=x-lr*sign(c)"


def runs_of(test: AppTest) -> str:
    """The runs in the address."""
    told = test.query_params["runs"]
    return told if isinstance(told, str) else told[0]


def ask(test: AppTest, text: str, name: str = "") -> AppTest:
    """Open the dialog, type a rule and press the button."""
    test.selectbox(key="race/add").set_value(NAME)
    run(test)
    test.text_area(key="race/own rule text").set_value(text)
    test.text_input(key="race/own rule name").set_value(name)
    [button] = [each for each in test.button if each.label == "Use this rule"]
    button.click()
    return run(test)


def test_a_typed_rule_races_under_its_name_and_its_link_reproduces_it() -> None:
    test = ask(open_page(PAGE), "m = beta*m + (1-beta)*g\nx = x - lr*sign(m)*c", "Mine")
    assert names(test)[-1] == "Mine"
    assert {"lr", "beta", "rule_c"} <= set(knobs(test))
    assert any(r"\operatorname{sign}(m)" in each.value for each in test.latex)
    link = runs_of(test)
    again = open_page(PAGE, runs=link, run="5")
    assert not mended(again)
    assert names(again) == names(test)
    assert runs_of(again) == link


def test_a_bad_rule_is_told_with_line_and_place_and_a_corrected_one_is_taken() -> None:
    test = ask(open_page(PAGE), "m = 2m\nx = x - lr*m")
    [error] = test.error
    assert "Line 1" in error.value
    assert "at character 6" in error.value
    assert len(names(test)) == 4
    test.text_area(key="race/own rule text").set_value("m = 2*m + g\nx = x - lr*m")
    [button] = [each for each in test.button if each.label == "Use this rule"]
    button.click()
    assert names(run(test))[-1] == "Your rule"


@pytest.mark.parametrize(
    "text",
    ["__import__('os').system('true')", "x = x - lr*g.__class__", "x = x - lr*(" + "9^" * 99],
)
def test_a_hostile_rule_is_refused(text: str) -> None:
    test = ask(open_page(PAGE), text)
    assert len(test.error) == 1
    assert len(names(test)) == 4


def test_a_typed_rule_is_edited_and_keeps_its_numbers() -> None:
    test = open_page(PAGE, runs="own:x=x-lr*g~lr~0.003~own_name~Mine")
    [edit] = [each for each in test.button if each.label == "Edit rule"]
    edit.click()
    run(test)
    assert test.text_area(key="race/own rule text").value == "x = x - lr*g"
    test.text_area(key="race/own rule text").set_value("v = beta*v + g\nx = x - lr*v")
    [button] = [each for each in test.button if each.label == "Use this rule"]
    button.click()
    run(test)
    assert runs_of(test) == "own:v=beta*v+g;x=x-lr*v~lr~0.003~own_name~Mine"


def test_a_rule_whose_run_is_gone_meanwhile_is_one_more() -> None:
    test = open_page(PAGE, runs="gd~lr~0.01~~own:x=x-lr*g~lr~0.003", run="2")
    [edit] = [each for each in test.button if each.label == "Edit rule"]
    edit.click()
    run(test)
    follow(test, runs="gd~lr~0.01")
    test.text_area(key="race/own rule text").set_value("x = x - lr*sign(g)")
    [button] = [each for each in test.button if each.label == "Use this rule"]
    button.click()
    assert names(run(test)) == ["Gradient descent", "Your rule"]


def test_a_name_that_only_looks_like_another_is_numbered() -> None:
    test = ask(open_page(PAGE, runs="gd~lr~0.01"), "x = x - lr*sign(g)", "  Gradient  descent ")
    assert names(test) == ["Gradient descent", "Gradient descent 2"]


def test_a_number_named_as_the_surfaces_has_a_knob_of_its_own() -> None:
    test = open_page(PAGE, runs="own:x=x-lr*b*g~lr~0.001~b~0.5", b="20")
    assert {"b", "rule_b"} <= set(knobs(test))
    assert not mended(test)


def test_a_bad_rule_in_a_link_is_told_and_the_others_stay() -> None:
    test = open_page(PAGE, runs="own:x=x-lr*(g~lr~0.1~~gd~lr~0.01~~own:<b>~lr~1")
    assert names(test) == ["Gradient descent"]
    assert "Line 1: This parenthesis is never closed (at character 8)." in mended(test)
    assert "Line 1: Write a name, an equals sign" in mended(test)


@pytest.mark.parametrize("text", [*EXAMPLES.values(), LION.removeprefix("own:")])
def test_links_are_exact(text: str) -> None:
    field = Runs("runs", (Run("gd"),))
    runs = (Run(f"own:{text}", {"lr": 0.1 + 0.2}, "A ~ name"), Run("adam"))
    spelled = field.format(runs)
    read, problem = field.parse(spelled)
    assert problem is None
    assert field.format(read) == spelled
    for one, other in zip(runs, read, strict=True):
        paths = [each.trace(rosenbrock(), (-1.0, 1.0), steps=20).points for each in (one, other)]
        assert paths[0].tobytes() == paths[1].tobytes()


@pytest.mark.parametrize(
    ("page", "query"), [("11_saddle_points", {}), ("12_sharp_and_flat", {"view": "any"})]
)
def test_the_other_pages_with_runs_take_it_too(page: str, query: dict[str, str]) -> None:
    test = open_page(f"pages/{page}.py", runs=f"{LION}~lr~0.01~~gd~lr~0.01", run="1", **query)
    assert names(test)[0] == "Your rule"
    assert not mended(test)
