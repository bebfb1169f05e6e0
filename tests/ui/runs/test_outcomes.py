"""What is said of a run is what the run did, on paths made for the purpose."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from optim import Trajectory, trace
from surfaces import SURFACES, Surface, formula
from ui.page.numbers import as_text
from ui.runs.fates import Outcome
from ui.runs.fates import observe as observe_extended
from ui.runs.outcomes import comparison, note, sentence

BOWL = SURFACES["bowl"]
SADDLE = SURFACES["saddle"]
(X0, X1), _ = SADDLE.domain


def path(surface: Surface, *points: tuple[float, float], **more: Any) -> Trajectory:
    """A trajectory through these points."""
    places = np.array(points)
    steps = len(places) - 1
    with np.errstate(all="ignore"):
        values = np.asarray(surface.value(places[:, 0], places[:, 1]))
    return Trajectory(
        points=places,
        values=values,
        gradients=np.zeros((steps, 2)),
        memory={},
        rates=np.ones(steps),
        evaluations=np.arange(steps + 1),
        diverged_at=more.get("diverged_at"),
        stopped_at=more.get("stopped_at"),
    )


def observe(run: Trajectory, surface: Surface) -> Outcome:
    """As if the next step led nowhere: made-up paths end where they end."""
    return observe_extended(held(run), surface)


def held(run: Trajectory) -> Trajectory:
    """The run and one step more, which stays where it is."""
    return Trajectory(
        points=np.vstack([run.points, run.points[-1:]]),
        values=np.append(run.values, run.values[-1]),
        gradients=np.vstack([run.gradients, np.zeros((1, 2))]),
        memory={},
        rates=np.append(run.rates, 1.0),
        evaluations=np.append(run.evaluations, run.evaluations[-1] + 1),
        diverged_at=run.diverged_at,
        stopped_at=run.stopped_at,
    )


def followed(key: str, surface: Surface, start: Any, steps: int, **how: Any) -> Outcome:
    """What became of a real run."""
    return observe_extended(trace(key, surface, start, steps=steps + 1, **how), surface)


def described(surface: Surface, *points: tuple[float, float], **more: Any) -> str:
    return sentence("Adam", observe(path(surface, *points, **more), surface))


NAN = (np.nan, np.nan)


@pytest.mark.parametrize(
    ("surface", "points", "more", "text"),
    [
        (
            BOWL,
            [(1, 1), (9, 9), NAN],
            {"diverged_at": 2},
            "Adam **diverged at step 2**: the steps grew without bound.",
        ),
        (BOWL, [(1, 1), (0, 0.5)], {}, "After 1 step Adam is **0.5** from the nearest minimum."),
        (
            BOWL,
            [(1, 1), (0.5, 0.5), (0.3, 0.4)],
            {},
            "After 2 steps Adam is **0.5** from the nearest minimum.",
        ),
        (
            BOWL,
            [(1, 1), (0.03, 0.04), (0.006, 0.008)],
            {},
            "Adam stays within 0.05 of the minimum at (0, 0) from step **1** on; "
            "after 2 steps it is **0.01** away.",
        ),
        (
            SADDLE,
            [(0.5, 0.0), (0.0, 0.0)],
            {},
            "After 1 step Adam stands exactly at a **saddle**: the slope is zero there, but the "
            "surface still falls to some side.",
        ),
        (
            SADDLE,
            [(0.5, 0.1), (0.1, 1e3)],
            {},
            "Adam **escaped**: it went past y = 2 at step **1**.",
        ),
        (
            SADDLE,
            [(0.5, 0.1), (0.0, 1.0)],
            {},
            "Adam is at (0, 1) after 1 step, at a loss of **−1**.",
        ),
        (
            formula("log(x) + y^2"),
            [(-1, 1), (-1.5, 0.5)],
            {},
            "Adam is at (−1.5, 0.5) after 1 step, where f has **no value**.",
        ),
    ],
)
def test_a_run_is_described_as_it_was(
    surface: Surface, points: Sequence[tuple[float, float]], more: dict[str, Any], text: str
) -> None:
    assert described(surface, *points, **more) == text


def test_a_run_without_a_slope_to_follow_has_not_grown_without_bound() -> None:
    surface = formula("sqrt(x) + y^2")
    found = followed("gd", surface, (0.1, 1.0), 50, lr=0.1)
    place = "where f has **no value** and no slope to follow."
    assert (found.fate, found.diverged_at, found.lost) == ("diverged", 2, True)
    assert sentence("Adam", found) == f"Adam ended at step **1**, {place}"
    assert note(found) == "f has no value at step 1"
    grown = followed("gd", BOWL, BOWL.start, 200, lr=1.5)
    assert (grown.fate, grown.lost) == ("diverged", False)
    told = comparison([("Adam", found), ("AdamW", grown)])
    assert told.startswith(f"Adam ended at step **1**, {place} AdamW diverged at step **")


def test_a_common_noun_is_small_within_a_sentence() -> None:
    outcome = observe(path(BOWL, (1, 1), (0, 0.5)), BOWL)
    assert "After 1 step gradient descent is" in sentence("Gradient descent", outcome)
    assert "After 1 step Nesterov momentum is" in sentence("Nesterov momentum", outcome)


@pytest.mark.parametrize(
    ("points", "left_at", "said"),
    [
        ([(0, 0), (0, 0)], None, ""),
        ([(0, 0), (X1 + 1, 0)], 1, "past x = 2 at step 1"),
        ([(0, 0), (X1 + 1, 0), (0, 0)], None, ""),
        ([(0, 0), (X0 - 1, 0), (0, 0), (0, 1e3), (0, 1e4)], 3, "past y = 2 at step 3"),
        ([(0, 0), (X0 - 1, 0)], 1, "past x = −2 at step 1"),
        # A start beyond the domain is part of the frame.
        ([(3, 0), (2.5, 1.5)], None, ""),
        ([(3, 0), (2.5, 2.5)], 1, "past y = 2 at step 1"),
        ([(3, 0), (3.5, 0)], 1, "past x = 3 at step 1"),
    ],
)
def test_leaving_is_leaving_for_good(
    points: Sequence[tuple[float, float]], left_at: int | None, said: str
) -> None:
    outcome = observe(path(SADDLE, *points), SADDLE)
    assert outcome.left_at == left_at
    assert note(outcome) == said


def test_divergence_comes_before_leaving_in_the_legend() -> None:
    outcome = observe(path(BOWL, (1, 1), (1e5, 0), NAN, diverged_at=2), BOWL)
    assert note(outcome) == "diverged at step 2"
    assert (outcome.end, outcome.loss, outcome.distance) == (None, None, None)
    # One step led to a point; the second cost a gradient, too.
    assert (outcome.steps_taken, outcome.evaluations) == (1, 2)


def test_a_path_that_met_its_tolerance_took_fewer_steps() -> None:
    outcome = observe(path(BOWL, (1, 0), (0.5, 0), (0.5, 0), (0.5, 0), stopped_at=1), BOWL)
    assert (outcome.steps_taken, outcome.evaluations) == (1, 1)


def test_arriving_counts_the_gradients_until_then() -> None:
    outcome = observe(path(BOWL, (1, 0), (0.5, 0), (0.01, 0), (0.02, 0)), BOWL)
    assert (outcome.fate, outcome.arrived_at, outcome.arrival_evaluations) == ("arrived", 2, 2)
    assert outcome.evaluations == 3
    assert outcome.distance == pytest.approx(0.02)


def test_a_small_gradient_at_a_minimum_is_no_saddle() -> None:
    assert observe(path(BOWL, (1, 0), (0, 0)), BOWL).fate == "arrived"


def test_a_maximum_is_not_called_a_saddle() -> None:
    himmelblau = SURFACES["himmelblau"]
    (peak,) = himmelblau.maxima
    text = described(himmelblau, (0, 0), peak)
    assert "saddle" not in text
    assert "stands exactly at a **maximum**" in text


# Arrival is from when on a run stays.


@pytest.mark.parametrize(
    ("points", "fate", "near_at"),
    [
        ([(1, 0), (0.04, 0), (0.5, 0), (0.6, 0), (0.7, 0), (0.8, 0)], "passed", 1),
        ([(1, 0), (0.04, 0), (0.5, 0), (0.2, 0), (0.04, 0), (0.2, 0)], "hovers", 1),
        ([(1, 0), (0.04, 0), (0.5, 0), (0.03, 0), (0.02, 0)], "arrived", 1),
        ([(1, 0), (0.1, 0.1), (-0.1, 0.1), (0.1, 0.1), (-0.1, 0.1)], "cycles", None),
        ([(1, 0), (0.5, 0), (0.3, 0)], "under way", None),
        ([(0.01, 0), (0.4, 0), (0.5, 0), (0.6, 0)], "passed", 0),
    ],
)
def test_a_pass_is_no_arrival(
    points: Sequence[tuple[float, float]], fate: str, near_at: int | None
) -> None:
    outcome = observe(path(BOWL, *points), BOWL)
    assert (outcome.fate, outcome.near_at) == (fate, near_at)
    assert (outcome.arrived_at is not None) == (fate == "arrived")
    assert f"**{outcome.distance:.2g}**" in sentence("Adam", outcome)


def test_who_is_near_at_the_last_step_alone_and_goes_on_has_not_arrived() -> None:
    run = path(BOWL, (1, 0), (0.5, 0), (0.01, 0), (-0.48, 0))
    outcome = observe_extended(run, BOWL)
    assert (outcome.fate, outcome.steps_taken, outcome.near_share) == ("hovers", 2, 1.0)
    assert "its next step leads out again" in sentence("Adam", outcome)


def test_who_changes_from_one_minimum_to_another_arrives_at_the_last() -> None:
    surface = SURFACES["double_well"]
    one, other = surface.minima
    outcome = observe(path(surface, one, one, other, other), surface)
    assert (outcome.arrived_at, outcome.minimum) == (2, other)


def test_who_arrives_at_different_minima_is_told_with_them() -> None:
    surface = SURFACES["double_well"]
    pairs = zip("AB", surface.minima, strict=True)
    ends = [(name, observe(path(surface, m, m), surface)) for name, m in pairs]
    text = comparison(ends)
    assert all(f"(at ({as_text(x)}, {as_text(y)}))" in text for x, y in surface.minima)


@pytest.mark.parametrize(
    ("key", "surface", "start", "steps", "how", "fate"),
    [
        ("rmsprop", "valley", (-2.7, 1.55), 150, {"lr": 0.5}, "passed"),
        ("rmsprop", "bowl", (-1.5, 1.0), 500, {"lr": 0.3}, "cycles"),
        ("rmsprop", "bowl", (-1.5, 1.0), 500, {"lr": 0.02}, "arrived"),
        ("gd", "valley", (0.02, 0.02), 20, {"lr": 0.12}, "left"),
        ("gd", "valley", (0.02, 0.02), 200, {"lr": 0.12}, "diverged"),
        ("gd", "valley", (-2.7, 1.55), 500, {"lr": 0.1}, "cycles"),
        ("adam", "double_well", (1.5, 0.0), 300, {"lr": 0.05}, "saddle"),
        ("gd", "saddle", (0.0, 1e-4), 1, {"lr": 0.03}, "under way"),
        ("gd", "saddle", (0.0, 0.0), 1, {"lr": 0.03}, "saddle"),
        ("gd", "saddle", (0.6, 0.0), 100, {"lr": 0.03}, "saddle"),
        ("gd", "saddle", (0.6, 0.05), 100, {"lr": 0.03}, "escaped"),
        ("gd", "monkey_saddle", (1.5, 0.0), 2000, {"lr": 0.03}, "saddle"),
        ("gd", "monkey_saddle", (-0.05, 0.0), 50, {"lr": 0.03}, "under way"),
        ("gd", "bowl", (0.0, 0.0), 1, {"lr": 0.03}, "arrived"),
        ("gd", "bowl", (1.0, 1.0), 2000, {"lr": 0.1, "tolerance": 1.0}, "under way"),
    ],
)
def test_fates_of_real_runs(
    key: str, surface: str, start: Any, steps: int, how: dict[str, Any], fate: str
) -> None:
    assert followed(key, SURFACES[surface], start, steps, **how).fate == fate


def test_whoever_starts_on_a_maximum_stands_there() -> None:
    surface = SURFACES["himmelblau"]
    assert followed("gd", surface, surface.maxima[0], 5, lr=0.003).fate == "maximum"


End = tuple[str, list[tuple[float, float]], dict[str, Any]]


def named(*ends: End) -> list[tuple[str, Outcome]]:
    return [(name, observe(path(BOWL, *points, **more), BOWL)) for name, points, more in ends]


def test_a_comparison_puts_the_first_first_and_leaves_nobody_out() -> None:
    slow: End = ("Momentum", [(1.0, 0.0), (0.5, 0.0), (0.01, 0.0)], {})
    quick: End = ("Adam", [(1.0, 0.0), (0.01, 0.0), (0.0, 0.0)], {})
    late: End = ("RMSProp", [(1.0, 0.0), (0.5, 0.0), (0.25, 0.0)], {})
    lost: End = ("Gradient descent", [(1.0, 0.0), NAN, NAN], {"diverged_at": 1})
    assert comparison(named(slow, quick, late, lost)) == (
        "Adam stays within 0.05 of a minimum from step **1** on, Momentum from step **2** on. "
        "They end **0** and **0.01** away. "
        "RMSProp ended **0.25** from the nearest minimum. Gradient descent diverged at step **1**."
    )


def test_who_arrived_and_then_diverged_is_not_the_winner() -> None:
    lost: End = ("Adam", [(1.0, 0.0), (0.0, 0.0), NAN], {"diverged_at": 2})
    slow: End = ("Momentum", [(1.0, 0.0), (0.5, 0.0), (0.01, 0.0)], {})
    text = comparison(named(lost, slow))
    assert text.startswith("Momentum stays within")
    assert "Adam diverged at step **2**." in text


def test_two_runs_of_one_rule_are_both_described() -> None:
    quick: End = ("Adam", [(1.0, 0.0), (0.01, 0.0)], {})
    late: End = ("Adam", [(1.0, 0.0), (0.5, 0.0)], {})
    assert "Adam ended **0.5** from the nearest minimum" in comparison(named(quick, late))


def test_who_comes_at_the_same_step_comes_together() -> None:
    way = [(1.0, 0.0), (0.01, 0.0), (0.0, 0.0)]
    assert comparison(named(("Adam", way, {}), ("AMSGrad", way, {}))) == (
        "AMSGrad and Adam stay within 0.05 of a minimum from step **1** on. "
        "They end **0** and **0** away."
    )


def test_who_fell_short_is_in_one_sentence() -> None:
    ends: list[End] = [(n, [(1.0, 0.0), (x, 0.0)], {}) for n, x in (("A", 0.5), ("B", 0.25))]
    assert comparison(named(*ends)) == "A ended **0.5** and B **0.25** from the nearest minimum."


@pytest.mark.parametrize(
    ("key", "start", "stands"),
    [
        ("double_well", (1.5, 0.0), True),
        ("saddle", (0.6, 0.0), True),
        ("monkey_saddle", (1.5, 0.0), True),
        ("monkey_saddle", (0.0, 0.0), True),
        ("saddle", (0.6, 0.5), False),
        ("bowl", (1.0, 1.0), False),
    ],
)
def test_a_tolerance_met_on_a_saddle_is_no_arrival(
    key: str, start: tuple[float, float], stands: bool
) -> None:
    surface = SURFACES[key]
    outcome = followed("gd", surface, start, 2000, lr=0.01, tolerance=0.01)
    assert (outcome.fate == "saddle") is stands


def test_on_the_way_down_from_a_saddle_nothing_stands_still() -> None:
    run = trace("gd", SADDLE, (1e-6, 1e-5), steps=10, lr=0.1)
    assert np.hypot(*SADDLE.gradient(*run.points[-1].tolist())) < 1e-3
    assert followed("gd", SADDLE, (1e-6, 1e-5), 10, lr=0.1).fate == "under way"


def test_who_falls_without_end_escapes_and_does_not_diverge() -> None:
    run = trace("gd", SADDLE, (0.6, 0.5), steps=300, lr=0.05)
    outcome = followed("gd", SADDLE, (0.6, 0.5), 300, lr=0.05)
    assert run.diverged_at is not None
    assert (outcome.fate, outcome.diverged_at) == ("escaped", None)
    assert note(outcome) == f"past y = 2 at step {outcome.left_at}"
    assert "**escaped**" in sentence("Adam", outcome)


def test_who_is_thrown_upwards_diverges_there_too() -> None:
    run = trace("gd", SADDLE, (0.6, 0.0), steps=300, lr=2.0)
    outcome = followed("gd", SADDLE, (0.6, 0.0), 300, lr=2.0)
    assert (outcome.fate, outcome.diverged_at) == ("diverged", run.diverged_at)


def test_a_comparison_of_one_is_a_sentence() -> None:
    one = named(("Adam", [(1.0, 0.0), (0.5, 0.0)], {}))
    assert comparison(one) == sentence(*one[0])


@pytest.mark.parametrize("key", SURFACES)
def test_real_runs_are_described_on_every_surface(key: str) -> None:
    surface = SURFACES[key]
    for rate in (1e-4, 0.01, 2.0):
        outcome = followed("gd", surface, surface.start, 50, lr=rate)
        text = sentence("Gradient descent", outcome)
        assert text.endswith(".")
        assert not {"nan", "inf", "None"} & set(text.replace("*", " ").split())


def test_a_run_that_leaves_uphill_has_not_escaped_wherever_its_next_step_leads() -> None:
    start = SURFACES["monkey_saddle"].start
    uphill = followed("rmsprop", SURFACES["monkey_saddle"], start, 1, lr=10.0, beta=0.999)
    assert uphill.fate == "left"
    assert uphill.loss == pytest.approx(6.3e7, rel=0.01)


def test_runs_of_the_same_name_are_told_side_by_side() -> None:
    arrived = followed("adam", BOWL, (1.0, 1.0), 300, lr=0.1)
    other = followed("adam", BOWL, (1.0, 1.0), 300, lr=0.1000001)
    assert "Adam and Adam stay within" in comparison([("Adam", arrived), ("Adam", other)])


def test_where_the_slope_is_not_small_there_is_no_saddle() -> None:
    """A noisy gradient may be short, and stop a run, far from any place of no slope."""
    monkey = SURFACES["monkey_saddle"]
    stopped = path(monkey, (0.0, 0.0), (0.03934617, -0.09987314), stopped_at=1)
    assert observe(stopped, monkey).fate == "under way"
