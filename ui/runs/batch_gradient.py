"""The gradient over a batch of examples, as a formula has it."""

from formula.parts import Fence, Fraction, Name, Number, Part, Sign, row


def batch_gradient(size: int, examples: int) -> Part:
    """The mean over all examples, over a batch of them, or that of a single one."""
    single = row(Sign("∇", True), Name("ℓ_i"), Fence(Name("theta")))
    if size == 1:
        return single
    count, which = ("N", "i") if size == examples else ("B", "i∈batch")
    return row(Fraction(Number("1"), Name(count)), Name(f"Σ_{which}"), single)
