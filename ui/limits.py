"""What the app bounds, in one table made of the bounds themselves."""

from collections.abc import Iterable

import streamlit as st

from formula import assignments, parse
from ui import messages, uploading
from ui.page import controls, points, tables, upload, view
from ui.rooms import asking, room
from ui.runs import links, side_by_side
from ui.stage import maps, scene

Row = tuple[str, str]


def show(lessons: Iterable[Row]) -> None:
    """The table, folded away until it is wanted.

    Args:
        lessons: what single lessons bound: each thing, and how much of it there may be.
    """
    with st.expander("Limits"):
        tables.table(("What", "At most"), [*_ROWS, *lessons], _NOTE)


def many(count: float) -> str:
    """A count in groups of three digits."""
    return f"{count:,.0f}".replace(",", "\N{THIN SPACE}")


_NOTE = (
    "What a link or a file has beyond this is left out or refused, and the page says so. "
    "Files that come faster are refused; messages that do wait for their turn."
)

_ROWS: tuple[Row, ...] = (
    ("steps of a run", many(controls.MOST_STEPS)),
    ("runs in one list", many(links.MOST_RUNS)),
    (
        "steps of all runs with those of one measurement (tuning, its cost, many starts and "
        f"seeds), each of which counts as {side_by_side.WEIGHT}",
        many(side_by_side.MOST),
    ),
    ("letters of a run's name", many(links.LONGEST_NAME)),
    ("pictures on a page", many(scene.MOST_PANELS)),
    ("curves shown at once", many(view.MOST_CURVES)),
    ("cells of a map that the server fills", many(maps.MOST_CELLS)),
    ("characters of a typed surface", many(parse.LENGTH)),
    ("characters of a typed rule", many(assignments.MOST_CHARACTERS)),
    ("lines of a typed rule", many(assignments.MOST_LINES)),
    ("points drawn by hand", many(points.MOST)),
    ("a file of your own", f"{upload.MOST_MEGABYTES} MB"),
    ("rows of a file", many(upload.MOST_ROWS)),
    ("columns of a file", many(upload.MOST_COLUMNS)),
    ("files sent at once", many(uploading.BURST)),
    ("files after these, a minute", many(60 * uploading.PACE)),
    ("runs that a room asks about", many(asking.MOST_ASKED)),
    ("phones that guess in a room", many(room.MOST_PHONES)),
    ("hours until a room ends", many(room.LASTS / 3600)),
    ("a message to the server", f"{messages.MOST_BYTES // 1000} kB"),
    ("messages at once", many(messages.BURST)),
    ("messages after these, a second", many(messages.PACE)),
)
