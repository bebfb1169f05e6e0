"""Factors on the learning rate by step, and SCHEDULES, the table of them.

Each function makes a schedule: `schedule(t)` is the factor at step `t`, counted from 1.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from .checks import FRACTION, MIXTURE, NOT_NEGATIVE, SHARE, whole
from .hypers import Hyper

Schedule: TypeAlias = Callable[[int], float]


def constant() -> Schedule:
    """Always 1."""
    return lambda t: 1.0


def step(every: int, gamma: float = 0.5) -> Schedule:
    """γ^⌊t/k⌋: multiplied by `gamma` after every `every` steps.

    Raises:
        ValueError: if `every` is not a whole number above 0, or `gamma` not above 0 and at most 1.
    """
    every, gamma = whole("step: every", every, least=1), SHARE.number("step: gamma", gamma)
    return lambda t: gamma ** (t // every)


def exponential(gamma: float) -> Schedule:
    """γᵗ.

    Raises:
        ValueError: if `gamma` is not above 0 and at most 1.
    """
    gamma = SHARE.number("exponential: gamma", gamma)
    return lambda t: gamma**t


def inverse_time(k: float) -> Schedule:
    """1/(1+kt).

    Raises:
        ValueError: if `k` is negative or not finite.
    """
    k = NOT_NEGATIVE.number("inverse_time: k", k)
    return lambda t: 1.0 / (1.0 + k * t)


def inverse_sqrt() -> Schedule:
    """1/√t, for which SGD on a convex function is O(1/√T)."""
    return lambda t: 1.0 / math.sqrt(t)


def cosine(steps: int, floor: float = 0.0) -> Schedule:
    """Half a cosine wave from 1 to `floor` at step `steps`, then `floor` (Loshchilov, Hutter 2017).

    Raises:
        ValueError: if `steps` is not a whole number above 0, or `floor` not from 0 to 1.
    """
    steps, floor = whole("cosine: steps", steps, least=1), MIXTURE.number("cosine: floor", floor)
    return lambda t: _glide(1.0, floor, min(t / steps, 1.0))


def one_cycle(steps: int, rise: float = 0.3, low: float = 0.04, floor: float = 0.0) -> Schedule:
    """One rise from `low` to 1 in the share `rise` of `steps`, then down to `floor` (Smith 2018).

    Both ways are half a cosine wave, as PyTorch's OneCycleLR has them.

    Raises:
        ValueError: if `steps` is not a whole number above 0, `rise` not at least 0 and less than 1,
            or `low` or `floor` not from 0 to 1.
    """
    steps = whole("one_cycle: steps", steps, least=1)
    rise = FRACTION.number("one_cycle: rise", rise)
    low, floor = MIXTURE.number("one_cycle: low", low), MIXTURE.number("one_cycle: floor", floor)

    def schedule(t: int) -> float:
        done = min(t / steps, 1.0)
        if done < rise:
            return _glide(low, 1.0, done / rise)
        return _glide(1.0, floor, (done - rise) / (1.0 - rise))

    return schedule


def triangular(period: int, low: float = 0.1) -> Schedule:
    """Up from `low` to 1 and down again in a straight line, every `period` steps (Smith 2017).

    Raises:
        ValueError: if `period` is not a whole number above 0, or `low` not from 0 to 1.
    """
    period, low = (
        whole("triangular: period", period, least=1),
        MIXTURE.number("triangular: low", low),
    )
    return lambda t: 1.0 - (1.0 - low) * abs(2.0 * (t % period) / period - 1.0)


def warmup(steps: int, schedule: Schedule) -> Schedule:
    """A straight rise to 1 in `steps` steps, after which `schedule` starts from its first step.

    Raises:
        ValueError: if `steps` is not a whole number, or negative.
    """
    steps = whole("warmup: steps", steps, least=0)
    return lambda t: t / steps if t <= steps else schedule(t - steps)


def _glide(start: float, end: float, done: float) -> float:
    """From start to end along half a cosine wave."""
    return end + (start - end) * 0.5 * (1.0 + math.cos(math.pi * done))


@dataclass(frozen=True, kw_only=True)
class ScheduleKind:
    """A schedule and what is known about it.

    Attributes:
        key: its name in a program or an address.
        name: its name for readers.
        factory: makes the schedule from its parameters.
        parameters: what shapes it, with a default each.
        latex: the factor at step t.
        idea: one sentence.
    """

    key: str
    name: str
    factory: Callable[..., Schedule]
    parameters: tuple[Hyper, ...] = ()
    latex: str
    idea: str

    def make(self, **parameters: float) -> Schedule:
        """The schedule with these parameters, the defaults for the others.

        Raises:
            ValueError: if a name is unknown or a value makes no sense.
        """
        values = {parameter.name: parameter.default for parameter in self.parameters}
        for name in parameters:
            if name not in values:
                takes = ", ".join(values) or "none"
                raise ValueError(
                    f"schedule {self.key!r} has no parameter {name!r}; it takes {takes}"
                )
        return self.factory(**(values | parameters))


def _steps(what: str) -> Hyper:
    return Hyper("steps", 300, 1, 10_000, True, what, whole=True)


def _low(name: str, default: float, what: str) -> Hyper:
    return Hyper(name, default, 0.0, 1.0, False, what)


_ALL = (
    ScheduleKind(
        key="constant",
        name="Constant",
        factory=constant,
        latex="1",
        idea="The learning rate stays as it is.",
    ),
    ScheduleKind(
        key="step",
        name="Step decay",
        factory=step,
        parameters=(
            Hyper("every", 100, 1, 1000, True, "Steps between two cuts.", whole=True),
            Hyper("gamma", 0.5, 0.01, 1.0, True, "What each cut multiplies the rate by."),
        ),
        latex=r"\gamma^{\lfloor t/k \rfloor}",
        idea="Long plateaus, each a fixed fraction of the one before.",
    ),
    ScheduleKind(
        key="exponential",
        name="Exponential decay",
        factory=exponential,
        parameters=(Hyper("gamma", 0.99, 0.8, 1.0, False, "What each step multiplies it by."),),
        latex=r"\gamma^t",
        idea="The same fraction is lost at every step, so the whole way ahead is finite.",
    ),
    ScheduleKind(
        key="inverse_time",
        name="Inverse time",
        factory=inverse_time,
        parameters=(Hyper("k", 0.02, 1e-4, 1.0, True, "How fast it falls."),),
        latex=r"\frac{1}{1+kt}",
        idea="Falls as 1/t: slow enough to reach any minimum, fast enough for noise to die out.",
    ),
    ScheduleKind(
        key="inverse_sqrt",
        name="Inverse square root",
        factory=inverse_sqrt,
        latex=r"\frac{1}{\sqrt t}",
        idea="The classical schedule of SGD on convex functions.",
    ),
    ScheduleKind(
        key="cosine",
        name="Cosine",
        factory=cosine,
        parameters=(
            _steps("Step at which the floor is reached."),
            _low("floor", 0.0, "The factor at the end."),
        ),
        latex=r"c + (1-c)\,\tfrac12\left(1 + \cos\frac{\pi t}{T}\right)",
        idea="Stays high, falls fast in the middle, and settles gently.",
    ),
    ScheduleKind(
        key="one_cycle",
        name="One cycle",
        factory=one_cycle,
        parameters=(
            _steps("Length of the cycle."),
            Hyper("rise", 0.3, 0.0, 0.9, False, "Share of the steps spent rising."),
            _low("low", 0.04, "The factor it starts from."),
            _low("floor", 0.0, "The factor at the end."),
        ),
        latex=r"\begin{cases} \ell \to 1 & t < rT \\ 1 \to c & rT \le t \le T \end{cases}",
        idea="Warms up, runs at the full rate, and cools down to settle.",
    ),
    ScheduleKind(
        key="triangular",
        name="Cyclical",
        factory=triangular,
        parameters=(
            Hyper("period", 100, 2, 1000, True, "Steps from one low to the next.", whole=True),
            _low("low", 0.1, "The smallest factor."),
        ),
        latex=r"1 - (1-\ell)\left|\frac{2\,(t \bmod p)}{p} - 1\right|",
        idea="Rises and falls again and again: each rise explores, each fall settles.",
    ),
)

SCHEDULES = MappingProxyType({kind.key: kind for kind in _ALL})
