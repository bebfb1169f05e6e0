"""Runs exported PyTorch programs and prints all points of their runs, averages and clouds, as JSON.

It is run with the Python of an environment that has PyTorch, which is none of ours, and so it
imports nothing of ours.
"""

import contextlib
import json
import runpy
import sys


def main(files: list[str]) -> None:
    points = {}
    for file in files:
        with contextlib.redirect_stdout(sys.stderr):
            made = runpy.run_path(file)
        clouds = made.get("clouds", {}).items()
        each = {f"{name}, {i}": rows for name, cloud in clouds for i, rows in enumerate(cloud)}
        told = {**made["runs"], **made.get("averages", {}), **each}
        points[file] = {name: rows.tolist() for name, rows in told.items()}
    print(json.dumps(points))


if __name__ == "__main__":
    main(sys.argv[1:])
