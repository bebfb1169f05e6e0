"""The clouds of the lesson on batch sizes, and that every claim made of them holds."""

import math
import re
from typing import Any, cast

import numpy as np
import pytest

from lessons.batch_size import charts, words
from lessons.batch_size import experiments as ensembles
from lessons.batch_size.experiments import EXAMPLES, TIMES, Ensemble
from lessons.batch_size.scene import panels
from lessons.batch_size.settings import FIELDS
from optim import gradients, trace
from optim.spread import spread
from surfaces import isotropic_line
from tests.ui.runs.formula_text import lines
from ui.page.numbers import as_text
from ui.page.settings import Settings

SURFACE = isotropic_line()
SIZES = 2 ** np.arange(9)


def clouds(**changes: Any) -> list[Ensemble]:
    fields = {field.key: field.default for field in FIELDS}
    settings = fields | {"sampling": "replaced"} | changes
    return ensembles.descend(SURFACE.start, cast(Settings, settings))


def test_x_is_standardised_so_that_the_curvature_is_the_same_everywhere() -> None:
    assert SURFACE.examples == EXAMPLES == SIZES[-1]
    assert SURFACE.curvatures(0.0, 0.0) == pytest.approx((2.0, 2.0))
    assert SURFACE.contains(*SURFACE.start)


def test_each_lane_is_the_run_with_its_seed() -> None:
    each = clouds(runs=20, steps=12)[1]
    alone = trace(
        "gd",
        SURFACE,
        SURFACE.start,
        steps=12,
        gradient=gradients.mini_batch(4, replacement=True),
        seed=7,
        lr=0.1,
    )
    assert np.array_equal(each.trajectory.points[:, 7], alone.points)


@pytest.mark.parametrize("replacement", [False, True])
def test_measured_gradient_spreads_agree_with_theory(replacement: bool) -> None:
    expected = ensembles.expected_spread(SIZES, replacement)
    measured = [ensembles.gradient_spread(int(size), replacement) for size in SIZES]
    held = [m.low <= e <= m.high for m, e in zip(measured, expected, strict=True)]
    assert sum(held) >= 8
    for m, e in zip(measured, expected, strict=True):
        assert m.radius == pytest.approx(e, abs=float(2.0 * m.margin))


def test_all_examples_at_once_are_without_noise_only_where_none_is_drawn_twice() -> None:
    assert ensembles.gradient_spread(EXAMPLES, replacement=False).radius == 0.0
    assert ensembles.expected_spread(SIZES, replacement=False)[-1] == 0.0
    assert ensembles.gradient_spread(EXAMPLES, replacement=True).radius > 0.1


def test_the_law_of_diminishing_returns() -> None:
    spreads = ensembles.expected_spread(SIZES, replacement=True)
    np.testing.assert_allclose(spreads[:-1] / spreads[1:], math.sqrt(2.0))
    np.testing.assert_allclose(spreads[:-2] / spreads[2:], 2.0)


@pytest.mark.parametrize(("lr", "batch"), [(0.1, 2), (0.05, 2), (0.02, 1)])
def test_the_runs_hover_at_the_floor_of_theory(lr: float, batch: int) -> None:
    *_, each = clouds(lr=lr, batch=batch, steps=150, runs=200)
    expected = ensembles.expected_radius(lr, np.array([each.size]))[0]
    assert each.end.low <= expected <= each.end.high


def test_single_examples_hover_wider_than_the_formula() -> None:
    one, *_ = clouds(lr=0.2, runs=400)
    assert one.end.low > ensembles.expected_radius(0.2, np.array([1]))[0]


def test_shuffled_runs_hover_closer() -> None:
    for shuffled, drawn in zip(clouds(batch=4, sampling="shuffled"), clouds(batch=4), strict=True):
        assert shuffled.end.radius < drawn.end.radius
        if shuffled.size >= 16:
            expected = ensembles.expected_radius(0.1, np.array([shuffled.size]))[0]
            assert shuffled.end.high < expected


def test_the_means_go_the_way_of_gradient_descent() -> None:
    plain = trace("gd", SURFACE, SURFACE.start, steps=60, lr=0.1)
    for each in clouds(runs=400):
        mean = each.trajectory.points.mean(axis=1)
        off = np.hypot(*(mean - plain.points).T)
        assert (off <= 4.0 * each.spread.radius / math.sqrt(400) + 1e-12).all()


def test_panels_hold_a_cloud_and_its_mean() -> None:
    found = clouds(batch=2)
    for panel, each, times in zip(panels(found), found, TIMES, strict=True):
        (cloud,), (path,) = panel.clouds, panel.paths
        assert cloud.points.shape == (61, 200, 2)
        assert path.name == f"B = {2 * times}"
        np.testing.assert_allclose(path.points, cloud.points.mean(axis=1))
        assert np.array_equal(cast(Any, path.curves["spread"]), each.spread.radius)


def test_the_mean_of_the_runs_steps_is_the_step_of_their_mean() -> None:
    found = clouds(batch=2, runs=20)
    for panel, each in zip(panels(found), found, strict=True):
        formula = panel.paths[0].formula
        assert formula
        assert formula.steps == each.steps
        given, gradient, step = lines(formula, 5)
        points, mean = each.trajectory.points.mean(axis=1), each.trajectory.gradients.mean(axis=1)
        assert given == "g_B=[1]/[B]Σ_i∈batch∇ℓ_i(θ)"
        assert gradient.endswith(f"=({','.join(map(as_text, mean[5].tolist()))})")
        assert step.startswith("θ\u0304←θ\u0304−αg\u0304")
        numbers = [float(n) for n in re.findall(r"[\d.]+", step.replace("−", "-"))]
        assert numbers[-2:] == pytest.approx(np.abs(points[6]), rel=6e-3)


def test_the_means_formula_ends_where_a_run_diverges() -> None:
    found, *others = clouds(lr=0.9, steps=300)
    formula = panels([found, *others])[0].paths[0].formula
    assert formula
    there = np.isfinite(found.trajectory.points).all(axis=(1, 2))
    assert formula.steps == int(there.sum()) - 1 < 300
    assert formula.ending.startswith("A run diverges")


def test_the_outcome_gives_the_radii_and_their_ratios() -> None:
    found = clouds()
    numbers = [float(n) for n in re.findall(r"\*\*(.*?)\*\*", words.outcome(found))]
    radii = [float(each.end.radius) for each in found]
    assert numbers[:3] == pytest.approx(radii, rel=0.06)
    assert numbers[3:] == pytest.approx([radii[0] / radii[1], radii[1] / radii[2]], abs=0.006)
    assert numbers[3:] == pytest.approx([2.0, 2.0], rel=0.2)


def test_the_outcome_of_all_examples_and_of_too_large_a_rate() -> None:
    assert words.outcome(clouds(batch=16, sampling="shuffled")).endswith(
        "; all examples leave no noise."
    )
    found = clouds(lr=0.9, steps=300)
    assert found[0].lost == 200
    assert "Diverged: **200 with B = 1, " in words.outcome(found)
    assert panels(found)[0].paths[0].note == "200 diverged"


def test_the_table_holds_costs_and_measurements() -> None:
    found = clouds(batch=3)
    head, rows = charts.cost_table(found)
    assert [row[:3] for row in rows] == [
        ("3", "86", "180"),
        ("12", "22", "720"),
        ("48", "6", "2880"),
    ]
    assert all(len(row) == len(head) for row in rows)
    assert float(rows[0][4]) == pytest.approx(ensembles.sigma() / math.sqrt(3), rel=0.01)
    assert rows[0][5].startswith(f"{found[0].end.radius:.3g} ± ")


@pytest.mark.parametrize(
    ("changes", "arrived"),
    [
        ({}, True),
        ({"lr": 0.05}, True),
        ({"lr": 0.005}, False),
        ({"lr": 0.005, "steps": 300}, True),
        ({"steps": 5}, False),
    ],
)
def test_only_runs_that_have_arrived_have_a_hovering_radius(
    changes: dict[str, Any], arrived: bool
) -> None:
    found = clouds(**changes)
    _, rows = charts.cost_table(found)
    _, chart = charts.figures(found)
    assert [row[5] != "–" for row in rows] == [arrived] * 3
    assert np.isfinite(chart.data[-1].y).tolist() == [arrived] * 3


def test_runs_that_diverged_have_no_hovering_radius() -> None:
    found = clouds(lr=0.9, steps=300)
    _, rows = charts.cost_table(found)
    assert [row[5] == "–" for row in rows] == [each.lost > 0 for each in found]
    assert "nan" not in str(rows)


@pytest.mark.parametrize("sampling", ["replaced", "shuffled"])
def test_formulas_end_in_what_the_table_says(sampling: str) -> None:
    each = clouds(batch=16, sampling=sampling)[0]
    _, rows = charts.cost_table([each])
    assert words.spread_formula(each).endswith(rows[0][4])
    assert (r"\frac{N-B}{N-1}" in words.spread_formula(each)) is (sampling == "shuffled")
    assert words.floor_formula(each).endswith(rows[0][6])


@pytest.mark.parametrize(("sampling", "laws"), [("replaced", 1), ("shuffled", 2)])
def test_charts_show_laws_and_measurements(sampling: str, laws: int) -> None:
    found = clouds(sampling=sampling)
    gradient, radius = charts.figures(found)
    assert len(gradient.data) == laws + 1
    measured = gradient.data[-1]
    assert list(measured.x) == SIZES.tolist()
    assert measured.y[0] == ensembles.gradient_spread(1, sampling == "replaced").radius
    assert np.isnan(measured.y[-1]) == (sampling == "shuffled")
    assert list(radius.data[-1].x) == [1, 4, 16]
    assert radius.data[-1].error_y.array[0] > 0.0


@pytest.mark.parametrize(
    ("lr", "without"), [(0.1, 0), (0.37, 0), (0.4, 1), (0.6, 1), (0.8, 2), (0.9, 2)]
)
def test_no_radius_is_told_where_the_second_moment_grows(lr: float, without: int) -> None:
    found = clouds(lr=lr, steps=60)
    _, rows = charts.cost_table(found)
    assert [each.theory.hovers for each in found] == [k >= without for k in range(3)]
    for each, row in zip(found, rows, strict=True):
        assert each.theory.hovers is (lr < ensembles.limit_of(each.size))
        if not each.theory.hovers:
            assert row[5:7] == ("–", "–")
            assert words.floor_formula(each).endswith(r"\text{none}")
    told = "runs hover only below α" in words.outcome(found)
    assert told is (without > 0)
    assert ("**0.399** with B = 1" in words.outcome(found)) is told


def test_the_exact_radius_is_larger_than_the_formulas_the_more_the_closer_the_limit() -> None:
    for size in (1, 4, 16, 256):
        rates = ensembles.limit_of(size) * np.array([0.01, 0.3, 0.6, 0.9, 0.99, 0.9999])
        exact = np.array([ensembles.theory_of(lr, size).radius for lr in rates])
        formula = [ensembles.expected_radius(lr, np.array([size]))[0] for lr in rates]
        ratios = exact / formula
        assert 1.0 < ratios[0] < 1.01
        assert (np.diff(ratios) > 0.0).all()
        assert (np.diff(exact) > 0.0).all()
    assert (np.diff([ensembles.theory_of(0.3, int(size)).radius for size in SIZES]) < 0.0).all()


def test_a_shuffled_radius_does_not_depend_on_the_step_within_an_epoch() -> None:
    single, averaged = [], []
    for steps in (60, 61, 62, 63):
        each = clouds(batch=4, sampling="shuffled", steps=steps)[2]
        assert (each.size, each.window, each.epoch) == (64, 4, 4)
        single.append(float(each.spread.radius[-1]))
        averaged.append(float(each.end.radius))
    assert max(single) > 2.0 * min(single)
    assert max(averaged) < 1.1 * min(averaged)


def test_shuffled_runs_on_their_way_are_not_compared_at_an_accident_of_the_step() -> None:
    sentence = words.outcome(clouds(sampling="shuffled", steps=5))
    assert "after 5 updates" in sentence
    assert "divides" not in sentence
    arrived = words.outcome(clouds(sampling="shuffled"))
    assert "over the last epoch's updates" in arrived
    assert "divides" in arrived


@pytest.mark.parametrize("lr", [0.02, 0.1, 0.3])
def test_shuffling_lets_an_epochs_errors_cancel_in_part(lr: float) -> None:
    steps = 300 if lr < 0.1 else 120
    shuffled = clouds(batch=4, lr=lr, sampling="shuffled", steps=steps, runs=400)
    drawn = clouds(batch=4, lr=lr, steps=steps, runs=400)
    assert all(a.end.radius < b.end.radius for a, b in zip(shuffled, drawn, strict=True))


def test_the_interval_is_about_right_with_few_runs_and_too_small_near_the_limit() -> None:
    def held(lr: float, runs: int) -> float:
        source = gradients.mini_batch(1, replacement=True)
        many = trace("gd", SURFACE, SURFACE.minima[0], steps=80, lr=lr, gradient=source,
                     seed=np.arange(200 * runs))  # fmt: skip
        measured = spread(many.points[-1].reshape(200, runs, 2))
        truth = ensembles.theory_of(lr, 1).radius
        return float(((measured.low <= truth) & (truth <= measured.high)).mean())

    assert held(0.1, 20) > 0.8
    assert held(0.37, 20) < 0.7


def test_the_ellipse_is_named_and_the_path_is_the_mean() -> None:
    (panel, *_) = panels(clouds())
    assert panel.clouds[0].name.endswith(" runs")
    assert panel.paths[0].detail == "mean path"


@pytest.mark.parametrize("changes", [
    {"lr": lr, "batch": batch, "steps": steps, "sampling": sampling, "runs": 20}
    for lr in (0.005, 0.9) for batch in (1, 16) for steps in (5, 300)
    for sampling in ("replaced", "shuffled")
])  # fmt: skip
def test_sentences_at_both_ends_of_every_knob(changes: dict[str, Any]) -> None:
    found = clouds(**changes)
    _, rows = charts.cost_table(found)
    assert not re.search(r"nan|inf|\*\*\*\*|\*\*–", words.outcome(found) + str(rows))
