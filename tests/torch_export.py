"""Exported PyTorch code is run with PyTorch, and ends where the picture ends.

    python -m tests.torch_export [python of an environment that has PyTorch]

Without one, an environment of its own is made and PyTorch is installed there, which takes minutes.
Prints how far the points of every rule lie from those of the picture at most, and of how many runs
and averages; those are left out that make so much of roundings that no other library can follow
them. The status is 1 if the distance is more than 1e-9 anywhere, relative to a point farther than 1
from the origin, or if a rule is left out altogether.
"""

import json
import subprocess
import sys
import venv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from optim import OPTIMIZERS
from optim.averages import ema, running_mean
from surfaces import CURVES, SURFACES, formula
from tests.ui.export import followed
from ui.export.sensitive import is_sensitive
from ui.export.taken import Taken, TakenRun
from ui.export.torch_code import torch_code

CLOSE = 1e-9
TYPED = "typed"
HOST = Path(__file__).with_name("torch_host.py")


def programs() -> dict[str, Taken]:
    """What is run, by a name."""
    surfaces: list[Any] = [SURFACES["rosenbrock"], SURFACES["himmelblau"], CURVES["double_well"]]
    surfaces += [formula(followed.TYPED)]
    made = {
        f"{surface.name}, {name}": followed.of_every_rule(surface, conditions)
        for surface in surfaces
        for name, conditions in followed.CONDITIONS.items()
    }
    return {
        **made,
        "surfaces": followed.on_every_surface(),
        "schedules": followed.with_every_schedule(),
        "batches": followed.on_batches(),
        "ends": followed.that_end_early(),
        "typed rules": followed.of_typed_rules(),
        "beside the runs": followed.with_averages_and_clouds(),
    }


def python_with_torch(folder: Path) -> str:
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "torch", "numpy"], check=True)
    return python


def points_of(python: str, folder: Path) -> dict[str, Any]:
    """All points of all runs, by the program's name and the run's."""
    files = {name: folder / f"{i}.py" for i, name in enumerate(programs())}
    for name, taken in programs().items():
        files[name].write_text(torch_code(taken), encoding="utf-8")
    command = [python, str(HOST), *map(str, files.values())]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    points = json.loads(told)
    return {name: points[str(file)] for name, file in files.items()}


def shown_of(run: TakenRun) -> Any:
    """All points of a run."""
    return run.trajectory.points[: run.trajectory.steps_taken + 1]


def beside(taken: Taken) -> Iterator[tuple[str, str, Any]]:
    """What is drawn beside the runs: its rule, its name and its points."""
    runs = {run.name: run for run in taken.runs}
    for average in taken.averages:
        run = runs[average.run]
        points = shown_of(run)
        made = running_mean(points) if average.beta is None else ema(points, average.beta)
        yield run.plan.optimizer.key, average.name, made
    for cloud in taken.clouds:
        plan = cloud.first.plan
        for i, seed in enumerate(cloud.seeds):
            each = shown_of(TakenRun("", replace(plan, seed=seed)))
            yield plan.optimizer.key, f"{cloud.name}, {i}", each


def distance(shown: Any, points: Any) -> float:
    """How far they lie from those of the picture at most; infinite if they are not as many."""
    if shown.shape != np.shape(points):
        return float("inf")
    return float((np.abs(shown - points) / np.maximum(1.0, np.abs(shown))).max())


def main(python: str | None) -> int:
    with TemporaryDirectory() as name:
        folder = Path(name)
        found = points_of(python or python_with_torch(folder / "environment"), folder)
    rules = (*OPTIMIZERS, TYPED)
    distances: dict[str, list[float]] = {key: [] for key in rules}
    left_out = dict.fromkeys(rules, 0)
    for program, taken in programs().items():
        for run in taken.runs:
            key = run.plan.optimizer.key
            rule = key if key in OPTIMIZERS else TYPED
            if is_sensitive(run):
                left_out[rule] += 1
            else:
                distances[rule].append(distance(shown_of(run), found[program][run.name]))
        for rule, name, shown in beside(taken):
            distances[rule].append(distance(shown, found[program][name]))
    for rule, far in distances.items():
        told = f"{len(far)} runs, at most {max(far, default=float('nan')):.1e} away"
        print(f"{rule:20} {told}; {left_out[rule]} too sensitive")
    return int(any(not far or max(far) > CLOSE for far in distances.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))
