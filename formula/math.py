"""Formulas as mathematics: an expression read into parts, in symbols or with numbers put in."""

import ast
from collections.abc import Callable, Iterable, Mapping

from .parts import (
    Cases,
    Fence,
    Fraction,
    Function,
    Name,
    Number,
    Part,
    Power,
    Root,
    Sign,
    Tint,
    has_fraction,
    listed,
    row,
    starts_with_a_number,
)

# How tightly each kind of term binds, to know where parentheses are needed.
SUM, SIGN, PRODUCT, POWER, ATOM = range(5)

Bound = tuple[Part, int]
"""A term's parts, and how tightly it binds."""


class Typed:
    """Reads an expression as it was typed."""

    def read(self, node: ast.expr) -> Part:
        """The expression's parts."""
        return self.typeset(node)[0]

    def part(self, node: ast.expr, least: int) -> Part:
        """The expression, in parentheses if it binds less tightly than asked."""
        part, binding = self.typeset(node)
        return part if binding >= least else self.fence(part)

    def fence(self, part: Part) -> Fence:
        """The part in parentheses."""
        return Fence(part, grows=True)

    def typeset(self, node: ast.expr) -> Bound:
        """The expression, and how tightly it binds."""
        match node:
            case ast.BinOp(left=a, op=ast.Add(), right=b):
                return row(self.part(a, SUM), Sign("+"), self.part(b, PRODUCT)), SUM
            case ast.BinOp(left=a, op=ast.Sub(), right=b):
                return row(self.part(a, SUM), Sign("-"), self.part(b, PRODUCT)), SUM
            case ast.BinOp(op=ast.Mult() | ast.Div()):
                return self.product(node)
            case ast.BinOp(left=a, op=ast.Pow(), right=b):
                return Power(self.part(a, ATOM), self.read(b)), POWER
            case ast.UnaryOp(op=op, operand=a):
                sign = Sign("-" if isinstance(op, ast.USub) else "+", prefix=True)
                return row(sign, self.part(a, PRODUCT)), SIGN
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self.call(name, arguments)
            case ast.Constant(value=int() | float() as number):
                return self.number(number)
            case ast.Name(id=name):
                return self.name(name)
        raise ValueError(f"{ast.unparse(node)} cannot be typeset")

    def product(self, node: ast.BinOp) -> Bound:
        """A product or a quotient."""
        if isinstance(node.op, ast.Div):
            return Fraction(self.read(node.left), self.read(node.right)), POWER
        right = self.part(node.right, POWER)
        dot = Sign("·" if starts_with_a_number(right) else "*")
        return row(self.part(node.left, SIGN), dot, right), PRODUCT

    def call(self, name: str, arguments: list[ast.expr]) -> Bound:
        """A function of its arguments."""
        inner = self.listed(arguments)
        match name:
            case "sqrt":
                return Root(inner), ATOM
            case "abs":
                return Fence(inner, bars=True, grows=True), ATOM
        return Function(name, Fence(inner, grows=True)), ATOM

    def listed(self, arguments: Iterable[ast.expr]) -> Part:
        """Expressions with commas between them."""
        return listed(map(self.read, arguments))

    def number(self, value: float) -> Bound:
        """A number as it was typed."""
        digits, _, exponent = repr(float(value)).removesuffix(".0").partition("e")
        if not exponent:
            return Number(digits), ATOM
        return Number(digits, int(exponent)), PRODUCT

    def name(self, name: str) -> Bound:
        """A name as mathematics."""
        return Name(name), ATOM


class Symbols(Typed):
    """Reads a rule: factors in front of fractions, squares as squares, running products as powers.

    Args:
        scalars: the names of plain numbers, which stand in front of a fraction.
        tints: the colours of expressions, by their source.
        renamed: other names for some of its own.
    """

    dot = Sign("*")

    def __init__(
        self,
        scalars: Iterable[str],
        tints: Mapping[str, str] | None = None,
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        self.scalars = frozenset(scalars)
        self.tints, self.renamed = tints or {}, renamed or {}

    def name(self, name: str) -> Bound:
        """A name as mathematics, under its other name if it has one."""
        return super().name(self.renamed.get(name, name))

    def is_scalar(self, node: ast.expr) -> bool:
        """Whether it stands in front of a fraction."""
        return isinstance(node, ast.Name) and node.id in self.scalars

    def fence(self, part: Part) -> Fence:
        """The part in parentheses, which grow only around fractions."""
        return Fence(part, grows=has_fraction(part))

    def typeset(self, node: ast.expr) -> Bound:
        """The expression in its colour, and how tightly it binds."""
        part, binding = self.plain(node)
        return self._tinted(node, part), binding

    def plain(self, node: ast.expr) -> Bound:
        """The expression without a colour of its own."""
        return super().typeset(node)

    def _tinted(self, node: ast.expr, part: Part) -> Part:
        colour = self.tints.get(ast.unparse(node)) if self.tints else None
        return Tint(colour, part) if colour and not isinstance(part, Tint) else part

    def product(self, node: ast.BinOp) -> Bound:
        """A product, its quotients as fractions."""
        done: list[Part] = []
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
            done.append(self._fraction(rest, factor))
            above = []
        done += self._joined(above)
        return self._times(done), PRODUCT if len(done) > 1 else POWER

    def _fraction(self, above: list[ast.expr], below: ast.expr) -> Part:
        made = Fraction(self._over(above), self.read(below))
        if not above:
            return made
        whole = above[0]
        for factor in above[1:]:
            whole = ast.BinOp(whole, ast.Mult(), factor)
        return self._tinted(ast.BinOp(whole, ast.Div(), below), made)

    def _over(self, factors: list[ast.expr]) -> Part:
        if not factors:
            return Number("1")
        return self.read(factors[0]) if len(factors) == 1 else self._times(self._joined(factors))

    def _times(self, factors: list[Part]) -> Part:
        """The factors side by side; a dot keeps a number from running into the one before it."""
        parts = factors[:1]
        for factor in factors[1:]:
            parts += [Sign("·") if starts_with_a_number(factor) else self.dot, factor]
        return row(*parts)

    def _joined(self, factors: list[ast.expr]) -> list[Part]:
        """The factors; one that stands there twice is a square."""
        done: list[Part] = []
        i = 0
        while i < len(factors):
            twice = i + 1 < len(factors) and ast.dump(factors[i]) == ast.dump(factors[i + 1])
            single = self.part(factors[i], ATOM if twice else PRODUCT)
            done.append(Power(single, Number("2")) if twice else single)
            i += 2 if twice else 1
        return done

    def stays_whole(self, node: ast.expr) -> bool:
        """Whether a product is read as one number."""
        return False

    def is_one(self, node: ast.expr) -> bool:
        """Whether nothing changes when it divides."""
        return isinstance(node, ast.Constant) and node.value == 1

    def call(self, name: str, arguments: list[ast.expr]) -> Bound:
        """A function of its arguments, in the rules' own notation."""
        match name, arguments:
            case "power", [base, t]:
                return self.running_product(base, t)
            case "quotient", [a, b]:
                return Fraction(self.read(a), self.read(b)), POWER
            case "where", [condition, yes, no]:
                first = (self.read(yes), self.comparison(condition))
                return Cases((first, (self.read(no), None))), ATOM
            case "abs", [a]:
                return Fence(self.read(a), bars=True), ATOM
            case (("maximum" | "minimum"), [_, _]):
                return Function(name[:3], Fence(self.listed(arguments))), ATOM
            case "sign", [a]:
                inner = self.read(a)
                return Function(name, inner if isinstance(inner, Fence) else Fence(inner)), ATOM
        return super().call(name, arguments)

    def running_product(self, base: ast.expr, t: ast.expr) -> Bound:
        """`power(base, t)`; a power of a power has the product as its exponent."""
        match base:
            case ast.BinOp(left=root, op=ast.Pow(), right=factor):
                inner = row(self.read(factor), self.dot, self.part(t, PRODUCT))
                return Power(self.part(root, ATOM), inner), POWER
        return Power(self.part(base, ATOM), self.read(t)), POWER

    def comparison(self, node: ast.expr) -> Part:
        """`a > b` and its like."""
        match node:
            case ast.Compare(left=a, comparators=[b]):
                return row(self.read(a), Sign(relation(node, holds=True)), self.read(b))
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
    ast.GtE: ">=",
    ast.LtE: "<=",
    ast.Eq: "=",
}
_OPPOSITE = {">": "<=", "<": ">=", ">=": "<", "<=": ">"}


def relation(node: ast.Compare, holds: bool) -> str:
    """The sign of a comparison; of its opposite where it does not hold."""
    sign = _RELATIONS[type(node.ops[0])]
    return sign if holds else _OPPOSITE[sign]


class Numbers(Symbols):
    """Reads a rule with numbers in place of names.

    Whatever is made of plain numbers alone is worked out, but for running products.

    Args:
        scalars: the names of plain numbers.
        number: the parts of a name's numbers, or of an expression of plain numbers alone.
        one: whether such an expression is 1.
        tints: the colours of expressions, by their source.
        index: the name that counts steps, written as it stands in exponents.
    """

    dot = Sign("·")

    def __init__(
        self,
        scalars: Iterable[str],
        number: Callable[[ast.expr], Bound],
        one: Callable[[ast.expr], bool],
        tints: Mapping[str, str] | None = None,
        index: str = "t",
    ) -> None:
        super().__init__(set(scalars) - {index}, tints)
        self.written, self.one = number, one

    def plain(self, node: ast.expr) -> Bound:
        """The expression without a colour of its own."""
        if self.stays_whole(node) or isinstance(node, ast.Constant | ast.Name):
            return self.written(node)
        return super().plain(node)

    def call(self, name: str, arguments: list[ast.expr]) -> Bound:
        """A function of its arguments; a choice that each coordinate makes is worked out."""
        if name == "where":
            return self.written(ast.Call(ast.Name(name, ast.Load()), arguments, []))
        return super().call(name, arguments)

    def is_scalar(self, node: ast.expr) -> bool:
        """Whether it stands in front of a fraction."""
        return self.stays_whole(node)

    def stays_whole(self, node: ast.expr) -> bool:
        """Whether it is made of plain numbers alone."""
        names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        return bool(names) and names <= self.scalars

    def is_one(self, node: ast.expr) -> bool:
        """Whether nothing changes when it divides."""
        return super().is_one(node) or (self.stays_whole(node) and self.one(node))
