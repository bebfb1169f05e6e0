"""Whatever is typed gives a surface, or a sentence that says what is wrong; and runs no code."""

import sys
import warnings
from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
import pytest

from surfaces.surface import Surface

from .formulas import at_random, check_derivatives, hostile, huge, read

FORBIDDEN = ("os.system", "subprocess.Popen", "socket.connect", "os.exec", "builtins.input")


class Audit:
    """Sees what Python does; hooks stay for good, so this one is asked to listen."""

    def __init__(self) -> None:
        self.listens = False
        self.heard: list[str] = []

    def __call__(self, event: str, arguments: Any) -> None:
        if self.listens and event in FORBIDDEN:
            self.heard.append(event)


AUDIT = Audit()
sys.addaudithook(AUDIT)


@pytest.fixture(autouse=True)
def nothing_else_happens() -> Iterator[None]:
    AUDIT.listens = True
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
    AUDIT.listens = False
    assert not AUDIT.heard


def test_nobody_is_harmed_by_a_hostile_formula() -> None:
    texts = [*hostile(), *islice(huge(), 0, None, 9)]
    assert len(hostile()) >= 200
    read_ones = [surface for text in texts if (surface := read(text)[0])]
    assert len(read_ones) >= 10
    for surface in read_ones:
        assert usable(surface)


def test_random_formulas_have_the_derivatives_that_differences_show() -> None:
    rng = np.random.default_rng(15)
    surfaces = [surface for _ in range(120) if (surface := read(at_random(rng))[0])]
    assert len(surfaces) > 50
    assert sum(check_derivatives(surface, rng) for surface in surfaces) > 1500


def usable(surface: Surface) -> bool:
    """Whether it gives floats at its start, where it has a slope."""
    numbers = (surface.value(*surface.start), *surface.gradient(*surface.start))
    return all(np.isfinite(number) for number in numbers)
