"""Where a run's gradients come from, in the parts that a program is written of."""

from dataclasses import dataclass

from optim.gradients import replaces
from optim.plan import Plan

KNOWN = {"sigma", "batch", "norm", "value"}


class NotWrittenError(ValueError):
    """What cannot be written as a program; the message is for the reader."""


@dataclass(frozen=True)
class Parts:
    """What happens to a gradient before the rule is handed it; None for what does not.

    Attributes:
        sigma, batch: noise of the standard deviation `sigma / √batch` is added.
        size, replacement: it is that of so many examples, and how these are drawn.
        value, norm: the largest coordinate and the largest length that it may have.
    """

    sigma: float | None = None
    batch: int | None = None
    size: int | None = None
    replacement: bool = False
    value: float | None = None
    norm: float | None = None

    @property
    def random(self) -> bool:
        """Whether anything is drawn."""
        return self.sigma is not None or self.size is not None


def parts(plan: Plan) -> Parts:
    """The parts of a plan's source.

    Raises:
        NotWrittenError: if it is made of others.
    """
    try:
        numbers = plan.source.numbers()
    except ValueError as error:
        raise NotWrittenError(f"Its gradients cannot be written as a program: {error}.") from None
    replacement = replaces(plan.source)
    drawn = replacement is not None
    batch = int(numbers["batch"]) if "batch" in numbers else None
    if set(numbers) - KNOWN or (batch is not None) != (drawn or "sigma" in numbers):
        raise NotWrittenError("Its gradients cannot be written as a program.")
    # Noise that is switched off is none.
    sigma = numbers.get("sigma") or None
    return Parts(
        sigma=sigma,
        batch=None if sigma is None else batch,
        size=batch if drawn else None,
        replacement=bool(replacement),
        value=numbers.get("value"),
        norm=numbers.get("norm"),
    )
