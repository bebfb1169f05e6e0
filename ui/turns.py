"""Work that takes long is done a piece at a time, in turns.

Between two pieces others have theirs: the session that has waited longest. Whoever has asked for
something newer meanwhile, or is gone, needs the rest no more.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Condition
from typing import TypeVar

from streamlit.runtime.scriptrunner import RerunException, StopException, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

Found = TypeVar("Found")


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
