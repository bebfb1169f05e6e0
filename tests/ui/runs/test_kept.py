"""What is kept is given again to who asks for the same, and what was asked for longest ago goes."""

import tracemalloc
from typing import Any

import pytest

from optim import gradients
from surfaces import rosenbrock
from ui.runs import result as results
from ui.runs.kept import Kept
from ui.runs.live import panels
from ui.runs.result import RunResult, follow
from ui.runs.run import Run

ASKED: dict[str, Any] = {"start": (-1.0, 1.0), "steps": 20}


def test_what_is_there_is_not_made_again() -> None:
    kept: Kept[str] = Kept(10)
    assert kept.get("a", 1, lambda: "first") == "first"
    assert kept.get("a", 1, lambda: "second") == "first"


def test_what_was_asked_for_longest_ago_goes() -> None:
    kept: Kept[str] = Kept(10)
    for key in ("a", "b", "a", "c"):
        kept.get(key, 4, lambda: "first")
    asked = {key: kept.get(key, 0, lambda: "again") for key in ("a", "c", "b")}
    assert asked == {"a": "first", "c": "first", "b": "again"}


def test_what_is_too_heavy_is_not_kept() -> None:
    kept: Kept[str] = Kept(10)
    kept.get("heavy", 11, lambda: "first")
    assert (kept.get("heavy", 11, lambda: "again"), kept.weight) == ("again", 0)


def one(run: Run | None = None, b: float = 10.0, **changes: Any) -> RunResult:
    given = {**ASKED, **changes}
    [result] = follow([run or Run("adam", {"lr": 0.1})], rosenbrock(b=b), **given)
    return result


def test_the_same_run_is_followed_once() -> None:
    assert one() is one()
    assert one(gradient=gradients.noisy(0.5, 2)) is one(gradient=gradients.noisy(0.5, 2))


@pytest.mark.parametrize(
    "changes",
    [
        {"start": (-1.0, 0.5)},
        {"steps": 21},
        {"seed": 1},
        {"tolerance": 0.01},
        {"gradient": gradients.noisy(0.5)},
        {"schedule": lambda t: 1.0 / t},
        {"b": 11.0},
        {"run": Run("adam", {"lr": 0.2})},
        {"run": Run("adam", {"lr": 0.1}, title="Mine")},
        {"run": Run("adam", {"lr": 0.1}, fed=None)},
        {"run": Run("adam", {"lr": 0.1}, fed={"lr": "rate"})},
        {"run": Run("amsgrad", {"lr": 0.1})},
    ],
)
def test_another_run_is_another(changes: dict[str, Any]) -> None:
    assert one(**changes) is not one()


def test_a_start_at_minus_zero_is_another() -> None:
    assert one(start=(-0.0, 1.0)) is not one(start=(0.0, 1.0))


@pytest.mark.parametrize(
    ("rule", "steps"), [("gd", 1), ("nadam", 1), ("amsgrad", 200), ("nadam", 1000), ("adam", 5000)]
)
def test_a_run_holds_no_more_than_it_weighs(
    rule: str, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "_kept", Kept(results.MOST_BYTES))

    def draw(lr: float) -> None:
        result = one(Run(rule, {"lr": lr}), steps=steps)
        for smoothing in (0.0, 0.5):
            panels([result], smoothing, explained=[result], smooths=True)

    # What all runs share is there by now.
    draw(1e-3)
    tracemalloc.start()
    draw(2e-3)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held <= results._kept.weight / 2
