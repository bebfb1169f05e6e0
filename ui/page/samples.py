"""The data that a line is fitted to: built in or the reader's own, and the widgets to choose it."""

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from surfaces import DATASETS, Regression, regression
from surfaces.surface import Point
from ui.page import upload
from ui.page.choosers import select
from ui.page.fields import Choice, Field, Switch
from ui.page.points import DrawnPoints, edit_points
from ui.page.settings import Settings
from ui.page.upload import Column, Table, UploadError
from ui.page.view import ANOTHER_PICTURE
from ui.page.words import plain

OWN = "own"
DRAWN_BY_HAND = "drawn"
FARTHEST = 1e5
"""A fit whose parameters lie farther out than this is not shown: a path there counts as lost."""

LINES = ((-4.0, 6.0), (-5.0, 7.0))
FIRST_LINE = (-2.0, 5.0)
"""Which lines' errors are shown of points drawn by hand, and the one to begin with."""

_NAMES = {
    **{key: data.name for key, data in DATASETS.items()},
    DRAWN_BY_HAND: "Drawn by hand",
    OWN: "Your own CSV",
}
_TABLE = "samples/table"
_COLUMNS = "samples/columns"
_PROBLEM = "samples/problem"


@dataclass(frozen=True, eq=False)
class Sample:
    """Numbers to fit a line to.

    Attributes:
        x, y: shape `(N,)`.
        names: what the axes are called.
        truth: slope and intercept that made the data, where known.
        note: how much of a file is used, or that there is none yet.
        problem: why it is not the data that were asked for.
        drawn: whether the reader draws them by hand.
    """

    x: Column
    y: Column
    names: tuple[str, str] = ("x", "y")
    truth: Point | None = None
    note: str = ""
    problem: str = ""
    drawn: bool = False

    def surface(self, standardise: bool) -> Regression:
        """Its mean squared error in (w, b).

        Raises:
            ValueError: in a sentence for readers, if its parameters are too large to show.
        """
        squared = regression(self.x, self.y, standardise, truth=self.truth)
        if self.drawn and not standardise:
            squared = _in_place(squared)
        farthest = max(abs(edge) for interval in squared.domain for edge in interval)
        if farthest > FARTHEST:
            raise ValueError(
                "On these data as they are the line's slope or intercept is too large to show."
            )
        return squared


def sample_fields() -> list[Field]:
    """Which data, points drawn by hand, and whether x is standardised."""
    choice = Choice("data", "noisy", tuple(_NAMES))
    return [choice, DrawnPoints("points"), Switch("standardise")]


def choose_sample(settings: Settings) -> None:
    """The widgets for the data, in the row that is open."""
    select(
        settings,
        "data",
        _NAMES,
        "Data",
        "The examples that the line is fitted to: built in, drawn by hand, or two columns of your "
        "own file.",
        also=lambda chosen: {"start": None, "standardise": chosen == OWN},
    )
    if settings["data"] == OWN:
        _choose_file()


def choose_standardise(settings: Settings) -> None:
    """The checkbox that standardises x; the start stays on the same line."""

    def switched() -> None:
        standardise = st.session_state[bound["key"]]
        start = moved_start(settings, sample_of(settings))
        settings.set({"standardise": standardise, "start": start, **ANOTHER_PICTURE})

    # Some data can only be shown standardised: the checkbox must say so.
    surface_of(settings, sample_of(settings))
    bound = settings.bind("standardise")
    st.checkbox(
        "Standardise x",
        help="Take the mean off x and divide by its standard deviation: the valley rounds out.",
        key=bound["key"],
        on_change=switched,
    )


def surface_of(settings: Settings, sample: Sample) -> Regression:
    """The surface as the settings want it; standardised where it cannot be shown otherwise."""
    try:
        return sample.surface(settings["standardise"])
    except ValueError as problem:
        settings.set({"standardise": True, "start": None, **ANOTHER_PICTURE}, publish=False)
        st.toast(f"{problem} So x is standardised.")
        return sample.surface(standardise=True)


def show_notes(settings: Settings, sample: Sample) -> None:
    """Say how points are drawn, what is used of a reader's file, or why it is not."""
    if sample.drawn:
        edit_points(settings)
    elif sample.problem:
        st.warning(plain(sample.problem))
    elif sample.note:
        st.caption(plain(sample.note))


def moved_start(settings: Settings, sample: Sample) -> Point | None:
    """The start as the same line, where standardising changes what its parameters mean."""
    if settings["start"] is None:
        return None
    now = settings["standardise"]
    try:
        here, there = sample.surface(now), sample.surface(not now)
    except ValueError:
        return None
    moved = there.from_raw(*here.to_raw(*settings["start"]))
    return moved if there.contains(*moved) else None


def sample_of(settings: Settings) -> Sample:
    """The data that were chosen; the noisy line until a file of the reader's own can be used."""
    if settings["data"] == OWN:
        return _own_sample()
    return _drawn(settings) if settings["data"] == DRAWN_BY_HAND else built_in(settings["data"])


def _drawn(settings: Settings) -> Sample:
    x, y = np.array(settings["points"]).T
    return Sample(x, y, drawn=True)


def _in_place(squared: Regression) -> Regression:
    """In a frame that does not follow the points, so that the minimum is seen to move."""
    (best,), here = squared.minima, replace(squared, domain=LINES, start=FIRST_LINE)
    (w0, w1), (b0, b1) = LINES
    return here if w0 < best[0] < w1 and b0 < best[1] < b1 else squared


def built_in(key: str) -> Sample:
    """One of the built-in data sets."""
    data = DATASETS[key]
    return Sample(data.x, data.y, truth=data.truth)


def _choose_file() -> None:
    table: Table | None = st.session_state.get(_TABLE)
    with st.popover(plain(table.name) if table else "Choose a file", icon=":material/upload_file:"):
        _uploader()
        st.session_state[_COLUMNS] = _choose_columns(table) if table else None


def _own_sample() -> Sample:
    """The reader's own columns; the noisy line until there is a file."""
    table: Table | None = st.session_state.get(_TABLE)
    names = st.session_state.get(_COLUMNS)
    problem = st.session_state.get(_PROBLEM, "")
    if not table or not names:
        return _until_then(problem)
    try:
        pair = upload.pair(table, *names)
    except UploadError as error:
        return _until_then(str(error))
    note = f"{upload.summary(pair)} A link to this page cannot carry your file."
    kept = f"{problem} Your last file is still shown." if problem else ""
    return Sample(pair.x, pair.y, pair.names, note=note, problem=kept)


def _until_then(problem: str) -> Sample:
    """The noisy line, with what stands in the way of the reader's own data."""
    until = "Until then this is the noisy line."
    note = f"Choose a file; a link cannot carry one. {until}"
    return replace(built_in("noisy"), note=note, problem=problem and f"{problem} {until}")


def _uploader() -> None:
    key = "samples/file"
    st.file_uploader(
        "A CSV file with two columns of numbers",
        type=["csv", "tsv", "txt"],
        max_upload_size=upload.MOST_MEGABYTES,
        help=f"{upload.LIMITS} It stays in this session's memory and is stored nowhere.",
        key=key,
        on_change=_read,
        args=(key,),
    )


def _read(key: str) -> None:
    """Read the file that was chosen; one that cannot be read leaves the last one in place."""
    file = st.session_state[key]
    st.session_state[_PROBLEM] = ""
    if file is None:
        st.session_state.pop(_TABLE, None)
        return
    try:
        st.session_state[_TABLE] = upload.read_table(file.name, file.getvalue())
    except UploadError as problem:
        st.session_state[_PROBLEM] = str(problem)


def _choose_columns(table: Table) -> tuple[str, str]:
    names = list(table.columns)
    x = st.selectbox("x: what is known", names)
    y = st.selectbox("y: what is to be predicted", [name for name in names if name != x])
    return x, y
