"""Every knob, selector and symbol is explained, knobs by names in words, and few stand in sight."""

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from .app import PAGES, Tables, open_page
from .shown import stage
from .symbols import assert_symbols_are_explained
from .test_pages import choices

MOST_IN_SIGHT = 4
MOST_CHARACTERS = 28
"""So many fit on one line beside the number, in the narrowest column that there is."""

SENTENCES = re.compile(r"[^.?!]+[.?!](?= |$)")
WORD = re.compile(r"[a-zA-Z’'-]{4,}")


@pytest.mark.parametrize("page", PAGES)
def test_all_that_can_be_set_and_every_symbol_is_explained(page: str, tables: Tables) -> None:
    for link in ({}, {"batch": "4"}, {"beta": "0.5"}, *choices(tables.of(page))):
        test = open_page(page, **link)
        assert_knobs_are_named(stage(test)["knobs"])
        assert_chosen_by_name(test)
        assert_symbols_are_explained(test)


def assert_knobs_are_named(knobs: list[dict[str, Any]]) -> None:
    for knob in knobs:
        assert WORD.search(knob["label"]), knob
        assert len(knob["label"]) <= MOST_CHARACTERS, knob
        assert_explains(knob["help"])
    assert len([knob for knob in knobs if not knob["more"]]) <= MOST_IN_SIGHT


def assert_chosen_by_name(test: AppTest) -> None:
    """A caption names and explains each selector; switches have help of their own.

    Where there is little room it is the first word of the name that is read aloud.
    """
    captions = {caption.value: caption.proto.help for caption in test.caption}
    for selector in [*test.selectbox, *test.button_group]:
        if selector.proto.label_visibility.value:
            label = selector.label
            [told] = [captions[name] for name in {label, label.split()[0]} if name in captions]
            assert_explains(told)
    for switch in [*test.toggle, *test.checkbox]:
        assert_explains(switch.proto.help)


def assert_explains(help: str) -> None:
    said = SENTENCES.findall(help)
    assert "".join(said) == help
    assert 1 <= len(said) <= 3, help
    assert help[0].isupper()
