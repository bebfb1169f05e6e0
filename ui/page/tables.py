"""A table of results below a stage."""

from collections.abc import Sequence
from html import escape

import streamlit as st


def table(head: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> None:
    """Show the rows, and a note below them.

    Plain HTML: a click answers while Streamlit would still be reading Markdown.
    """
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    st.html(
        f'<div class="dl-results"><table><thead><tr>{names}</tr></thead>'
        f"<tbody>{body}</tbody></table><p>{escape(note)}</p></div>"
    )
