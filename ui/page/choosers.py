"""Widgets that choose one of a few keys, each a view of its setting."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from ui.page.settings import NOTHING, Settings
from ui.page.view import ANOTHER_PICTURE


def segments(
    settings: Settings,
    key: str,
    names: Mapping[str, str],
    label: str,
    help: str,
    also: Mapping[str, Any] = NOTHING,
) -> None:
    """A row of joined buttons, one for each key with its name.

    `also` are settings that change with any choice.
    """
    with explained(label, help):
        st.segmented_control(label, tuple(names), **_named(names), **settings.bind(key, also))


def pills(
    settings: Settings,
    key: str,
    names: Mapping[Any, str],
    label: str,
    help: str,
    chosen: Any = None,
) -> None:
    """A row of pills; `chosen` is shown where the setting itself is none of them."""
    bound = settings.bind(key)
    if chosen is not None:
        st.session_state[bound["key"]] = chosen
    with explained(label, help):
        st.pills(label, tuple(names), **_named(names), **bound)


def select(
    settings: Settings,
    key: str,
    names: Mapping[str, str],
    label: str,
    help: str,
    also: Callable[[str], Mapping[str, Any]] = lambda chosen: {},
    width: int = 200,
) -> None:
    """A list to select from, each a picture of its own; `also` are settings that change with it.

    `width` is in pixels.
    """

    def selected() -> None:
        chosen = st.session_state[bound["key"]]
        settings.set({key: chosen, **ANOTHER_PICTURE, **also(chosen)})

    bound = settings.bind(key)
    with explained(label, help):
        st.selectbox(
            label,
            tuple(names),
            format_func=names.__getitem__,
            label_visibility="collapsed",
            key=bound["key"],
            on_change=selected,
            width=width,
        )


def explained(label: str, help: str) -> Any:
    """A row that begins with what a widget chooses, and a question mark that opens its help."""
    row = st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content")
    row.caption(label, help=help, width="content")
    return row


def _named(names: Mapping[Any, str]) -> dict[str, Any]:
    return {
        "format_func": names.__getitem__,
        "label_visibility": "collapsed",
        "required": True,
    }
