"""Formulas as mathematics: an expression read as LaTeX, in symbols or with numbers put in."""

import ast
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

# How tightly each kind of term binds, to know where parentheses are needed.
SUM, SIGN, PRODUCT, POWER, ATOM = range(5)

Set = tuple[str, int]
"""A term in LaTeX, and how tightly it binds."""

_GREEK = {
    "lr": ("α", r"\alpha"),
    "alpha": ("α", r"\alpha"),
    "beta": ("β", r"\beta"),
    "eps": ("ε", r"\varepsilon"),
    "weight_decay": ("λ", r"\lambda"),
    "nu": ("ν", r"\nu"),
    "mu": ("μ", r"\mu"),
    "rho": ("ρ", r"\rho"),
    "sigma": ("σ", r"\sigma"),
    "pi": ("π", r"\pi"),
}
_ACCENTS = {"hat": ("\u0302", r"\hat"), "bar": ("\u0304", r"\bar")}
_BELOW = {"max": ("max", r"\max"), "inf": ("∞", r"\infty"), "next": ("t+1", "t+1")}
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def latex_name(name: str) -> str:
    """A name as mathematics: `m_hat` as m̂, `beta1` as β₁, `rho_t` as ρ with the index t."""
    base, accent, below = _parts(name)
    symbol = _GREEK[base][1] if base in _GREEK else base
    if accent:
        symbol = rf"{_ACCENTS[accent][1]} {symbol}"
    if not below:
        return symbol
    inner = _BELOW[below][1] if below in _BELOW else below
    return f"{symbol}_{inner}" if len(inner) == 1 else f"{symbol}_{{{inner}}}"


def text_name(name: str) -> str:
    """The same in plain characters."""
    base, accent, below = _parts(name)
    symbol = _GREEK[base][0] if base in _GREEK else base
    symbol += _ACCENTS[accent][0] if accent else ""
    if not below:
        return symbol
    inner = _BELOW[below][0] if below in _BELOW else below
    return symbol + (inner.translate(_SUBSCRIPTS) if inner.isdigit() else f"_{inner}")


def _parts(name: str) -> tuple[str, str, str]:
    """A name's letter, its accent and its index."""
    if name in _GREEK:
        return name, "", ""
    base, _, rest = name.partition("_")
    letter = base.rstrip("0123456789")
    digits = base[len(letter) :]
    return letter, rest if rest in _ACCENTS else "", digits or ("" if rest in _ACCENTS else rest)


class Latex:
    """Reads an expression as it was typed."""

    def read(self, node: ast.expr) -> str:
        """The expression in LaTeX."""
        return self.typeset(node)[0]

    def part(self, node: ast.expr, least: int) -> str:
        """The expression, in parentheses if it binds less tightly than asked."""
        latex, binding = self.typeset(node)
        return latex if binding >= least else rf"\left({latex}\right)"

    def typeset(self, node: ast.expr) -> Set:
        """The expression, and how tightly it binds."""
        match node:
            case ast.BinOp(left=a, op=ast.Add(), right=b):
                return f"{self.part(a, SUM)} + {self.part(b, PRODUCT)}", SUM
            case ast.BinOp(left=a, op=ast.Sub(), right=b):
                return f"{self.part(a, SUM)} - {self.part(b, PRODUCT)}", SUM
            case ast.BinOp(op=ast.Mult() | ast.Div()):
                return self.product(node)
            case ast.BinOp(left=a, op=ast.Pow(), right=b):
                return f"{{{self.part(a, ATOM)}}}^{{{self.read(b)}}}", POWER
            case ast.UnaryOp(op=op, operand=a):
                sign = "-" if isinstance(op, ast.USub) else "+"
                return f"{sign}{self.part(a, PRODUCT)}", SIGN
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self.call(name, arguments)
            case ast.Constant(value=int() | float() as number):
                return self.number(number)
            case ast.Name(id=name):
                return self.name(name), ATOM
        raise ValueError(f"{ast.unparse(node)} cannot be typeset")

    def product(self, node: ast.BinOp) -> Set:
        """A product or a quotient."""
        if isinstance(node.op, ast.Div):
            return rf"\frac{{{self.read(node.left)}}}{{{self.read(node.right)}}}", POWER
        right = self.part(node.right, POWER)
        dot = r"\cdot" if right.lstrip("{")[0].isdigit() else r"\,"
        return rf"{self.part(node.left, SIGN)} {dot} {right}", PRODUCT

    def call(self, name: str, arguments: list[ast.expr]) -> Set:
        """A function of its arguments."""
        inner = r",\ ".join(self.read(argument) for argument in arguments)
        match name:
            case "sqrt":
                return rf"\sqrt{{{inner}}}", ATOM
            case "abs":
                return rf"\left|{inner}\right|", ATOM
        return rf"\{name}\left({inner}\right)", ATOM

    def number(self, value: float) -> Set:
        """A number as it was typed."""
        digits, _, exponent = repr(float(value)).removesuffix(".0").partition("e")
        if not exponent:
            return digits, ATOM
        return rf"{digits} \cdot 10^{{{int(exponent)}}}", PRODUCT

    def name(self, name: str) -> str:
        """A name as mathematics."""
        return latex_name(name)


class RuleLatex(Latex):
    """Reads a rule: factors in front of fractions, squares as squares, running products as powers.

    Args:
        scalars: the names of plain numbers, which stand in front of a fraction.
    """

    dot = r"\,"

    def __init__(self, scalars: Iterable[str]) -> None:
        self.scalars = frozenset(scalars)

    def is_scalar(self, node: ast.expr) -> bool:
        """Whether it stands in front of a fraction."""
        return isinstance(node, ast.Name) and node.id in self.scalars

    def part(self, node: ast.expr, least: int) -> str:
        """The expression; parentheses grow only around fractions."""
        latex, binding = self.typeset(node)
        if binding >= least:
            return latex
        return rf"\left({latex}\right)" if r"\frac" in latex else f"({latex})"

    def product(self, node: ast.BinOp) -> Set:
        """A product, its quotients as fractions."""
        done: list[str] = []
        above: list[ast.expr] = []
        for divides, factor in _chain(node, self.stays_whole):
            if not divides:
                above.append(factor)
                continue
            if self.is_one(factor):
                continue
            front = (
                [] if all(map(self.is_scalar, above)) else [a for a in above if self.is_scalar(a)]
            )
            rest = [a for a in above if a not in front]
            done += self._joined(front)
            done.append(rf"\frac{{{self._over(rest)}}}{{{self.read(factor)}}}")
            above = []
        done += self._joined(above)
        return self._times(done), PRODUCT if len(done) > 1 else POWER

    def _over(self, factors: list[ast.expr]) -> str:
        if len(factors) == 1:
            return self.read(factors[0])
        return self._times(self._joined(factors)) or "1"

    def _times(self, factors: list[str]) -> str:
        """The factors side by side; a dot keeps a number from running into the one before it."""
        whole = "".join(factors[:1])
        for factor in factors[1:]:
            whole += (r" \cdot " if factor[0].isdigit() else self.dot) + factor
        return whole

    def _joined(self, factors: list[ast.expr]) -> list[str]:
        """The factors; one that stands there twice is a square."""
        done: list[str] = []
        i = 0
        while i < len(factors):
            twice = i + 1 < len(factors) and ast.dump(factors[i]) == ast.dump(factors[i + 1])
            done.append(self._squared(factors[i]) if twice else self.part(factors[i], PRODUCT))
            i += 2 if twice else 1
        return done

    def _squared(self, factor: ast.expr) -> str:
        base = self.part(factor, ATOM)
        plain = base.startswith("(") or not ("^" in base or "_" in base)
        return f"{base}^2" if plain else f"{{{base}}}^2"

    def stays_whole(self, node: ast.expr) -> bool:
        """Whether a product is read as one number."""
        return False

    def is_one(self, node: ast.expr) -> bool:
        """Whether nothing changes when it divides."""
        return isinstance(node, ast.Constant) and node.value == 1

    def call(self, name: str, arguments: list[ast.expr]) -> Set:
        """A function of its arguments, in the rules' own notation."""
        match name, arguments:
            case "power", [base, t]:
                return self.running_product(base, t)
            case "quotient", [a, b]:
                return rf"\frac{{{self.read(a)}}}{{{self.read(b)}}}", POWER
            case "where", [condition, yes, no]:
                return self.choice(condition, yes, no), ATOM
            case "abs", [a]:
                return rf"|{self.read(a)}|", ATOM
            case (("maximum" | "minimum"), [a, b]):
                return rf"\{name[:3]}({self.read(a)},\ {self.read(b)})", ATOM
            case "sign", [a]:
                return rf"\operatorname{{sign}}({self.read(a)})", ATOM
        return super().call(name, arguments)

    def running_product(self, base: ast.expr, t: ast.expr) -> Set:
        """`power(base, t)`; a power of a power has the product as its exponent."""
        match base:
            case ast.BinOp(left=root, op=ast.Pow(), right=factor):
                inner = f"{self.read(factor)}{self.dot}{self.part(t, PRODUCT)}"
                return f"{self.part(root, ATOM)}^{{{inner}}}", POWER
        inner = self.read(t)
        exponent = inner if inner.isalpha() else f"{{{inner}}}"
        return f"{self.part(base, ATOM)}^{exponent}", POWER

    def choice(self, condition: ast.expr, yes: ast.expr, no: ast.expr) -> str:
        """One of two values."""
        first = rf"{self.read(yes)} & {self.comparison(condition)}"
        second = rf"{self.read(no)} & \text{{else}}"
        return rf"\begin{{cases}} {first} \\ {second} \end{{cases}}"

    def comparison(self, node: ast.expr) -> str:
        """`a > b` and its like."""
        match node:
            case ast.Compare(left=a, ops=[op], comparators=[b]):
                return f"{self.read(a)} {_RELATIONS[type(op)]} {self.read(b)}"
        raise ValueError(f"{ast.unparse(node)} is no comparison")


def _chain(node: ast.expr, whole: Callable[[ast.expr], bool]) -> list[tuple[bool, ast.expr]]:
    """The factors of a product from left to right, each with whether it divides."""
    match node:
        case ast.BinOp(left=a, op=ast.Mult() | ast.Div() as op, right=b) if not whole(node):
            return [*_chain(a, whole), (isinstance(op, ast.Div), b)]
    return [(False, node)]


_RELATIONS: dict[type[ast.cmpop], str] = {
    ast.Gt: ">",
    ast.Lt: "<",
    ast.GtE: r"\ge",
    ast.LtE: r"\le",
    ast.Eq: "=",
}
_OPPOSITE = {">": r"\le", "<": r"\ge", r"\ge": "<", r"\le": ">"}


def relation(node: ast.Compare, holds: bool) -> str:
    """The sign of a comparison; of its opposite where it does not hold."""
    sign = _RELATIONS[type(node.ops[0])]
    return sign if holds else _OPPOSITE[sign]


class NumberLatex(RuleLatex):
    """Reads a rule with numbers in place of names.

    Args:
        values: what each name stands for: plain numbers, or vectors of shape `(dimension,)`.
        scalar: writes a plain number, in LaTeX.
        vector: writes a vector.
        index: the name that counts steps, written as it stands in exponents.
    """

    dot = r" \cdot "

    def __init__(
        self,
        values: Mapping[str, Any],
        scalar: Callable[[float], str],
        vector: Callable[[Any], str],
        index: str = "t",
    ) -> None:
        plain = {name for name, value in values.items() if np.ndim(value) == 0}
        super().__init__(plain - {index})
        self.values, self.scalar, self.vector, self.index = values, scalar, vector, index

    def typeset(self, node: ast.expr) -> Set:
        """Whatever is made of plain numbers alone is worked out, but for running products."""
        if self.stays_whole(node) or isinstance(node, ast.Constant):
            text = self.scalar(self._value(node))
            return text, SIGN if text.startswith("-") else ATOM
        return super().typeset(node)

    def is_scalar(self, node: ast.expr) -> bool:
        """Whether it stands in front of a fraction."""
        return self.stays_whole(node)

    def stays_whole(self, node: ast.expr) -> bool:
        """Whether it is made of plain numbers alone."""
        names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        return bool(names) and names <= self.scalars

    def is_one(self, node: ast.expr) -> bool:
        """Whether nothing changes when it divides."""
        return super().is_one(node) or (self.stays_whole(node) and self._value(node) == 1.0)

    def _value(self, node: ast.expr) -> float:
        whole = ast.fix_missing_locations(ast.Expression(node))
        return float(
            eval(compile(whole, "<formula>", "eval"), {"__builtins__": {}}, dict(self.values))
        )

    def name(self, name: str) -> str:
        """The name's number."""
        value = self.values[name]
        if name == self.index:
            return str(int(value))
        return self.scalar(float(value)) if np.ndim(value) == 0 else self.vector(value)

    def number(self, value: float) -> Set:
        """A number."""
        return self.scalar(float(value)), ATOM
