"""Lesson 1's sentence holds at random settings."""

import math
import re
from itertools import pairwise
from typing import Any

from lessons.follow_the_slope import words
from lessons.follow_the_slope.experiments import descend
from lessons.follow_the_slope.settings import FIELDS
from ui.page import controls

from .reckon import Reckoned, reckon
from .sentences import NUMBER, Reader, check_form, shows, value
from .settings import at_random, curve_of


@at_random(1000, FIELDS, curve_of)
def test_lesson_1(table: Any) -> None:
    curve = curve_of(table)
    result = descend(curve, controls.start_of(table, curve), table["lr"], table["steps"])
    sentence = words.outcome(result, curve)
    check_form(sentence)
    reader, run = Reader(sentence), reckon(result)
    if curve.key == "square":
        _by_factor(reader, run, table["lr"])
    else:
        _by_path(reader, run, table["lr"])
        _heights(reader, run)
    _end(reader, run)
    assert reader.done or reader.fail()


def _by_factor(reader: Reader, run: Reckoned, lr: float) -> None:
    factor = 1 - 2 * lr
    found = reader.take(rf"Each step multiplies x by 1 − 2α = \*\*({NUMBER})\*\*(: |, )")
    assert found or reader.fail()
    assert math.isclose(value(found[1]), factor, rel_tol=1e-3, abs_tol=1e-12) or reader.fail()
    x = [p[0] for p in run.points]
    if x[0] == 0.0:
        assert reader.take(r"and zero stays zero\. ") or reader.fail()
        return
    forms = {
        r"it falls without crossing the minimum\. ": 0 < factor < 1,
        r"it lands on the minimum in one step\. ": factor == 0 and x[1] == 0.0,
        r"it crosses the minimum at every step and still comes to it\. ": -1 < factor < 0,
        r"it bounces between two points for ever\. ": factor == -1 and x[0] == -x[1],
        r"every step is longer than the last, and it diverges\. ": factor < -1,
    }
    assert any(holds and reader.take(form) for form, holds in forms.items()) or reader.fail()


def _turns(run: Reckoned) -> list[int]:
    """The steps that go the other way than the move before, but for rounding."""
    moves = _moves(run)
    moving = [t for t, move in enumerate(moves) if move]
    pairs = pairwise(moving)
    return [later + 1 for sooner, later in pairs if moves[sooner] * moves[later] < 0]


def _moves(run: Reckoned) -> list[float]:
    x = [p[0] for p in run.points]
    least = 1e-13 * max(map(abs, x))
    moves = [after - before for before, after in pairwise(x)]
    return [move if abs(move) > least else 0.0 for move in moves]


def _by_path(reader: Reader, run: Reckoned, lr: float) -> None:
    turns, moves = _turns(run), _moves(run)
    late = [abs(move) for move in moves[max(0, len(moves) // 2 - 1) :]]
    shrinking = all(after < before for before, after in pairwise(late))
    if reader.take(r"Its steps grew without bound\. "):
        assert run.diverged_at or reader.fail()
        return
    if found := reader.take(rf"The slope here is (zero|{NUMBER}): \*\*nothing moves\*\*\. "):
        slope = run.surface.gradient(run.points[0][0])
        told = slope == 0.0 if found[1] == "zero" else shows(found[1], slope, 3)
        assert (told and not any(moves)) or reader.fail()
    elif reader.take(r"It \*\*never turned back\*\*\. "):
        assert (not turns and any(moves)) or reader.fail(turns)
    elif reader.take(r"It came to rest in \*\*one step\*\*\. "):
        assert (moves[0] and not any(moves[1:]) and len(moves) > 1) or reader.fail()
    else:
        found = reader.take(r"It turned back (?:once|\*\*(\d+)\*\* times)")
        assert (found and len(turns) == int(found[1] or 1)) or reader.fail(turns)
        if found := reader.take(r", (the last time )?at step \*\*(\d+)\*\*\. "):
            last = turns[-1] == int(found[2]) and bool(found[1]) == (len(turns) > 1)
            assert last or reader.fail(turns)
        elif reader.take(r", and its swings shrink: it \*\*crosses\*\* and settles\. "):
            assert _comes_to_rest(run, lr) or reader.fail("it does not")
        elif reader.take(r"; so far its swings shrink\. "):
            assert shrinking or moves[-1] == 0.0 or reader.fail(late)
        elif reader.take(r", and its last two swings are equally long: it \*\*bounces\*\*\. "):
            assert math.isclose(late[-1], late[-2], rel_tol=2e-3) or reader.fail(late[-3:])
        else:
            known = r", and its swings do not shrink at every step: it \*\*bounces\*\*\. "
            assert (reader.take(known) and not shrinking) or reader.fail(late)


def _comes_to_rest(run: Reckoned, lr: float) -> bool:
    x = run.end[0]
    for _ in range(20_000):
        before, x = x, x - lr * run.surface.gradient(x)
        if abs(x - before) <= 1e-9:
            return True
    return False


def _heights(reader: Reader, run: Reckoned) -> None:
    if run.diverged_at or not any(_moves(run)):
        return
    f = [run.surface.value(p[0]) for p in run.points]
    pairs = list(pairwise(f))
    rises = sum(after - before > 1e-13 * max(1.0, abs(before)) for before, after in pairs)
    said = (
        "f never rose"
        if not rises
        else r"f \*\*rose\*\*"
        if rises == len(pairs) == 1
        else r"f \*\*rose\*\* at every step"
        if rises == len(pairs)
        else rf"f \*\*rose\*\* at {rises} of its {len(pairs)} steps"
    )
    assert reader.take(said + r"\. ") or reader.fail(f"{rises} of {len(pairs)}")


def _end(reader: Reader, run: Reckoned) -> None:
    if found := reader.take(r"It \*\*diverged at step (\d+)\*\*\."):
        assert run.diverged_at == int(found[1]) or reader.fail()
        return
    found = reader.take(
        rf"After (\d+) steps? it is \*\*({NUMBER})\*\* from the minimum at ({NUMBER})\."
    )
    assert found or reader.fail()
    ((minimum,), far) = run.minima[run.nearest(run.end)[0]], run.distance
    right = int(found[1]) == run.steps and shows(found[2], far, 2) and shows(found[3], minimum, 3)
    assert right or reader.fail(f"{run.steps}, {far}, {minimum}")


def test_the_patterns_are_strict() -> None:
    assert re.fullmatch(NUMBER, "1.2·10⁻⁵")
    assert not re.fullmatch(NUMBER, "1e-05")
