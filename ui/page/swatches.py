"""A run's colour and marker as its legend has them, for tables and pills."""

import re
from collections.abc import Sequence

import streamlit as st

from ui.page.palette import Style

_SHAPES = {
    "circle": "circle(45%)",
    "square": "inset(12%)",
    "diamond": "polygon(50% 0, 100% 50%, 50% 100%, 0 50%)",
    "triangle": "polygon(50% 6%, 98% 90%, 2% 90%)",
    "wedge": "polygon(50% 94%, 98% 10%, 2% 10%)",
    "pentagon": "polygon(50% 2%, 98% 38%, 80% 94%, 20% 94%, 2% 38%)",
}


def look(style: Style) -> str:
    """The declarations that make a box a run's swatch."""
    return (
        f"background: light-dark({style.light}, {style.dark}); clip-path: {_SHAPES[style.marker]}"
    )


def on_pills(key: str, styles: Sequence[Style]) -> None:
    """Give each pill of the row with this key a swatch."""
    row = f".st-key-{re.sub('[^a-zA-Z0-9_-]', '-', key)} button"
    rules = "\n".join(
        f"{row}:nth-of-type({place})::before {{ {look(style)} }}"
        for place, style in enumerate(styles, start=1)
    )
    box = "content: ''; flex: none; width: 0.75em; height: 0.75em; margin-right: 0.3em"
    st.html(f"<style>\n{row}::before {{ {box} }}\n{rules}\n</style>")
