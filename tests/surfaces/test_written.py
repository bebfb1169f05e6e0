"""Surfaces are written down once for all values of their parameters."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from formula.graph import Graph, Symbol
from formula.known import Known, known_symbols
from formula.numeric import Number
from formula.python import function
from surfaces import CURVES, DATASETS, SURFACES, Curve, Surface, formula, make, make_curve, valley
from surfaces.written import general, written

EVERY: list[Surface | Curve] = [*SURFACES.values(), *CURVES.values()]


def computed(surface: Surface | Curve, *point: float) -> tuple[float, ...]:
    """Value and gradient, from what is written down."""
    form = written(surface)
    assert form is not None
    names = (*form.variables, *form.parameters)
    values = (surface.arguments[name] for name in form.parameters)
    made: tuple[float, ...] = function(form.graph, names, form.value, *form.gradient)(
        *point, *values
    )
    return made


def expected(surface: Surface | Curve, *point: float) -> tuple[float, ...]:
    gradient: Any = surface.gradient(*point)
    return surface.value(*point), *(gradient if surface.dimension == 2 else (gradient,))


@pytest.mark.parametrize("default", EVERY, ids=lambda s: f"{s.key}-{s.dimension}")
def test_one_graph_for_all_parameters(default: Surface | Curve) -> None:
    build: Any = make if isinstance(default, Surface) else make_curve
    form, random = written(default), np.random.default_rng(1)
    assert form is not None
    assert form.parameters == tuple(p.name for p in default.parameters)
    for share in (0.0, 0.3, 1.0):
        low_to_high = {p.name: p.low + share * (p.high - p.low) for p in default.parameters}
        surface = build(default.key, **low_to_high)
        assert written(surface) is form
        point = random.uniform(-2.0, 2.0, default.dimension).tolist()
        assert computed(surface, *point) == expected(surface, *point)


def test_what_no_table_makes_is_written_down_with_its_constants() -> None:
    bent = replace(valley(7.0), gradient=lambda x, y: (x * 3.0, y))
    for surface in (bent, formula("x^2 + sin(3*y)"), DATASETS["noisy"].regression()):
        form = written(surface)
        assert form is not None
        assert form.parameters == ()
        assert computed(surface, 0.3, 0.7) == expected(surface, 0.3, 0.7)


def moved_valley(kappa: float = 5.0) -> Surface:
    plain = valley(kappa)
    return replace(
        plain,
        key="moved",
        maker=moved_valley,
        parameters=plain.parameters[:1],
        arguments={"kappa": plain.arguments["kappa"]},
        value=lambda x, y: plain.value(x - 1.0, y),
        gradient=lambda x, y: plain.gradient(x - 1.0, y),
    )


def test_a_surface_names_its_maker_outside_the_table() -> None:
    form = general(moved_valley)
    assert form is not None
    assert form.parameters == ("kappa",)
    for kappa in (2.0, 30.0):
        surface = moved_valley(kappa)
        assert written(surface) is form
        assert computed(surface, 0.3, 0.7) == expected(surface, 0.3, 0.7)


def test_a_maker_that_loses_its_numbers_has_no_general_graph() -> None:
    def lossy(width: float = 2.0) -> Surface:
        known = math.sqrt(width)
        return replace(SURFACES["bowl"], gradient=lambda x, y: (known * x, known * y))

    def branching(width: float = 2.0) -> Surface:
        slope = 1.0 if width <= 2.0 else width
        return replace(SURFACES["bowl"], gradient=lambda x, y: (slope * x, slope * y))

    def refusing(width: float = 2.0) -> Surface:
        raise ValueError(f"no width is good, and {width} is not")

    assert [general(maker) for maker in (lossy, branching, refusing)] == [None] * 3


def test_a_known_symbol_answers_with_its_value_and_is_recorded() -> None:
    graph = Graph()
    width: Number = known_symbols(graph, {"width": 3.0})["width"]
    area = width * width + 1.0
    assert isinstance(area, Known)
    assert float(area) == 10.0
    assert width > 2.0
    assert not width <= 2.0
    assert width**2 == 9.0
    assert (width * np.array([1.0, 2.0])).tolist() == [3.0, 6.0]
    assert (np.array([1.0, 2.0]) - width).tolist() == [-2.0, -1.0]
    x: Number = graph.symbol("x")
    for mixed in (x * width, width * x):
        assert type(mixed) is Symbol
        assert graph.nodes[mixed.place][0] == "*"


def test_symbols_of_two_graphs_do_not_mix() -> None:
    with pytest.raises(TypeError):
        Graph().symbol("x") + Graph().symbol("x")
