"""A table of results below a stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import zip_longest

import streamlit as st

from ui.page.palette import Style
from ui.page.swatches import look

Number = float | int | None


@dataclass(frozen=True)
class Sorts:
    """What a click on a column's head sorts a table by, in the browser (`static/stage/sorting.js`).

    Attributes:
        keys: of the columns, as a link names them; empty where a column sorts nothing.
        numbers: of each row one for each column, None where it has none. The first one's are the
            rows' own order.
    """

    keys: Sequence[str]
    numbers: Sequence[Sequence[Number]]


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    note: str = "",
    styles: Sequence[Style | None] = (),
    sorts: Sorts | None = None,
) -> None:
    """Show the rows, the runs' with the swatch of their style, and a note below them.

    Plain HTML: a click answers while Streamlit would still be reading Markdown.
    """
    keys, numbers = (sorts.keys, sorts.numbers) if sorts else ((), ())
    names = "".join(_head(*column) for column in zip_longest(head, keys))
    body = "".join(_row(*row) for row in zip_longest(rows, styles, numbers))
    opening = '<table class="dl-sortable">' if sorts else "<table>"
    st.html(
        f'<div class="dl-results">{opening}<thead><tr>{names}</tr></thead>'
        f"<tbody>{body}</tbody></table><p>{escape(note)}</p></div>"
    )


def _head(name: str, key: str | None) -> str:
    return f'<th scope="col"{_data("sort", key or None)}>{escape(name)}</th>'


def _row(cells: Sequence[str], style: Style | None, numbers: Sequence[Number] | None) -> str:
    swatch = f'<i class="dl-swatch" style="{look(style)}"></i>' if style else ""
    inside = [swatch + escape(cells[0]), *map(escape, cells[1:])]
    each = zip_longest(inside, numbers or ())
    made = (f"<td{_data('value', number)}>{cell}</td>" for cell, number in each)
    return f"<tr>{''.join(made)}</tr>"


def _data(name: str, value: str | Number) -> str:
    return "" if value is None else f' data-{name}="{escape(str(value))}"'
