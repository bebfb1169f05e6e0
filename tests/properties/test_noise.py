"""The sentences of lessons 4, 5 and 6 hold at random settings."""

import math
import re
from itertools import pairwise
from typing import Any

import numpy as np

from lessons.batch_size import experiments as sizes
from lessons.batch_size import words as size_words
from lessons.batch_size.settings import FIELDS as SIZES
from lessons.sgd_and_batches import experiments as batches
from lessons.sgd_and_batches import words as batch_words
from lessons.sgd_and_batches.settings import BATCH_FIELDS
from lessons.smoothing import experiments as smoothing
from lessons.smoothing import words as smoothing_words
from lessons.smoothing.settings import FIELDS as SMOOTHING
from surfaces import DATASETS, isotropic_line
from ui.page import samples

from .reckon import Reckoned, reckon
from .sentences import BOLD, check_form, shows
from .settings import at_random

BATCHES = (*samples.sample_fields(), *BATCH_FIELDS)


@at_random(60, BATCHES)
def test_lesson_4(table: Any) -> None:
    if table["data"] not in DATASETS:
        table.values["data"] = next(iter(DATASETS))
    table.values["epochs"] = min(table["epochs"], 20)
    surface = samples.built_in(table["data"]).surface(table["standardise"])
    followed = batches.descend(surface, surface.start, table)
    text = batch_words.outcome(followed, table["sampling"] == "replaced")
    check_form(text)
    for each in followed:
        run = reckon(each.result, each.source, table["seed"])
        _batch_run(text, each.name, run)


def _batch_run(text: str, name: str, run: Reckoned) -> None:
    if run.diverged_at is not None:
        assert f"{name} **diverged** at update {run.diverged_at}" in text, (text, run.diverged_at)
    else:
        found = re.search(rf"{name} {BOLD} after (\d+) update", text)
        assert found, (text, name)
        assert shows(found[1], run.distance, 2), (text, run.distance)
        assert int(found[2]) == run.steps, (text, run.steps)
    if run.steps:
        found = re.search(rf"uphill: .*?{name} (\d+) of (\d+)", text)
        assert found, (text, name)
        f = [run.surface.value(*p) for p in run.points]
        rises = sum(b > a * (1 + 1e-12) for a, b in pairwise(f))
        assert (int(found[1]), int(found[2])) == (rises, run.steps), (text, name, rises)


@at_random(60, SIZES)
def test_lesson_5(table: Any) -> None:
    table.values["runs"] = min(table["runs"], 40)
    table.values["steps"] = min(table["steps"], 80)
    ensembles = sizes.descend(isotropic_line().start, table)
    text = size_words.outcome(ensembles)
    check_form(text)
    for each in ensembles:
        points = each.trajectory.points
        lost = int((~np.isfinite(points[-1]).all(axis=1)).sum())
        if "Diverged" in text:
            assert f"{lost} with B = {each.size}" in text, (text, lost)
            continue
        assert not lost, text
        found = re.search(rf"{BOLD} with B = {each.size}\b", text)
        assert found, text
        if f"spread after {table['steps']} update" in text:
            cloud = points[-1] - points[-1].mean(axis=0)
            # An estimate from so many runs: one of them goes into their mean.
            radius = math.sqrt((cloud**2).sum() / (len(cloud) - 1))
            assert shows(found[1], radius, 2), (text, radius)


@at_random(120, SMOOTHING)
def test_lesson_6(table: Any) -> None:
    if table["what"] == "path":
        _path(table)
        return
    made = smoothing.smooth(table["shape"], table["beta"], table["sigma"], table["seed"], 0.0)
    text = smoothing_words.signal_outcome(made)
    check_form(text)
    found = re.search(r"remembers about \*\*(\d+) values?\*\*", text)
    assert found, text
    assert abs(int(found[1]) - 1 / (1 - table["beta"])) <= 0.5000001, text
    if measured := re.search(r"(\d+)% measured here", text):
        # Averages of the values and of the signal without noise, each corrected, written anew.
        left = [noisy - clean for noisy, clean in zip(*map(_averaged, _signals(made)), strict=True)]
        rest = math.sqrt(sum(d * d for d in left[100:]) / 100) / table["sigma"]
        assert abs(100 * rest - int(measured[1])) <= 0.5001, (text, rest)


def _signals(made: Any) -> tuple[tuple[list[float], float], tuple[list[float], float]]:
    return (made.noisy.tolist(), made.beta), (made.clean.tolist(), made.beta)


def _averaged(signal: tuple[list[float], float]) -> list[float]:
    values, beta = signal
    average, averages = 0.0, []
    for t, value in enumerate(values, start=1):
        average = beta * average + (1 - beta) * value
        averages.append(average / (1 - beta**t))
    return averages


def _path(table: Any) -> None:
    surface = isotropic_line()
    run = smoothing.descend(surface, surface.start, table)
    text = smoothing_words.path_outcome(run)
    check_form(text)
    points = run.result.trajectory.points
    if not np.isfinite(points).all():
        assert "SGD **diverged**" in text, text
        return
    lowest = surface.value(*surface.minima[0])
    rows = [list(points[:, 0]), list(points[:, 1])]
    ema = list(zip(*(_averaged((row, table["beta"])) for row in rows), strict=True))
    mean = np.cumsum(points, axis=0) / np.arange(1, len(points) + 1)[:, np.newaxis]
    names = ("SGD", "exponential average", "mean of all points")
    for name, path in zip(names, (points.tolist(), ema, mean.tolist()), strict=True):
        late = path[len(path) // 2 :]
        loss = sum(surface.value(*p) - lowest for p in late) / len(late)
        found = re.search(rf"{name} {BOLD}", text)
        assert found, (text, name)
        assert shows(found[1], loss, 2), (text, name, loss)
