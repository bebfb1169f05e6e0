"""What a trajectory holds, how it ends, and what is refused."""

import math
from typing import Any

import numpy as np
import pytest

from optim import OPTIMIZERS, SCHEDULES, Hyper, Optimizer, gradients, schedules, sweep, trace
from surfaces import bowl, rosenbrock, saddle

from .problems import Cliff, Parabola, Quadratic, Slope, fit


def test_a_single_path() -> None:
    surface = rosenbrock()
    run = trace("adam", surface, start=(-1.0, 1.0), steps=500, lr=0.05, beta1=0.9)
    assert run.points.shape == (501, 2)
    assert run.values.shape == (501,)
    assert run.gradients.shape == (500, 2)
    assert {name: memory.shape for name, memory in run.memory.items()} == {
        "m": (501, 2),
        "v": (501, 2),
    }
    assert (run.rates.shape, run.evaluations.shape) == ((500,), (501,))
    assert (run.diverged_at, run.stopped_at) == (None, None)
    assert run.points.dtype == run.gradients.dtype == np.float64
    assert run.points[0].tolist() == [-1.0, 1.0]
    assert not run.memory["m"][0].any()
    assert np.array_equal(run.values, surface.value(*run.points.T))
    assert np.array_equal(run.gradients, np.transpose(surface.gradient(*run.points[:-1].T)))
    assert run.evaluations.tolist() == list(range(501))


def test_many_paths() -> None:
    starts = np.array([[-1.0, 1.0], [0.5, 0.5], [0.0, 0.0]])
    run = trace("adam", rosenbrock(), starts, steps=50)
    assert run.points.shape == (51, 3, 2)
    assert run.values.shape == (51, 3)
    assert run.gradients.shape == (50, 3, 2)
    assert run.memory["v"].shape == (51, 3, 2)
    assert run.rates.shape == (50,)
    assert run.evaluations.shape == (51,)
    assert run.diverged_at.tolist() == run.stopped_at.tolist() == [-1, -1, -1]
    assert run.diverged_at.dtype.kind == "i"
    assert np.array_equal(run.points[0], starts)


def test_a_curve() -> None:
    one = trace("momentum", Parabola(), 3.0, steps=20, lr=0.1)
    assert (one.points.shape, one.gradients.shape, one.values.shape) == ((21, 1), (20, 1), (21,))
    assert one.memory["v"].shape == (21, 1)
    assert np.array_equal(one.gradients, 2.0 * one.points[:-1])
    many = trace("momentum", Parabola(), [[3.0], [-1.0]], steps=20, lr=0.1)
    assert many.points.shape == (21, 2, 1)
    assert np.array_equal(many.points[:, 0], one.points)
    rates = trace("gd", Parabola(), 3.0, steps=20, lr=[0.1, 0.2])
    assert rates.points.shape == (21, 2, 1)


def test_a_curve_is_not_disturbed_by_the_coordinate_it_lacks() -> None:
    # Without ε a coordinate whose gradient is always 0 would divide 0 by 0.
    run = trace("adagrad", Parabola(), 3.0, steps=10, lr=0.1, eps=0.0)
    assert run.diverged_at is None
    assert run.points[-1, 0] < 3.0


def test_an_optimizer_of_ones_own() -> None:
    def signed(t: int, x: Any, g: Any, *, lr: Any) -> tuple[Any, ...]:
        return (x - lr * np.sign(g),)

    own = Optimizer(
        key="signed",
        name="Signs",
        rule=signed,
        hypers=(Hyper("lr", 0.5, 0.1, 1.0),),
        latex="",
        idea="",
        source="",
    )
    assert trace(own, bowl(), (1.0, -2.0), steps=2).points.tolist() == [
        [1.0, -2.0],
        [0.5, -1.5],
        [0.0, -1.0],
    ]


def test_rates_are_those_the_rule_was_given() -> None:
    schedule = schedules.exponential(0.5)
    run = trace("gd", Slope(1.0, 1.0), (0.0, 0.0), steps=4, lr=0.8, schedule=schedule)
    assert run.rates.tolist() == [0.4, 0.2, 0.1, 0.05]
    np.testing.assert_allclose(-np.diff(run.points[:, 0]), run.rates, rtol=1e-12)
    many = trace("gd", Slope(), (0.0, 0.0), steps=4, lr=[0.8, 0.4], schedule=schedule)
    assert np.array_equal(many.rates, np.outer([0.5, 0.25, 0.125, 0.0625], [0.8, 0.4]))


def test_no_steps() -> None:
    run = trace("adam", bowl(), (1.0, 2.0), steps=0)
    assert (run.points.tolist(), run.values.tolist()) == ([[1.0, 2.0]], [5.0])
    assert (run.gradients.shape, run.rates.shape) == ((0, 2), (0,))
    assert run.evaluations.tolist() == [0]
    assert trace("adam", bowl(), [(1.0, 2.0)], steps=0).gradients.shape == (0, 1, 2)


# Divergence.


def test_divergence_is_told_at_its_step_and_leaves_nothing_behind() -> None:
    # x is multiplied by −1.4 a step: it passes 1e6 at step ⌈log 1e6 / log 1.4⌉.
    step = math.ceil(6 * math.log(10) / math.log(1.4))
    run = trace("momentum", Parabola(), 1.0, steps=100, lr=1.2, beta=0.0)
    assert run.diverged_at == step
    assert run.stopped_at is None
    assert np.isfinite(run.points[:step]).all()
    assert np.abs(run.points[step - 1]) <= 1e6
    assert np.isfinite(run.gradients[:step]).all()
    for rows in (
        run.points[step:],
        run.values[step:],
        run.memory["v"][step:],
        run.gradients[step:],
    ):
        assert np.isnan(rows).all()
    assert np.isfinite(run.rates).all()


def test_distance_counts_not_a_coordinate() -> None:
    def reached(x: float, y: float) -> Any:
        return trace("gd", Slope(-1.0, -1.0), (x, y), steps=1, lr=1.0).diverged_at

    assert reached(7.07e5, 7.07e5) is None
    assert reached(7.071067e5, 7.071067e5) == 1


def test_a_diverged_lane_disturbs_nobody() -> None:
    rates = np.array([1e-3, 5.0, 1e-4, 0.5])
    run = trace("gd", rosenbrock(), (-1.2, 1.0), steps=60, lr=rates)
    assert (run.diverged_at >= 0).tolist() == [False, True, False, True]
    for lane, lr in enumerate(rates):
        alone = trace("gd", rosenbrock(), (-1.2, 1.0), steps=60, lr=lr)
        assert np.array_equal(run.points[:, lane], alone.points, equal_nan=True)
    ends = sweep("gd", rosenbrock(), (-1.2, 1.0), steps=60, lr=rates)
    assert ends.diverged_at.tolist() == run.diverged_at.tolist()
    assert np.isnan(ends.points[[1, 3]]).all()
    assert np.isnan(ends.values[[1, 3]]).all()


@pytest.mark.parametrize("lanes", [False, True])
@pytest.mark.parametrize(
    ("key", "surface", "start", "step", "hypers"),
    [
        # Floats raise an OverflowError in the gradient where arrays hold infinity.
        ("gd", Cliff(), (0.0, 0.0), 12, {"lr": 0.1}),
        ("adam", Cliff(), (0.0, 0.0), 12, {"lr": 0.1, "eps": 0.0}),
        # 0/0 in the rule: floats raise a ZeroDivisionError where arrays hold NaN.
        ("adagrad", Slope(1.0, 0.0), (0.0, 0.0), 1, {"eps": 0.0}),
        ("adamax", Slope(1.0, 0.0), (0.0, 0.0), 1, {"eps": 0.0}),
        # A gradient whose square overflows would pin Adam in place for ever.
        ("adam", Slope(1e200, 1.0), (0.0, 0.0), 1, {}),
        ("gd", Slope(math.nan, 1.0), (0.0, 0.0), 1, {}),
        ("lion", Slope(math.inf, 1.0), (0.0, 0.0), 1, {}),
        # The look-ahead point overflows before the point does.
        ("nesterov", Slope(-1e6, 0.0), (0.0, 0.0), 1, {"lr": 1e300}),
    ],
)
def test_what_raises_on_floats_diverges_as_on_arrays(
    lanes: bool,
    key: str,
    surface: Any,
    start: tuple[float, float],
    step: int,
    hypers: dict[str, Any],
) -> None:
    where: Any = [start] if lanes else start
    run = trace(key, surface, where, steps=20, **hypers)
    assert run.diverged_at == step
    assert np.isfinite(run.points[:step]).all()
    assert np.isnan(run.points[step:]).all()
    assert sweep(key, surface, where, steps=20, **hypers).diverged_at.tolist() == [step]


def test_a_gradient_that_is_not_finite_is_not_recorded() -> None:
    run = trace("gd", Cliff(), (0.0, 0.0), steps=20, lr=0.1)
    assert np.isnan(run.gradients[11:]).all()
    assert (run.gradients[:11] == -1.0).all()
    many = trace("gd", Cliff(), [(0.0, 0.0)], steps=20, lr=0.1)
    assert np.array_equal(many.gradients[:, 0], run.gradients, equal_nan=True)


def test_programming_errors_are_not_taken_for_divergence() -> None:
    class Broken(Quadratic):
        def gradient(self, x: Any, y: Any) -> Any:
            raise TypeError("no such thing")

    with pytest.raises(TypeError, match="no such thing"):
        trace("gd", Broken(), (1.0, 1.0), steps=3)


# Tolerance.


def test_a_path_stops_at_the_tolerance_and_is_held() -> None:
    # The gradient 2x shrinks by 0.8 a step from 2.
    taken = math.ceil(math.log(0.01 / 2.0) / math.log(0.8))
    run = trace("momentum", Parabola(), 1.0, steps=100, lr=0.1, beta=0.0, tolerance=0.01)
    assert run.stopped_at == taken
    assert run.diverged_at is None
    assert abs(run.gradients[taken - 1, 0]) > 0.01 >= abs(run.gradients[taken, 0])
    assert (run.points[taken:] == run.points[taken]).all()
    assert (run.values[taken:] == run.values[taken]).all()
    assert (run.gradients[taken:] == run.gradients[taken]).all()
    assert (run.memory["v"][taken:] == run.memory["v"][taken]).all()
    free = trace("momentum", Parabola(), 1.0, steps=100, lr=0.1, beta=0.0)
    assert np.array_equal(run.points[: taken + 1], free.points[: taken + 1])


def test_the_tolerance_is_of_the_whole_gradient() -> None:
    options: dict[str, Any] = {"steps": 5, "lr": 0.1}
    assert trace("gd", Slope(3.0, 4.0), (0.0, 0.0), tolerance=5.0, **options).stopped_at == 0
    assert trace("gd", Slope(3.0, 4.0), (0.0, 0.0), tolerance=4.99, **options).stopped_at is None


def test_a_tolerance_of_zero_stops_where_nothing_pulls() -> None:
    on_line = trace("gd", saddle(), (0.0, 0.0), steps=5, tolerance=0.0)
    assert on_line.stopped_at == 0
    assert trace("gd", bowl(), (1.0, 1.0), steps=5, tolerance=0.0).stopped_at is None


def test_a_tolerance_not_met_within_the_steps_is_not_met() -> None:
    full = trace("gd", bowl(), (1.0, 0.0), steps=50, lr=0.1, tolerance=0.01)
    enough = full.stopped_at
    options: dict[str, Any] = {"lr": 0.1, "tolerance": 0.01}
    assert trace("gd", bowl(), (1.0, 0.0), steps=enough, **options).stopped_at is None
    assert trace("gd", bowl(), (1.0, 0.0), steps=enough + 1, **options).stopped_at == enough


def test_steps_to_the_tolerance() -> None:
    ends = sweep("gd", bowl(), (1.0, 0.0), steps=60, lr=[0.1, 0.3, 0.5, 1e-4], tolerance=1e-3)
    assert ends.steps_taken.tolist() == [35, 9, 1, -1]


# What is refused.


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"optimizer": "adm"}, r"unknown optimizer 'adm'; choose one of gd, gd_l2, momentum, "),
        ({"optimizer": None}, "unknown optimizer None"),
        ({"beta": 0.9}, r"optimizer 'adam' has no hyper-parameter 'beta'; it takes lr, beta1, "),
        ({"lr": math.nan}, "optimizer 'adam': lr must be finite, not nan"),
        ({"lr": [0.1, math.inf]}, "lr must be finite, not inf"),
        ({"lr": "0.1"}, "lr must be made of numbers, not '0.1'"),
        ({"lr": None}, "lr must be made of numbers"),
        ({"lr": [[0.1]]}, r"lr must be a number or an array of shape \(n,\), .* \(1, 1\)"),
        ({"beta1": 1.0}, "beta1 must be at least 0 and less than 1, not 1.0"),
        ({"beta2": [0.9, -0.1]}, "beta2 must be at least 0 and less than 1, not -0.1"),
        ({"eps": -1e-8}, "eps must be finite and at least 0, not -1e-08"),
        ({"optimizer": "adamw", "weight_decay": -1.0}, "weight_decay must be finite and at least"),
        ({"optimizer": "qhm", "nu": 1.1}, "nu must be from 0 to 1, not 1.1"),
        ({"steps": -1}, "steps must be a whole number and at least 0, not -1"),
        ({"steps": 2.5}, "steps must be a whole number and at least 0, not 2.5"),
        ({"steps": True}, "steps must be a whole number"),
        ({"steps": "10"}, "steps must be a whole number"),
        ({"start": (1.0, 2.0, 3.0)}, r"start must have shape \(2,\) or \(n, 2\), not \(3,\)"),
        ({"start": 1.0}, r"start must have shape \(2,\) or \(n, 2\), not \(\)"),
        ({"start": np.zeros((0, 2))}, r"start must have shape"),
        ({"start": (1.0, math.nan)}, "start must be finite and at most 1e.06 from the origin"),
        ({"start": (2e6, 0.0)}, "start must be finite and at most 1e.06"),
        ({"start": ("a", "b")}, "start must be made of numbers"),
        ({"start": [(1.0, 2.0), (3.0,)]}, "start must be made of numbers"),
        ({"surface": Parabola(), "start": [1.0, 2.0]}, r"start must have shape \(\) or \(n, 1\)"),
        (
            {"start": np.zeros((3, 2)), "lr": [0.1, 0.2]},
            "lanes must agree in number, not start 3",
        ),
        ({"lr": [0.1, 0.2], "seed": [1, 2, 3]}, "lanes must agree in number, not lr 2, seed 3"),
        ({"seed": -1}, "seed must be a whole number and at least 0"),
        ({"seed": 0.5}, "seed must be a whole number and at least 0"),
        ({"tolerance": -0.1}, "tolerance must be finite and at least 0, not -0.1"),
        ({"tolerance": math.nan}, "tolerance must be finite"),
        ({"schedule": lambda t: 1.0 / (t - 3) if t != 3 else math.inf}, "not inf at step 3"),
        ({"schedule": "cosine"}, "schedule must be a function of the step, .* not 'cosine'"),
        ({"schedule": SCHEDULES["cosine"]}, "schedule must be a function of the step"),
        ({"schedule": schedules.cosine}, "schedule must give finite factors, not <function"),
        ({"schedule": lambda t: 10**400}, "schedule must give finite factors"),
        ({"optimizer": ["gd"]}, r"unknown optimizer \['gd'\]; choose one of gd, "),
        ({"optimizer": None}, "unknown optimizer None; choose one of gd, "),
        ({"gradient": "noisy"}, "gradient must be a source from optim.gradients, not 'noisy'"),
        ({"gradient": gradients.mini_batch(4)}, "no finite sum"),
    ],
)
@pytest.mark.parametrize("descend", [trace, sweep])
def test_nonsense_is_refused(descend: Any, arguments: dict[str, Any], says: str) -> None:
    plain = {"optimizer": "adam", "surface": bowl(), "start": (1.0, 1.0), "steps": 5}
    plain |= arguments
    with pytest.raises(ValueError, match=says):
        descend(plain.pop("optimizer"), plain.pop("surface"), plain.pop("start"), **plain)


@pytest.mark.parametrize("lr", [1e308, [1e308, 0.1]])
def test_a_rate_that_overflows_diverges_without_a_warning(lr: Any) -> None:
    run = trace("gd", bowl(), (1.0, 1.0), steps=3, schedule=lambda t: 1e10, lr=lr)
    assert np.isinf(run.rates[..., 0] if np.ndim(lr) else run.rates).all()
    assert np.all(run.diverged_at == 1)


def test_a_batch_larger_than_the_data_is_refused_before_the_first_step() -> None:
    with pytest.raises(ValueError, match="size must be from 1 to 20"):
        sweep("gd", fit(20), (0.0, 0.0), steps=0, gradient=gradients.mini_batch(21))


@pytest.mark.parametrize(
    ("low", "default", "high", "log", "says"),
    [
        (0.0, 2.0, 1.0, False, "default 2.0 is outside 0.0 to 1.0"),
        (0.0, 0.5, 1.0, True, "must start above 0"),
    ],
)
def test_a_hyper_parameter_must_make_sense(
    low: float, default: float, high: float, log: bool, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        Hyper("lr", default, low, high, log)


def test_the_table_cannot_be_changed_by_accident() -> None:
    with pytest.raises(TypeError):
        OPTIMIZERS["gd"] = OPTIMIZERS["adam"]  # type: ignore[index]
