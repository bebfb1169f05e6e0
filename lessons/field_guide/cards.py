"""What stands below the stage: cards in two columns, with buttons for what they speak of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

import streamlit as st

from ui.page.navigation import lesson_of
from ui.page.settings import Settings
from ui.page.view import OTHER_RUNS


@dataclass(frozen=True)
class Link:
    """Another lesson, with the settings that show what is spoken of.

    Attributes:
        lesson: its key.
        query: its settings as its address spells them.
    """

    lesson: str
    query: Mapping[str, str] = field(default_factory=dict)


def in_two_columns(items: Iterable[str], write: Callable[[str], None]) -> None:
    """Write the items row by row, so that a narrow screen has them in their order."""
    them = iter(items)
    for row in zip_longest(them, them):
        for column, item in zip(st.columns(2, gap="large"), row, strict=True):
            if item is not None:
                with column:
                    write(item)
        st.space("small")


def show_texts(
    settings: Settings, topic: str, texts: Mapping[str, str], links: Mapping[str, Link | None]
) -> None:
    """A card for each text: its experiment is offered with it, and the link, where it has one."""

    def write(key: str) -> None:
        st.markdown(texts[key])
        offer(settings, topic, key, links.get(key))

    in_two_columns(texts, write)


def offer(settings: Settings, topic: str, key: str, link: Link | None = None) -> None:
    """A button that puts an experiment on the stage, and the way to its lesson."""
    shown = settings["topic"] == topic and settings[topic] == key
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.button(
            "On the stage" if shown else "Put it on the stage",
            key=f"field_guide/{topic}/{key}",
            disabled=shown,
            on_click=settings.set,
            args=({**OTHER_RUNS, "start": None, "topic": topic, topic: key},),
        )
        if link:
            lesson = lesson_of(link.lesson)
            st.page_link(
                lesson.file, label=f"In the lesson “{lesson.title}”", query_params=link.query
            )
