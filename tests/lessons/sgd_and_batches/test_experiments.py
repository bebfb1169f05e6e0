"""Equal budgets, the clocks, and the sentences of the lesson on batches."""

import math
import re
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import pytest

from lessons.sgd_and_batches import words
from lessons.sgd_and_batches.experiments import (
    BatchRun,
    affordable,
    batch_gradients,
    descend,
    stable_rate,
    steepest_example,
)
from lessons.sgd_and_batches.scene import panels
from lessons.sgd_and_batches.settings import BATCH_FIELDS, UNITS
from optim import gradients, trace
from surfaces import DATASETS, regression
from tests.ui.runs.formula_text import lines
from ui.page import samples
from ui.page.numbers import as_text
from ui.page.settings import Settings
from ui.stage.scene import DataPanel, Panel, Path

NOISY = DATASETS["noisy"].regression()
SAMPLINGS = ("shuffled", "replaced")


def chosen(**changes: Any) -> Settings:
    """Settings of the lesson, as far as a run reads them."""
    defaults = {field.key: field.default for field in BATCH_FIELDS}
    return cast(Settings, defaults | changes)


def runs(**changes: Any) -> list[BatchRun]:
    return descend(NOISY, NOISY.start, chosen(**changes))


@pytest.mark.parametrize("sampling", SAMPLINGS)
@pytest.mark.parametrize("batch", [1, 3, 7, 8, 39, 40, 500])
def test_all_spend_the_same_gradients(sampling: str, batch: int) -> None:
    for run in runs(batch=batch, sampling=sampling, epochs=5):
        spent = run.result.trajectory.evaluations[-1]
        assert spent <= 5 * 40
        assert spent > 5 * 40 - run.size
        if sampling == "shuffled":
            assert spent == 5 * 40


def test_the_last_batch_of_a_shuffled_epoch_is_short() -> None:
    _, mini, _ = runs(batch=7, epochs=2)
    assert np.diff(mini.result.trajectory.evaluations).tolist() == [7, 7, 7, 7, 7, 5] * 2


def test_the_ends_of_the_knob_are_sgd_and_gradient_descent() -> None:
    _, mini, sgd = runs(batch=1)
    assert np.array_equal(mini.result.trajectory.points, sgd.result.trajectory.points)
    full, mini, _ = runs(batch=40)
    np.testing.assert_allclose(
        mini.result.trajectory.points, full.result.trajectory.points, rtol=1e-9
    )


@pytest.mark.parametrize(
    ("clock", "ends"),
    [("epochs", [30, 30, 30]), ("gradients", [1200] * 3), ("updates", [30, 150, 1200])],
)
def test_each_clock_counts_its_own(clock: str, ends: list[int]) -> None:
    sample = samples.built_in("noisy")
    data, surface = panels(sample, runs(), clock)
    assert isinstance(data, DataPanel)
    assert isinstance(surface, Panel)
    for panel in (data, surface):
        assert [cast(Any, path.ticks)[-1] for path in panel.paths] == ends
    assert set(UNITS) == {"epochs", "gradients", "updates"}


def test_the_panels_show_data_lines_and_both_marks() -> None:
    sample = samples.built_in("outliers")
    data, surface = panels(sample, descend(*_descent("outliers")), "epochs")
    assert isinstance(data, DataPanel)
    assert isinstance(surface, Panel)
    (x0, x1), (y0, y1) = data.domain
    assert x0 < data.data[:, 0].min() <= data.data[:, 0].max() < x1
    assert y0 < data.data[:, 1].min() <= data.data[:, 1].max() < y1
    (mark,) = surface.marks
    assert mark.kind == "truth"
    assert mark.point == pytest.approx((2.0, 1.0))
    assert surface.surface.minima[0] != pytest.approx((2.0, 1.0), abs=0.1)
    assert data.axes == ("x", "y")


def _descent(key: str, standardise: bool = False) -> tuple[Any, Any, Settings]:
    surface = samples.built_in(key).surface(standardise)
    return surface, surface.start, chosen()


def test_standardised_data_say_so_on_their_axis() -> None:
    sample = samples.built_in("unstandardised")
    found = descend(*_descent("unstandardised", standardise=True))
    data, _ = panels(sample, found, "epochs")
    assert isinstance(data, DataPanel)
    assert data.axes == ("x, standardised", "y")
    assert data.data[:, 0].mean() == pytest.approx(0.0, abs=1e-12)


def test_the_outcome_gives_each_runs_distance() -> None:
    found = runs()
    sentence = words.outcome(found, False)
    assert sentence.startswith("30 epochs, at most 1200 gradients each. Distance left to the star")
    numbers = re.findall(r"\*\*(.*?)\*\* after (\d+) updates", sentence)
    for run, (distance, updates) in zip(found, numbers, strict=True):
        x, y = run.result.trajectory.points[-1]
        assert float(distance) == pytest.approx(math.dist((x, y), NOISY.minima[0]), rel=0.06)
        assert int(updates) == len(run.result.trajectory.points) - 1


def test_a_rate_above_the_limit_is_explained() -> None:
    limit = 2.0 / NOISY.curvatures(0.0, 0.0)[1]
    sentence = words.outcome(runs(lr=min(1.0, 1.5 * limit), epochs=100), False)
    assert "Gradient descent **diverged** at update" in sentence
    assert f"2/λmax = **{limit:.2g}**" in sentence
    assert "λmax" not in words.outcome(runs(lr=0.9 * limit, batch=40), True)


def drawn(found: list[BatchRun], clock: str) -> Sequence[Path]:
    """The paths on the error's surface."""
    _, panel = panels(samples.Sample(NOISY.features[0], NOISY.y), found, clock)
    return panel.paths


def test_the_formula_is_the_step_from_each_point() -> None:
    _, mini, _ = found = runs()
    [_, path, _] = drawn(found, "epochs")
    assert path.formula
    points, lr = mini.result.trajectory.points, mini.result.run.hypers["lr"]
    for at in (0, 9, path.formula.steps - 1):
        gradient, step = lines(path.formula, at)
        g = mini.result.extended.gradients[at]
        assert gradient.endswith(f"=({','.join(map(as_text, g.tolist()))})")
        *_, end = re.findall(r"\(([^()]*),([^()]*)\)", step.replace("−", "-"))
        np.testing.assert_allclose([float(x) for x in end], points[at] - lr * g, rtol=6e-3)


def test_of_many_updates_the_formula_says_which_it_tells() -> None:
    _, _, sgd = found = runs(epochs=120)
    path = drawn(found, "updates")[2]
    assert path.formula
    assert path.formula.rows is not None
    numbers = path.formula.numbers
    assert numbers is not None
    assert len(numbers) == len(path.points) < len(sgd.result.trajectory.points)
    row = 77
    step = int(numbers[int(path.formula.rows[row])])
    g = sgd.result.trajectory.gradients[step].tolist()
    assert lines(path.formula, row)[0].endswith(f"=({','.join(map(as_text, g))})")


def test_the_formula_ends_before_the_update_that_diverges() -> None:
    found = runs(lr=1.0, epochs=100)
    for run, path in zip(found, drawn(found, "updates"), strict=True):
        assert path.formula
        assert path.formula.steps <= run.result.steps_taken + 1
        last = path.formula.steps if path.formula.rows is None else len(path.formula.rows)
        assert not re.search(r"nan|inf", " ".join(lines(path.formula, last - 1)))


@pytest.mark.parametrize("key", ["clean", "noisy"])
def test_only_full_batches_settle_but_on_the_clean_line_nothing_hovers(key: str) -> None:
    surface = DATASETS[key].regression()
    found = descend(surface, surface.start, chosen(lr=0.1, batch=4, epochs=100))
    full, mini, sgd = (run.result.outcome.distance or 0.0 for run in found)
    assert full < 1e-4
    if key == "clean":
        assert max(mini, sgd) < 1e-6
        assert surface.truth == pytest.approx(surface.minima[0])
    else:
        assert sgd > mini > 1e-2
        assert surface.truth != pytest.approx(surface.minima[0], abs=0.01)


def test_where_all_diverge_no_distance_is_chosen() -> None:
    sentence = words.outcome(runs(lr=1.0, epochs=100), False)
    assert "star" not in sentence
    assert sentence.count("**diverged** at update") == 3
    assert sentence.startswith("100 epochs, at most 4000 gradients each. Gradient descent **div")


def test_many_data_are_thinned_for_drawing_alone() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=20_000)
    sample = samples.Sample(x, x + rng.normal(size=20_000))
    surface = sample.surface(standardise=True)
    found = descend(surface, surface.start, chosen(epochs=100))
    assert all(run.result.trajectory.evaluations[-1] == 40_000 for run in found)
    data, panel = panels(sample, found, "epochs")
    assert isinstance(data, DataPanel)
    assert len(data.data) <= 1000
    for path, run in zip(panel.paths, found, strict=True):
        assert len(path.points) <= 4000
        np.testing.assert_array_equal(path.points[[0, -1]], run.result.trajectory.points[[0, -1]])


def test_what_a_budget_buys() -> None:
    surface = regression(np.arange(10.0), np.arange(10.0) ** 2)
    for source, budget, steps in (
        (gradients.exact(), 30, 3),
        (gradients.mini_batch(4), 20, 6),
        (gradients.mini_batch(4, replacement=True), 30, 7),
    ):
        assert affordable(source, surface, budget) == steps


@pytest.mark.parametrize("key", [*DATASETS])
@pytest.mark.parametrize("standardise", [False, True])
@pytest.mark.parametrize("sampling", SAMPLINGS)
def test_full_batches_never_go_uphill_below_the_limit_and_small_ones_may(
    key: str, standardise: bool, sampling: str
) -> None:
    surface = DATASETS[key].regression(standardise)
    lr = 0.95 * stable_rate(surface)
    found = descend(surface, surface.start, chosen(lr=lr, sampling=sampling, epochs=100))
    assert found[0].uphill == 0
    assert found[2].uphill > 0


def test_uphill_steps_are_counted_for_every_run() -> None:
    found = runs()
    sentence = words.outcome(found, False)
    values = found[1].result.trajectory.values
    assert found[1].uphill == int((np.diff(values) > 0.0).sum())
    for run in found:
        assert f"{run.name} {run.uphill} of {run.result.steps_taken}" in sentence
    assert found[0].uphill == 0


def test_who_is_ahead_after_the_first_epoch_is_computed() -> None:
    surface = DATASETS["noisy"].regression(standardise=True)
    full, _, sgd = descend(surface, surface.start, chosen(lr=0.5, epochs=1))
    assert full.after_one_epoch < 1e-9 < 0.1 < sgd.after_one_epoch
    assert "first epoch" not in words.outcome([full, sgd], False)
    sentence = words.outcome(runs(epochs=30), False)
    for run, short in zip(runs(epochs=30), runs(epochs=1), strict=True):
        end = short.result.trajectory.points[-1]
        assert run.after_one_epoch == pytest.approx(math.dist(end, NOISY.minima[0]))
        assert f"{run.name} {run.after_one_epoch:.2g}" in sentence


@pytest.mark.parametrize("sampling", SAMPLINGS)
@pytest.mark.parametrize("size", [1, 7, 8, 40])
def test_the_mean_over_batches_is_the_full_gradient(sampling: str, size: int) -> None:
    _, run, _ = runs(batch=size, sampling=sampling)
    point = (0.5, -1.0)
    full = np.array(NOISY.gradient(*point))
    np.testing.assert_allclose(np.mean(NOISY.example_gradients(*point), axis=1), full, rtol=1e-12)
    drawn = batch_gradients(run, point)
    error = drawn.std(axis=0) / math.sqrt(len(drawn))
    assert (np.abs(drawn.mean(axis=0) - full) <= 4.0 * error + 1e-9).all()


@pytest.mark.parametrize("sampling", SAMPLINGS)
def test_the_sentence_on_the_mean_holds_its_numbers(sampling: str) -> None:
    _, run, _ = runs(sampling=sampling)
    sentence = words.unbiased(run, 0, "epochs")
    first, second = NOISY.gradient(*NOISY.start)
    told = re.findall(r"\(([^()]*), ([^()]*)\)", sentence)
    numbers = [[float(part.replace("−", "-")) for part in pair] for pair in told]
    assert numbers[2] == numbers[3] == pytest.approx([first, second], rel=0.06)
    assert sentence.startswith(r"**Unbiased.** At $\theta_{0}$")


def test_all_examples_at_once_are_off_by_nothing_only_if_each_is_drawn_once() -> None:
    _, shuffled, _ = runs(batch=40)
    assert words.unbiased(shuffled, 0, "epochs").endswith("off by about (0, 0).")
    _, drawn, _ = runs(batch=40, sampling="replaced", lr=0.1, epochs=100)
    assert not words.unbiased(drawn, 0, "epochs").endswith("off by about (0, 0).")
    assert (drawn.result.outcome.distance or 0.0) > 1e-3


@pytest.mark.parametrize("standardise", [False, True])
@pytest.mark.parametrize("key", [*DATASETS])
def test_small_batches_have_a_limit_of_their_own(key: str, standardise: bool) -> None:
    surface = DATASETS[key].regression(standardise)
    full = stable_rate(surface)
    _, mini, sgd = descend(surface, surface.start, chosen(sampling="replaced", epochs=2))
    assert sgd.limit < mini.limit < full
    assert steepest_example(surface) > 1.0
    lr = 0.5 * (sgd.limit + mini.limit)
    found = descend(surface, surface.start, chosen(sampling="replaced", lr=lr, epochs=2))
    sentence = words.outcome(found, True)
    assert "runs hover only below α = " in sentence
    assert "for B = 1" in sentence
    assert "for B = 8" not in sentence
    assert "hover only" not in words.outcome(found, False)


def test_what_diverges_below_the_limit_is_explained() -> None:
    surface = DATASETS["unstandardised"].regression()
    lr = 0.97 * stable_rate(surface)
    found = descend(surface, surface.start, chosen(lr=lr, epochs=100))
    assert found[0].result.trajectory.diverged_at is None
    assert found[2].result.trajectory.diverged_at is not None
    assert "α is below 2/λmax, but single examples curve" in words.outcome(found, False)


def test_standardising_is_advised_only_where_it_helps() -> None:
    raw = DATASETS["unstandardised"].regression()
    even = DATASETS["unstandardised"].regression(standardise=True)
    assert stable_rate(raw) < stable_rate(even)
    assert "or standardise x" in words.outcome(descend(raw, raw.start, chosen(lr=0.5)), False)
    assert "α is above" not in words.outcome(descend(even, even.start, chosen(lr=1.0)), False)


@pytest.mark.parametrize("sampling", SAMPLINGS)
@pytest.mark.parametrize("lr", [1e-4, 1.0])
@pytest.mark.parametrize("batch", [1, 20_000])
@pytest.mark.parametrize("epochs", [1, 100])
def test_sentences_at_both_ends_of_every_knob(
    sampling: str, lr: float, batch: int, epochs: int
) -> None:
    two = samples.Sample(np.array([0.0, 1.0]), np.array([1.0, 3.0]))
    flat = samples.Sample(np.array([9000.0, 9001.0, 9003.0]), np.array([0.0, 1.0, -1.0]))
    surfaces = [DATASETS[key].regression(s) for key in DATASETS for s in (False, True)]
    for surface in [*surfaces, two.surface(False), flat.surface(True)]:
        found = descend(
            surface,
            surface.start,
            chosen(sampling=sampling, lr=lr, batch=batch, epochs=epochs),
        )
        told = words.outcome(found, sampling == "replaced")
        for tick in (None, 0):
            told += words.unbiased(found[1], tick, "epochs")
        assert not re.search(r"nan|inf\b|\*\*\*\*|\(–|–\)", told)


@pytest.mark.parametrize("sampling", SAMPLINGS)
@pytest.mark.parametrize("key", ["noisy", "outliers"])
def test_larger_batches_hover_closer_in(sampling: str, key: str) -> None:
    surface = DATASETS[key].regression()

    def away(size: int) -> float:
        found = trace(
            "gd",
            surface,
            surface.minima[0],
            steps=400,
            lr=0.05,
            gradient=gradients.mini_batch(size, sampling == "replaced"),
            seed=np.arange(50),
        )
        off = found.points[-160:] - np.array(surface.minima[0])
        return float(np.sqrt((off * off).sum(axis=-1).mean()))

    radii = [away(size) for size in (1, 4, 20, 40)]
    assert radii == sorted(radii, reverse=True)
    assert (radii[-1] == 0.0) is (sampling == "shuffled")
