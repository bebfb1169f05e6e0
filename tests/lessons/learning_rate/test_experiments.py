"""Lesson 3: three rates and their scale, the test, the sweep with its marks."""

import math
from typing import Any

import numpy as np
import pytest

from lessons.learning_rate import charts, words
from lessons.learning_rate import experiments as rates
from lessons.learning_rate import settings as own
from lessons.learning_rate.experiments import RateComparison
from lessons.learning_rate.scene import curves, panels
from optim import trace
from optim.diagnosis import diagnose
from surfaces import SURFACES, bowl, formula, ripples, rosenbrock, valley
from tests.ui.session import Session
from ui.page import controls
from ui.page.numbers import as_text
from ui.page.settings import Settings


def compared(surface: Any = None, start: Any = None, steps: int = 300) -> RateComparison:
    surface = surface or valley()
    return RateComparison(surface, start or surface.start, steps, own.TRIO)


def within(work: Any, **query: str) -> None:
    """Do something with the page's rates."""
    session = Session(query)
    session.run(lambda: work(Settings("rates", *own.RATE_FIELDS)))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, (1e-4, 3e-3, 2e-2)),
        ({"scale": "10"}, (1e-3, 3e-2, 0.2)),
        ({"scale": "0.01"}, (1e-5, 3e-5, 2e-4)),
        ({"scale": "0.3", "middle": "0.1"}, (3e-5, 0.03, 6e-3)),
        ({"scale": "100", "right": "1000"}, (1e-2, 0.3, rates.HIGH)),
    ],
)
def test_one_scale_turns_all_three(query: dict[str, str], expected: tuple[float, ...]) -> None:
    def work(settings: Settings) -> None:
        found = own.rates_of(settings)
        assert tuple(found.values()) == pytest.approx(expected)
        knobs = {knob.name: knob for knob in own.rate_knobs(settings)}
        assert all(knobs[place].value == rate for place, rate in found.items())
        assert all(knob.low <= knob.value <= knob.high for knob in knobs.values())

    within(work, **query)


@pytest.mark.parametrize("scale", ["1.0", "3.0", "0.07", "100"])
def test_a_panels_knob_turns_what_it_shows(scale: str) -> None:
    def work(settings: Settings) -> None:
        for wanted in (1e-5, 0.0123, 10.0):
            settings.set(own.on_knob(settings)({"left": wanted}))
            assert own.rates_of(settings)["left"] == pytest.approx(wanted, rel=1e-11)
        before = own.rates_of(settings)
        settings.set(own.on_knob(settings)({"scale": 1.0}))
        after = own.rates_of(settings)
        assert after["middle"] == pytest.approx(before["middle"] / float(scale))

    within(work, scale=scale)


@pytest.mark.parametrize("place", own.TRIO)
def test_a_knob_takes_every_swept_rate_over(place: str) -> None:
    def work(settings: Settings) -> None:
        for rate in rates.swept_rates()[::30].tolist():
            settings.set(own.on_knob(settings)({place: rate}))
            assert own.rates_of(settings)[place] == rate

    within(work, scale="0.3")


def test_the_sweep_is_wide_and_fine() -> None:
    swept = rates.swept_rates()
    assert len(swept) == rates.COUNT >= 200
    assert (swept[0], swept[-1]) == (rates.LOW, rates.HIGH)
    assert (np.diff(swept) > 0.0).all()


def test_the_sweep_ends_where_single_runs_do() -> None:
    found = compared(rosenbrock(b=20.0))
    for i in (0, 60, 100, 118, 130, 200):
        run = trace("gd", found.surface, found.start, steps=300, lr=float(rates.swept_rates()[i]))
        np.testing.assert_equal(found.losses[i], run.values[-1])


@pytest.mark.parametrize("surface", own.BOUNDED.values(), ids=list(own.BOUNDED))
def test_the_best_rate_ends_lowest_and_the_limit_is_that_of_a_minimum(surface: Any) -> None:
    found = compared(surface, steps=100)
    assert found.best is not None
    calm = found.losses[~found.bouncing]
    assert found.losses[found.best] == np.nanmin(calm)
    assert (found.fluke is None) == (np.nanmin(found.losses) == np.nanmin(calm))
    limits = [2.0 / surface.curvatures(*minimum)[1] for minimum in surface.minima]
    assert any(found.limit == pytest.approx(limit) for limit in limits)


def test_on_a_quadratic_the_limit_parts_the_sweep() -> None:
    found = compared(valley(kappa=20.0), steps=500)
    rates_swept, first = rates.swept_rates(), found.test[0, 0]
    assert found.limit
    assert found.limit == pytest.approx(0.1)
    assert (found.losses[rates_swept < 0.999 * found.limit] < first).all()
    assert not (found.losses[rates_swept > 1.001 * found.limit] < first).any()


def test_rates_that_end_alike_are_all_named() -> None:
    found = RateComparison(bowl(), (1.0, 1.0), 500, own.TRIO)
    tied = rates.swept_rates()[found.lowest]
    assert (found.losses[found.lowest] == 0.0).all()
    assert tied[0] < 0.5 < tied[-1]
    assert f"from **{tied[0]}** to **{tied[-1]}**" in words.best_rate(found)
    assert found.best in found.lowest
    only = compared(valley(kappa=20.0), steps=50)
    assert len(only.lowest) == 1
    assert "ends lowest" in words.best_rate(only)


@pytest.mark.parametrize(
    ("key", "start", "fate"),
    [("double_well", (1.5, 0.0), "at a saddle"), ("styblinski_tang", (2.0, 2.0), "higher minimum")],
)
def test_a_run_that_is_stuck_is_said_to_be(key: str, start: Any, fate: str) -> None:
    stuck = RateComparison(SURFACES[key], start, 2000, {"middle": 0.01})
    assert fate in words.outcome(stuck)


def test_a_scale_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="scale"):
        within(lambda settings: own.on_knob(settings)({"scale": 0.0, "left": 0.1}))


def test_nothing_good_is_claimed_where_all_diverge() -> None:
    found = RateComparison(bowl(), (1.0, 1.0), 2000, own.TRIO)
    wild: Any = RateComparison(rosenbrock(b=1000.0), (-2.0, -1.0), 2000, own.TRIO)
    assert "end lowest, all at a loss of 0" in words.best_rate(found)
    assert "2/λmax" in words.best_rate(wild)


def test_a_rate_that_ends_where_a_formula_has_no_value_has_not_diverged() -> None:
    found = compared(formula("-log(x) + y^2"), (-1.5, 1.0), 5)
    assert "left: ends where f has **no value**" in words.outcome(found)
    assert "rates diverges or ends where f has no value; no minimum" in words.best_rate(found)
    slopeless = compared(formula("sqrt(x) + y^2"), (1e-9, 1.0), 5)
    assert "right: ends where f has **no value**" in words.outcome(slopeless)
    assert "diverged" not in words.outcome(slopeless)
    assert "rates diverges or ends where f has no value; no minimum" in words.best_rate(slopeless)


@pytest.mark.parametrize("away", [-2e-16, 0.0, 2e-16])
@pytest.mark.parametrize("text", ["x*log(x) + y^2", "sin(2*x) + cos(2*y) + 0.3*(x^2 + y^2)"])
def test_at_a_minimum_rounding_is_no_bounce_and_no_explosion(text: str, away: float) -> None:
    surface = formula(text, ((-3.0, 3.0), (-3.0, 3.0)))
    (x, y), *_ = surface.minima
    found = compared(surface, (x + away, y), 500)
    assert found.diagnoses == ["good"] * 3
    assert set(found.test_diagnoses[:6]) == {"good"}
    assert "end lowest, all at a loss of 0; at the minimum found" in words.best_rate(found)
    assert words.outcome(found).count("loss **0**") == 3


def test_panels_carry_their_rate_and_diagnosis() -> None:
    found = compared(rosenbrock(b=20.0), (-1.0, 1.0), 500)
    told = [(panel.title, panel.paths[0].note) for panel in panels(found)]
    assert told[:2] == [("α = 0.0001", "flat"), ("α = 0.003", "good")]
    assert told[2][0] == "α = 0.02"
    assert told[2][1].startswith("explodes: diverged at step")
    assert "left: loss **" in words.outcome(found)
    assert "right: **diverged at step" in words.outcome(found)


def test_the_test_names_each_curve_by_the_rule() -> None:
    found = compared(rosenbrock(b=20.0), (-1.0, 1.0), 500)
    names = [line.name for line in charts.three_curves(found).data]
    assert len(names) == len(rates.TEST)
    for name, rate in zip(names, rates.TEST, strict=True):
        run = trace("gd", found.surface, found.start, steps=500, lr=rate)
        assert name.endswith(f": {diagnose(run.values, run.gradients)}")


def test_rates_that_explode_are_told_apart_on_the_tests_chart() -> None:
    found = compared(rosenbrock(b=20.0), (-1.0, 1.0), 500)
    figure = charts.three_curves(found)
    assert figure.layout.xaxis.type == "log"
    assert {(line.x0, line.dx) for line in figure.data} == {(1, 1)}
    left = sorted(_leaves_at(line) for line in figure.data if "explodes" in line.name)
    assert len(left) == 4
    assert left[-1] > 0.3
    assert left[1] > 0.1
    places = dict(zip(figure.layout.xaxis.ticktext, figure.layout.xaxis.tickvals, strict=True))
    assert places["100"] == 1 + 100


def _leaves_at(line: Any) -> float:
    """At which part of the axis a curve is ten times above its start."""
    step = int(np.argmax(~(np.asarray(line.y) < 10 * line.y[0])))
    return math.log(1 + step) / math.log(len(line.y))


def test_a_loss_below_the_tests_chart_is_told_as_at_most_what_is_drawn() -> None:
    found = compared(bowl(), (1.0, 1.0), 300)
    for line, curve in zip(charts.three_curves(found).data, found.test, strict=True):
        low = curve < 1e-12 * curve[0]
        # plotly writes a dash for a text that is not there.
        assert ("%{text}" in line.hovertemplate) == low.any()
        texts = line.text if low.any() else [""] * len(curve)
        assert [text == "at most " for text in texts] == low.tolist()
        shown = np.isfinite(curve) & ~low & (curve < 1e30)
        assert np.allclose(np.asarray(line.y)[shown], curve[shown], rtol=1e-6)


def test_what_the_tests_chart_tells_is_written_as_everywhere() -> None:
    told = []
    for rates_from in (valley(), rosenbrock(b=20.0)):
        found = compared(rates_from, steps=300)
        for line, curve in zip(charts.three_curves(found).data, found.test, strict=True):
            if "%{customdata}" not in line.hovertemplate:
                assert "%{y:.3~g}" in line.hovertemplate
                assert (curve[np.isfinite(curve)] >= 1e-4).all()
                assert (curve[np.isfinite(curve)] < 1e5).all()
                continue
            drawn = np.maximum(curve, 1e-12 * curve[0])
            assert list(line.customdata) == [as_text(value) for value in drawn]
            told += line.customdata
    assert any("·10⁻" in text for text in told)
    assert any("·10⁸" in text for text in told)


@pytest.mark.parametrize("surface", [bowl(), valley(), rosenbrock(b=20.0)])
@pytest.mark.parametrize("steps", [1, 30, 300])
def test_the_sweep_marks_the_limit_and_the_best_rate(surface: Any, steps: int) -> None:
    found = compared(surface, steps=steps)
    (sweep,) = [curve for curve in curves(found, "left") if curve.knobs]
    assert sweep.knobs == ("left",)
    assert sweep.values is not None
    assert (sweep.values.values == rates.swept_rates()).all()
    limit, best = ([mark.tape[place][1] for place in mark.places] for mark in sweep.marks)
    assert limit == [found.limit]
    assert best == [rates.swept_rates()[found.best], found.losses[found.best]]


def test_a_start_on_the_minimum_has_charts_too() -> None:
    found = compared(bowl(), (0.0, 0.0), 20)
    assert len(charts.three_curves(found).data) == len(rates.TEST)
    assert panels(found)[0].paths[0].note == "good"


def test_on_ripples_the_lowest_end_of_a_bouncing_run_is_called_a_fluke() -> None:
    found = compared(ripples(), steps=500)
    assert found.best is not None
    assert found.fluke is not None
    assert found.losses[found.fluke] < found.losses[found.best]
    assert not found.bouncing[found.best]
    # One rate further up or down, or a step more, and such a run ends elsewhere.
    near = found.curves[-20:, found.fluke]
    assert near.max() > 2.0 * near.min()
    assert f"α {rates.swept_rates()[found.fluke]:g} ends at" in words.best_rate(found)
    assert "lowest of those that do not bounce" in words.best_rate(found)
    assert "it bounces" in words.best_rate(found)
    assert "bounces" not in words.best_rate(compared(valley(), steps=500))


@pytest.mark.parametrize("rate", [3e-3, 6e-3, 0.01, 0.02])
def test_a_run_at_rest_in_a_higher_minimum_is_stuck_and_asks_for_no_larger_rate(
    rate: float,
) -> None:
    surface = ripples()
    found = RateComparison(surface, surface.start, 500, {"middle": rate})
    assert found.diagnoses == ["stuck"]


@pytest.mark.parametrize("kappa", [20.0, 50.0, 100.0, 200.0])
@pytest.mark.parametrize("steps", [300, 500, 2000])
def test_on_a_valley_a_rate_far_too_small_is_called_so(kappa: float, steps: int) -> None:
    surface = valley(kappa=kappa)
    best = 2.0 / (1.0 + kappa)
    found = RateComparison(
        surface, surface.start, steps, {"left": best / 100, "middle": 0.7 * best}
    )
    assert found.diagnoses == ["flat", "good"]


def test_above_the_limit_no_run_settles_but_may_not_have_blown_up_yet() -> None:
    found = compared(rosenbrock(b=20.0), (-1.0, 1.0), 500)
    longer = compared(rosenbrock(b=20.0), (-1.0, 1.0), 10_000)
    assert longer.limit
    above = rates.swept_rates() > 1.001 * longer.limit
    near = np.hypot(*(longer.points[-1, above] - 1.0).T) < 1e-3
    assert not near.any()
    assert np.isfinite(found.losses[above]).sum() >= np.isfinite(longer.losses[above]).sum()


def test_rates_that_the_scale_would_take_too_far_are_said_to_be_held() -> None:
    def work(expected: str) -> Any:
        def check(settings: Settings) -> None:
            assert own.held(settings) == expected

        return check

    within(work(""), scale="0.1")
    within(work(" Rates go from 10⁻⁵ to 10: left α at 10⁻⁵ is held there."), scale="0.01")
    within(work(" Rates go from 10⁻⁵ to 10: right α at 10 is held there."), scale="100", right="5")


@pytest.mark.parametrize("key", own.BOUNDED)
def test_a_chosen_surface_brings_three_rates_of_which_the_middle_does_not_diverge(key: str) -> None:
    def work(settings: Settings) -> None:
        settings.set({"surface": key, **own.suit(settings, key)})
        surface = controls.surface_of(settings)
        found = RateComparison(surface, surface.start, 500, own.rates_of(settings))
        assert found.results[1].trajectory.diverged_at is None
        assert found.results[1].outcome.left_at is None

    session = Session({})
    session.run(lambda: work(Settings("rates", *own.FIELDS)))


@pytest.mark.parametrize("key", own.BOUNDED)
@pytest.mark.parametrize("steps", [1, 30, 500])
def test_flat_asks_for_a_larger_rate_only_where_one_gets_as_low(key: str, steps: int) -> None:
    surface = SURFACES[key]
    found = RateComparison(
        surface, surface.start, steps, {"a": 1e-4, "b": 3e-3, "c": 0.05, "d": 0.5}
    )
    for rate, height, diagnosis in zip(
        found.rates.values(), found.final, found.diagnoses, strict=True
    ):
        if diagnosis == "flat":
            assert (found.losses[rates.swept_rates() > rate] <= height).any()
