"""A rule's lines are read from its own source, as lines, as mathematics and with numbers."""

import ast
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from formula.latex import latex, latex_name
from formula.math import ATOM, SIGN, Bound, Numbers, Symbols, Typed
from formula.mathml import mathml
from formula.names import text_name
from formula.numeric import power, sqrt, where
from formula.parts import Name, Number
from formula.source import all_names, assignments, compiled, names_in, returned


def halves(t: Any, x: Any, *, lr: Any) -> Any:
    """A function of lines."""
    half = lr / 2
    x = x - half * x
    return (x,)


def branches(x: Any) -> Any:
    if x > 0:
        x = -x
    return x


def test_lines_are_read_in_order() -> None:
    lines = assignments(halves)
    assert [line.name for line in lines] == ["half", "x"]
    assert ast.unparse(lines[1].value) == "x - half * x"


def test_a_function_that_does_more_is_refused() -> None:
    with pytest.raises(ValueError, match="branches may only assign names"):
        assignments(branches)


def test_all_names_are_those_of_the_function_itself() -> None:
    assert all_names(halves)(1, 8.0, lr=0.5) == {"t": 1, "x": 6.0, "lr": 0.5, "half": 0.25}
    rows = all_names(halves)(1, np.array([8.0, 4.0]), lr=0.5)
    assert rows["x"].tolist() == [6.0, 3.0]


def test_a_part_is_worked_out_with_the_owners_functions() -> None:
    part = ast.parse("sqrt(x) + 1", mode="eval").body
    assert compiled(part, halves)({"x": 9.0}) == 4.0
    assert names_in(part) == {"x"}
    assert sqrt(9.0) == 3.0


def test_what_one_line_returns() -> None:
    def one(x: Any) -> Any:
        return x + 1

    assert ast.unparse(returned(one)) == "x + 1"
    with pytest.raises(ValueError, match="must return"):
        returned(nothing)


def nothing() -> None:
    pass


@pytest.mark.parametrize(
    ("name", "latex", "text"),
    [
        ("x", "x", "x"),
        ("lr", r"\alpha", "α"),
        ("beta1", r"\beta_1", "β₁"),
        ("m_hat", r"\hat m", "m̂"),
        ("m_bar", r"\bar m", "m̄"),
        ("v_max", r"v_{\mathrm{max}}", "v_max"),
        ("rho_t", r"\rho_t", "ρ_t"),
        ("rho_inf", r"\rho_{\infty}", "ρ_∞"),
        ("mu_next", r"\mu_{t+1}", "μ_t+1"),
        ("weight_decay", r"\lambda", "λ"),
        ("nu2", r"\nu_2", "ν₂"),
    ],
)
def test_names(name: str, latex: str, text: str) -> None:
    assert latex_name(name) == latex
    assert text_name(name) == text


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("lr * m / (sqrt(v) + eps)", r"\alpha\,\frac{m}{\sqrt{v} + \varepsilon}"),
        ("m / (1 - power(beta1, t))", r"\frac{m}{1 - \beta_1^t}"),
        ("beta * g * g", r"\beta\,g^2"),
        ("(1 - beta) * g * g", r"(1 - \beta)\,g^2"),
        ("0.5 * power(0.96**0.004, t + 1)", r"0.5 \cdot 0.96^{0.004\,(t + 1)}"),
        ("a / b * c", r"\frac{a}{b}\,c"),
        ("(a + b) / c", r"\frac{a + b}{c}"),
        ("abs(g) + eps", r"|g| + \varepsilon"),
        ("sign(c)", r"\operatorname{sign}(c)"),
        ("maximum(u, v)", r"\max(u,\ v)"),
        ("where(t > 5, a, 1)", r"\begin{cases} a & t > 5 \\ 1 & \text{else} \end{cases}"),
        ("quotient(a, b)", r"\frac{a}{b}"),
        ("(a / b + c) * g", r"\left(\frac{a}{b} + c\right)\,g"),
    ],
)
def test_a_rules_expression_in_symbols(source: str, wanted: str) -> None:
    node = ast.parse(source, mode="eval").body
    part = Symbols({"lr", "beta", "beta1", "eps"}).read(node)
    assert latex(part) == wanted
    ElementTree.fromstring(mathml(part))


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("beta * m + (1 - beta) * g", r"0.75 \cdot v + 0.25 \cdot v"),
        ("m / (1 - power(beta, t))", r"\frac{v}{1 - 0.75^3}"),
        ("lr * m / g / 1", r"2 \cdot \frac{v}{v}"),
        ("(beta - 1) * g", r"(-0.25) \cdot v"),
    ],
)
def test_a_rules_expression_in_numbers(source: str, wanted: str) -> None:
    values = {"t": 3, "lr": 2.0, "beta": 0.75, "m": np.ones(2), "g": np.ones(2)}

    def write(node: ast.expr) -> Bound:
        value = eval(ast.unparse(node), dict(values))
        if np.ndim(value):
            return Name("v"), ATOM
        return Number(f"{value:g}"), SIGN if value < 0 else ATOM

    node = ast.parse(source, mode="eval").body
    part = Numbers({"lr", "beta", "t"}, write, lambda one: False).read(node)
    assert latex(part) == wanted
    ElementTree.fromstring(mathml(part))


def test_what_cannot_be_typeset_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be typeset"):
        Typed().read(ast.parse("[x]", mode="eval").body)


def test_where_on_numbers_chooses() -> None:
    assert where(True, 1.0, 2.0) == 1.0
    assert where(np.array([True, False]), 1.0, 2.0).tolist() == [1.0, 2.0]
    assert power(0.5, 2) == 0.25
