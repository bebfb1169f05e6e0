"""Typed text to an expression, and to a graph: mistakes are pointed at, nothing typed is ever run.

The text is cut into tokens, where mistakes can be pointed at; Python's own parser then settles what
binds to what; and the result is rebuilt, from the few operations allowed, in a graph.
"""

import ast
import math
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from .algebra import FUNCTIONS, Algebra, as_whole

LENGTH = 300
DEPTH = 100
SHOWN = 20
"""A message shows so many characters of a name or a number."""

VARIABLES = ("x", "y")
CONSTANTS = {"pi": math.pi, "e": math.e}
ALLOWED = f"x, y, {', '.join(CONSTANTS)}, and {', '.join(FUNCTIONS)}"

_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    rf"|(?P<function>(?:{'|'.join(FUNCTIONS)})(?![A-Za-z_0-9]))"
    r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*|π)"
    r"|(?P<operator>\*\*|[-+*/^])"
    r"|(?P<open>\()|(?P<close>\))|(?P<raised>[²³])"
)
TYPOGRAPHY = str.maketrans({"−": "-", "–": "-", "·": "*", "⋅": "*", "×": "*", "\t": " "})
_PYTHON = {"^": "**", "²": "**2", "³": "**3", "π": "pi"}
_HINTS = {
    "=": "Leave out the equals sign and what is before it: write x^2 + y^2, not z = x^2 + y^2",
    ",": "Use a point in decimals: 2.5, not 2,5",
    "|": "Write abs(x) for |x|",
    "[": "Use round parentheses: ( and )",
    "{": "Use round parentheses: ( and )",
    "]": "Use round parentheses: ( and )",
    "}": "Use round parentheses: ( and )",
    "√": "Write sqrt(x) for √x",
    "ln": "Write log for the natural logarithm",
    "X": "Write x, not X",
    "Y": "Write y, not Y",
}


class FormulaError(ValueError):
    """A formula that cannot be read; `position` is the index of the character at fault, or None."""

    def __init__(self, message: str, position: int | None = None) -> None:
        self.position = position
        place = "" if position is None else f" (at character {position + 1})"
        super().__init__(f"{message}{place}.")


class Token(NamedTuple):
    """A piece of the formula: what it is, and from where to where it was typed."""

    kind: str
    text: str
    start: int
    stop: int

    @property
    def is_function(self) -> bool:
        """Whether it is the name of a function."""
        return self.kind == "function"

    @property
    def starts(self) -> bool:
        """Whether a number, variable, function or parenthesis starts here."""
        return self.kind in ("number", "name", "function", "open")

    @property
    def ends(self) -> bool:
        """Whether a number, variable or parenthesis ends here."""
        return self.kind in ("number", "name", "close", "raised")


def parse(text: str) -> ast.expr:
    """Python's syntax tree of a formula in x and y, once nothing in it can be misread.

    Raises:
        FormulaError: a `ValueError` that says in words for a student what is wrong, and where.
    """
    if len(text) > LENGTH:
        raise FormulaError(f"The formula is longer than {LENGTH} characters")
    tokens = _tokens(text)
    check_parentheses(tokens)
    check_neighbours(text, tokens)
    if not any(token.text in VARIABLES for token in tokens):
        raise FormulaError("There is no x or y in the formula, so the surface would be flat")
    source = " ".join(_python(token) for token in tokens)
    return ast.parse(source, mode="eval").body


def _python(token: Token) -> str:
    if token.kind == "number":
        number = float(token.text)
        if math.isinf(number):
            raise FormulaError(f"{short(token.text)} is too large", token.start)
        return repr(number)
    return _PYTHON.get(token.text, token.text)


def _tokens(text: str) -> list[Token]:
    if "=" in text:
        # First of all, because what stands before it makes no sense either.
        raise FormulaError(_HINTS["="], text.index("="))
    return cut(text.translate(TYPOGRAPHY), _TOKEN, _HINTS, _check_name)


def cut(
    text: str,
    pattern: re.Pattern[str],
    hints: Mapping[str, str],
    check_name: Callable[[Token], None],
    position: int = 0,
) -> list[Token]:
    """The pieces of a text, from a position on.

    Args:
        pattern: matches a piece, with a group for each kind.
        hints: what to say of signs that are no piece.
        check_name: raises the error of a name that has no meaning.

    Raises:
        FormulaError: at the first sign or name without meaning.
    """
    tokens: list[Token] = []
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        match = pattern.match(text, position)
        if match is None:
            sign = text[position]
            raise FormulaError(hints.get(sign, f"{sign!r} has no meaning here"), position)
        token = Token(str(match.lastgroup), match[0], match.start(), match.end())
        if token.kind == "name":
            check_name(token)
        tokens.append(token)
        position = token.stop
    return tokens


def _check_name(token: Token) -> None:
    name = token.text
    if name in VARIABLES or _PYTHON.get(name, name) in CONSTANTS:
        return
    message = _HINTS.get(name, f"{short(name)!r} has no meaning here; use {ALLOWED}")
    if re.fullmatch("[xy]{2,9}", name):
        message = f"Use * for multiplication: {name} should be {'*'.join(name)}"
    elif re.fullmatch("[xy][0-9]{1,9}", name):
        message = f"Write {name[0]}^{name[1:]} for a power, or {name[0]}*{name[1:]} for a product"
    elif name.lower() in FUNCTIONS:
        message = f"Write {name.lower()} in small letters"
    raise FormulaError(message, token.start)


def short(text: str) -> str:
    """As much of a text as a message shows."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def check_neighbours(text: str, tokens: Sequence[Token]) -> None:
    """Refuse a missing operator or operand between neighbours; the formula's ends count as such."""
    edge = Token("edge", "", 0, 0)
    for a, b in pairwise([edge, *tokens, edge]):
        if a.is_function and b.kind != "open":
            raise FormulaError(f"{a.text} needs parentheses: {a.text}({b.text or 'x'})", a.start)
        if a.ends and b.starts:
            typed = f"{short(text[a.start : b.start])}{short(text[b.start : b.stop])}"
            meant = f"{short(text[a.start : a.stop])}*{short(text[b.start : b.stop])}"
            raise FormulaError(f"Use * for multiplication: {typed} should be {meant}", b.start)
        if a.kind == "raised" and (b.kind == "raised" or b.text in ("^", "**")):
            # The eye reads (x²)³, the parser x^(2³): nobody should have to guess.
            raise FormulaError("Use parentheses: (x^2)^3 or x^(2^3), not x²^3", b.start)
        signed = b.text in ("+", "-") or b.starts
        if not a.ends and not a.is_function and not signed:
            raise _missing(a, b)


def _missing(a: Token, b: Token) -> FormulaError:
    """What to say where a number, variable or parenthesis should stand between `a` and `b`."""
    if a.kind == b.kind == "edge":
        return FormulaError("Type a formula in x and y, such as x^2 + y^2")
    if b.kind == "edge":
        return FormulaError(f"Something is missing after {a.text}", a.start)
    if a.kind == "open" and b.kind == "close":
        return FormulaError("There is nothing between the parentheses", a.start)
    if b.kind == "close":
        return FormulaError(f"Something is missing after {a.text}", a.start)
    if a.kind == "operator":
        return FormulaError(f"Something is missing between {a.text} and {b.text}", b.start)
    return FormulaError(f"Something is missing before {b.text}", b.start)


def check_parentheses(tokens: Sequence[Token]) -> None:
    """Refuse a parenthesis without its partner, and too many in each other."""
    opened: list[Token] = []
    for token in tokens:
        if token.kind == "open":
            opened.append(token)
            if len(opened) > DEPTH:
                raise FormulaError(f"Parentheses are nested more than {DEPTH} deep", token.start)
        elif token.kind == "close":
            if not opened:
                raise FormulaError("This closing parenthesis was never opened", token.start)
            opened.pop()
    if opened:
        raise FormulaError("This parenthesis is never closed", opened[-1].start)


def build(node: ast.expr, graph: Algebra, depth: int = 0) -> int:
    """The expression's place in the graph.

    Raises:
        FormulaError: for whatever is not on the list of what is allowed.
        ArithmeticError: for a part that divides by zero or is too large.
    """
    if depth > DEPTH:
        raise FormulaError(f"The formula is nested more than {DEPTH} levels deep")

    def part(inner: ast.expr) -> int:
        return build(inner, graph, depth + 1)

    def first(inner: ast.expr) -> int:
        # In x + y + 1 the parser nests x + y, but nobody who reads it does.
        return build(inner, graph, depth)

    match node:
        case ast.Constant(value=int() | float() as number):
            return graph.number(float(number))
        case ast.Name(id=name) if name in VARIABLES:
            return graph.input(name)
        case ast.Name(id=name) if name in CONSTANTS:
            return graph.number(CONSTANTS[name])
        case ast.UnaryOp(op=ast.USub(), operand=a):
            return graph.negate(part(a))
        case ast.UnaryOp(op=ast.UAdd(), operand=a):
            return part(a)
        case ast.BinOp(left=a, op=ast.Add(), right=b):
            return graph.add(first(a), part(b))
        case ast.BinOp(left=a, op=ast.Sub(), right=b):
            return graph.subtract(first(a), part(b))
        case ast.BinOp(left=a, op=ast.Mult(), right=b):
            return graph.multiply(first(a), part(b))
        case ast.BinOp(left=a, op=ast.Div(), right=b):
            return graph.divide(first(a), part(b))
        case ast.BinOp(left=a, op=ast.Pow(), right=b):
            return _power(graph, part(a), part(b))
        case ast.Call(func=ast.Name(id=name), args=[a], keywords=[]) if name in FUNCTIONS:
            return _call(graph, name, part(a))
    raise FormulaError(f"{ast.unparse(node)} has no meaning here; use {ALLOWED}")


def _power(graph: Algebra, a: int, b: int) -> int:
    match graph.nodes[a], graph.nodes[b]:
        case ("number", base), ("number", exponent) if base < 0.0 and as_whole(exponent) is None:
            raise FormulaError(f"{base:g}, below 0, has whole powers alone, not {exponent:g}")
        case _, (name, *_) if name != "number":
            _check_logarithm(graph, a, "What is raised to a power with x or y in it")
    return graph.power(a, b)


def _call(graph: Algebra, name: str, a: int) -> int:
    match name, graph.nodes[a]:
        case "log", _:
            _check_logarithm(graph, a, "What log is taken of")
        case "sqrt", ("number", number) if number < 0.0:
            raise FormulaError(f"What sqrt is taken of must not be below 0, as {number:g} is")
    return graph.call(name, a)


def _check_logarithm(graph: Algebra, a: int, what: str) -> None:
    match graph.nodes[a]:
        case ("number", number) if number <= 0.0:
            raise FormulaError(f"{what} must be above 0, not {number:g}")
