"""The numpy program does what the picture shows: it is run."""

import runpy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from optim import gradients
from optim.averages import ema, running_mean
from optim.trace import traced
from surfaces import CURVES, DATASETS, SURFACES
from tests.ui.export import followed
from ui.export.numpy_code import numpy_code
from ui.export.sources import NotWrittenError
from ui.export.taken import Taken


def ends_as_shown(taken: Taken, folder: Path, off: float = 0.0) -> None:
    """Every run of the program has all the points of the picture, to the last bit or so."""
    file = folder / "runs.py"
    file.write_text(numpy_code(taken), encoding="utf-8")
    made: dict[str, Any] = runpy.run_path(str(file))["runs"]
    assert list(made) == [run.name for run in taken.runs]
    for run in taken.runs:
        shown = run.trajectory.points[: run.trajectory.steps_taken + 1]
        assert made[run.name].shape == shown.shape, run.name
        np.testing.assert_allclose(made[run.name], shown, rtol=0.0, atol=off, err_msg=run.name)


@pytest.mark.parametrize("conditions", followed.CONDITIONS)
@pytest.mark.parametrize("surface", [SURFACES["rosenbrock"], CURVES["double_well"]])
def test_every_rule(conditions: str, surface: Any, tmp_path: Path) -> None:
    ends_as_shown(followed.of_every_rule(surface, followed.CONDITIONS[conditions]), tmp_path)


@pytest.mark.parametrize(
    "make",
    [
        followed.on_every_surface,
        followed.with_every_schedule,
        followed.on_batches,
        followed.that_end_early,
    ],
)
def test_every_surface_schedule_batch_and_end(make: Callable[[], Taken], tmp_path: Path) -> None:
    ends_as_shown(make(), tmp_path)


def test_data_that_were_read_twice_are_the_same_data(tmp_path: Path) -> None:
    """A run that is kept stands on an older record of them than one that is new."""
    batches = {"gradient": followed.BATCHES["shuffled"], "seed": 5}
    older, newer = followed.DATA, DATASETS["noisy"].regression()
    runs = (
        followed.run("kept", "gd", older, **batches),
        followed.run("new", "adam", newer, **batches),
    )
    ends_as_shown(followed.taken(*runs), tmp_path)


def test_averages_and_clouds(tmp_path: Path) -> None:
    """What the picture draws of them: averages of all points, and lanes with a seed each."""
    taken = followed.with_averages_and_clouds()
    ends_as_shown(taken, tmp_path)
    for without_runs in (taken, replace(taken, runs=[], averages=[])):
        (tmp_path / "all.py").write_text(numpy_code(without_runs), encoding="utf-8")
        made: dict[str, Any] = runpy.run_path(str(tmp_path / "all.py"))
        for cloud in taken.clouds:
            each = [traced(replace(cloud.first.plan, seed=seed)).points for seed in cloud.seeds]
            np.testing.assert_array_equal(made["clouds"][cloud.name], each)
    runs = {run.name: run.trajectory for run in taken.runs}
    program = numpy_code(taken)
    (tmp_path / "all.py").write_text(program, encoding="utf-8")
    made = runpy.run_path(str(tmp_path / "all.py"))
    for average in taken.averages:
        run = runs[average.run]
        points = run.points[: run.steps_taken + 1]
        shown = running_mean(points) if average.beta is None else ema(points, average.beta)
        np.testing.assert_array_equal(made["averages"][average.name], shown)


def test_typed_rules(tmp_path: Path) -> None:
    """In Python's own powers, of which the last bit may be another."""
    ends_as_shown(followed.of_typed_rules(), tmp_path, 1e-9)


def test_what_a_reader_wrote_is_a_comment_or_a_string(tmp_path: Path) -> None:
    name = 'a"\n"""\nimport no_such_module\n# \\'
    one = followed.run(name, "gd", SURFACES["bowl"])
    hostile = Taken(name, "https://lab.example/?q=\nimport no_such_module", [], [one])
    ends_as_shown(hostile, tmp_path)


def test_what_cannot_be_written_says_so() -> None:
    limits = gradients.clipped(gradients.clipped(gradients.exact(), norm=1.0), value=1.0)
    twice = followed.run("twice", "gd", SURFACES["bowl"], gradient=limits)
    with pytest.raises(NotWrittenError, match="a limit on a limit"):
        numpy_code(followed.taken(twice))
    with pytest.raises(NotWrittenError, match="No single run"):
        numpy_code(followed.taken())
