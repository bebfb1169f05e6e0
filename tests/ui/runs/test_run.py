"""Runs: what they are called, how a link spells them, and what a broken link comes to."""

import pytest

from optim import OPTIMIZERS
from surfaces import SURFACES, rosenbrock
from ui.runs.knobs import hyper_field
from ui.runs.links import MOST_RUNS, Runs
from ui.runs.run import CLASSIC, Run

DEFAULT = (Run("gd"), Run("adam"))
FIELD = Runs("runs", DEFAULT)


def changed(key: str) -> Run:
    """A run with every hyper-parameter off its default, at a number that is hard to spell."""
    hypers = {}
    for hyper in OPTIMIZERS[key].hypers:
        near = hyper.default + (hyper.high - hyper.default) / 3
        hypers[hyper.name] = near if near != hyper.default else hyper.low
    return Run(key, hypers)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_link_gives_back_every_run_exactly(key: str) -> None:
    runs = (changed(key), Run(key), Run("gd", {"lr": 0.1 + 0.2}))
    assert FIELD.parse(FIELD.format(runs)) == (runs, None)
    assert FIELD.validate(runs) == runs


def test_defaults_but_the_rate_are_left_out_of_the_link() -> None:
    assert FIELD.format([Run("adam", {"lr": 0.05, "beta2": 0.99})]) == "adam~lr~0.05~beta2~0.99"


@pytest.mark.parametrize(
    ("text", "runs", "notice"),
    [
        ("", DEFAULT, None),
        ("~~~~", DEFAULT, None),
        ("sgd", DEFAULT, "There is no optimizer called “sgd”; it was left out."),
        ("sgd~~gd", (Run("gd"),), "There is no optimizer called “sgd”; it was left out."),
        ("gd~mass~1", (Run("gd"),), "Gradient descent has no “mass”."),
        ("gd~lr~fast", (Run("gd"),), "“fast” is not a number"),
        ("gd~lr~99", (Run("gd", {"lr": 10.0}),), "99 became 10"),
        ("gd~lr", (Run("gd"),), None),
        ("~".join(["gd"] * 3), (Run("gd"),), "Gradient descent has no “gd”."),
        ("~~".join(["gd"] * 13), (Run("gd"),) * MOST_RUNS, "At most 12 runs race at a time"),
    ],
)
def test_a_broken_link_is_mended_with_a_notice(
    text: str, runs: tuple[Run, ...], notice: str | None
) -> None:
    value, problem = FIELD.parse(text)
    assert value == runs
    assert (notice or "") in (problem or "")
    assert (problem is None) == (notice is None)


@pytest.mark.parametrize("text", ["~~".join(["x"] * 3000), "gd~" + "~".join(["x"] * 3001)])
def test_the_notice_of_a_broken_link_stays_short(text: str) -> None:
    assert len(FIELD.parse(text)[1] or "") < 500


@pytest.mark.parametrize("count", [0, MOST_RUNS + 1])
def test_there_are_one_to_twelve_runs(count: int) -> None:
    with pytest.raises(ValueError, match="runs must be 1 to 12 runs"):
        FIELD.validate([Run("gd")] * count)


def test_a_hyper_parameter_out_of_its_bounds_is_named() -> None:
    with pytest.raises(ValueError, match="beta must lie in"):
        FIELD.validate([Run("momentum", {"beta": 1.5})])


def test_an_unknown_hyper_parameter_is_named() -> None:
    with pytest.raises(ValueError, match=r"gd has no .*'beta'.*allowed: lr"):
        Run("gd", {"beta": 0.9})


def test_a_change_changes_one_and_keeps_the_rest() -> None:
    run = Run("adam", {"lr": 0.05, "beta1": 0.8}).changed({"beta1": 0.7})
    assert run == Run("adam", {"lr": 0.05, "beta1": 0.7})


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_the_table_of_each_rule_is_a_table_of_knobs(key: str) -> None:
    for hyper in OPTIMIZERS[key].hypers:
        field = hyper_field(hyper)
        assert field.validate(hyper.default) == hyper.default
        assert field.label


@pytest.mark.parametrize(
    ("key", "labels"),
    [
        ("momentum", ["learning rate α", "momentum β"]),
        ("rmsprop", ["learning rate α", "memory of squares β", "safety term ε"]),
        ("rmsprop_eps_inside", ["learning rate α", "memory of squares β", "safety term ε"]),
        ("adadelta", ["learning rate α", "memory of squares β", "safety term ε"]),
        (
            "adam",
            ["learning rate α", "gradient memory β₁", "memory of squares β₂", "safety term ε"],
        ),
        (
            "lion",
            ["learning rate α", "share of the average β₁", "gradient memory β₂", "weight decay λ"],
        ),
        ("qhm", ["learning rate α", "gradient memory β", "share of the average ν"]),
    ],
)
def test_a_hyper_parameter_is_called_by_what_its_rule_does_with_it(
    key: str, labels: list[str]
) -> None:
    assert [hyper_field(hyper).label for hyper in OPTIMIZERS[key].hypers] == labels


def test_the_legend_gives_the_rate_and_what_differs() -> None:
    assert Run("gd", {"lr": 0.01}).detail == "α 0.01"
    assert Run("adam", {"lr": 0.1}).detail == "α 0.1"
    assert Run("adam", {"lr": 0.1, "beta2": 0.99}).detail == "α 0.1, β₂ 0.99"


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_rule_runs_at_its_defaults(key: str) -> None:
    surface = SURFACES["bowl"]
    trajectory = Run(key).trace(surface, surface.start, steps=3)
    assert trajectory.points.shape == (4, 2)
    assert trajectory.diverged_at is None


def test_the_classic_rates_do_not_diverge_on_rosenbrocks_valley() -> None:
    surface = rosenbrock(b=10.0)
    for run in CLASSIC:
        assert run.trace(surface, surface.start, steps=2000).diverged_at is None
