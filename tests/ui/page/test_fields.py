"""Fields parse any text without failing, say what they mended, and format what they parse back."""

import math
from typing import Any

import pytest

from formula.parse import parse
from ui.page.fields import Choice, Field, LinePoint, Number, Point, Switch, Text, Whole

NUMBER = Number("lr", 0.1, 1e-4, 2.0, "learning rate α", log=True)
COUNT = Whole("steps", 100, 1, 2000)
SURFACE = Choice("surface", "bowl", ("bowl", "valley"))
SWITCH = Switch("noisy")
START = Point("start")
LINE_POINT = LinePoint("x")
TEXT = Text("formula", "x^2", 20, parse, "the formula")
FIELDS: tuple[Field, ...] = (NUMBER, COUNT, SURFACE, SWITCH, START, LINE_POINT, TEXT)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (NUMBER, "0.5", 0.5),
        (NUMBER, "0.30000000000000004", 0.1 + 0.2),
        (NUMBER, "1e-4", 1e-4),
        (COUNT, "7", 7),
        (SURFACE, "valley", "valley"),
        (SWITCH, "1", True),
        (SWITCH, "0", False),
        (START, "1,-2.5", (1.0, -2.5)),
        (LINE_POINT, "-2.5", -2.5),
        (TEXT, " x^2 +\ty²", " x^2 +\ty²"),
    ],
)
def test_what_fits_is_taken_without_a_notice(field: Field, text: str, value: Any) -> None:
    assert field.parse(text) == (value, None)


@pytest.mark.parametrize(
    ("field", "text", "value", "notice"),
    [
        (NUMBER, "fast", 0.1, "“fast” is not a number; learning rate α is 0.1."),
        (NUMBER, "nan", 0.1, "“nan” is not a number; learning rate α is 0.1."),
        (NUMBER, "", 0.1, "“” is not a number; learning rate α is 0.1."),
        (NUMBER, "9", 2.0, "learning rate α goes from 0.0001 to 2; 9 became 2."),
        (NUMBER, "-1e999", 1e-4, "learning rate α goes from 0.0001 to 2; −∞ became 0.0001."),
        (COUNT, "0", 1, "steps goes from 1 to 2000; 0 became 1."),
        (COUNT, "1e999", 2000, "steps goes from 1 to 2000; ∞ became 2000."),
        (SURFACE, "moon", "bowl", "There is no surface called “moon”; here is bowl."),
        (SWITCH, "yes", False, "noisy is 1 (on) or 0 (off), not “yes”; it is off."),
        (START, "1", None, "“1” is not a point x,y; the surface's own start is used."),
        (START, "1,2,3", None, "“1,2,3” is not a point x,y; the surface's own start is used."),
        (START, "inf,0", None, "“inf,0” is not a point x,y; the surface's own start is used."),
        (LINE_POINT, "inf", None, "“inf” is not a number; the curve's own start is used."),
        (
            TEXT,
            "x +",
            "x^2",
            "the formula “x +”: Something is missing after + (at character 3). Here it is “x^2”.",
        ),
        (
            TEXT,
            "x" * 21,
            "x^2",
            f"the formula “{'x' * 21}”: It is longer than 20 characters. Here it is “x^2”.",
        ),
    ],
)
def test_what_does_not_fit_is_mended_with_a_notice(
    field: Field, text: str, value: Any, notice: str
) -> None:
    assert field.parse(text) == (value, notice)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", ["x" * 20000, "9" * 20000, "1," * 9000, "x," * 9000])
def test_a_notice_stays_short_whatever_the_link_says(field: Field, text: str) -> None:
    _, notice = field.parse(text)
    assert len(notice or "") < 300


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (NUMBER, 0.1 + 0.2),
        (NUMBER, 1e-4),
        (COUNT, 17),
        (SURFACE, "valley"),
        (SWITCH, True),
        (START, (-1 / 3, 1e-300)),
        (LINE_POINT, -1 / 3),
    ],
)
def test_what_is_formatted_is_parsed_back_exactly(field: Field, value: Any) -> None:
    assert field.parse(field.format(value)) == (value, None)
    assert field.validate(value) == value


@pytest.mark.parametrize(
    ("field", "value", "valid"),
    [(NUMBER, 1, 1.0), (COUNT, 7.0, 7), (START, [1, 2], (1.0, 2.0)), (LINE_POINT, 3, 3.0)],
)
def test_programs_may_be_less_exact_in_type(field: Field, value: Any, valid: Any) -> None:
    result = field.validate(value)
    assert result == valid
    assert type(result) is type(valid)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (NUMBER, "0.1"),
        (NUMBER, True),
        (NUMBER, None),
        (NUMBER, math.nan),
        (NUMBER, math.inf),
        (NUMBER, 2.1),
        (COUNT, 0),
        (COUNT, "7"),
        (SURFACE, "moon"),
        (SURFACE, None),
        (SWITCH, 1),
        (START, 3.0),
        (START, (1.0,)),
        (START, ("a", "b")),
        (START, ("1", "2")),
        (START, (True, False)),
        (START, (math.nan, 0.0)),
        (START, (10**400, 0.0)),
        (LINE_POINT, "1"),
        (LINE_POINT, True),
        (LINE_POINT, math.inf),
        *((field, 10**400) for field in FIELDS),
    ],
)
def test_what_is_not_allowed_is_named(field: Field, value: Any) -> None:
    with pytest.raises(ValueError, match=field.key):
        field.validate(value)


@pytest.mark.parametrize("field", [START, LINE_POINT])
def test_a_start_may_be_none(field: Field) -> None:
    assert field.validate(None) is None
    assert field.format(None) == ""
