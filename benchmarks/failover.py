"""How long a class waits when one of three processes dies: `python -m benchmarks.failover`.

nginx with `deploy/nginx.conf`, three processes of the app and a Redis run on this machine, whose
cores they share with the sessions themselves. One process is killed with SIGKILL; each of its
sessions opens its page anew by its link until it has its state again.
"""

import argparse
import asyncio
import os
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.process import cpu, step_of_adam
from tests.deploy.failover import cluster, survive


def main() -> None:
    parser = argparse.ArgumentParser("python -m benchmarks.failover", description=__doc__)
    parser.add_argument("--sessions", type=int, default=150)
    sessions = parser.parse_args().sessions
    used: list[float] = []
    own: list[float] = []
    with tempfile.TemporaryDirectory() as folder, cluster(Path(folder)) as behind:

        def note() -> None:
            used.append(sum(cpu(app.pid) for app in behind.apps[1:]))
            own.append(time.process_time())

        seen, guesses = asyncio.run(survive(behind, sessions, note))
        note()
    joined = [session.joined for session in seen if session.moved]
    moved = [session.seconds for session in seen if session.moved]
    middle, late = np.percentile(moved, [50, 95]) if moved else (0.0, 0.0)
    print(f"{sum(session.kept for session in seen)} of {sessions} sessions have their state")
    print(f"{len(moved)} were at the process that died: median {middle:.2f} s, p95 {late:.2f} s, ")
    print(f"last {max(moved, default=0.0):.2f} s until the whole page stood again, of which ")
    print(f"{np.median(joined or [0.0]):.2f} s (last {max(joined, default=0.0):.2f} s) until taken")
    print(f"the two processes left used {used[1] - used[0]:.2f} s of CPU for what all asked then, ")
    print(f"the sessions themselves {own[1] - own[0]:.2f} s; ")
    print(f"a step of Adam takes {1e6 * step_of_adam():.2f} µs here, on {os.cpu_count()} cores")
    print(f"the room holds {guesses} of {sessions} guesses")


if __name__ == "__main__":
    main()
