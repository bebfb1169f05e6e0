"""nginx, three processes and a Redis, all of them real: one process is killed under a class."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.deploy.failover import cluster, survive

SESSIONS = 24


def test_a_process_dies_and_nobody_loses_anything(tmp_path: Path) -> None:
    with cluster(tmp_path) as behind:
        # A browser's tests before this one may have left this thread a loop that runs.
        with ThreadPoolExecutor(1) as thread:
            seen, guesses = thread.submit(asyncio.run, survive(behind, SESSIONS)).result()
        assert all(session.kept for session in seen)
        # Some were at the process that died, and not all.
        assert 0 < sum(session.moved for session in seen) < SESSIONS
        assert guesses == SESSIONS
        assert not [app.complaints for app in behind.apps if app.complaints]
