"""Formulas write themselves down in one graph, and its readings give the same numbers."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from formula import numeric
from formula.algebra import Algebra
from formula.derive import derivatives, slopes
from formula.graph import Graph, Symbol, record
from formula.numeric import maximum, minimum, power, sign, sqrt, where
from formula.python import function
from formula.tape import tape
from optim import OPTIMIZERS
from surfaces import CURVES, SURFACES, derived


def test_equal_operations_are_one_node() -> None:
    graph = Graph()
    x = graph.symbol("x")
    assert (x * x + 1.0).place == (x * x + 1.0).place
    assert len(graph.nodes) == 4


def test_zero_and_minus_zero_are_two_numbers() -> None:
    graph = Graph()
    places = {graph.number(0.0), graph.number(-0.0), graph.number(0.0)}
    assert [math.copysign(1.0, graph.nodes[i][1]) for i in sorted(places)] == [1.0, -1.0]


def test_a_minus_sign_is_not_a_difference_from_zero() -> None:
    graph = Graph()
    assert graph.nodes[(-graph.symbol("x")).place][0] == "negate"


def test_a_symbol_is_neither_true_nor_false() -> None:
    x = Graph().symbol("x")
    with pytest.raises(TypeError, match="where"):
        bool(x > 0.0)
    chosen = where(x > 0.0, x, 1.0)
    assert x.graph.nodes[chosen.place][0] == "where"


@pytest.mark.parametrize("name", ["sin", "cos", "tan", "tanh", "exp", "log", "sqrt", "sign", "abs"])
def test_numpys_own_functions_accept_symbols(name: str) -> None:
    graph = Graph()
    x = graph.symbol("x")
    made = getattr(np, name)(x)
    assert isinstance(made, Symbol)
    assert graph.nodes[made.place] == (name, x.place)
    if name != "abs":
        assert getattr(numeric, name)(x).place == made.place


def test_numpys_numbers_and_arithmetic_accept_symbols() -> None:
    graph = Graph()
    x: Any = graph.symbol("x")
    assert (np.float64(2.0) * x).place == (2.0 * x).place
    assert np.maximum(x, 1.0).place == maximum(x, 1.0).place
    assert np.add(x, x).place == (x + x).place
    with pytest.raises(TypeError):
        np.add.reduce(np.array([x, "y"], dtype=object))


def played(graph: Graph, result: int, inputs: dict[str, float]) -> float:
    """What the tape of a result gives, played as a browser plays it."""
    operations, [place] = tape(graph, [result])
    cells: list[float] = []
    for name, *parts in operations:
        if name == "c":
            cells.append(float(parts[0]))
        elif name in inputs:
            cells.append(inputs[str(name)])
        else:
            cells.append(_PLAYED[name](*(cells[int(part)] for part in parts)))
    return cells[place]


_PLAYED: dict[Any, Callable[..., float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "negate": lambda a: -a,
    "abs": abs,
    "sin": numeric.sin,
    "cos": numeric.cos,
    "sqrt": numeric.sqrt,
}


@pytest.mark.parametrize("key", SURFACES)
def test_a_surface_and_its_readings_give_the_same_bits(key: str) -> None:
    surface, graph = SURFACES[key], Graph()
    written = record(graph, [surface.value, surface.gradient], ("x", "y"))
    assert written is not None
    [value], gradient = written
    compiled = function(graph, ("x", "y"), value, *gradient)
    for x, y in np.random.default_rng(0).uniform(-2.0, 2.0, (20, 2)).tolist():
        expected = (surface.value(x, y), *surface.gradient(x, y))
        assert compiled(x, y) == expected
        assert [played(graph, i, {"x": x, "y": y}) for i in (value, *gradient)] == list(expected)


def test_choices_and_powers_are_read_as_python_too() -> None:
    def chosen(a: Any, b: Any) -> Any:
        return where(a > b, maximum(a, 2.0), minimum(sign(a), b)) * power(0.9, b)

    graph = Graph()
    result = graph.place(chosen(graph.symbol("a"), graph.symbol("b")))
    compiled = function(graph, ("a", "b"), result)
    for a, b in ((3.0, 1), (1.5, 1), (-4.0, 2)):
        assert compiled(a, b) == chosen(a, b)


@pytest.mark.parametrize("key", CURVES)
def test_a_curve_is_written_down_too(key: str) -> None:
    curve, graph = CURVES[key], Graph()
    written = record(graph, [curve.value, curve.gradient], ("x",))
    assert written is not None
    compiled = function(graph, ("x",), written[0][0], written[1][0])
    assert compiled(0.7) == (curve.value(0.7), curve.gradient(0.7))


@pytest.mark.parametrize("key", SURFACES)
def test_derivatives_of_a_value_are_those_that_were_written_by_hand(key: str) -> None:
    surface = SURFACES[key]
    gradient, hessian = derived(surface.value)
    for x, y in np.random.default_rng(1).uniform(-2.0, 2.0, (20, 2)).tolist():
        np.testing.assert_allclose(gradient(x, y), surface.gradient(x, y), rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(hessian(x, y), surface.hessian(x, y), rtol=1e-9, atol=1e-9)


def test_what_a_graph_cannot_hold_is_not_recorded() -> None:
    def looks(x: Any) -> Any:
        return x if x > 0 else -x

    assert record(Graph(), [looks], ("x",)) is None
    assert record(Graph(), [lambda x: x.mean()], ("x",)) is None
    with pytest.raises(ValueError, match="differentiated"):
        derived(lambda x, y: x if x > 0 else y)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_rule_writes_itself_down(key: str) -> None:
    optimizer, graph = OPTIMIZERS[key], Graph()
    names = ["t", "x", "g", *optimizer.memory, *optimizer.defaults]

    def step(*symbols: Any) -> Any:
        places, hypers = symbols[: 3 + len(optimizer.memory)], symbols[3 + len(optimizer.memory) :]
        return optimizer.rule(*places, **dict(zip(optimizer.defaults, hypers, strict=True)))

    written = record(graph, [step], names)
    assert written is not None
    assert len(written[0]) == 1 + len(optimizer.memory)


def test_slopes_are_shared_and_unknown_operations_refused() -> None:
    graph = Algebra()
    x = graph.input("x")
    square = graph.multiply(x, x)
    assert slopes(graph, "x", square) == [graph.add(x, x)]
    gradient, hessian = derivatives(graph, square)
    assert gradient(3.0, 1.0) == (6.0, 0.0)
    assert hessian(3.0, 1.0) == (2.0, 0.0, 0.0)
    with pytest.raises(ValueError, match="gamma"):
        slopes(graph, "x", graph.put("gamma", x))


# Powers are running products.


@pytest.mark.parametrize("base", [0.9, 0.999, 0.96**0.004, 0.0])
def test_a_power_is_the_running_product(base: float) -> None:
    product = 1.0
    for t in range(1, 400):
        product *= base
        assert power(base, t) == product
    assert power(base, 1) == base
    assert power(base, 0) == 1.0
    assert power(base, 300) == pytest.approx(base**300, rel=1e-13)


def test_powers_of_arrays_and_at_many_steps_are_those_of_floats() -> None:
    bases, steps = np.array([0.9, 0.5, 0.9]), np.array([[1.0], [7.0], [3.0]])
    assert power(bases, 7).tolist() == [power(float(base), 7) for base in bases]
    assert power(0.9, steps).tolist() == [[power(0.9, 1)], [power(0.9, 7)], [power(0.9, 3)]]


def test_many_bases_do_not_pile_up() -> None:
    for i in range(1000):
        power(i / 1000, 5)
    assert len(numeric._POWERS) <= numeric._MOST_BASES


def test_a_power_of_a_symbol_is_recorded_once() -> None:
    graph = Graph()
    beta, t = graph.symbol("beta"), graph.symbol("t")
    assert power(beta, t).place == power(beta, t).place
    assert graph.nodes[power(0.5, t).place][0] == "power"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [(1.0, 0.0, math.inf), (1.0, -0.0, -math.inf), (-1.0, 0.0, -math.inf), (0.0, 0.0, math.nan)],
)
def test_a_quotient_by_zero_is_what_arrays_have(a: float, b: float, expected: float) -> None:
    np.testing.assert_equal(numeric.quotient(a, b), expected)
    with np.errstate(all="ignore"):
        np.testing.assert_equal(np.array([a]) / np.array([b]), [expected])


@pytest.mark.parametrize("value", [-2.0, -0.0, 0.0, 3.0, math.nan])
def test_signs_and_roots_give_what_arrays_give(value: float) -> None:
    with np.errstate(all="ignore"):
        np.testing.assert_equal(sign(value), sign(np.array([value]))[0])
        np.testing.assert_equal(sqrt(value), sqrt(np.array([value]))[0])
