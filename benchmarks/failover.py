"""How long a class waits when one of three processes dies: `python -m benchmarks.failover`.

nginx with `deploy/nginx.conf`, three processes of the app and a Redis run on this machine, whose
cores they share with the sessions themselves. One process is killed with SIGKILL; each of its
sessions opens its page anew by its link until it has its state again.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

import numpy as np

from tests.deploy.failover import cluster, survive


def main() -> None:
    parser = argparse.ArgumentParser("python -m benchmarks.failover", description=__doc__)
    parser.add_argument("--sessions", type=int, default=150)
    sessions = parser.parse_args().sessions
    with tempfile.TemporaryDirectory() as folder, cluster(Path(folder)) as behind:
        seen, guesses = asyncio.run(survive(behind, sessions))
    moved = [session.seconds for session in seen if session.moved]
    middle, late = np.percentile(moved, [50, 95]) if moved else (0.0, 0.0)
    print(f"{sum(session.kept for session in seen)} of {sessions} sessions have their state")
    print(f"{len(moved)} were at the process that died: median {middle:.2f} s, p95 {late:.2f} s, ")
    print(f"last {max(moved, default=0.0):.2f} s until the whole page stood again")
    print(f"the room holds {guesses} of {sessions} guesses")


if __name__ == "__main__":
    main()
