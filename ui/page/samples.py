"""The data that a line is fitted to: built in or the reader's own, and the widgets to choose it."""

import zlib
from dataclasses import dataclass, replace

import streamlit as st

from surfaces import DATASETS, Regression, regression
from surfaces.surface import Point
from ui.page import upload
from ui.page.choosers import select
from ui.page.fields import Choice, Field, Switch
from ui.page.settings import Settings
from ui.page.upload import Column, Table, UploadError
from ui.page.view import ANOTHER_PICTURE
from ui.page.words import plain

OWN = "own"
FARTHEST = 1e5
"""A fit whose parameters lie farther out than this is not shown: a path there counts as lost."""

_NAMES = {**{key: data.name for key, data in DATASETS.items()}, OWN: "Your own CSV"}
_TABLE = "samples/table"
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
    """

    x: Column
    y: Column
    names: tuple[str, str] = ("x", "y")
    truth: Point | None = None
    note: str = ""
    problem: str = ""

    def surface(self, standardise: bool) -> Regression:
        """Its mean squared error in (w, b), under a key that other data do not have.

        Raises:
            ValueError: in a sentence for readers, if its parameters are too large to show.
        """
        squared = regression(self.x, self.y, standardise, truth=self.truth)
        farthest = max(abs(edge) for interval in squared.domain for edge in interval)
        if farthest > FARTHEST:
            raise ValueError(
                "On these data as they are the line's slope or intercept is too large to show."
            )
        digest = zlib.crc32(squared.features.tobytes() + squared.y.tobytes())
        return replace(squared, key=f"regression_{digest:08x}")


def sample_fields() -> list[Field]:
    """Which data, and whether x is standardised."""
    return [Choice("data", "noisy", tuple(_NAMES)), Switch("standardise")]


def choose_sample(settings: Settings) -> Sample:
    """The widgets for the data, in the row that is open; returns the data chosen."""
    select(
        settings,
        "data",
        _NAMES,
        "Data",
        "The examples that the line is fitted to: built in, or two columns of your own file.",
        also=lambda chosen: {"start": None, "standardise": chosen == OWN},
    )
    return _own_sample() if settings["data"] == OWN else built_in(settings["data"])


def choose_standardise(settings: Settings, sample: Sample) -> Regression:
    """The checkbox that standardises x; the start stays on the same line. Returns the surface."""

    def switched() -> None:
        standardise = st.session_state[bound["key"]]
        start = moved_start(settings, sample)
        settings.set({"standardise": standardise, "start": start, **ANOTHER_PICTURE})

    surface = _surface(settings, sample)
    bound = settings.bind("standardise")
    st.checkbox(
        "Standardise x",
        help="Take the mean off x and divide by its standard deviation: the valley rounds out.",
        key=bound["key"],
        on_change=switched,
    )
    return surface


def _surface(settings: Settings, sample: Sample) -> Regression:
    """The surface as the settings want it; standardised where it cannot be shown otherwise."""
    try:
        return sample.surface(settings["standardise"])
    except ValueError as problem:
        settings.set({"standardise": True, "start": None, **ANOTHER_PICTURE}, publish=False)
        st.toast(f"{problem} So x is standardised.")
        return sample.surface(standardise=True)


def show_notes(sample: Sample) -> None:
    """Say what is used of a reader's file, or why it is not."""
    if sample.problem:
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


def built_in(key: str) -> Sample:
    """One of the built-in data sets."""
    data = DATASETS[key]
    return Sample(data.x, data.y, truth=data.truth)


def _own_sample() -> Sample:
    """The reader's own columns; the noisy line until there is a file."""
    table: Table | None = st.session_state.get(_TABLE)
    with st.popover(table.name if table else "Choose a file", icon=":material/upload_file:"):
        _uploader()
        names = _choose_columns(table) if table else None
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
