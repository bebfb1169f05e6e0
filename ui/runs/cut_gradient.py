"""The gradient cut to a largest length, as a formula has it."""

from formula.parts import Fence, Fraction, Function, Name, Part, Sign, listed, row


def cut_gradient(dimension: int) -> Part:
    """c over the larger of c and the gradient's length, times the gradient: 1 where it is short."""
    of = (Name("f"), Sign("′")) if dimension == 1 else (Sign("∇", True), Name("f"))
    slope = row(*of, Fence(Name("x")))
    length = row(Sign("‖", True), slope, Sign("‖", True))
    largest = Function("max", Fence(listed([Name("c"), length])))
    return row(Fraction(Name("c"), largest), slope)
