"""Many starts and seeds: every number worked out again run by run."""

import math
from statistics import mean, median, stdev
from typing import Any

import numpy as np
import pytest

from lessons.race import many, many_words
from lessons.race.many import ROOM, many_runs, room_for, starts_of
from optim import gradients, trace
from surfaces import SURFACES, formula, rosenbrock, saddle, valley
from ui.page.numbers import as_text
from ui.runs.kept import Kept
from ui.runs.run import Run

SURFACE = rosenbrock(b=10.0)
STEPS = 40
NOISE = {"batch": 4.0, "sigma": 0.3}
# One diverges from most starts, one has noise, a schedule and clipping of its own.
RUNS = [
    Run("gd", {"lr": 0.03}),
    Run("adam", {"lr": 0.1}, schedule="cosine", own={**NOISE, "norm": 5.0}),
]
STARTS, SEEDS = starts_of(SURFACE, (-1.0, 1.0), 7), range(5, 8)


def followed(goal: str, within: float) -> list[many.Many]:
    how = {"steps": STEPS, "goal": goal, "within": within, "gradient": gradients.exact()}
    return many_runs(RUNS, SURFACE, STARTS, SEEDS, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(("goal", "within"), [("distance", 0.3), ("loss", 0.1)])
def test_each_number_is_that_of_single_runs(
    goal: str, within: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "_kept", Kept(1))
    for run, found, seeds in zip(RUNS, followed(goal, within), ([5], SEEDS), strict=True):
        ends, steps, middles = [], [], []
        how = run.conditions(STEPS, gradient=gradients.exact())
        for start in STARTS.tolist():
            for seed in seeds:
                all_of_it: Any = {**run.hypers, **how, "steps": STEPS, "seed": seed}
                path = trace(run.optimizer, SURFACE, start, **all_of_it)
                lost = path.diverged_at is not None
                ends.append(math.inf if lost else float(path.values[-1]))
                gaps = [math.dist(point, (1.0, 1.0)) for point in path.points.tolist()]
                near = [v <= within for v in (gaps if goal == "distance" else path.values)]
                since = next((i for i in range(STEPS + 1) if all(near[i:])), math.inf)
                steps.append(math.inf if lost else since)
                middles.append(math.inf if np.isnan(path.values[20]) else path.values[20])
        assert found.losses.tolist() == ends
        assert found.reached.tolist() == steps
        assert found.quartiles[1, 20] == sorted(middles)[math.ceil(len(middles) / 2) - 1]
        left = [end for end in ends if end < math.inf]
        cells = many_words.row("name", found)
        assert cells[1:4] == (
            str(len(ends)),
            str(len(ends) - len(left)),
            str(sum(step < math.inf for step in steps)),
        )
        expected = [f(left) for f in (mean, stdev, median, max)]
        assert cells[5:] == tuple(as_text(value) for value in expected)


def test_what_is_asked_for_again_is_not_followed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = followed("distance", 0.3)
    monkeypatch.setattr(many, "tracked", None)
    for one, same in zip(before, followed("distance", 0.3), strict=True):
        assert one is same
    with pytest.raises(TypeError):
        followed("distance", 0.31)


def test_some_diverge_and_some_do_not() -> None:
    first, second = followed("distance", 0.3)
    assert 0 < len(first.ended) < first.count == 7
    assert second.count == 21


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_starts_lie_in_the_domain_and_the_first_is_the_readers(surface: object) -> None:
    made = starts_of(surface, (0.5, 0.25), 20)  # type: ignore[arg-type]
    assert made[0].tolist() == [0.5, 0.25]
    (x0, x1), (y0, y1) = surface.domain  # type: ignore[attr-defined]
    assert ((made[1:] >= (x0, y0)) & (made[1:] <= (x1, y1))).all()
    assert len(np.unique(made, axis=0)) == 20
    assert (starts_of(surface, (0.5, 0.25), 5) == made[:5]).all()  # type: ignore[arg-type]


@pytest.mark.parametrize("steps", [0, 1, 300, 5_000, 20_000, 10**7])
@pytest.mark.parametrize("wished", [(1, 1), (20, 20), (20, 1), (1, 20)])
def test_there_is_room(steps: int, wished: tuple[int, int]) -> None:
    starts, seeds = room_for(steps, *wished)
    assert 1 <= starts <= wished[0]
    assert 1 <= seeds <= wished[1]
    assert starts * seeds == 1 or starts * seeds * steps <= ROOM
    told = many_words.note(starts, seeds, wished, steps, "loss")
    assert ("too long" in told) == ((starts, seeds) != wished)


def test_who_is_ahead_is_told_with_all_that_diverged() -> None:
    how = {"steps": 60, "goal": "distance", "within": 0.05, "gradient": gradients.exact()}
    runs = [Run("gd", {"lr": 0.09}), Run("gd", {"lr": 3.0})]
    found = many_runs(runs, valley(), starts_of(valley(), (1.0, 1.0), 9), [0], **how)  # type: ignore[arg-type]
    assert many_words.verdict(["good", "bad"], found) == (
        "good reached the threshold most often. With those that diverged counted as infinite, the "
        "lowest median loss is that of good."
    )
    assert "more than half diverged" in many_words.verdict(["bad", "too"], [found[1]] * 2)
    assert many_words.verdict(["a", "b"], [found[0]] * 2) == (
        "All reached the threshold equally often. All have the same median of their final losses."
    )
    assert many_words.verdict(["alone"], found[:1]) == ""
    nowhere = many_runs(runs, saddle(), starts_of(saddle(), (1.0, 1.0), 4), [0], **how)  # type: ignore[arg-type]
    assert "Nobody reached the threshold." in many_words.verdict(["a", "b"], nowhere)
    assert "No minimum is known here" in many_words.about(saddle(), "distance")
    assert "No minimum is known here" not in many_words.about(saddle(), "loss")
    assert [len(each.arrived) for each in nowhere] == [0, 0]


def ended(*losses: float) -> many.Many:
    """Runs of which the final losses alone are told."""
    nothing = np.full(len(losses), np.inf)
    return many.Many(np.array(losses), nothing, np.array([0]), np.array([[0.0]] * 3))


def test_the_lowest_median_is_the_one_that_the_table_shows() -> None:
    one, other = ended(0.0, 0.45, 0.55, 1.0), ended(0.0, 0.4, 0.8, 1.0)
    assert [many_words.row("name", each)[7] for each in (one, other)] == ["0.5", "0.6"]
    assert many_words.verdict(["one", "other"], [one, other]).endswith("that of one.")
    half, more = ended(0.0, 1.0, math.inf, math.inf), ended(0.0, math.inf, math.inf)
    assert "Of every run half or more diverged." in many_words.verdict(["a", "b"], [half, more])
    assert "more than half diverged" in many_words.verdict(["a", "b"], [more, more])


def test_who_falls_without_end_has_not_diverged() -> None:
    how = {"steps": 120, "goal": "distance", "within": 0.1, "gradient": gradients.exact()}
    runs = [Run("gd", {"lr": 0.1}), Run("adam", {"lr": 0.1})]
    surface = saddle()
    starts = starts_of(surface, surface.start, 10)
    fallen, under_way = many_runs(runs, surface, starts, [0], **how)  # type: ignore[arg-type]
    assert fallen.diverged == under_way.diverged == 0
    assert (fallen.losses == -math.inf).all()
    assert (fallen.quartiles[:, -1] == -math.inf).all()
    assert under_way.quartiles[1, -1] < 0.0
    said = many_words.verdict(["fallen", "under way"], [fallen, under_way])
    assert "half of the runs of fallen left all bounds downwards" in said
    assert "does not count as diverged" in many_words.about(surface, "loss")
    assert "diverged" not in many_words.about(SURFACE, "loss")


def test_starts_lie_where_a_formula_has_a_value() -> None:
    surface = formula("x*log(x) + y^2")
    made = starts_of(surface, surface.start, 20)
    assert len(made) == 20
    assert np.isfinite(surface.value(*made.T)).all()
    nearly_nothing = formula("log(x - 1.999999)")
    assert len(starts_of(nearly_nothing, nearly_nothing.start, 20)) == 20


@pytest.mark.parametrize("text", ["sqrt(x) + y^2", "log(x) + y^2"])
def test_who_ends_without_a_value_is_said_to_count_as_diverged(text: str) -> None:
    how = {"steps": 60, "goal": "distance", "within": 0.05, "gradient": gradients.exact()}
    starts = starts_of(formula(text), (1.0, 1.0), 9)
    for surface, lost in ((formula(text), True), (formula("x^2 - y^2"), False)):
        found = many_runs([Run("gd", {"lr": 0.05})], surface, starts, [0], **how)  # type: ignore[arg-type]
        assert found[0].lost is lost
        said = "ends where f has no value counts as diverged" in many_words.about(
            surface, "loss", found
        )
        assert said is lost
    exploded = many_runs([Run("gd", {"lr": 9.0})], surface, starts, [0], **how)  # type: ignore[arg-type]
    assert exploded[0].diverged == 9
    assert not exploded[0].lost


@pytest.mark.parametrize("goal", ["distance", "loss"])
def test_heights_are_said_to_be_above_what_they_are_measured_from(goal: str) -> None:
    assert "heights above the minimum." in many_words.about(SURFACE, goal)
    found = many_words.about(formula("(x^2 - 1)^2 + y^2"), goal)
    assert found == "All losses are heights above the lowest minimum found."
