"""Work in turns: no session waits for all of another's, and none does what nobody waits for."""

import threading
import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from streamlit.runtime.scriptrunner import RerunData, RerunException, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests

from ui import turns

PIECES = 5


def asking(
    monkeypatch: pytest.MonkeyPatch, own: list[str], ask: Callable[[ScriptRequests], object]
) -> tuple[list[Callable[[], None]], list[int]]:
    """Pieces of which the second is interrupted, in a run of these parts; and which were done."""
    requests, done = ScriptRequests(), list[int]()
    requests.request_rerun(RerunData())
    requests.on_scriptrunner_ready()
    context = SimpleNamespace(script_requests=requests, fragment_ids_this_run=own)
    monkeypatch.setattr(turns, "get_script_run_ctx", lambda suppress_warning: context)

    def piece(nth: int) -> None:
        done.append(nth)
        if nth == 1:
            ask(requests)

    return [lambda nth=nth: piece(nth) for nth in range(PIECES)], done  # type: ignore[misc]


@pytest.mark.parametrize(
    ("own", "asked", "then"),
    [([], "stage", []), (["stage"], "stage", ["stage"]), (["table"], "stage", ["table", "stage"])],
)
def test_a_newer_request_ends_what_an_older_one_asked_for(
    own: list[str], asked: str, then: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = RerunData(query_string="steps=7", fragment_id=asked)
    pieces, done = asking(monkeypatch, own, lambda requests: requests.request_rerun(newer))
    with pytest.raises(RerunException) as ended:
        turns.in_turns(pieces)
    assert done == [0, 1]
    assert ended.value.rerun_data.query_string == "steps=7"
    # A run of the whole page is made anew as a whole, else what it had not come to would be lost.
    assert ended.value.rerun_data.fragment_id_queue == then


def test_who_is_gone_needs_the_rest_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces, done = asking(monkeypatch, [], ScriptRequests.request_stop)
    with pytest.raises(StopException):
        turns.in_turns(pieces)
    assert done == [0, 1]


def test_two_sessions_take_turns() -> None:
    order: list[str] = []

    def piece(who: str) -> None:
        # Not before the other one waits, too, as long as it has a piece left.
        until = time.monotonic() + 20.0
        while len(turns._turns._waiting) < 2 and len(order) < 2 * PIECES - 1:
            assert time.monotonic() < until
            time.sleep(0.001)
        order.append(who)

    workers = [
        threading.Thread(target=turns.in_turns, args=([lambda who=who: piece(who)] * PIECES,))
        for who in ("one", "other")
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(order) == ["one"] * PIECES + ["other"] * PIECES
    assert order == order[:2] * PIECES
    assert not turns._turns._waiting


def test_pieces_tell_how_many_are_done() -> None:
    told: list[int] = []
    assert turns.in_turns([lambda: "a", lambda: "b"], told.append) == ["a", "b"]
    assert told == [0, 1]
