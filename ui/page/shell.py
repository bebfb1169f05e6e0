"""What every page starts with: its title, the look, the navigation and what was mended."""

import gc
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import streamlit as st

from ui.page.navigation import HOME, NAME, Lesson, sidebar

_ICON = Path(__file__).resolve().parents[2] / "static" / "icon.png"
_STYLE = "".join(
    Path(__file__).with_name(name).read_text(encoding="utf-8")
    for name in ("style.css", "symbols.css", "touch.css")
)

_COLOURS = {
    "background-color": "backgroundColor",
    "secondary-background-color": "secondaryBackgroundColor",
    "text-color": "textColor",
    "primary-color": "primaryColor",
    "link-color": "linkColor",
    "border-color": "borderColor",
}
"""Streamlit's variables of CSS, and the options that set them."""


def open_page(lesson: Lesson) -> None:
    """Start a page: call this first."""
    st.set_page_config(
        page_title=lesson.title if lesson is HOME else f"{lesson.title} · {NAME}",
        page_icon=str(_ICON),
        layout="wide",
        initial_sidebar_state=204,
    )
    st.html(f"<style>\n{_STYLE}{_themes()}</style>")
    sidebar(lesson)
    st.title(lesson.title, anchor=False)
    st.markdown(f":gray[{lesson.sentence}]")


@cache
def _themes() -> str:
    """Both themes' colours as variables: a saved page follows its reader's system with them."""
    declared = [
        f"--dl-{theme}-{name}: {st.get_option(f'theme.{theme}.{option}')};"
        for theme in ("light", "dark")
        for name, option in _COLOURS.items()
    ]
    return f":root {{ {' '.join(declared)} }}\n"


def notices(sentences: Iterable[str]) -> None:
    """Say what was mended in a link."""
    mended = list(sentences)
    if mended:
        # As text: what a link says may look like markup.
        st.text(" ".join(["The link was mended.", *mended]))


# Whatever the imports made lives as long as the server: the collector need never walk it again.
gc.collect()
gc.freeze()
