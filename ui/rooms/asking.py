"""What browsers send to rooms, checked: nothing in it is trusted."""

from collections.abc import Mapping
from typing import Any, TypeGuard

from ui.page.navigation import HOME, LESSONS
from ui.page.view import MOST_HIDDEN, MOST_TICKS
from ui.rooms.codes import is_token
from ui.rooms.room import Guess, Question, RefusedError
from ui.sent import finite_numbers, is_whole

MOST_ASKED = 12
MOST_QUERY = 8_000
PAGES = frozenset(lesson.key for lesson in (HOME, *LESSONS))


def question_of(message: Mapping[str, Any]) -> Question:
    """The question that a teacher's page asks. Its query is the page's own to check.

    Raises:
        RefusedError: if it is none.
    """
    page, query, steps = (message.get(key) for key in ("page", "query", "steps"))
    if not isinstance(page, str) or page not in PAGES:
        raise RefusedError("There is no such page.")
    if not isinstance(query, str) or not query.isascii() or len(query) > MOST_QUERY:
        raise RefusedError("This page's address is too long for a room, or is none.")
    runs = message.get("runs")
    if not isinstance(runs, list) or not 1 <= len(runs) <= MOST_ASKED:
        raise RefusedError(f"A room asks for one to {MOST_ASKED} runs.")
    if not _is_count(steps, MOST_TICKS) or not all(_is_count(run, MOST_HIDDEN) for run in runs):
        raise RefusedError("A room asks for runs after a number of steps.")
    frame = finite_numbers(message.get("frame"))
    if len(frame) != 4:
        raise RefusedError("A picture's frame is four numbers.")
    x0, x1, y0, y1 = frame
    if not (x0 < x1 and y0 < y1):
        raise RefusedError("A picture's frame is x from and to, y from and to.")
    return Question(page, query, steps, tuple(sorted(set(runs))), (x0, x1, y0, y1))


def guess_of(message: Mapping[str, Any]) -> Guess:
    """The guess that a phone sends.

    Raises:
        RefusedError: if it is none.
    """
    token, run = message.get("token"), message.get("run")
    if not is_token(token) or not _is_count(run, MOST_HIDDEN):
        raise RefusedError("A guess is of one phone, and of one run.")
    place = finite_numbers([message.get("x"), message.get("y")])
    if not place:
        raise RefusedError("A guess is two numbers.")
    return Guess(token, run, *place)


def _is_count(value: Any, most: int) -> TypeGuard[int]:
    return is_whole(value) and 1 <= value <= most
