"""A reader's CSV: what is read, what is left out, and a corpus of files that are no good."""

import gzip
import random

import numpy as np
import pytest

from ui.page import upload
from ui.page.upload import MOST_ROWS, UploadError, pair, read_table, summary

RANDOM = random.Random(0)


def columns(content: bytes) -> dict[str, list[float]]:
    """The numbers of a file by column; −1 where there is none."""
    table = read_table("data.csv", content)
    return {name: np.nan_to_num(c, nan=-1.0).tolist() for name, c in table.columns.items()}


def rows(count: int) -> bytes:
    return b"x,y\n" + b"".join(b"%d,%d\n" % (i, i * i) for i in range(count))


PLAIN = {"x": [1.0, 2.0], "y": [2.0, 4.0]}

GOOD: dict[str, tuple[bytes, dict[str, list[float]]]] = {
    "plain": (b"x,y\n1,2\n2,4\n", PLAIN),
    "no last line end": (b"x,y\n1,2\n2,4", PLAIN),
    "Windows line ends": (b"x,y\r\n1,2\r\n2,4\r\n", PLAIN),
    "old line ends": (b"x,y\r1,2\r2,4\r", PLAIN),
    "blank lines": (b"\n\nx,y\n\n1,2\n\n2,4\n\n", PLAIN),
    "byte-order mark": ("\ufeffx,y\n1,2\n2,4\n".encode(), PLAIN),
    "UTF-16": ("x,y\n1,2\n2,4\n".encode("utf-16"), PLAIN),
    "Windows-1252": ("Größe,y\n1,2\n2,4\n".encode("cp1252"), {"Größe": [1, 2], "y": [2, 4]}),
    "semicolons": (b"x;y\n1;2\n2;4\n", PLAIN),
    "semicolons, decimal comma": (b"x;y\n0,5;2,25\n1,5;4\n", {"x": [0.5, 1.5], "y": [2.25, 4.0]}),
    "semicolons, decimal point": (b"x;y\n0.5;2.25\n1.5;4\n", {"x": [0.5, 1.5], "y": [2.25, 4.0]}),
    "tabs": (b"x\ty\n1\t2\n2\t4\n", PLAIN),
    "bars": (b"x|y\n1|2\n2|4\n", PLAIN),
    "quotes": (b'"x","y"\n"1","2"\n"2","4"\n', PLAIN),
    "spaces": (b" x , y \n 1 , 2 \n 2 , 4 \n", PLAIN),
    "scientific": (b"x,y\n1e0,2E0\n+2,.4e1\n", PLAIN),
    "no names": (b"1,2\n2,4\n", {"column 1": [1.0, 2.0], "column 2": [2.0, 4.0]}),
    "one name missing": (b"x,\n1,2\n2,4\n", {"x": [1.0, 2.0], "column 2": [2.0, 4.0]}),
    "names twice": (b"x,x\n1,2\n2,4\n", {"x": [1.0, 2.0], "x (2)": [2.0, 4.0]}),
    "names thrice": (
        b"x,x (3),x\n1,2,3\n2,4,5\n",
        {"x": [1.0, 2.0], "x (3)": [2.0, 4.0], "x (3) (3)": [3.0, 5.0]},
    ),
    "a column of text": (b"town,x,y\nA,1,2\nB,2,4\n", PLAIN),
    "a comma at the end": (b"x,y,\n1,2,\n2,4,\n", PLAIN),
    "missing and not finite": (
        b"x,y\n1,2\n,3\ninf,1\n1e999,1\nnan,1\nfoo,1\n2,4\n",
        {"x": [1, -1, -1, -1, -1, -1, 2], "y": [2, 3, 1, 1, 1, 1, 4]},
    ),
    "short row": (b"x,y\n1,2\n2,4\n3\n", {"x": [1, 2, 3], "y": [2, 4, -1]}),
    "too long a row": (b"x,y\n1,2\n7,8,9\n2,4\n", PLAIN),
    "line break in a name": (b'"x\ny",z\n1,2\n2,4\n', {"x y": [1.0, 2.0], "z": [2.0, 4.0]}),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_read(name: str) -> None:
    content, expected = GOOD[name]
    assert columns(content) == expected


BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank": (b"\n \n\t\n", "is empty"),
    "a mark and nothing": (b"\xff\xfe", "is empty"),
    "zeros": (b"\x00" * 100, "not a text file"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a text file"),
    "spreadsheet": (b"PK\x03\x04" + RANDOM.randbytes(900), "not a text file"),
    "packed": (gzip.compress(b"x,y\n1,2\n2,4\n"), "not a text file"),
    "noise": (RANDOM.randbytes(5000), "not a text file"),
    "UTF-16 without its mark": ("x,y\n1,2\n2,4\n".encode("utf-16-le"), "not a text file"),
    "half a UTF-16 character": (b"\xff\xfea", "no column|at least two rows"),
    "one column": (b"x\n1\n2\n3\n", "only “x” has"),
    "one column, no name": (b"1\n2\n3\n", "only “column 1” has"),
    "text": (b"a,b\nfoo,bar\nbaz,qux\n", "no column has"),
    "prose": (b"It was the best of times,\nit was the worst of times,\n", "no column|two rows"),
    "names alone": (b"x,y\n", "two rows of numbers; this file has none"),
    "one row": (b"x,y\n1,2\n", "two rows of numbers; this file has 1"),
    "NaN": (b"x,y\nnan,1\nNaN,2\nNA,3\n", "only “y” has"),
    "infinities": (b"x,y\ninf,1\n-inf,2\n1e999,3\n", "only “y” has"),
    "huge": (b"x,y\n1e300,1\n2e300,2\n3e300,3\n", "only “y” has"),
    "digits without end": (
        b"x,y\n" + b"9" * 200_000 + b",1\n2,3\n",
        "at least two rows of numbers",
    ),
    "thousands": (b'x,y\n"1,000",1\n"2,000",2\n', "only “y” has"),
    "per cent": (b"x,y\n1%,1\n2%,2\n", "only “y” has"),
    "dates": (b"x,y\n2020-01-01,1\n2020-01-02,2\n", "only “y” has"),
    "complex": (b"x,y\n1+2j,1\n2+1j,2\n", "only “y” has"),
    "separated by spaces": (b"x y\n1 2\n2 4\n", "no column has"),
    "page": (b"<!DOCTYPE html><html><body>404, not found</body></html>", "rows|no column"),
    "JSON": (b'{"x": [1, 2], "y": [2, 4]}', "cannot be read|no column|two rows"),
    "open quote": (b'x,y\n"1,2\n2,4\n3,5\n', "mark is opened in line 2"),
    "open quote below good rows": (b'x,y\n1,2\n2,4\n3,"5\n4,6\n', "mark is opened in line 4"),
    "title above the names": (b"My data\nx,y\n1,2\n2,4\n", "title above"),
    "comment above the names": (b"# made by hand\nx,y\n1,2\n2,4\n", "title above"),
    "one line without end": (b"a" * 4_000_000, "cannot be read|no column|two rows"),
    "wide": (b",".join(b"%d" % i for i in range(5000)) + b"\n", "more than 200 columns"),
    "commas alone": (b"," * 4_000_000, "more than 200 columns"),
    "a million rows": (b"1,2\n" * 1_000_000, "more than 20000 rows"),
    "one row too many": (rows(MOST_ROWS + 1), "more than 20000 rows"),
    "too large": (b"1,2\n" * 1_260_000, "has 5.1 MB; at most 5 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_refused(name: str) -> None:
    content, sentence = BAD[name]
    with pytest.raises(UploadError, match=sentence) as refused:
        read_table("data.csv", content)
    assert len(str(refused.value)) < 200


def test_the_corpus_is_large() -> None:
    assert len(BAD) >= 30


def test_as_many_rows_as_are_allowed() -> None:
    table = read_table("data.csv", rows(MOST_ROWS))
    assert all(len(column) == MOST_ROWS for column in table.columns.values())


@pytest.mark.parametrize("size", [1, 10, 1000])
def test_noise_is_read_or_refused_but_never_fails(size: int) -> None:
    letters = b"0123456789.,;\t|\"'\n\r -+eE\xe4\xff#"
    for _ in range(40):
        content = bytes(RANDOM.choices(letters, k=size))
        try:
            table = read_table("data.csv", content)
            pair(table, *list(table.columns)[:2])
        except UploadError:
            continue


def test_rows_without_a_number_are_left_out_and_counted() -> None:
    table = read_table("data.csv", b"x,y\n1,2\n,3\n2,foo\n3,5\n4,5,6\n")
    chosen = pair(table, "x", "y")
    assert (chosen.x.tolist(), chosen.y.tolist()) == ([1.0, 3.0], [2.0, 5.0])
    assert chosen.left_out == 3
    assert summary(chosen).startswith("2 rows are used; 3 left out: a value is missing")
    whole = pair(read_table("data.csv", b"x,y\n1,2\n2,4\n"), "y", "x")
    assert whole.names == ("y", "x")
    assert summary(whole) == "2 rows are used."


@pytest.mark.parametrize(
    ("content", "names", "sentence"),
    [
        (b"x,y\n1,2\n2,4\n", ("x", "x"), "two different columns"),
        (b"x,y\n1,2\n1,4\n", ("x", "y"), "Every value in “x” is 1 or as good as"),
        (b"x,y\n1,2\n2,2\n", ("x", "y"), "Every value in “y” is 2 or as good as"),
        (b"x,y\n0,0\n0,0\n", ("x", "y"), "Every value in “x” is 0"),
        (b"x,y\n1e12,1\n1.0000000000001e12,2\n", ("x", "y"), "as good as"),
        (b"x,y\n5e-324,1\n1e-323,2\n", ("x", "y"), "as good as"),
        (b"x,y\n1,\n2,\n,3\n,4\n", ("x", "y"), "both “x” and “y”; this file has none"),
        (b"x,y\n1,2\n2,\n,4\n", ("x", "y"), "both “x” and “y”; this file has 1"),
    ],
)
def test_columns_that_determine_no_line_are_refused(
    content: bytes, names: tuple[str, str], sentence: str
) -> None:
    with pytest.raises(UploadError, match=sentence):
        pair(read_table("data.csv", content), *names)


@pytest.mark.parametrize(
    ("column", "shown", "name"),
    [
        ([1.0, 9000.0], [1.0, 9000.0], "x"),
        ([0.002, 0.001], [0.002, 0.001], "x"),
        ([250_000.0, 310_000.0], [250.0, 310.0], "x (×10³)"),
        ([-2e6, 3e6], [-2.0, 3.0], "x (×10⁶)"),
        ([2e-7, 4e-7], [200.0, 400.0], "x (×10⁻⁹)"),
    ],
)
def test_units_keep_a_fit_on_the_stage(column: list[float], shown: list[float], name: str) -> None:
    table = upload.Table("data.csv", {"x": np.array(column), "y": np.array([0.0, 1.0])})
    chosen = pair(table, "x", "y")
    assert chosen.x.tolist() == pytest.approx(shown)
    assert chosen.names == (name, "y")


def test_names_are_cut_short() -> None:
    names = list(columns(b"x" * 5000 + b",y\n1,2\n2,4\n"))
    assert names == ["x" * 24, "y"]
