"""nginx, three processes and a Redis, all of them real: one process is killed under a class."""

from pathlib import Path

from tests.awaited import result
from tests.deploy.failover import cluster, survive

SESSIONS = 24


def test_a_process_dies_and_nobody_loses_anything(tmp_path: Path) -> None:
    with cluster(tmp_path) as behind:
        seen, guesses = result(survive(behind, SESSIONS))
        assert all(session.kept for session in seen)
        # Some were at the process that died, and not all.
        assert 0 < sum(session.moved for session in seen) < SESSIONS
        assert guesses == SESSIONS
        assert not [app.complaints for app in behind.apps if app.complaints]
