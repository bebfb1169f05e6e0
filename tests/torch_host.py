"""Runs exported PyTorch programs and prints all points of all their runs, as JSON.

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
            runs = runpy.run_path(file)["runs"]
        points[file] = {name: rows.tolist() for name, rows in runs.items()}
    print(json.dumps(points))


if __name__ == "__main__":
    main(sys.argv[1:])
