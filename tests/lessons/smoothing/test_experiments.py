"""The averages of a signal and of a path, and that every claim made of them holds."""

import re
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from lessons.smoothing import experiments as smoothing
from lessons.smoothing import words
from lessons.smoothing.experiments import SHAPES, STEPS, Averaged, Smoothing
from lessons.smoothing.scene import path_panel, signal_panel
from lessons.smoothing.settings import PRESETS
from optim.averages import ema, lag, noise_left
from surfaces import isotropic_line
from tests.ui.runs.formula_text import lines
from ui.page.numbers import as_text
from ui.page.settings import Settings

TIMES = np.arange(1.0, STEPS + 1)


def smooth(**changes: Any) -> Smoothing:
    chosen = {"shape": "wave", "beta": 0.9, "sigma": 0.6, "seed": 0, "memory": 0.0}
    return smoothing.smooth(**cast(Any, chosen | changes))


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("wave", np.sin(np.pi * TIMES / 50)),
        ("step", 1.5 * np.tanh(2 * (TIMES - 110))),
        ("ramp", 0.015 * TIMES - 1.5),
        ("constant", np.ones(STEPS)),
    ],
)
def test_the_surfaces_floor_is_the_signal(shape: str, expected: Any) -> None:
    found = smooth(shape=shape, sigma=0.0)
    np.testing.assert_allclose(found.clean, expected, atol=1e-12)
    assert np.array_equal(found.noisy, found.clean)
    np.testing.assert_allclose(
        smoothing.surface(shape).value(TIMES, expected), np.zeros(STEPS), atol=1e-20
    )


def test_every_signal_stays_in_the_picture() -> None:
    for shape in SHAPES:
        surface = smoothing.surface(shape)
        assert all(
            surface.contains(t, x) for t, x in zip(TIMES, smooth(shape=shape).clean, strict=True)
        )
    assert len({smoothing.surface(shape).key for shape in SHAPES}) == len(SHAPES)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.98, 0.999])
def test_what_the_memory_began_with_fades_and_the_correction_takes_it_out(beta: float) -> None:
    here, there = smooth(beta=beta), smooth(beta=beta, memory=2.0)
    share = (there.uncorrected - here.uncorrected) / 2.0
    np.testing.assert_allclose(share, beta ** np.arange(STEPS + 1), atol=1e-12)
    assert np.array_equal(here.corrected, there.corrected)


def test_the_correction_divides_by_the_weight_that_values_have() -> None:
    found = smooth(beta=0.98)
    np.testing.assert_allclose(
        found.corrected, found.uncorrected[1:] / (1 - 0.98**TIMES), rtol=1e-10
    )


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.95])
def test_the_measured_lag_on_a_ramp_is_that_of_theory(beta: float) -> None:
    behind = smooth(shape="ramp", beta=beta).lag
    assert behind == pytest.approx(lag(beta), abs=0.05 * lag(beta) + 0.5)


def test_a_constant_has_no_lag() -> None:
    assert smooth(shape="constant").lag is None
    assert "trails" not in words.signal_outcome(smooth(shape="constant"))


@pytest.mark.parametrize("beta", [0.5, 0.9])
def test_the_measured_noise_is_that_of_theory_over_many_seeds(beta: float) -> None:
    measured = [smooth(beta=beta, seed=seed).noise_left for seed in range(60)]
    assert np.mean(measured) == pytest.approx(noise_left(beta), rel=0.1)


def test_the_outcome_is_computed() -> None:
    found = smooth(beta=0.9)
    assert words.signal_outcome(found) == (
        "β = 0.9 remembers about **10 values**; **23%** of the noise is left "
        f"({found.noise_left:.0%} measured here); the average trails **{found.lag} steps** behind."
    )
    assert "noise" not in words.signal_outcome(smooth(sigma=0.0))
    assert "**1000 values**, more than there are" in words.signal_outcome(smooth(beta=0.999))
    assert "about **1 value**;" in words.signal_outcome(smooth(beta=0.0))
    assert words.signal_outcome(smooth(shape="ramp", beta=0.5)).endswith(
        "trails **1 step** behind."
    )


def signal_lines(found: Smoothing, t: int) -> list[str]:
    """The average's line and the correction's, as they stand beside the picture at a time."""
    formula = signal_panel(found).paths[3].formula
    assert formula
    assert formula.steps == STEPS
    return lines(formula, t - 1)


@pytest.mark.parametrize("t", [1, 57, STEPS])
def test_the_formula_holds_the_numbers_of_the_shown_time(t: int) -> None:
    found = smooth()
    average, correction = signal_lines(found, t)
    assert average.startswith("a←βa+(1−β)x =0.9·")
    assert as_text(found.noisy[t - 1]) in average
    assert as_text(found.uncorrected[t - 1]) in average
    assert average.endswith(f"={as_text(found.uncorrected[t])}")
    assert f"/[1−0.9^{t}]" in correction
    assert correction.endswith(f"={as_text(found.corrected[t - 1])}")


@pytest.mark.parametrize("beta", [0.0, 0.9, 0.999])
@pytest.mark.parametrize("memory", [0.0, -2.0, 1.2345678])
@pytest.mark.parametrize("t", [1, 3, 60])
def test_the_corrections_numbers_give_the_drawn_point(beta: float, memory: float, t: int) -> None:
    found = smooth(beta=beta, memory=memory)
    rule, numbers, value = signal_lines(found, t)[1].replace("−", "-").split(" =")
    assert ("a_0" in rule) is (memory != 0.0)
    above, below = numbers.removeprefix("[").removesuffix("]").split("]/[")
    assert below == f"1-{beta:g}^{t}"
    bare, *faded = above.split(f"-{beta:g}^{t}·")
    taken = beta**t * float(faded[0].strip("()")) if faded else 0.0
    result = (float(bare.strip("()")) - taken) / (1 - beta**t)
    assert result == pytest.approx(found.corrected[t - 1], rel=6e-3, abs=2e-3)
    assert float(value) == pytest.approx(found.corrected[t - 1], rel=6e-3)


def test_paths_lie_on_the_clock() -> None:
    panel = signal_panel(smooth(memory=1.0))
    for path in panel.paths:
        np.testing.assert_array_equal(path.points[:, 0], cast(Any, path.ticks))
        assert path.points[-1, 0] == STEPS
    uncorrected = next(path for path in panel.paths if "not corrected" in path.name)
    assert uncorrected.points[0].tolist() == [0.0, 1.0]


def averaged(**changes: Any) -> Averaged:
    chosen = {"steps": 300, "batch": 1, "seed": 0, "lr": 0.1, "beta": 0.95}
    surface = isotropic_line()
    return smoothing.descend(surface, surface.start, cast(Settings, chosen | changes))


def test_averages_lower_the_floor_without_touching_the_path() -> None:
    found = [averaged(seed=seed) for seed in range(20)]
    raw, ema, polyak = (
        np.mean([run.late_loss(getattr(run, name)) for run in found])
        for name in ("raw", "ema", "polyak")
    )
    assert polyak < ema < 0.5 * raw
    assert np.array_equal(averaged(beta=0.5).raw, averaged(beta=0.99).raw)


def test_the_mean_of_all_points_forgets_nothing() -> None:
    run = averaged(steps=20)
    np.testing.assert_allclose(run.polyak, [run.raw[: t + 1].mean(axis=0) for t in range(21)])
    assert np.array_equal(run.ema[0], run.raw[0])


def test_the_outcome_of_a_path_is_computed() -> None:
    run = averaged()
    numbers = [float(text) for text in re.findall(r"\*\*(.*?)\*\*", words.path_outcome(run))]
    expected = [run.late_loss(points) for points in (run.raw, run.ema, run.polyak)]
    assert numbers == pytest.approx(expected, rel=0.06)
    assert "**diverged**" in words.path_outcome(averaged(lr=0.9))


def test_the_panel_shows_the_three_paths() -> None:
    paths = path_panel(averaged()).paths
    assert [path.name for path in paths] == ["SGD", "mean of all points", "exponential average"]
    assert paths[0].faint


@pytest.mark.parametrize("step", [0, 1, 57, 300])
def test_the_averages_formulas_hold_the_numbers_of_the_shown_step(step: int) -> None:
    run = averaged()
    mean, fading = (path.formula for path in path_panel(run).paths[1:])
    assert mean
    assert fading
    assert (mean.steps, fading.steps) == (301, 301)
    # The start is a value too: at a step there is one more than its number.
    [polyak] = lines(mean, step)
    assert f"/[{step + 1}]" in polyak
    assert written(run.raw[step]) in polyak
    assert polyak.endswith(f"={written(run.polyak[step])}")
    bare, correction = lines(fading, step)
    assert bare.endswith(f"={written(run.uncorrected[step])}")
    assert f"[{written(run.uncorrected[step])}]/[1−0.95^{step + 1}]" in correction
    assert correction.endswith(f"={written(run.ema[step])}")


def written(point: NDArray[np.float64]) -> str:
    return f"({','.join(map(as_text, point.tolist()))})"


def test_formulas_of_a_path_that_diverged_end_with_its_last_point() -> None:
    run = averaged(lr=0.9)
    for path in path_panel(run).paths[1:]:
        assert path.formula
        assert path.formula.steps == run.result.steps_taken + 1 < 301
        assert path.formula.ending.startswith("SGD left all bounds")


def test_a_ramps_lag_is_less_until_the_window_is_full() -> None:
    behind = smooth(shape="ramp", beta=0.98, sigma=0.0).lag
    assert behind is not None
    assert behind < 0.9 * lag(0.98)


def test_the_heavy_ball_is_the_average_up_to_a_factor() -> None:
    values, velocity = np.random.default_rng(0).standard_normal(50), 0.0
    for value in values:
        velocity = 0.9 * velocity + value
    assert velocity == pytest.approx(ema(values, 0.9, corrected=False)[-1] / (1 - 0.9))


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.98, 0.995, 0.999])
def test_the_noise_left_is_that_of_so_short_a_series(beta: float) -> None:
    found = smooth(beta=beta)
    weights = ema(np.eye(STEPS), beta)[STEPS // 2 :]
    expected = np.sqrt((weights**2).sum(axis=1).mean())
    assert found.noise_expected == pytest.approx(expected, rel=1e-9)
    assert f"**{expected:.0%}** of the noise" in words.signal_outcome(found)
    measured = [smooth(beta=beta, seed=seed).noise_left ** 2 for seed in range(300)]
    assert np.sqrt(np.mean(measured)) == pytest.approx(expected, rel=0.07)


def test_the_law_of_a_long_series_would_be_wrong_by_far() -> None:
    assert noise_left(0.995) == pytest.approx(0.05, abs=0.001)
    assert "**8%** of the noise" in words.signal_outcome(smooth(beta=0.995))


@pytest.mark.parametrize("beta", [0.0, 0.9, 0.995, 0.999])
@pytest.mark.parametrize("memory", [-2.0, 0.0, 2.0])
def test_what_the_average_holds_of_its_beginning_is_told_and_true(
    beta: float, memory: float
) -> None:
    found = smooth(beta=beta, memory=memory)
    share = found.uncorrected[-1] - (1 - beta**STEPS) * found.corrected[-1]
    assert share == pytest.approx(beta**STEPS * memory, abs=1e-12)
    told = f"**{beta**STEPS:.0%}** of where it began" in words.signal_outcome(found)
    assert told is (beta**STEPS >= 0.01)


def test_how_much_the_oldest_counts_beside_the_newest() -> None:
    weights = ema(np.eye(STEPS), 0.999)[-1]
    assert f"the oldest counts {weights[0] / weights[-1]:.0%} of" in words.signal_outcome(
        smooth(beta=0.999)
    )


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.98, 0.999])
def test_a_lag_is_told_only_where_a_delay_explains_the_average(shape: str, beta: float) -> None:
    found = smooth(shape=shape, beta=beta)
    sentence = words.signal_outcome(found)
    assert not ("trails" in sentence and "flattens" in sentence)
    if found.lag:
        late = ema(found.clean, beta)[STEPS // 2 :]
        delayed = found.clean[STEPS // 2 - found.lag : STEPS - found.lag]
        off = np.abs(late - found.clean[STEPS // 2 :])
        assert np.mean((late - delayed) ** 2) <= 0.25 * np.mean(off**2)


def test_the_calm_average_of_the_ramp_is_late_as_its_preset_says() -> None:
    preset = next(each for each in PRESETS if "late" in each.label)
    found = smooth(**preset.settings)
    assert found.lag is not None
    assert found.lag > 30
    assert found.noise_expected < 0.15


def test_labels_that_name_a_beta_set_it() -> None:
    for preset in PRESETS:
        for value in re.findall(r"β = ([\d.]+)", preset.label):
            assert preset.settings["beta"] == float(value)


@pytest.mark.parametrize("lr", [0.005, 0.1, 0.3, 0.45, 0.9])
@pytest.mark.parametrize("batch", [1, 256])
@pytest.mark.parametrize("steps", [10, 300, 2000])
@pytest.mark.parametrize("beta", [0.0, 0.999])
def test_the_paths_sentence_at_the_ends_of_its_knobs(
    lr: float, batch: int, steps: int, beta: float
) -> None:
    run = averaged(lr=lr, batch=batch, steps=steps, beta=beta)
    sentence = words.path_outcome(run)
    assert not re.search(r"nan|inf|\*\*–", sentence)
    assert ("has a noise floor only below" in sentence) is (
        lr >= smoothing.rate_limit_of(run.surface, batch)
    )
    if run.result.trajectory.diverged_at is None:
        raw, ema, polyak = (run.late_loss(points) for points in (run.raw, run.ema, run.polyak))
        assert ("exponential average lies" in sentence or "average and mean lie" in sentence) is (
            ema > raw
        )
        assert ("earlier, higher points" in sentence) is (max(ema, polyak) > raw)


def test_an_average_hovers_closer_in_wherever_sgd_hovers() -> None:
    for lr in (0.05, 0.1, 0.3):
        found = [averaged(seed=seed, lr=lr, steps=600, beta=0.8) for seed in range(10)]
        raw, ema = (
            np.mean([run.late_loss(getattr(run, name)) for run in found]) for name in ("raw", "ema")
        )
        assert ema < raw
