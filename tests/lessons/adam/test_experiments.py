"""What lesson 9 says of Adam's first steps, of RAdam's switch and of ε."""

import numpy as np
import pytest

from lessons.adam.experiments import SLOPE, rhos, sizes, switch
from optim.theory import uncorrected_step
from surfaces import rosenbrock
from ui.runs.result import follow, largest_gap
from ui.runs.run import Run


def test_step_sizes_on_a_slope_are_theorys() -> None:
    runs = [Run(key, {"lr": 0.05, "eps": 1e-12}) for key in ("adam", "adam_uncorrected")]
    corrected, bare = follow(runs, SLOPE, SLOPE.start, steps=40)
    np.testing.assert_allclose(sizes(corrected), 1.0, rtol=1e-9)
    np.testing.assert_allclose(sizes(bare), uncorrected_step(np.arange(1, 41)), rtol=1e-9)


@pytest.mark.parametrize(
    ("beta1", "beta2"), [(0.9, 0.999), (0.999, 0.9), (0.95, 0.98), (0.85, 0.98), (0.5, 0.5)]
)
def test_the_first_step_is_too_short_where_the_gradients_memory_is_long(
    beta1: float, beta2: float
) -> None:
    run = Run("adam_uncorrected", {"lr": 0.05, "beta1": beta1, "beta2": beta2})
    [bare] = follow([run], SLOPE, SLOPE.start, steps=5)
    assert (sizes(bare)[0] < 1.0) == (1 - beta1 < np.sqrt(1 - beta2))


@pytest.mark.parametrize(("beta2", "at"), [(0.999, 6), (0.99, 6), (0.6, None)])
def test_radams_switch(beta2: float, at: int | None) -> None:
    run = Run("radam", {"lr": 0.01, "beta2": beta2})
    [radam] = follow([run], rosenbrock(b=10.0), (-1.0, 1.0), steps=50)
    assert switch(radam) == at
    assert len(rhos(radam)) == 50
    divided = (radam.effective_rates()["rate_x"] != 0.01).nonzero()[0]
    assert (int(divided[0]) + 1 if len(divided) else None) == at


def test_eps_inside_the_root_acts_like_its_root() -> None:
    keys = ("rmsprop", "rmsprop_eps_inside")
    one = [Run(key, {"lr": 0.05, "eps": 0.01}) for key in keys]
    outside, inside = follow(one, rosenbrock(b=10.0), (-1.0, 1.0), steps=20)
    assert largest_gap(outside, inside) > 1e-3
    # Where gradients vanish beside ε, the scale that is left is ε outside and √ε inside.
    [alone, root] = follow(one, rosenbrock(b=10.0), (1.0 + 1e-9, 1.0), steps=1)
    assert alone.effective_rates()["rate_y"][0] == pytest.approx(0.05 / 0.01, rel=1e-5)
    assert root.effective_rates()["rate_y"][0] == pytest.approx(0.05 / 0.1, rel=1e-5)
