"""A link's QR code, read back by a scanner that others wrote."""

import numpy as np
import pytest
import zxingcpp

from ui.export.qr import TooLongError, modules


@pytest.mark.parametrize("length", [80, 300, 2900])
def test_a_scanner_reads_the_link(length: int) -> None:
    filled = "ü" if length < 300 else "x"
    link = "https://lab.example/race?runs=adam~lr~0.1&note=".ljust(length, filled)
    rows = np.array([[int(each) for each in row] for row in modules(link)], dtype=np.uint8)
    picture = np.kron(np.pad(255 * (1 - rows), 4, constant_values=255), np.ones((4, 4), np.uint8))
    [read] = zxingcpp.read_barcodes(picture)
    assert read.text == link


def test_a_link_that_does_not_fit_says_so() -> None:
    with pytest.raises(TooLongError, match=r"3000 characters.*Copy the link"):
        modules("h" * 3000)
