"""Settings are the URL: read once, written exactly, kept over page changes, all or nothing."""

from typing import Any

import pytest
import streamlit as st

from tests.ui.session import Session
from ui.page.fields import Choice, Number, Point, Switch
from ui.page.settings import Settings


def table(page: str = "lab") -> Settings:
    return Settings(
        page,
        Number("lr", 0.1, 1e-4, 2.0),
        Point("start"),
        Choice("surface", "bowl", ("bowl", "valley")),
        Switch("shown"),
    )


def values(settings: Settings) -> dict[str, Any]:
    return {key: settings[key] for key in ("lr", "start", "surface", "shown")}


DEFAULTS = {"lr": 0.1, "start": None, "surface": "bowl", "shown": False}
EXACT = {"lr": 0.1 + 0.2, "start": (-1 / 3, 1e-300), "surface": "valley", "shown": True}


def test_without_a_link_everything_is_at_its_default_and_the_address_empty() -> None:
    def work() -> None:
        assert values(table()) == DEFAULTS
        assert table().query() == {}
        assert table().notices == []

    session = Session()
    session.run(work)
    assert session.query == {}


def test_a_link_gives_back_what_was_set_exactly() -> None:
    def change() -> None:
        table().set(EXACT)
        assert table().at_rest

    session = Session()
    session.run(change)

    def read() -> None:
        assert values(table()) == EXACT
        assert table().notices == []

    Session(session.query).run(read)


def test_defaults_are_left_out_of_the_address() -> None:
    def change() -> None:
        table().set({"lr": 0.5, "surface": "valley"})
        table().set({"lr": 0.1})

    session = Session()
    session.run(change)
    assert session.query == {"surface": "valley"}


def test_keys_of_others_stay() -> None:
    session = Session({"utm": "x", "lr": "0.5"})
    session.run(lambda: table().set({"lr": 0.25}))
    assert session.query == {"utm": "x", "lr": "0.25"}


def test_unpublished_changes_leave_the_address_to_the_browser() -> None:
    def change() -> None:
        settings = table()
        settings.set({"lr": 0.25, "start": (0.5, 1.0)}, publish=False)
        assert not settings.at_rest
        assert settings.search() == "lr=0.25&start=0.5%2C1.0"

    session = Session({"lr": "0.5"})
    session.run(change)
    assert session.query == {"lr": "0.5"}

    def again() -> None:
        # The browser repeats the old address: that is no new link.
        assert table()["lr"] == 0.25

    session.run(again)


def test_a_new_link_in_the_same_session_wins() -> None:
    session = Session({"lr": "0.5"})
    session.run(lambda: table().set({"surface": "valley"}))
    session.follow({"lr": "0.7"})

    def read() -> None:
        assert values(table()) == {**DEFAULTS, "lr": 0.7}

    session.run(read)


def test_settings_outlive_a_page_change() -> None:
    session = Session({"lr": "0.5"})
    session.run(lambda: None if table()["lr"] == 0.5 else pytest.fail("the link was not read"))
    session.follow({})

    def back() -> None:
        assert table("other")["lr"] == 0.1
        assert table()["lr"] == 0.5

    session.run(back)


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"lr": 0.5, "surface": "moon"}, "surface must be one of bowl, valley"),
        ({"lr": 0.5, "speed": 1}, "no setting 'speed' here; allowed: lr, start"),
        ({"surface": "valley", "lr": 9.0}, "lr must lie in"),
    ],
)
def test_a_change_is_made_whole_or_not_at_all(changes: dict[str, Any], match: str) -> None:
    def work() -> None:
        settings = table()
        with pytest.raises(ValueError, match=match):
            settings.set(changes)
        assert values(settings) == DEFAULTS

    session = Session()
    session.run(work)
    assert session.query == {}


def test_notices_stay_until_the_next_change() -> None:
    def work() -> None:
        settings = table()
        assert len(settings.notices) == 2
        settings.set({})
        assert len(settings.notices) == 2
        settings.set({"lr": 0.5})
        assert settings.notices == []

    Session({"lr": "fast", "surface": "moon"}).run(work)


def test_reset_goes_back_to_the_defaults_but_for_the_changes() -> None:
    def work() -> None:
        settings = table()
        settings.reset({"surface": "valley"})
        assert values(settings) == {**DEFAULTS, "surface": "valley"}

    session = Session({"lr": "0.5", "shown": "1"})
    session.run(work)
    assert session.query == {"surface": "valley"}


def test_two_settings_cannot_share_a_key() -> None:
    def work() -> None:
        with pytest.raises(ValueError, match="'lab': two settings share a key"):
            Settings("lab", Point("start"), Point("start"))

    Session().run(work)


def test_an_unknown_key_is_a_key_error() -> None:
    def work() -> None:
        settings = table()
        with pytest.raises(KeyError):
            settings["speed"]

    Session().run(work)


def test_a_widget_is_a_view_of_its_setting() -> None:
    def work() -> None:
        settings = table()
        st.selectbox("Surface", ("bowl", "valley"), **settings.bind("surface"))
        st.toggle("Shown", **settings.bind("shown"))

    session = Session({"shown": "1", "surface": "valley"})
    session.run(work)
    assert session.test.selectbox[0].value == "valley"
    assert session.test.toggle[0].value is True
    session.test.selectbox[0].select("bowl")
    session.test.toggle[0].set_value(False)
    session.run(work)
    assert session.query == {}
