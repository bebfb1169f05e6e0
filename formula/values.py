"""What a typed expression is worth, where its names have values: it is walked, never run.

All numbers go through `numeric`, so that floats, arrays and symbols give the same bits; what a
float would raise an error for is infinite or NaN here, as it is in an array.
"""

import ast
import math
import operator
from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

from . import numeric
from .algebra import FUNCTIONS, as_whole
from .numeric import Number
from .source import names_in

Work: TypeAlias = Callable[[Mapping[str, Number]], Number]

COUNT = "t"
"""The name that counts steps: a power of it is a running product where its base stays the same."""

MOST_AHEAD = 100.0
"""By so many steps, which a running product must go through, a power may be ahead."""

_OPERATIONS: Mapping[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: numeric.quotient,
}
ONE_ARGUMENT: Mapping[str, Callable[[Number], Number]] = {
    "abs": abs,
    "sign": numeric.sign,
    **{name: getattr(numeric, name) for name in FUNCTIONS if name != "abs"},
}
TWO_ARGUMENTS: Mapping[str, Callable[[Number, Number], Number]] = {
    "maximum": numeric.maximum,
    "minimum": numeric.minimum,
}


def worked_out(node: ast.expr, fixed: Collection[str] = ()) -> Work:
    """A function of what the names stand for.

    Args:
        fixed: the names of plain numbers that are the same at all steps.

    Raises:
        ValueError: if it is made of anything but arithmetic.
    """
    match node:
        case ast.Constant(value=float() as number):
            return lambda _: number
        case ast.Name(id=name):
            return operator.itemgetter(name)
        case ast.UnaryOp(op=ast.USub(), operand=a):
            inner = worked_out(a, fixed)
            return lambda values: -inner(values)
        case ast.BinOp(left=a, op=ast.Pow(), right=b):
            return _power(a, b, fixed)
        case ast.BinOp(left=a, op=op, right=b) if type(op) in _OPERATIONS:
            return _both(_OPERATIONS[type(op)], worked_out(a, fixed), worked_out(b, fixed))
        case ast.Call(func=ast.Name(id=name), args=[a]) if name in ONE_ARGUMENT:
            function, inner = ONE_ARGUMENT[name], worked_out(a, fixed)
            return lambda values: function(inner(values))
        case ast.Call(func=ast.Name(id=name), args=[a, b]) if name in TWO_ARGUMENTS:
            return _both(TWO_ARGUMENTS[name], worked_out(a, fixed), worked_out(b, fixed))
    raise ValueError(f"{ast.unparse(node)} is no arithmetic")


def constant(node: ast.expr) -> float | None:
    """The value of an expression without names; None where it has some."""
    return None if names_in(node) else float(worked_out(node)({}))


def _both(combine: Callable[[Number, Number], Number], a: Work, b: Work) -> Work:
    return lambda values: combine(a(values), b(values))


def _power(base: ast.expr, exponent: ast.expr, fixed: Collection[str]) -> Work:
    a, number = worked_out(base, fixed), constant(exponent)
    if number is not None:
        return _plain_power(a, number)
    ahead = _steps_ahead(exponent)
    if ahead is not None and names_in(base) <= set(fixed):
        return lambda values: numeric.power(a(values), _later(values[COUNT], ahead))
    b = worked_out(exponent, fixed)
    return lambda values: numeric.exp(b(values) * numeric.log(a(values)))


def _plain_power(base: Work, exponent: float) -> Work:
    whole = as_whole(exponent) if math.isfinite(exponent) else None
    if whole is not None:
        return lambda values: numeric.whole_power(base(values), whole)
    if exponent == 0.5:
        return lambda values: numeric.sqrt(base(values))
    return lambda values: numeric.exp(exponent * numeric.log(base(values)))


def _steps_ahead(exponent: ast.expr) -> int | None:
    """By how many steps `t` or `t + 1` is ahead; None where it is anything else."""
    match exponent:
        case ast.Name(id=name) if name == COUNT:
            return 0
        case ast.BinOp(
            left=ast.Name(id=name), op=ast.Add(), right=ast.Constant(value=float() as more)
        ) if name == COUNT and more <= MOST_AHEAD:
            return as_whole(more)
    return None


def _later(t: Number, ahead: int) -> Number:
    """The number of a later step; a plain one is whole."""
    t = int(t) if isinstance(t, float) else t
    return t + ahead if ahead else t
