"""WebAssembly that is written from a graph computes what `numeric` does, on signs and NaN too."""

import math
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import pytest

from formula import numeric
from formula.graph import Graph, Symbol
from formula.numeric import maximum, minimum, power, sign, sqrt, where
from formula.wasm import I32, PAIR, SCALAR, Function, Numbers, Reading, math_functions, module
from formula.wasm.module import _signed, _unsigned
from tests.wasm import Machine

ODD = [0.0, -0.0, 1.0, -2.5, math.inf, -math.inf, math.nan, 5e-324, 1e308]

FUNCTIONS: dict[str, Callable[[Any, Any], Any]] = {
    "sum": lambda a, b: a + b,
    "difference": lambda a, b: a - b,
    "product": lambda a, b: a * b,
    "quotient": numeric.quotient,
    "opposite": lambda a, b: -a,
    "size": lambda a, b: abs(a),
    "root": lambda a, b: sqrt(a),
    "sign": lambda a, b: sign(a),
    "maximum": maximum,
    "minimum": minimum,
    "above": lambda a, b: where(a > b, a, 1.0),
    "below": lambda a, b: where(a < b, a, 1.0),
    "at least": lambda a, b: where(a >= b, b, 2.0),
    "at most, twice": lambda a, b: where(a <= b, b, 2.0) + where(a <= b, 3.0, a),
    "shared": lambda a, b: (a + b) * (a + b) - (a + b),
    "constant": lambda a, b: 0.1,
    "sine": lambda a, b: numeric.sin(a) + numeric.exp(b),
}


def compiled(function: Callable[..., Any], numbers: Numbers) -> Callable[..., list[float]]:
    """The function of two numbers as WebAssembly, on one or two pairs at a time."""
    graph = Graph()
    inputs = [graph.symbol("a"), graph.symbol("b")]
    result = graph.place(function(*inputs))
    imported = math_functions(graph, [result])
    load, width = ("f64", 1) if numbers is SCALAR else ("v128", 2)
    code = Function(I32)
    reading = Reading(code, numbers, graph, [result], imported)
    for i, symbol in enumerate(inputs):
        code.get(0)
        code.emit(f"{load}.load", 3, 8 * width * i)
        code.set(reading.local(symbol.place))
    code.get(0)
    reading.keep([])
    reading.push(result)
    code.emit(f"{load}.store", 3, 8 * width * 2)
    machine = Machine(module({"f": code}, imported), imported)

    def called(a: Sequence[float], b: Sequence[float]) -> list[float]:
        machine.write(0, [a, b])
        machine.call("f", 0)
        return [float(x) for x in machine.read(16 * width, width)]

    return called


def same(a: float, b: float) -> bool:
    return (a == b and math.copysign(1.0, a) == math.copysign(1.0, b)) or (a != a and b != b)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_one_float_and_two_side_by_side(name: str) -> None:
    function = FUNCTIONS[name]
    single, double = compiled(function, SCALAR), compiled(function, PAIR)
    pairs = [*product(ODD, ODD)]
    expected = [float(function(a, b)) for a, b in pairs]
    for (a, b), right in zip(pairs, expected, strict=True):
        assert same(single([a], [b])[0], right), (a, b)
    for i, j in zip(range(len(pairs)), reversed(range(len(pairs))), strict=True):
        made = double([pairs[i][0], pairs[j][0]], [pairs[i][1], pairs[j][1]])
        assert same(made[0], expected[i])
        assert same(made[1], expected[j])


def refused(function: Callable[..., Any]) -> None:
    graph = Graph()
    result = graph.place(function(graph.symbol("a"), graph.symbol("b")))
    with pytest.raises(ValueError, match=r"comput|made of numbers"):
        math_functions(graph, [result])


def test_what_has_no_instructions_is_refused() -> None:
    refused(lambda a, b: (a > b) * 2.0)
    refused(lambda a, b: where(a, b, 1.0))
    refused(lambda a, b: a.record("gamma", a))


def test_inputs_and_powers_must_be_given() -> None:
    graph = Graph()
    beta, t = graph.symbol("beta"), graph.symbol("t")
    result: Symbol = power(beta, t)
    reading = Reading(Function(), SCALAR, graph, [result.place], ())
    for place in (beta.place, result.place):
        with pytest.raises(ValueError, match="nobody said"):
            reading.push(place)


@pytest.mark.parametrize(
    ("value", "written"), [(0, "00"), (127, "7f"), (128, "8001"), (624485, "e58e26")]
)
def test_whole_numbers_are_written_in_groups_of_seven_bits(value: int, written: str) -> None:
    assert _unsigned(value).hex() == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "00"),
        (63, "3f"),
        (64, "c000"),
        (-1, "7f"),
        (-64, "40"),
        (-65, "bf7f"),
        (-123456, "c0bb78"),
    ],
)
def test_numbers_with_a_sign_too(value: int, written: str) -> None:
    assert _signed(value).hex() == written
