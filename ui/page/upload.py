"""A reader's own CSV file as columns of numbers, or a sentence on why it cannot be one.

Nothing in the file is trusted, and nothing of it is kept beyond the reader's session.
"""

import csv
import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ui.page.numbers import as_text, power_of_ten

MOST_MEGABYTES = 5
MOST_BYTES = MOST_MEGABYTES * 10**6
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LARGEST = 1e15

LIMITS = (
    f"At most {MOST_MEGABYTES} MB and {MOST_ROWS} rows; columns are separated by commas, "
    "semicolons, tabs or bars."
)

_SEPARATORS = ",;\t|"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_LONGEST_NAME = 24

Column = NDArray[np.float64]


class UploadError(ValueError):
    """A file or a choice of columns that no line can be fitted to; the message is for readers."""


@dataclass(frozen=True, eq=False)
class Table:
    """The columns of a file that hold numbers, at least two of them.

    Attributes:
        name: the file's name.
        columns: by their name, each of shape `(rows,)`; NaN where there is no number.
        ragged: how many lines were left out because they have more cells than the first.
    """

    name: str
    columns: Mapping[str, Column]
    ragged: int = 0


@dataclass(frozen=True, eq=False)
class Pair:
    """Two columns, ready to fit a line to.

    Attributes:
        x, y: the numbers, shape `(N,)`, in the units that the names give.
        names: what the axes are called.
        left_out: how many rows had no number in one of the columns, or too many cells.
    """

    x: Column
    y: Column
    names: tuple[str, str]
    left_out: int


def read_table(name: str, content: bytes) -> Table:
    """The columns of numbers in a CSV file.

    Encoding (UTF-8, UTF-16 with its mark, else Windows-1252), separator, decimal comma and whether
    there is a row of names are detected.

    Raises:
        UploadError: if there are not two columns with two numbers each, or the file is too large.
    """
    text = _decode(content)
    separator = _separator(text)
    rows, ragged = _rows(text, separator)
    names, rows = _split_names(rows)
    if len(rows) > MOST_ROWS:
        raise UploadError(f"This file has more than {MOST_ROWS} rows. Please keep a part of it.")
    cells = {name: rows[i] for i, name in enumerate(names)}
    numbers = {name: _numbers(column, separator) for name, column in cells.items()}
    columns = {n: column for n, column in numbers.items() if np.isfinite(column).sum() > 1}
    if len(columns) < 2:
        raise UploadError(_too_few(list(columns), len(rows), ragged))
    return Table(name, columns, ragged)


def pair(table: Table, x: str, y: str) -> Pair:
    """Two columns of a table, without the rows in which one of them has no number.

    Columns of very large or very small numbers are given in powers of a thousand, so that a fit's
    parameters stay within what a stage can show.

    Raises:
        UploadError: if fewer than two rows are left, or a column does not vary.
    """
    if x == y:
        raise UploadError("Choose two different columns.")
    whole = np.stack([table.columns[x], table.columns[y]])
    kept = whole[:, np.isfinite(whole).all(axis=0)]
    left_out = whole.shape[1] - kept.shape[1] + table.ragged
    if kept.shape[1] < 2:
        raise UploadError(
            f"A fit needs at least two rows with a number in both “{x}” and “{y}”; "
            f"this file has {kept.shape[1] or 'none'}."
        )
    for name, column in zip((x, y), kept, strict=True):
        if np.ptp(column) <= max(1e-9 * np.abs(column).max(), 1.0 / LARGEST):
            raise UploadError(
                f"Every value in “{name}” is {as_text(float(column[0]), 6)} or as good as. "
                "Choose a column that varies."
            )
    scaled = [_in_units(name, column) for name, column in zip((x, y), kept, strict=True)]
    (across, across_name), (up, up_name) = scaled
    return Pair(across, up, (across_name, up_name), left_out)


def summary(chosen: Pair) -> str:
    """How many rows are used, and how many were left out and why."""
    used = f"{len(chosen.x)} rows are used"
    if not chosen.left_out:
        return f"{used}."
    return (
        f"{used}; {chosen.left_out} left out: a value is missing, is not a number or is beyond "
        f"{as_text(LARGEST)}, or the row has too many cells."
    )


def _too_few(found: Sequence[str], rows: int, ragged: int) -> str:
    if ragged > rows:
        return (
            "The first line of this file has fewer cells than the others. "
            "Is a title above the columns' names? Please remove it."
        )
    if rows < 2:
        return f"A fit needs at least two rows of numbers; this file has {rows or 'none'}."
    having = f"only “{found[0]}” has" if found else "no column has"
    return f"A line needs two columns with at least two numbers each; in this file {having} them."


def _decode(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        size = math.ceil(len(content) / 10**5) / 10
        raise UploadError(f"This file has {size:.1f} MB; at most {MOST_MEGABYTES} MB are read.")
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if _CONTROL.search(text):
        raise UploadError("This is not a text file. Save the sheet as CSV, and choose that.")
    if not text.strip():
        raise UploadError("This file is empty.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _separator(text: str) -> str:
    """The separator that the first line with any text has most of."""
    line = next(line for line in text.splitlines() if line.strip())
    separator = max(_SEPARATORS, key=line.count)
    if line.count(separator) >= MOST_COLUMNS:
        raise UploadError(f"This file has more than {MOST_COLUMNS} columns. Please keep a few.")
    return separator


def _rows(text: str, separator: str) -> tuple[pd.DataFrame, int]:
    """The cells as text, a row a line, and how many lines had too many of them."""
    _refuse_open_quotation(text, separator)
    too_long: list[int] = []

    def leave_out(cells: list[str]) -> None:
        too_long.append(len(cells))

    try:
        rows = pd.read_csv(
            io.StringIO(text),
            sep=separator,
            header=None,
            dtype=str,
            na_filter=False,
            skipinitialspace=True,
            nrows=MOST_ROWS + 2,
            engine="python",
            on_bad_lines=leave_out,
        )
    except (ValueError, csv.Error):
        raise UploadError(
            "This file cannot be read as a table. Is a quotation mark left open?"
        ) from None
    return rows.fillna(""), len(too_long)


def _refuse_open_quotation(text: str, separator: str) -> None:
    """All that follows an open quotation mark would be one cell."""
    reader = csv.reader(io.StringIO(text), delimiter=separator, skipinitialspace=True, strict=True)
    begun = 1
    try:
        for _ in islice(reader, MOST_ROWS + 2):
            begun = reader.line_num + 1
    except csv.Error as problem:
        if "unexpected end of data" in str(problem):
            raise UploadError(
                f"A quotation mark is opened in line {begun} of this file and closed nowhere. "
                "Please close it or remove it."
            ) from None


def _split_names(rows: pd.DataFrame) -> tuple[list[str], pd.DataFrame]:
    """The columns' names and the rows below; a first row of numbers alone holds no names."""
    first = [str(cell).strip() for cell in rows.iloc[0]]
    named = any(cell and math.isnan(_number(cell)) for cell in first)
    if not named:
        first = [""] * len(first)
    return _unique(first), rows.iloc[1:] if named else rows


def _unique(cells: Sequence[str]) -> list[str]:
    """Short names that differ, whatever the cells say."""
    names: list[str] = []
    for i, cell in enumerate(cells, 1):
        name = " ".join(cell.split())[:_LONGEST_NAME] or f"column {i}"
        while name in names:
            name += f" ({i})"
        names.append(name)
    return names


def _number(cell: str) -> float:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return math.nan


def _numbers(cells: "pd.Series[str]", separator: str) -> Column:
    """The cells as numbers, NaN where there is none; with a decimal comma where that reads more."""
    best = _parsed(cells)
    if separator != ",":
        comma = _parsed(cells.str.replace(",", "."))
        if np.isfinite(comma).sum() > np.isfinite(best).sum():
            best = comma
    return best


def _parsed(cells: "pd.Series[str]") -> Column:
    numbers = np.array(pd.to_numeric(cells.str.strip(), errors="coerce"), dtype=np.float64)
    return np.where(np.abs(numbers) <= LARGEST, numbers, math.nan)


def _in_units(name: str, column: Column) -> tuple[Column, str]:
    """The column in a power of a thousand that keeps it readable, and its name with the unit."""
    largest = float(np.abs(column).max())
    if 1e-3 <= largest < 1e4:
        return column, name
    power = 3 * math.floor(math.log10(largest) / 3)
    return column / 10.0**power, f"{name} (×{power_of_ten(power)})"
