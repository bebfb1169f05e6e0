"""Points drawn by hand: in links, typed, and what is no set of points."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.page.points import DRAWN, FEWEST, FRAME, MOST, DrawnPoints, parse_typed

FIELD = DrawnPoints("points")
(LEFT, RIGHT), (BOTTOM, TOP) = FRAME
PAIRS = st.tuples(st.floats(LEFT, RIGHT), st.floats(BOTTOM, TOP))


@given(st.lists(PAIRS, min_size=FEWEST, max_size=MOST))
def test_a_link_brings_back_each_bit(pairs: list[tuple[float, float]]) -> None:
    across = [x for x, _ in pairs]
    if max(across) - min(across) < 0.1:
        with pytest.raises(ValueError, match="above one another"):
            FIELD.validate(pairs)
        return
    points = FIELD.validate(pairs)
    assert FIELD.parse(FIELD.format(points)) == (points, None)
    assert parse_typed("\n".join(f"{x!r}, {y!r}" for x, y in points)) == list(points)


@pytest.mark.parametrize(
    "text", ["", "1~2", "1~2~~3", "a~b~~c~d~~e~f", "0~0~~1~1~~9~9", "0~0~~1~nan~~2~2", "~~" * 99]
)
def test_a_link_that_holds_no_points_is_mended(text: str) -> None:
    points, problem = FIELD.parse(text)
    assert points == DRAWN
    assert problem


@pytest.mark.parametrize(
    "value", [[], [(0, 0)] * 2, [(0, y) for y in range(5)], [(0, 0)] * (MOST + 1), [1, 2, 3], [()]]
)
def test_what_no_line_fits_is_told(value: object) -> None:
    with pytest.raises(ValueError, match=r"must|two numbers"):
        FIELD.validate(value)


def test_typed_lines_may_be_written_as_one_likes() -> None:
    spellings = ["1, 2\n-0.5 3", "1;2\n-.5\t3\n", " 1 , 2 ,\r\n-5e-1, 3 "]
    read = [parse_typed(text) for text in spellings]
    assert all(one == other for one, other in pairwise(read))
    with pytest.raises(ValueError, match="Line 2, “<b>4</b>”"):
        parse_typed("1 2\n<b>4</b>")
