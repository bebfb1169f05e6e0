"""What follows many runs side by side: how far there is room for, and how it takes turns.

Such work costs many times what the runs on the picture do. It is bounded, and the page says so
where the bound is met. It is done a piece at a time, and between two pieces others have their turn:
the piece of another session that has waited longest. Whoever has asked for something newer
meanwhile, or is gone, needs the rest no more.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Condition
from typing import TypeVar

from streamlit.runtime.scriptrunner import RerunException, StopException, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

from ui.page.words import counted

Found = TypeVar("Found")

MOST = 200_000
"""So many steps a page takes with all its runs, where a step of many side by side counts as
`WEIGHT`."""

WEIGHT = 20
"""What two steps of a few hundred runs side by side cost, in steps of a single run: a page may
measure two things at once."""


def side_by_side(steps: int, runs: int) -> int:
    """For how many of their steps each of so many runs can be followed many times side by side."""
    room = (MOST - runs * steps) // (WEIGHT * runs)
    return max(1, min(steps, room))


def shortened(steps: int, runs: int) -> str:
    """That they go less far there, and why; empty where they go as far."""
    taken = side_by_side(steps, runs)
    if taken == steps:
        return ""
    all_runs = counted(runs, "run")
    return f"{all_runs} of {steps} steps would take too long: here a run has {taken} of them."


def in_turns(
    pieces: Sequence[Callable[[], Found]],
    told: Callable[[int], object] = lambda done: None,
) -> list[Found]:
    """Do one piece after the other, each in its turn.

    Args:
        told: is told how many are done, before each.

    Raises:
        RerunException, StopException: Streamlit's, which end this run of the page, where its
            session waits for a newer one or is gone.
    """
    found = []
    for done, piece in enumerate(pieces):
        told(done)
        with _turns:
            give_way()
            found.append(piece())
    return found


def give_way() -> None:
    """End this run of the page if nobody waits for it any more.

    Streamlit itself lets a run go on where a part of the page was asked for meanwhile.
    """
    context = get_script_run_ctx(suppress_warning=True)
    requests = context.script_requests if context else None
    if not context or not requests or requests._state is ScriptRequestType.CONTINUE:
        return
    waiting = requests.on_scriptrunner_ready()
    if waiting.type is ScriptRequestType.STOP:
        raise StopException
    asked, own = waiting.rerun_data, context.fragment_ids_this_run or []
    # What this run leaves out is made by the next: the whole page, or these parts as well.
    parts = list(dict.fromkeys([*own, *asked.fragment_id_queue])) if asked.fragment_id_queue else []
    parts = parts if own else []
    raise RerunException(replace(asked, fragment_id_queue=parts, is_fragment_scoped_rerun=False))


class _Turns:
    """One at a time, in the order in which they came."""

    def __init__(self) -> None:
        self._waiting: deque[object] = deque()
        self._changed = Condition()

    def __enter__(self) -> None:
        mine = object()
        with self._changed:
            self._waiting.append(mine)
            self._changed.wait_for(lambda: self._waiting[0] is mine)

    def __exit__(self, *raised: object) -> None:
        with self._changed:
            self._waiting.popleft()
            self._changed.notify_all()


_turns = _Turns()
