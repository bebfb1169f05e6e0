"""How far something is that takes a while."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def progress(pieces: int, what: str) -> Iterator[Callable[[int], object]]:
    """A line that says how many of so many pieces are done, as long as they are not.

    What it gives takes that number.
    """
    place = st.empty()

    def told(done: int) -> None:
        place.progress(done / pieces, f"{what}: {done} of {pieces} done")

    yield told
    place.empty()
