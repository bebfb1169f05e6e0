"""The formula of an average says how each came about from the one before it."""

import numpy as np
import pytest

from optim.averages import ema, ema_step, mean_step, running_mean
from tests.ui.runs.formula_text import lines
from ui.page import symbols
from ui.page.numbers import as_text
from ui.runs.average_formula import average_formula
from ui.stage import labels
from ui.stage.formula import StepFormula
from ui.stage.payload import encode

VALUES = np.random.default_rng(5).standard_normal((2_000, 2))


def fading(count: int) -> StepFormula:
    values = VALUES[:count]
    averages = ema(values, 0.9, corrected=False)
    named = {"x": "theta_bar"}
    return average_formula(ema_step, values, averages, hypers={"beta": 0.9}, renamed=named)


def test_an_average_with_its_correction() -> None:
    values = np.array([[1.0], [3.0]])
    averages = ema(values, 0.5, corrected=False)
    formula = average_formula(ema_step, values, averages, hypers={"beta": 0.5})
    assert formula.arriving
    average, correction = lines(formula, 0)
    assert average == "a←βa+(1−β)x =0.5·0+0.5·1 =0.5"
    assert correction == "a\u0302=[a]/[1−β^t] =[0.5]/[1−0.5^1] =1"
    assert lines(formula, 1)[0] == "a←βa+(1−β)x =0.5·0.5+0.5·3 =1.75"
    assert lines(formula, 1)[1].endswith("[1.75]/[1−0.5^2] =2.33")


def test_the_mean_counts_its_values_under_another_name() -> None:
    values = np.array([[1.0], [4.0]])
    named = {"mean": "theta_bar", "x": "theta", "t": "n"}
    formula = average_formula(mean_step, values, running_mean(values), renamed=named)
    assert lines(formula, 1) == ["θ̄←θ̄+[θ−θ̄]/[n] =1+[4−1]/[2] =2.5"]


@pytest.mark.parametrize("count", [800, 2_000])
def test_the_results_are_the_averages_that_are_drawn(count: int) -> None:
    formula = fading(count)
    bare, fair = ema(VALUES[:count], 0.9, corrected=False), ema(VALUES[:count], 0.9)
    assert formula.steps == count
    for row in (0, 1, 99, 499):
        value = row if formula.rows is None else int(formula.rows[row])
        average, correction = lines(formula, row)
        assert average.endswith(written(bare[value]))
        assert f"0.9^{value + 1}" in correction
        assert correction.endswith(written(fair[value]))


def written(average: np.ndarray) -> str:
    return f" =({','.join(map(as_text, average.tolist()))})"


def test_values_that_are_none_are_not_told() -> None:
    values = VALUES[:9].copy()
    values[5:, 0] = np.nan
    assert average_formula(mean_step, values, running_mean(values)).steps == 5


def test_an_average_is_sent_once_for_both_its_rows() -> None:
    # Averages, values and corrected averages.
    assert len(encode(fading(800))) < 800 * 4 * 3 * 2 + 4_000


def test_the_symbols_in_it_are_found() -> None:
    texts = labels.of_formula(fading(9))
    told = {symbol for text in texts for symbol in symbols.found(text)}
    assert told == {"a", "a\u0302", "β", "θ\u0304", "t"}
