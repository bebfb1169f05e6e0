"""A table of results below a stage."""

from collections.abc import Sequence
from html import escape
from itertools import zip_longest

import streamlit as st

from ui.page.palette import Style
from ui.page.swatches import look


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    note: str = "",
    styles: Sequence[Style | None] = (),
) -> None:
    """Show the rows, the runs' with the swatch of their style, and a note below them.

    Plain HTML: a click answers while Streamlit would still be reading Markdown.
    """
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(_row(*row) for row in zip_longest(rows, styles))
    st.html(
        f'<div class="dl-results"><table><thead><tr>{names}</tr></thead>'
        f"<tbody>{body}</tbody></table><p>{escape(note)}</p></div>"
    )


def _row(cells: Sequence[str], style: Style | None) -> str:
    swatch = f'<i class="dl-swatch" style="{look(style)}"></i>' if style else ""
    return f"<tr><td>{swatch}{'</td><td>'.join(map(escape, cells))}</td></tr>"
