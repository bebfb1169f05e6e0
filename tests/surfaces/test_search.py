"""What a search of the frame finds of typed formulas is there, and what is well known is found."""

import math
import warnings
from collections.abc import Iterator

import numpy as np
import pytest

from surfaces import SURFACES, Surface, formula, rosenbrock
from surfaces.surface import Domain

from .test_typed import TYPED

FRAME: Domain = ((-2.0, 2.0), (-2.0, 2.0))


@pytest.fixture(autouse=True)
def no_warnings() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def within(places: tuple[tuple[float, float], ...], domain: Domain) -> list[tuple[float, float]]:
    (x0, x1), (y0, y1) = domain
    return [(x, y) for x, y in places if x0 < x < x1 and y0 < y < y1]


@pytest.mark.parametrize("key", TYPED)
def test_the_test_functions_have_what_is_known_of_them(key: str) -> None:
    known = SURFACES[key]
    typed = formula(TYPED[key], domain=known.domain)
    for kind in ("minima", "saddles", "maxima"):
        expected = sorted(within(getattr(known, kind), known.domain))
        found = getattr(typed, kind)
        assert len(found) == len(expected), kind
        for place in expected:
            assert min(math.dist(place, other) for other in found) < 1e-9


def test_a_narrow_valley_hides_its_minimum_from_no_search() -> None:
    typed = formula("(1-x)^2 + 100*(y-x^2)^2", rosenbrock().domain)
    assert typed.minima == ((1.0, 1.0),)
    assert typed.saddles == typed.maxima == ()
    assert typed.lowest == 0.0


@pytest.mark.parametrize(
    ("text", "minima"),
    [
        ("x^4 + y^4", [(0, 0)]),
        ("x^6 + y^2", [(0, 0)]),
        ("abs(x) + abs(y)", [(0, 0)]),
        ("abs(x-1) + y^2", [(1, 0)]),
        ("10*abs(x-2*y) + x^2 + y^2", [(0, 0)]),
        ("sqrt(x^2 + y^2)", [(0, 0)]),
        ("sqrt(abs(x)) + y^2", [(0, 0)]),
        ("abs(x*y-1) + 0.1*(x^2+y^2)", [(-1, -1), (1, 1)]),
        ("-exp(-100*((x-0.5)^2 + (y+0.3)^2))", [(0.5, -0.3)]),
        ("1e8*(x^2+y^2) + 1e9", [(0, 0)]),
        ("1e-8*(x^2+y^2)", [(0, 0)]),
        ("x^x + y^2", [(math.exp(-1), 0)]),
        ("1/x + x + y^2", [(1, 0)]),
    ],
)
def test_minima_that_are_flat_sharp_or_beside_a_hole(
    text: str, minima: list[tuple[float, float]]
) -> None:
    found = formula(text, FRAME).minima
    assert len(found) == len(minima)
    for place, expected in zip(found, minima, strict=True):
        assert place == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("x", False),
        ("x^2 - y^2", False),
        ("x^3 + y^2", False),
        ("1/(x^2+y^2)", False),
        ("-1/(x^2+y^2)", False),
        ("log(x^2+y^2)", False),
        ("sqrt(x-1) + y^2", False),
        ("exp(-x^2-y^2)", False),
        ("-abs(x) - abs(y)", False),
        ("sqrt(tan(x)*tanh(x))/(y/x^2)^2", False),
        ("0*x", True),
        ("x^2", True),
        ("abs(x)", True),
        ("(x*y-1)^2", True),
        ("(x^2+y^2-1)^2", True),
        ("tanh(20*x)", True),
    ],
)
def test_where_there_is_no_single_minimum_none_is_found(text: str, level: bool) -> None:
    surface = formula(text, FRAME)
    assert surface.minima == ()
    assert surface.lowest is None
    assert "no minimum" in surface.note.lower()
    assert ("level stretches" in surface.note) is level


@pytest.mark.parametrize(
    ("text", "lower"),
    [
        ("x^2 + y^2", False),
        ("abs(x) + 0.5*x + y^2", False),
        ("sin(x)*y**2 + 0.1*(x**2+y**2)", True),
        ("x^3 - 3*x + y^2", True),
        ("x^2 + y^2 - 1e-6/((x-1)^2 + y^2)", True),
    ],
)
def test_lower_values_elsewhere_are_noticed(text: str, lower: bool) -> None:
    surface = formula(text, FRAME)
    assert surface.minima
    assert surface.lower is lower
    assert (surface.lowest is None) is lower


PIECES = (
    "x*y",
    "x^2",
    "y^2",
    "sin({a}*x)",
    "cos({a}*y)",
    "exp(-x^2)",
    "abs(x-{a}*y)",
    "x^3*y",
    "y",
)


def random_surface(rng: np.random.Generator) -> Surface:
    terms = [
        f"{rng.uniform(-2, 2):.2f}*"
        + str(rng.choice(PIECES)).format(a=f"{rng.uniform(0.5, 4):.2f}")
        for _ in range(rng.integers(2, 6))
    ]
    return formula(" + ".join(terms), FRAME)


def test_what_is_found_is_what_it_is_called() -> None:
    rng, angles = np.random.default_rng(7), np.linspace(0.0, 2.0 * np.pi, 73)
    counts = {"minima": 0, "saddles": 0, "maxima": 0}
    for _ in range(60):
        surface = random_surface(rng)
        for kind in counts:
            for x, y in getattr(surface, kind):
                counts[kind] += 1
                ring = surface.value(x + 1e-3 * np.cos(angles), y + 1e-3 * np.sin(angles))
                assert kind != "minima" or ring.min() > surface.value(x, y)
                assert kind != "maxima" or ring.max() < surface.value(x, y)
                if "abs" not in surface.name:
                    assert np.hypot(*surface.gradient(x, y)) < 1e-6
                    hxx, hxy, hyy = surface.hessian(x, y)
                    assert kind != "saddles" or hxx * hyy - hxy * hxy < 1e-6
    assert all(count > 10 for count in counts.values())


def test_equal_formulas_are_one_record() -> None:
    assert formula("x^2 + y^4", FRAME) is formula("x^2 + y^4", FRAME)
