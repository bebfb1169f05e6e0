"""A typed rule has what a built-in one has: formula, numbers, arrows, a program, words."""

import numpy as np
import pytest

from optim import OPTIMIZERS
from surfaces import SURFACES
from tests.optim.test_typed import AS_TEXT
from tests.ui.runs.formula_text import lines
from ui.page.palette import STYLES, styles
from ui.runs.anatomy import arrows, readings
from ui.runs.live import live
from ui.runs.meanings import meanings, written
from ui.runs.result import RunResult, follow
from ui.runs.run import Run
from ui.stage.live import Live

ODD = {
    "a step upwards": "x = x + lr*g/(0 - 2)",
    "decay beside it": "d = sign(g); x = x - lr*d - lr*weight_decay*x",
    "a memory that is changed afterwards": "x = x - lr*v; v = beta*v + g",
    "a plain number that counts": "s = s + t; x = x - 0.1*lr*g/(1 + s*1e-3)",
    "two rates": "x = x - lr*lr*g",
    "no slope": "x = x*(1 - lr)",
    "a constant memory": "x = x - lr*g*m; m = 0.1",
    "letters of its own": "alpha2 = 1/(1 + gamma*t); x = x - lr*alpha2*min(g, 1)^3",
}


def result_of(text: str, steps: int = 6) -> RunResult:
    [result] = follow([Run(f"own:{text}")], SURFACES["rosenbrock"], (-1.0, 1.0), steps=steps)
    return result


def test_its_formula_is_told_with_the_steps_numbers() -> None:
    result = result_of("m = beta*m + (1-beta)*g; x = x - lr*m")
    _, velocity, point = lines(result.formula(), 2)
    assert velocity == "m←βm+(1−β)g =0.9·(−0.441,0.16)+0.1·(2.03,3.03) =(−0.194,0.447)"
    assert point == "x←x−αm =(−0.992,0.998)−0.01·(−0.194,0.447) =(−0.99,0.994)"
    assert result.run.name == "Your rule"
    assert result.run.detail == "α 0.01, β 0.9"


def test_its_arrows_are_the_built_in_rules() -> None:
    for key, text in AS_TEXT.items():
        runs = [Run(key), Run(f"own:{text}", OPTIMIZERS[key].defaults)]
        theirs, ours = follow(runs, SURFACES["rosenbrock"], (-1.0, 1.0), steps=6)
        assert shown(ours) == shown(theirs)


def shown(result: RunResult) -> list[str]:
    """The names of its arrows and of its numbers."""
    named = [each.name for each in arrows(result.parts)]
    return [*named, *(each.label for each in readings(result.parts))]


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_steps_of_any_shape_are_taken_apart_and_told(text: str) -> None:
    result = result_of(text)
    parts = result.parts
    made = -parts.effective_rate * parts.direction + parts.decay
    np.testing.assert_allclose(made, parts.step, rtol=1e-6, atol=1e-12)
    assert arrows(parts)[-1].name == "step"
    assert "nan" not in "".join(lines(result.formula(), 2))
    assert r"\leftarrow" in written(result.run.optimizer)


def test_the_browser_follows_it_to_the_last_bit() -> None:
    for text in [*ODD.values(), AS_TEXT["adam"]]:
        [path] = live(result_of(text), lambda each: each.paths(inspected=True))
        assert isinstance(path.live, Live)
        assert path.live.exact


def test_its_letters_mean_what_is_known_of_them() -> None:
    said = meanings("own:m = beta*m + g; d = m/(1 - beta^t); x = x - lr*d")
    assert said == {
        "m": "a memory in your rule, 0 at first",
        "d": "what your rule works out at each step",
        "β": "a number in your rule",
    }


def test_two_typed_rules_look_different() -> None:
    keys = ["own:x = x - lr*g", "own:x = x - lr*sign(g)", "gd"]
    assert STYLES[keys[0]] == STYLES[keys[1]]
    assert len({(look.light, look.dash, look.marker) for look in styles(keys)}) == 3
