"""What the stage shows is a setting: read leniently, written exactly, untrusted from a browser."""

from typing import Any

import pytest
import streamlit as st

from tests.ui.session import Session
from ui.page.fields import Field, Number
from ui.page.settings import Settings
from ui.page.view import VIEW_FIELDS

AT, CURVES, ZOOM, HIDE, PREDICT, MAP, CAMERA, ORDER = VIEW_FIELDS


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (AT, "12", 12),
        (CURVES, "loss~linear~~rate_x~log", (("loss", False), ("rate_x", True))),
        (ZOOM, "-1.5,0.1,2,3e-05", None),
        (ZOOM, "-1.5,0.30000000000000004,-2,3e-05", (-1.5, 0.1 + 0.2, -2.0, 3e-5)),
        (HIDE, "5,2,2", (2, 5)),
        (PREDICT, "2~40", (2, 40)),
        (MAP, "ends", ("ends", ())),
        (MAP, "steps~2~5", ("steps", (2, 5))),
        (CAMERA, "-24,36,1", (-24.0, 36.0, 1.0)),
        (ORDER, "-loss", "-loss"),
    ],
)
def test_a_link_is_read_and_written_back_exactly(field: Field, text: str, value: Any) -> None:
    read, problem = field.parse(text)
    assert read == value
    assert (problem is None) == (value is not None)
    assert field.parse(field.format(read))[0] == read


@pytest.mark.parametrize("text", ["", "x", "1,2", "1~2~3", "nan,1,0,1", "0,inf,0,1", "9" * 9999])
@pytest.mark.parametrize("field", VIEW_FIELDS)
def test_any_text_is_read(field: Field, text: str) -> None:
    value, problem = field.parse(text)
    assert field.validate(value) == value
    assert problem or field.parse(field.format(value)) == (value, None)


@pytest.mark.parametrize(
    ("field", "text", "notice"),
    [
        (AT, "-1", "the step shown goes from 0 to 10⁶; −1 became 0."),
        (AT, "soon", "“soon” is not a number; the step shown is 0."),
        (CURVES, "loss", "“loss” names no curves; the page's own are shown."),
        (CURVES, "loss~cubic", "“loss~cubic” names no curves; the page's own are shown."),
        (CURVES, "~~".join(["loss~log"] * 9), None),
        (ZOOM, "1,0,0,1", "“1,0,0,1” is no part of the picture; the whole is shown."),
        (HIDE, "0", "“0” names no runs; all are shown."),
        (HIDE, "adam", "“adam” names no runs; all are shown."),
        (PREDICT, "adam~40", "“adam~40” is no run~steps; nothing is asked."),
        (PREDICT, "1~0", "“1~0” is no run~steps; nothing is asked."),
        (MAP, "heights", "“heights” names no map; the surface is shown."),
        (MAP, "ends~0", "“ends~0” names no map; the surface is shown."),
        (CAMERA, "0,90,1", "“0,90,1” is no view from space; the contour is shown."),
        (ORDER, "a b", "“a b” names no column; the table is in its own order."),
        (CAMERA, "0,36,1,1", "“0,36,1,1” is no view from space; the contour is shown."),
    ],
)
def test_what_does_not_fit_is_mended_with_a_notice(
    field: Field, text: str, notice: str | None
) -> None:
    value, problem = field.parse(text)
    assert value == field.default
    assert problem
    assert problem == (notice or problem)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (AT, -1),
        (AT, 2.5),
        (AT, "3"),
        (AT, True),
        (AT, [3]),
        (AT, None),
        (AT, 10**400),
        (CURVES, "loss~log"),
        (CURVES, [["loss", 1]]),
        (CURVES, [["loss"]]),
        (CURVES, [["</script>", True]]),
        (CURVES, [["loss", True]] * 9),
        (CURVES, {"loss": True}),
        (ZOOM, [0, 1, 0]),
        (ZOOM, [0, 1, 1, 0]),
        (ZOOM, [0, float("nan"), 0, 1]),
        (ZOOM, [0, 10**400, 0, 1]),
        (ZOOM, [False, True, 0, 1]),
        (ZOOM, ["0", "1", "0", "1"]),
        (HIDE, [0]),
        (HIDE, [1.0]),
        (HIDE, [True]),
        (HIDE, list(range(1, 999))),
        (HIDE, "1"),
        (PREDICT, [1]),
        (PREDICT, [0, 5]),
        (PREDICT, [1, "5"]),
        (PREDICT, 5),
        (MAP, "ends"),
        (MAP, ["heights", []]),
        (MAP, [["ends"], []]),
        (MAP, ["ends"]),
        (MAP, ["ends", [True]]),
        (MAP, ["ends", [*range(1, 14)]]),
        (CAMERA, [0, 36]),
        (CAMERA, [181, 36, 1]),
        (CAMERA, [0, 36, 0]),
        (CAMERA, [0, True, 1]),
        (ORDER, 5),
        (ORDER, "--loss"),
        (ORDER, "<b>"),
    ],
)
def test_what_a_browser_must_not_send_is_an_error(field: Field, value: Any) -> None:
    with pytest.raises(ValueError, match=f"{field.key} must be"):
        field.validate(value)


VIEW = {
    "at": 12,
    "curves": (("gradient", True),),
    "zoom": (-1.0, 0.25, 0.0, 2.5),
    "hide": (2,),
    "predict": (1, 40),
    "map": ("loss", (3,)),
    "camera": (-30.0, 45.0, 1.25),
    "sort": "-lr",
}
IN_A_LINK = {
    "at": "12",
    "curves": "gradient~log",
    "zoom": "-1.0,0.25,0.0,2.5",
    "hide": "2",
    "predict": "1~40",
    "map": "loss~3",
    "camera": "-30.0,45.0,1.25",
    "sort": "-lr",
}


def table() -> Settings:
    return Settings("lab", Number("lr", 0.1, 1e-4, 2.0))


def test_the_view_stands_last_in_the_address() -> None:
    """The browser appends it to what the server says of the runs, and both spell it alike."""

    def work() -> None:
        table().set({"lr": 0.5, "present": True, **VIEW})
        assert table().search() == "lr=0.5&present=1"

    session = Session()
    session.run(work)
    assert list(session.query.items()) == [("lr", "0.5"), ("present", "1"), *IN_A_LINK.items()]


def test_what_the_address_shows_of_the_picture_is_taken_over_and_leaves_the_notices() -> None:
    session = Session({"lr": "fast"})
    session.run(lambda: None if table().notices else pytest.fail("nothing was mended"))
    session.follow(IN_A_LINK)

    def work() -> None:
        settings = table()
        assert settings.view == settings.view_known == VIEW
        assert settings["lr"] == 0.1
        assert len(settings.notices) == 1

    session.run(work)


def test_an_address_that_is_behind_the_picture_changes_nothing() -> None:
    session = Session({"lr": "0.5"})

    def turn() -> None:
        settings = table()
        for rate in (0.6, 0.7, 0.8):
            settings.set({"lr": rate, "at": 9}, publish=False)
            settings.search()

    session.run(turn)
    session.follow({"lr": "0.7", "at": "3"})

    def work() -> None:
        settings = table()
        assert (settings["lr"], settings["at"]) == (0.8, 9)

    session.run(work)
    session.follow({"lr": "0.8", "at": "4"})
    session.run(lambda: None if table()["at"] == 4 else pytest.fail("the view is not known"))


def test_the_address_before_the_newest_is_no_link() -> None:
    """Streamlit tells it until it has learnt the newest one."""

    def click() -> None:
        settings = table()
        settings.set({"lr": 0.6}, publish=False)
        settings.search()
        settings.look("?lr=0.6&at=3")

    session = Session({"lr": "0.5"})
    session.run(click)
    session.follow({"lr": "0.5"})
    session.run(lambda: None if table()["lr"] == 0.6 else pytest.fail("the click is lost"))


def test_an_address_that_was_not_issued_is_a_link() -> None:
    session = Session({"lr": "0.5"})
    session.run(lambda: table().set({"lr": 0.8}, publish=False))
    session.follow({"lr": "0.7", "at": "3"})

    def work() -> None:
        settings = table()
        assert (settings["lr"], settings["at"]) == (0.7, 3)

    session.run(work)


def test_what_a_widget_changes_goes_with_what_is_shown_by_then() -> None:
    session = Session()
    session.run(lambda: st.session_state.update(settings=table()))
    session.follow({"at": "7"})

    def work() -> None:
        # As from a callback, which runs before the page makes its settings anew.
        st.session_state["settings"].set({"lr": 0.5})
        assert table()["at"] == 7

    session.run(work)
    assert session.query == {"lr": "0.5", "at": "7"}


def test_a_moved_view_leaves_the_runs_at_rest() -> None:
    def work() -> None:
        settings = table()
        settings.set({"at": 3}, publish=False)
        assert settings.at_rest
        settings.set({"lr": 0.5}, publish=False)
        assert not settings.at_rest

    Session().run(work)


def test_reset_keeps_how_the_reader_works() -> None:
    def work() -> None:
        table().reset({})
        assert table().view == {**VIEW, "at": 0, "zoom": None, "hide": ()}

    Session({"lr": "0.5", **IN_A_LINK}).run(work)
