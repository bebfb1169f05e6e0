import math
from collections.abc import Callable

import numpy as np
import pytest

from formula.parse import DEPTH, LENGTH, FormulaError
from surfaces import SURFACES, formula, rosenbrock, valley

from .checks import assert_derivatives, assert_same_bits, points

Derivatives = tuple[float, float, float, float, float, float]
Closed = Callable[[float, float], Derivatives]

# Value, both first derivatives and the three second ones, by hand, for x and y above 0.
CLOSED_FORMS: dict[str, Closed] = {
    "x": lambda x, y: (x, 1, 0, 0, 0, 0),
    "-y": lambda x, y: (-y, 0, -1, 0, 0, 0),
    "+x - -y": lambda x, y: (x + y, 1, 1, 0, 0, 0),
    "x*y": lambda x, y: (x * y, y, x, 0, 1, 0),
    "x/y": lambda x, y: (x / y, 1 / y, -x / y**2, 0, -1 / y**2, 2 * x / y**3),
    "x^3": lambda x, y: (x**3, 3 * x**2, 0, 6 * x, 0, 0),
    "y**0 + x**1": lambda x, y: (1 + x, 1, 0, 0, 0, 0),
    "x^-2": lambda x, y: (x**-2, -2 * x**-3, 0, 6 * x**-4, 0, 0),
    "y^1.5": lambda x, y: (y**1.5, 0, 1.5 * y**0.5, 0, 0, 0.75 * y**-0.5),
    "y^(1/2)": lambda x, y: (y**0.5, 0, 0.5 * y**-0.5, 0, 0, -0.25 * y**-1.5),
    "2^x": lambda x, y: (2**x, math.log(2) * 2**x, 0, math.log(2) ** 2 * 2**x, 0, 0),
    "x^y": lambda x, y: (
        x**y,
        y * x ** (y - 1),
        x**y * math.log(x),
        y * (y - 1) * x ** (y - 2),
        x ** (y - 1) * (1 + y * math.log(x)),
        x**y * math.log(x) ** 2,
    ),
    "sin(x)": lambda x, y: (math.sin(x), math.cos(x), 0, -math.sin(x), 0, 0),
    "cos(2*y)": lambda x, y: (
        math.cos(2 * y),
        0,
        -2 * math.sin(2 * y),
        0,
        0,
        -4 * math.cos(2 * y),
    ),
    "tan(x)": lambda x, y: (
        math.tan(x),
        1 / math.cos(x) ** 2,
        0,
        2 * math.tan(x) / math.cos(x) ** 2,
        0,
        0,
    ),
    "tanh(y)": lambda x, y: (
        math.tanh(y),
        0,
        1 / math.cosh(y) ** 2,
        0,
        0,
        -2 * math.tanh(y) / math.cosh(y) ** 2,
    ),
    "exp(x*y)": lambda x, y: (
        math.exp(x * y),
        y * math.exp(x * y),
        x * math.exp(x * y),
        y**2 * math.exp(x * y),
        (1 + x * y) * math.exp(x * y),
        x**2 * math.exp(x * y),
    ),
    "e^x": lambda x, y: (math.exp(x), math.exp(x), 0, math.exp(x), 0, 0),
    "log(x) + pi": lambda x, y: (math.log(x) + math.pi, 1 / x, 0, -1 / x**2, 0, 0),
    "sqrt(x)": lambda x, y: (x**0.5, 0.5 * x**-0.5, 0, -0.25 * x**-1.5, 0, 0),
    "abs(-x)*y": lambda x, y: (x * y, y, x, 0, 1, 0),
    "-x^2": lambda x, y: (-(x**2), -2 * x, 0, -2, 0, 0),
    "2^3^2*x": lambda x, y: (512 * x, 512, 0, 0, 0, 0),
    "6/2/3*x": lambda x, y: (x, 1, 0, 0, 0, 0),
    "x - (y - 1)": lambda x, y: (x - y + 1, 1, -1, 0, 0, 0),
    "1e-2*x + .5*y + 3.": lambda x, y: (0.01 * x + 0.5 * y + 3, 0.01, 0.5, 0, 0, 0),
    "007*x": lambda x, y: (7 * x, 7, 0, 0, 0, 0),
    "0*x": lambda x, y: (0, 0, 0, 0, 0, 0),
    " x ^ 2\n+ y² + x³": lambda x, y: (
        x**2 + y**2 + x**3,
        2 * x + 3 * x**2,
        2 * y,
        2 + 6 * x,
        0,
        2,
    ),
    "π·x − 3×y": lambda x, y: (math.pi * x - 3 * y, math.pi, -3, 0, 0, 0),
}


@pytest.mark.parametrize("text", CLOSED_FORMS)
def test_formulas_against_closed_forms(text: str) -> None:
    surface = formula(text)
    for x, y in ((0.7, 0.3), (1.3, 1.9), (0.2, 0.4)):
        found = (surface.value(x, y), *surface.gradient(x, y), *surface.hessian(x, y))
        assert found == pytest.approx(CLOSED_FORMS[text](x, y), rel=1e-13, abs=1e-15)


TYPED = {
    "bowl": "x^2 + y^2",
    "saddle": "x^2 - y^2",
    "monkey_saddle": "x^3 - 3*x*y^2",
    "beale": "(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2",
    "himmelblau": "(x^2+y-11)^2 + (x+y^2-7)^2",
    "ripples": "x^2 + y^2 + 2 - cos(2*pi*x) - cos(2*pi*y)",
    "styblinski_tang": "(x^4-16*x^2+5*x + y^4-16*y^2+5*y)/2",
}


@pytest.mark.parametrize("key", TYPED)
def test_typed_formulas_are_the_test_functions(key: str) -> None:
    known = SURFACES[key]
    typed = formula(TYPED[key], domain=known.domain)
    x, y = points(known, 200)
    for name in ("value", "gradient", "hessian"):
        found, expected = (np.array(getattr(one, name)(x, y)) for one in (typed, known))
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12 * abs(expected).max())


SMOOTH = [
    "sin(x)*cos(y) + tanh(x*y)",
    "exp(-(x^2 + y^2)) / (1 + x^2)",
    "log(1 + x^2 + y^4) - sqrt(2 + sin(3*x - y))",
    "(2 + cos(x))^y + (3 + x)^1.7",
    "x^7 - 3*x^4*y^2 + abs(y + 5)^-1.5",
    "tan(x/4)^2 + 1/(3 + y)^3",
    "sin(cos(sin(cos(x*y - 1))))",
]


@pytest.mark.parametrize("text", SMOOTH)
def test_derivatives_agree_with_finite_differences(text: str) -> None:
    surface = formula(text)
    assert_derivatives(surface, *points(surface, 200))


@pytest.mark.parametrize("text", [*SMOOTH, "abs(x) - abs(y)", "x", "3*y", "0*x"])
def test_floats_and_arrays_give_the_same_bits(text: str) -> None:
    surface = formula(text)
    x, y = points(surface, 200)
    for function in (surface.value, surface.gradient, surface.hessian):
        assert_same_bits(function, x, y)


def test_the_gradient_of_abs_at_its_kink_is_zero() -> None:
    assert formula("abs(x) + y").gradient(0.0, 1.0) == (0.0, 1.0)


def test_a_division_by_zero_is_infinite_or_no_number_on_floats_as_in_arrays() -> None:
    for text in ("1/x + y", "sqrt(x^2)/x", "-1/x", "x^-3", "sqrt(x^2 + y^2)"):
        surface = formula(text)
        for function in (surface.value, surface.gradient, surface.hessian):
            with np.errstate(all="ignore"):
                assert_same_bits(function, np.array([0.0, -0.0]), np.zeros(2))


def test_nested_derivatives_stay_small() -> None:
    deep = formula("sin(" * 58 + "x" + ")" * 58)
    x = 0.1
    expected, slope = x, 1.0
    for _ in range(58):
        expected, slope = math.sin(expected), slope * math.cos(expected)
    assert deep.value(x, 0.0) == pytest.approx(expected, rel=1e-12)
    assert deep.gradient(x, 0.0) == pytest.approx((slope, 0.0), rel=1e-12)


@pytest.mark.parametrize(("sign", "value"), [("+", 150.0), ("-", -148.0), ("*", 1.0), ("/", 1.0)])
def test_a_chain_as_long_as_a_formula_may_be_is_not_nested(sign: str, value: float) -> None:
    text = "x" + f"{sign}x" * 149
    assert DEPTH < len(text) <= LENGTH
    assert formula(text).value(1.0, 0.0) == value


def test_a_power_may_be_raised_in_parentheses() -> None:
    assert formula("(x²)^3").value(2.0, 0.0) == 64.0
    assert formula("x^(2^3)").value(2.0, 0.0) == 256.0
    assert formula("2^x²").value(2.0, 0.0) == pytest.approx(16.0, rel=1e-14)


@pytest.mark.parametrize(
    ("text", "power"),
    [
        ("x^sqrt(4)", 2),
        ("x^(1+1)", 2),
        ("x^(4/2)", 2),
        ("x^-(2)", -2),
        ("x^(0.1*3/0.1)", 3),
        ("x^log(e^2)", 2),
        ("x^1002", 1002),
        ("x^1003", 1003),
        ("x^-1003", -1003),
    ],
)
def test_a_number_below_0_has_whole_powers_however_they_are_written(text: str, power: int) -> None:
    surface, x = formula(text), -1.01
    assert surface.value(x, 0.0) == pytest.approx(x**power, rel=1e-12)
    slope = power * x ** (power - 1)
    assert surface.gradient(x, 0.0) == pytest.approx((slope, 0.0), rel=1e-12)
    bend = power * (power - 1) * x ** (power - 2)
    assert surface.hessian(x, 0.0) == pytest.approx((bend, 0.0, 0.0), rel=1e-12)


def test_the_record() -> None:
    surface = formula(" x^2 + y ", domain=((0.0, 4.0), (1.0, 5.0)))
    assert (surface.key, surface.name) == ("formula", "x^2 + y")
    assert surface.domain == ((0.0, 4.0), (1.0, 5.0))
    assert surface.minima == surface.saddles == ()
    assert surface.contains(*surface.start)
    assert formula("x + y", start=(1.0, 0.5)).start == (1.0, 0.5)


@pytest.mark.parametrize("text", ["sqrt(x - 1.5)", "log(-y - 1)", "log(x - y - 2)", "1/(y - 1.2)"])
def test_the_start_is_where_the_formula_has_a_value(text: str) -> None:
    surface = formula(text)
    numbers = (surface.value(*surface.start), *surface.gradient(*surface.start))
    assert all(math.isfinite(number) for number in numbers)


def test_the_domain_and_start_are_checked() -> None:
    with pytest.raises(ValueError, match="domain of x must run from low to high"):
        formula("x + y", domain=((1.0, 0.0), (0.0, 1.0)))
    with pytest.raises(ValueError, match="is outside its domain"):
        formula("x + y", start=(9.0, 0.0))


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("x^2+y^2", "{x}^{2} + {y}^{2}"),
        ("2*x*y", r"2 \, x \, y"),
        ("x*2", r"x \cdot 2"),
        ("3*2^x", r"3 \cdot {2}^{x}"),
        ("(x+1)*y", r"\left(x + 1\right) \, y"),
        ("x-(y-1)", r"x - \left(y - 1\right)"),
        ("x-y-1", "x - y - 1"),
        ("-x^2", "-{x}^{2}"),
        ("(-x)^2", r"{\left(-x\right)}^{2}"),
        ("-(x+y)", r"-\left(x + y\right)"),
        ("x*-y", r"x \, \left(-y\right)"),
        ("(x/y)^2", r"{\left(\frac{x}{y}\right)}^{2}"),
        ("x^y^2", "{x}^{{y}^{2}}"),
        ("(x^y)^2", r"{\left({x}^{y}\right)}^{2}"),
        ("sqrt(x)+abs(y)", r"\sqrt{x} + \left|y\right|"),
        ("sin(pi*x)", r"\sin\left(\pi \, x\right)"),
        ("1.50*x + 2e-7*y", r"1.5 \, x + 2 \cdot 10^{-7} \, y"),
    ],
)
def test_latex(text: str, latex: str) -> None:
    assert formula(text).latex == latex


# What a student, or somebody up to no good, may type: the message, and the character it points at.
REFUSED = [
    ("", "Type a formula in x and y, such as", None),
    ("   ", "Type a formula in x and y, such as", None),
    ("3", "There is no x or y in the formula", None),
    ("2x", "Use * for multiplication: 2x should be 2*x", 2),
    ("x + 2 y", "Use * for multiplication: 2 y should be 2*y", 7),
    ("xy", "Use * for multiplication: xy should be x*y", 1),
    ("2e", "Use * for multiplication: 2e should be 2*e", 2),
    ("1e5x", "Use * for multiplication: 1e5x should be 1e5*x", 4),
    ("x(y+1)", "Use * for multiplication: x( should be x*(", 2),
    ("(x+1)(y-1)", "Use * for multiplication: )( should be )*(", 6),
    ("sin(x)cos(y)", "Use * for multiplication: )cos should be )*cos", 7),
    ("x²y", "Use * for multiplication: ²y should be ²*y", 3),
    ("0.5.3", "Use * for multiplication", 4),
    ("0x10", "Write x^10 for a power, or x*10 for a product", 2),
    ("x2", "Write x^2 for a power, or x*2 for a product", 1),
    ("sin x", r"sin needs parentheses: sin(x)", 1),
    ("y + cos", r"cos needs parentheses: cos(x)", 5),
    ("sin^2(x)", "sin needs parentheses", 1),
    ("sin()", "There is nothing between the parentheses", 4),
    ("x + ()", "There is nothing between the parentheses", 5),
    ("x +", "Something is missing after +", 3),
    ("(x +) y", "Something is missing after +", 4),
    ("* x", "Something is missing before *", 1),
    ("(/ x)", "Something is missing before /", 2),
    ("x // 2", "Something is missing between / and /", 4),
    ("x *** y", "Something is missing between ** and *", 5),
    ("x + ²", "Something is missing between + and ²", 5),
    ("(x", "This parenthesis is never closed", 1),
    ("sin(x", "This parenthesis is never closed", 4),
    ("x)", "This closing parenthesis was never opened", 2),
    ("x)(", "This closing parenthesis was never opened", 2),
    ("z", "'z' has no meaning here; use x, y, pi, e, and sin", 1),
    ("z = x^2", "Leave out the equals sign", 3),
    ("f(x, y) = x^2", "Leave out the equals sign", 9),
    ("x = 2", "Leave out the equals sign", 3),
    ("2,5*x", "Use a point in decimals: 2.5, not 2,5", 2),
    ("|x|", "Write abs(x) for |x|", 1),
    ("[x]", "Use round parentheses", 1),
    ("{x: y}", "Use round parentheses", 1),
    ("√x", "Write sqrt(x) for √x", 1),
    ("ln(x)", "Write log for the natural logarithm", 1),
    ("X^2", "Write x, not X", 1),
    ("Sin(x)", "Write sin in small letters", 1),
    ("atan(x)", "'atan' has no meaning here", 1),
    ("x > y", "'>' has no meaning here", 3),
    ("x % y", "'%' has no meaning here", 3),
    ("x; y", "';' has no meaning here", 2),
    ("x.real", "'.' has no meaning here", 2),
    ("x @ y", "'@' has no meaning here", 3),
    ("x\0", "has no meaning here", 2),
    ("'x'", "has no meaning here", 1),
    ("𝑥 + y", "has no meaning here", 1),
    ("lambda x", "'lambda' has no meaning here", 1),
    ("x if y else 2", "'if' has no meaning here", 3),
    ("not x", "'not' has no meaning here", 1),
    ("True + x", "'True' has no meaning here", 1),
    ("x + None", "'None' has no meaning here", 5),
    ("2j * x", "'j' has no meaning here", 2),
    ("__import__('os').system('ls')", "'__import__' has no meaning here", 1),
    ("eval(x)", "'eval' has no meaning here", 1),
    ("fill(x)", "'fill' has no meaning here", 1),
    ("sign(x)", "'sign' has no meaning here", 1),
    ("t1 + x", "'t1' has no meaning here", 1),
    ("sin(x)(y)", "Use * for multiplication", 7),
    ("sin(x, y)", "Use a point in decimals", 6),
    ("1e999*x", "1e999 is too large", 1),
    ("x/0", "A part of the formula without x and y divides by zero", None),
    ("x + 1/(1-1)", "A part of the formula without x and y divides by zero", None),
    ("x + 1/sin(0)", "A part of the formula without x and y divides by zero", None),
    ("x*0^-1", "A part of the formula without x and y divides by zero", None),
    ("1e200*1e200*x", "A part of the formula without x and y is too large", None),
    ("10^999*x", "A part of the formula without x and y is too large", None),
    ("9^9^9^9^9*x", "A part of the formula without x and y is too large", None),
    ("x + log(-1)", "What log is taken of must be above 0, not -1", None),
    ("x*log(0)", "What log is taken of must be above 0, not 0", None),
    ("x + log(2 - 2)", "What log is taken of must be above 0, not 0", None),
    ("0^x", "What is raised to a power with x or y in it must be above 0, not 0", None),
    ("y + (-2)^x", "What is raised to a power with x or y in it must be above 0, not -2", None),
    ("x + sqrt(1 - 2)", "What sqrt is taken of must not be below 0, as -1 is", None),
    ("x*(-2)^0.5", "-2, below 0, has whole powers alone, not 0.5", None),
    ("x*0^-0.5", "A part of the formula without x and y divides by zero", None),
    ("exp(1000)*x", "A part of the formula without x and y is too large", None),
    ("sqrt(-1 - x^2)", "The formula has no finite value anywhere in the frame", None),
    ("x" * (LENGTH + 1), "The formula is longer than 300 characters", None),
    ("(" * 140 + "x" + ")" * 140, "Parentheses are nested more than 100 deep", 101),
    ("(" * 58 + "x+y" + ")^95" * 58, "takes more than 2000 operations: write a shorter", None),
    ("-" * 299 + "x", "The formula is nested more than 100 levels deep", None),
    ("x" + "^x" * 149, "The formula is nested more than 100 levels deep", None),
    ("x²^3", "Use parentheses: (x^2)^3 or x^(2^3), not x²^3", 3),
    ("x + y³ ** 2", "Use parentheses: (x^2)^3", 8),
    ("x²³", "Use parentheses: (x^2)^3", 3),
]


@pytest.mark.parametrize(("text", "message", "character"), REFUSED)
def test_what_cannot_be_read_is_explained(text: str, message: str, character: int | None) -> None:
    with pytest.raises(FormulaError) as caught:
        formula(text)
    said = str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert message in said
    if character is None:
        assert caught.value.position is None
        assert "at character" not in said
    else:
        assert caught.value.position == character - 1
        assert said.endswith(f"(at character {character}).")


def test_random_input_is_read_or_explained() -> None:
    pieces = ["x", "y", "2", "1.5", "e", "pi", "sin", "abs", "(", ")", "+", "-", "*", "/", "^"]
    pieces += ["**", " ", "²", "log", ".", "π", "=", "z", "exp(", "x)"]
    rng = np.random.default_rng(0)
    read = 0
    for _ in range(3000):
        text = "".join(rng.choice(pieces, rng.integers(1, 8)))
        try:
            surface = formula(text)
        except FormulaError:
            continue
        read += 1
        assert all(type(g) is float for g in surface.gradient(*surface.start))
    assert read > 30


def test_a_formula_is_as_exact_as_the_record_it_copies() -> None:
    for typed, known in (
        (formula("(1-x)^2 + 10*(y-x^2)^2"), rosenbrock(b=10)),
        (formula("(x^2 + 50*y^2)/2"), valley(kappa=50)),
    ):
        x, y = 0.6, -0.8
        assert typed.gradient(x, y) == pytest.approx(known.gradient(x, y), rel=1e-14)
        assert typed.hessian(x, y) == pytest.approx(known.hessian(x, y), rel=1e-14)
