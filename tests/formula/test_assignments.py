"""A typed rule is read into lines, memories and numbers, or refused, with reason and place."""

import ast

import pytest

from formula.assignments import MOST_CHARACTERS, read_assignments
from formula.parse import FormulaError
from formula.values import worked_out
from tests.random_rules import HOSTILE, random_rules

READ = {
    "m = beta*m + (1-beta)*g\nx = x - lr*m": (("m",), ("lr", "beta")),
    "x = x − lr·g": ((), ("lr",)),
    "G = G + g²; x = x - lr*g/(sqrt(G) + eps)": (("G",), ("lr", "eps")),
    "x = x - lr*v\nv = beta*v + g": (("v",), ("lr", "beta")),
    "d = c*g\n\n x = x - lr*sign(max(d, -1))": ((), ("lr", "c")),
    "g = g + weight_decay*x;m = b1*m+g;x = x-lr*m/(1-b1**t)": (
        ("m",),
        ("lr", "weight_decay", "b1"),
    ),
}


@pytest.mark.parametrize("text", READ)
def test_what_is_not_given_is_a_memory_or_a_number_to_set(text: str) -> None:
    typed = read_assignments(text)
    assert (typed.memory, typed.numbers) == READ[text]


@pytest.mark.parametrize("text", READ)
def test_one_spelling_for_a_link_and_one_to_be_read(text: str) -> None:
    typed = read_assignments(text)
    assert " " not in typed.text
    for again in (typed.text, typed.shown):
        assert read_assignments(again).text == typed.text
        assert read_assignments(again).shown == typed.shown
    assert read_assignments("m=beta*m+g;x=x-lr*m").shown == "m = beta*m + g\nx = x - lr*m"


REFUSED = {
    "": "No line moves x",
    "m = m + g": "No line moves x",
    "x = x - g": "No line has the learning rate in it",
    "x - lr*g": "Line 1: Write a name, an equals sign",
    "x -= lr*g": r"Line 1: Write x = x - lr\*g, not x -= lr\*g \(at character 3\)",
    "m = 2\nx = x - lr*(g": r"Line 2: This parenthesis is never closed \(at character 12\)",
    "x = x - lr g": r"Line 1: Use \* for multiplication: lr g should be lr\*g \(at character 12\)",
    "x = x - lr*": r"Line 1: Something is missing after \* \(at character 11\)",
    "x = ": "Line 1: Something is missing after x =",
    "x = x = lr": r"Line 1: A line has one equals sign \(at character 7\)",
    "x = x - lr*|g|": r"Write abs\(g\) for \|g\|",
    "x = x - lr*β": "Write beta for β",
    "x = x - lr*y": "A rule moves each coordinate by itself",
    "x = x - lr*f": "is told the slope g alone",
    "x = x - lr*max(g)": r"max takes two numbers: max\(a, b\) \(at character 12\)",
    "x = x - lr*sqrt(g, 2)": r"sqrt takes one number \(at character 18\)",
    "x = x - lr*2,5": "Use a point in decimals",
    "x = x - (lr, g)": "Use a point in decimals",
    "x = x - lr*Sign(g)": "Write sign in small letters",
    "x = x - lr*lambda*g": "Choose another name than lambda, such as weight_decay",
    "x = x - lr*own_name*g": "own_name cannot be the name of a knob",
    "x = x - lr*import": "Choose another name than import",
    "x = x - lr*g.real": r"'\.' has no meaning here",
    "x = x - lr*__g": "'_' has no meaning here",
    "x = x - lr*g^101": "Powers go up to 100",
    "x = x - lr*1e999": "1e999 is too large",
    "lr = 2\nx = x - lr*g": "Line 1: lr is given",
    "x = x - lr*g\nt = t + 1": "Line 2: t is given",
    "sqrt = 2\nx = x - lr*g": "Line 1: sqrt is known already",
    "m = g\nm = m + g\nx = x - lr*m": "Line 2: m has a value already",
    "x = x - lr*" + "(" * 41 + "g" + ")" * 41: "x = x",
    "x = x - lr*" + "-" * 60 + "g": "nested too deep",
    "x = x - lr*" + "g+" * 300 + "g": f"longer than {MOST_CHARACTERS} characters",
    "x = x - lr*g;" + ";".join(f"a{i} = g" for i in range(12)): "more than 12 lines",
    "x = x - lr*(" + "+".join(f"a{i}" for i in range(9)) + ")": "more than 8 numbers to set",
}


@pytest.mark.parametrize("text", [text for text in REFUSED if REFUSED[text] != "x = x"])
def test_what_cannot_be_read_is_refused_with_reason_and_place(text: str) -> None:
    with pytest.raises(FormulaError, match=REFUSED[text]):
        read_assignments(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_hostile_is_read_or_refused(text: str) -> None:
    check(text)


def test_random_lines_are_read_or_refused() -> None:
    read = sum(check(text) for text in random_rules(300, seed=1))
    assert 50 < read < 250


def check(text: str) -> bool:
    """Whether it could be read; whatever is in its lines is then arithmetic."""
    try:
        typed = read_assignments(text)
    except FormulaError as error:
        refusal = str(error)
    else:
        refusal = ""
    if refusal:
        assert refusal.endswith(".")
        assert len(refusal) < 200
        return False
    allowed = ast.Constant | ast.Name | ast.BinOp | ast.UnaryOp | ast.Call
    for line in typed.lines:
        worked_out(line.value)
        inner = (ast.operator, ast.unaryop, ast.Load)
        assert all(isinstance(node, (allowed, *inner)) for node in ast.walk(line.value))
    return True


def test_nothing_but_arithmetic_is_worked_out() -> None:
    for source in ("[g]", "g if g else g", "g.real", "open(g)", "abs(*g)", "lambda: g", "g > 1"):
        with pytest.raises(ValueError, match="is no arithmetic"):
            worked_out(ast.parse(source, mode="eval").body)
