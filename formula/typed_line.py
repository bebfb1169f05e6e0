"""One typed assignment, such as `m = beta*m + g`: mistakes are pointed at, nothing is ever run.

The line is cut into tokens, Python's own parser settles what binds to what, and the tree is built
anew from the few operations allowed.
"""

import ast
import keyword
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .names import GREEK
from .parse import (
    TYPOGRAPHY,
    FormulaError,
    Token,
    check_neighbours,
    check_parentheses,
    cut,
    short,
)
from .source import names_in
from .values import ONE_ARGUMENT, TWO_ARGUMENTS, constant

MOST_LEVELS = 40
LONGEST_NAME = 12
HIGHEST_POWER = 100.0

_TWO = {"max": "maximum", "min": "minimum", **{name: name for name in TWO_ARGUMENTS}}
_FUNCTIONS = (*ONE_ARGUMENT, *_TWO)
_SPELLED = {"maximum": "max", "minimum": "min", "**": "^", "²": "^2", "³": "^3", "π": "pi"}
_PYTHON = {"^": "**", "²": "**2.0", "³": "**3.0", "π": "pi"}

_NAME = r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*"
_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    rf"|(?P<function>(?:{'|'.join(_FUNCTIONS)})(?![A-Za-z_0-9]))"
    rf"|(?P<name>{_NAME}|π)"
    r"|(?P<operator>\*\*|[-+*/^])|(?P<comma>,)"
    r"|(?P<open>\()|(?P<close>\))|(?P<raised>[²³])"
)
_HINTS = {
    "=": "A line has one equals sign",
    "|": "Write abs(g) for |g|",
    "[": "Use round parentheses: ( and )",
    "{": "Use round parentheses: ( and )",
    "]": "Use round parentheses: ( and )",
    "}": "Use round parentheses: ( and )",
    "√": "Write sqrt(v) for √v",
    "∇": "The slope is called g",
    "#": "A rule has no comments",
    **{sign: f"Write {name} for {sign}" for name, sign in GREEK.items() if name != "alpha"},
}
_NO_NAMES = {
    "y": "A rule moves each coordinate by itself: write x, and y moves by the same lines",
    "f": "A rule is told the slope g alone, not the value of f",
    "grad": "The slope is called g",
    "X": "Write x, not X",
    "ln": "Write log for the natural logarithm",
    "lambda": "Choose another name than lambda, such as weight_decay",
}


@dataclass(frozen=True)
class TypedLine:
    """A name, what it becomes, and how that was typed."""

    name: str
    value: ast.expr
    tokens: Sequence[Token]

    @property
    def read(self) -> Iterator[str]:
        """The names that are read, from left to right."""
        known = names_in(self.value)
        return (token.text for token in self.tokens if token.text in known)

    @property
    def spelled(self) -> str:
        """The line in one spelling."""
        spelled = (_SPELLED.get(token.text, token.text) for token in self.tokens)
        return f"{self.name}={''.join(spelled)}"

    @property
    def spaced(self) -> str:
        """The same with room around what stands between terms."""
        written, before = f"{self.name} = ", None
        for token in self.tokens:
            between = token.text in ("+", "-") and before is not None and before.ends
            front, back = " " * between, " " * (between or token.kind == "comma")
            written += f"{front}{_SPELLED.get(token.text, token.text)}{back}"
            before = token
        return written


def read_line(text: str) -> TypedLine:
    """Read an assignment.

    Raises:
        FormulaError: a `ValueError` that says in words for a student what is wrong, and where.
    """
    plain = text.translate(TYPOGRAPHY)
    head, equals, _ = plain.partition("=")
    if not equals:
        raise FormulaError("Write a name, an equals sign and a formula, such as x = x - lr*g")
    if head.rstrip()[-1:] in tuple("+-*/^"):
        raise FormulaError("Write x = x - lr*g, not x -= lr*g", len(head) - 1)
    name, begin = head.strip(), len(head) - len(head.lstrip())
    if not re.fullmatch(_NAME, name):
        raise FormulaError("One name, such as m, stands before the equals sign", begin)
    _check_name(Token("name", name, begin, begin + len(name)))
    if name in _FUNCTIONS or name == "pi":
        raise FormulaError(f"{name} is known already: choose another name", begin)
    tokens = cut(plain, _TOKEN, _HINTS, _check_name, len(head) + 1)
    if not tokens:
        raise FormulaError(f"Something is missing after {name} =", len(head))
    check_parentheses(tokens)
    check_neighbours(plain, tokens)
    _check_commas(tokens)
    source = " ".join(map(_python, tokens))
    return TypedLine(name, _built(ast.parse(source, mode="eval").body), tokens)


def _check_name(token: Token) -> None:
    name = token.text
    message = _NO_NAMES.get(name)
    if message is None and keyword.iskeyword(name):
        message = f"Choose another name than {name}"
    elif message is None and len(name) > LONGEST_NAME:
        message = f"{short(name)} is longer than {LONGEST_NAME} letters"
    elif message is None and name.lower() in _FUNCTIONS and name not in _FUNCTIONS:
        message = f"Write {name.lower()} in small letters"
    if message:
        raise FormulaError(message, token.start)


def _check_commas(tokens: Sequence[Token]) -> None:
    """Refuse a comma anywhere but between the two arguments of a function that has two."""
    # Of each open parenthesis: the function before it, and how many commas it still takes.
    opened: list[tuple[Token | None, int]] = []
    before: Token | None = None
    for token in tokens:
        if token.kind == "open":
            owner = before if before and before.is_function else None
            opened.append((owner, int(owner is not None and owner.text in _TWO)))
        elif token.kind == "comma":
            owner, left = opened.pop() if opened else (None, 0)
            if not left:
                one = owner is not None and owner.text in ONE_ARGUMENT
                told = f"{owner.text} takes one number" if owner and one else None
                raise FormulaError(told or "Use a point in decimals: 2.5, not 2,5", token.start)
            opened.append((owner, 0))
        elif token.kind == "close":
            owner, left = opened.pop()
            if owner and left:
                name = _SPELLED.get(owner.text, owner.text)
                raise FormulaError(f"{name} takes two numbers: {name}(a, b)", owner.start)
        before = token


def _python(token: Token) -> str:
    if token.kind == "number":
        number = float(token.text)
        if math.isinf(number):
            raise FormulaError(f"{short(token.text)} is too large", token.start)
        return repr(number)
    return _TWO.get(token.text, _PYTHON.get(token.text, token.text))


def _built(node: ast.expr, level: int = 0) -> ast.expr:
    """The same tree, made of what is allowed."""
    if level > MOST_LEVELS:
        raise FormulaError("This is nested too deep: split it in two lines")

    def part(inner: ast.expr) -> ast.expr:
        return _built(inner, level + 1)

    match node:
        case ast.Constant(value=float() as number):
            return ast.Constant(number)
        case ast.Name(id="pi"):
            return ast.Constant(math.pi)
        case ast.Name(id=name):
            return ast.Name(name, ast.Load())
        case ast.UnaryOp(op=ast.UAdd(), operand=a):
            return part(a)
        case ast.UnaryOp(op=ast.USub(), operand=a):
            return ast.UnaryOp(ast.USub(), part(a))
        case ast.BinOp(left=a, op=ast.Pow(), right=b):
            return ast.BinOp(part(a), ast.Pow(), _exponent(part(b)))
        case ast.BinOp(left=a, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() as op, right=b):
            return ast.BinOp(part(a), type(op)(), part(b))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in _FUNCTIONS:
            return ast.Call(ast.Name(name, ast.Load()), list(map(part, arguments)), [])
    raise FormulaError(f"{short(ast.unparse(node))} has no meaning here")


def _exponent(node: ast.expr) -> ast.expr:
    number = constant(node)
    if number is not None and not abs(number) <= HIGHEST_POWER:
        raise FormulaError(f"Powers go up to {HIGHEST_POWER:g}")
    return node
