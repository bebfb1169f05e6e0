"""A typed rule is a rule: with the bits of the one that is written in Python, everywhere."""

from typing import Any

import numpy as np
import pytest

from optim import OPTIMIZERS, gradients, optimizer, sweep, trace
from optim.program import Program, program
from optim.rules import OWN, typed_rule
from surfaces import SURFACES
from surfaces.written import written
from tests.optim.test_program import LANES, bits, rates, same_ends, same_path, starts
from tests.optim.wasm_host import Host
from tests.random_rules import HOSTILE, random_rules

_AVERAGES = "m = beta1*m + (1 - beta1)*g; v = beta2*v + (1 - beta2)*g*g;"
_CORRECTED = "m_hat = m/(1 - beta1^t); v_hat = v/(1 - beta2^t);"

AS_TEXT = {
    "gd": "x = x - lr*g",
    "gd_l2": "g = g + weight_decay*x; x = x - lr*g",
    "momentum": "v = beta*v + g; x = x - lr*v",
    "momentum_ema": "v = beta*v + (1 - beta)*g; x = x - lr*v",
    "momentum_folded": "v = beta*v + lr*g; x = x - v",
    "qhm": "m = beta*m + (1-beta)*g; d = (1-nu)*g + nu*m; x = x - lr*d",
    "adagrad": "G = G + g*g; x = x - lr*g/(sqrt(G) + eps)",
    "rmsprop": "s = beta*s + (1 - beta)*g*g; x = x - lr*g/(sqrt(s) + eps)",
    "rmsprop_eps_inside": "s = beta*s + (1 - beta)*g*g; x = x - lr*g/sqrt(s + eps)",
    "adadelta": "s = beta*s + (1-beta)*g*g; d = sqrt(u + eps)/sqrt(s + eps)*g; "
    "u = beta*u + (1-beta)*d*d; x = x - lr*d",
    "adam": f"{_AVERAGES}{_CORRECTED} x = x - lr*m_hat/(sqrt(v_hat) + eps)",
    "adam_uncorrected": f"{_AVERAGES} x = x - lr*m/(sqrt(v) + eps)",
    "adam_l2": f"g = g + weight_decay*x;{_AVERAGES}{_CORRECTED}"
    "x = x - lr*m_hat/(sqrt(v_hat) + eps)",
    "adamw": f"{_AVERAGES}{_CORRECTED}x = (1 - lr*weight_decay)*x - lr*m_hat/(sqrt(v_hat) + eps)",
    "amsgrad": f"{_AVERAGES} v_max = max(v_max, v); m_hat = m/(1 - beta1^t);"
    "v_hat = v_max/(1 - beta2^t); x = x - lr*m_hat/(sqrt(v_hat) + eps)",
    "adamax": "m = beta1*m + (1 - beta1)*g; u = max(beta2*u, abs(g) + eps);"
    "m_hat = m/(1 - beta1^t); x = x - lr*m_hat/u",
    "qhadam": f"{_AVERAGES}{_CORRECTED} d = (1 - nu1)*g + nu1*m_hat;"
    "s = (1 - nu2)*g*g + nu2*v_hat; x = x - lr*d/(sqrt(s) + eps)",
    "lion": "c = beta1*m + (1 - beta1)*g; m = beta2*m + (1 - beta2)*g;"
    "x = (1 - lr*weight_decay)*x - lr*sign(c)",
}
"""The rules that can be typed: the others choose (RAdam), look ahead (Nesterov) or have a power of
a power (NAdam)."""

NOISY = gradients.clipped(gradients.noisy(0.3), norm=2.0)


def compiled(key: str, surface: Any, source: Any = None) -> Program:
    form = written(surface)
    assert form is not None
    made = program(optimizer(key), form, source)
    assert made is not None
    return made


@pytest.mark.parametrize("rule", AS_TEXT)
def test_typed_it_has_the_built_in_rules_bits(rule: str) -> None:
    key, known = OWN + AS_TEXT[rule], OPTIMIZERS[rule]
    assert set(optimizer(key).defaults) == set(known.defaults)
    surface = SURFACES["rosenbrock"]
    how: dict[str, Any] = {**known.defaults, "gradient": NOISY, "seed": 3}
    host, where = Host(compiled(key, surface, NOISY)), starts(surface, LANES)
    for lr in rates(rule)[[1, 3]]:
        one = same_path(host, key, surface, where[0], 40, **{**how, "lr": lr})
        other = trace(rule, surface, where[0], steps=40, **{**how, "lr": lr})
        assert bits(one.points) == bits(other.points)
        assert one.diverged_at == other.diverged_at
    how["lr"] = rates(rule)
    ours = same_ends(host, key, surface, where, 40, **how)
    theirs = sweep(rule, surface, where, steps=40, **how)
    assert bits(ours.points) == bits(theirs.points)


def test_its_formula_and_arrows_are_the_built_in_rules() -> None:
    for rule, text in AS_TEXT.items():
        own, known = optimizer(OWN + text), OPTIMIZERS[rule]
        assert own.latex == known.latex, rule
        assert own.memory == known.memory
        for part in ("direction", "denominator", "decay", "gradient"):
            ours, theirs = getattr(own.update, part), getattr(known.update, part)
            assert (ours is None) == (theirs is None), (rule, part)


@pytest.mark.parametrize(
    "text",
    [
        "m = 2; x = x - lr*g*m",
        "m = m + 1; x = x - lr*g/m",
        "m = t*beta^(t+1); s = s + m; x = x - lr*g/(1 + s)",
        "x = x - lr*g/(1 - 1)",
        "x = x - lr*tanh(1/(g - g))",
        "x = x - lr*exp(x*x*1e4)",
        "v = 1/v + g; x = x - lr*sign(v)",
        "x = x - lr*g^3 - lr*abs(g)^1.5 - lr*g^-2 - lr*abs(g)^0.5",
        "x = x - lr*(t/(t - 1) - t^20)",
        "x = x - lr*min(g, t)*max(t - 1, 2)",
        "x = x - lr*1e308*t^100",
        "x = lr",
    ],
)
def test_floats_arrays_and_programs_agree_where_numbers_are_odd(text: str) -> None:
    key, surface = OWN + text, SURFACES["rosenbrock"]
    host, where = Host(compiled(key, surface)), starts(surface, LANES)
    lanes = trace(key, surface, where, steps=20)
    for i, start in enumerate(where):
        path = same_path(host, key, surface, start, 20)
        assert bits(lanes.points[:, i]) == bits(path.points)
        for name, rows in path.memory.items():
            assert bits(lanes.memory[name][:, i]) == bits(rows)
    same_ends(host, key, surface, where, 20, lr=np.geomspace(1e-3, 1.0, LANES))


def test_division_by_zero_and_overflow_are_divergence() -> None:
    for step in ("g/0", "1e308*1e308*g", "g/(x - x)", "exp(1e9)", "log(-1)"):
        assert (
            trace(f"own:x = x - lr*{step}", SURFACES["bowl"], (1.0, 1.0), steps=3).diverged_at == 1
        )


def test_random_and_hostile_rules_do_the_same_in_lanes() -> None:
    surface, ran = SURFACES["rosenbrock"], 0
    where = starts(surface, 2)
    for text in [*random_rules(60, seed=2), *HOSTILE[::8]]:
        try:
            key = typed_rule(text).key
        except ValueError:
            continue
        ran += 1
        lanes = trace(key, surface, where, steps=8)
        for i, start in enumerate(where):
            assert bits(lanes.points[:, i]) == bits(trace(key, surface, start, steps=8).points), (
                text
            )
    assert ran > 15


def test_its_key_is_its_text() -> None:
    one = optimizer("own: m = beta * m + g \n x = x − lr·m")
    assert one.key == "own:m=beta*m+g;x=x-lr*m"
    assert optimizer(one.key).key == one.key
    assert one.key not in OPTIMIZERS


def test_unknown_keys_and_numbers_are_refused() -> None:
    bowl = SURFACES["bowl"]
    with pytest.raises(ValueError, match="unknown optimizer 'own'; choose one of gd"):
        trace("own", bowl, (1.0, 1.0), steps=1)
    with pytest.raises(ValueError, match="Line 1: Write a name"):
        trace("own:x", bowl, (1.0, 1.0), steps=1)
    with pytest.raises(ValueError, match="Choose another name than steps"):
        trace("own:x = x - lr*g/steps", bowl, (1.0, 1.0), steps=1)
    with pytest.raises(ValueError, match="has no hyper-parameter 'beta'; it takes lr"):
        trace("own:x = x - lr*g", bowl, (1.0, 1.0), steps=1, beta=0.5)


def test_its_numbers_have_the_usual_ranges() -> None:
    own = optimizer("own:x = x - lr*g*beta*beta3*c/eps")
    known = {hyper.name: hyper for hyper in OPTIMIZERS["rmsprop"].hypers}
    by_name = {hyper.name: hyper for hyper in own.hypers}
    assert [*by_name] == ["lr", "beta", "beta3", "c", "eps"]
    assert (by_name["eps"].low, by_name["eps"].high) == (known["eps"].low, known["eps"].high)
    assert (by_name["beta3"].default, by_name["beta3"].high) == (0.9, 0.999)
    assert (by_name["c"].low, by_name["c"].default, by_name["c"].high) == (0.0, 1.0, 2.0)
