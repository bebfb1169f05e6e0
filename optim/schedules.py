"""Factors on the learning rate by step, and SCHEDULES, the table of them.

Each function makes a schedule: `schedule(t)` is the factor at step `t`, counted from 1. Numbers may
be symbols, `t` too: the factor is then written down as a formula.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import pi
from types import MappingProxyType
from typing import Any, TypeAlias

from formula.numeric import Number, cos, minimum, power, quotient, sqrt, where

from .checks import FRACTION, MIXTURE, NOT_NEGATIVE, SHARE, whole
from .hypers import Hyper

Schedule: TypeAlias = Callable[[Any], Number]


def constant() -> Schedule:
    """Always 1."""
    return lambda t: 1.0


def step(every: int, gamma: float = 0.5) -> Schedule:
    """γ^⌊t/k⌋: multiplied by `gamma` after every `every` steps.

    Raises:
        ValueError: if `every` is not a whole number above 0, or `gamma` not above 0 and at most 1.
    """
    every, gamma = whole("step: every", every, least=1), SHARE.number("step: gamma", gamma)
    return lambda t: power(gamma, t // every)


def exponential(gamma: float) -> Schedule:
    """γᵗ.

    Raises:
        ValueError: if `gamma` is not above 0 and at most 1.
    """
    gamma = SHARE.number("exponential: gamma", gamma)
    return lambda t: power(gamma, t)


def inverse_time(k: float) -> Schedule:
    """1/(1+kt).

    Raises:
        ValueError: if `k` is negative or not finite.
    """
    k = NOT_NEGATIVE.number("inverse_time: k", k)
    return lambda t: 1.0 / (1.0 + k * t)


def inverse_sqrt() -> Schedule:
    """1/√t, for which SGD on a convex function is O(1/√T)."""
    return lambda t: 1.0 / sqrt(1.0 * t)


def cosine(steps: int, floor: float = 0.0) -> Schedule:
    """Half a cosine wave from 1 to `floor` at step `steps`, then `floor` (Loshchilov, Hutter 2017).

    Raises:
        ValueError: if `steps` is not a whole number above 0, or `floor` not from 0 to 1.
    """
    steps, floor = whole("cosine: steps", steps, least=1), MIXTURE.number("cosine: floor", floor)
    return lambda t: _glide(1.0, floor, minimum(t / steps, 1.0))


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

    def schedule(t: Number) -> Number:
        done = minimum(t / steps, 1.0)
        up = _glide(low, 1.0, quotient(done, rise))
        return where(done < rise, up, _glide(1.0, floor, (done - rise) / (1.0 - rise)))

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

    def warmed(t: Number) -> Number:
        # Both are worked out: until the schedule starts it is asked for its first step.
        own = schedule(where(t > steps, t - steps, 1))
        return where(t > steps, own, quotient(1.0 * t, 1.0 * steps))

    return warmed


def _glide(start: Number, end: Number, done: Number) -> Number:
    """From start to end along half a cosine wave."""
    return end + (start - end) * 0.5 * (1.0 + cos(pi * done))


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

    @property
    def run_parameters(self) -> dict[str, Hyper]:
        """What shapes it in a run, which gives it its length: by names that no other kind has."""
        return {f"{self.key}_{p.name}": p for p in self.parameters if p.name != "steps"}


def _steps(what: str) -> Hyper:
    return Hyper("steps", 300, 1, 10_000, True, what, whole=True, label="length T")


def _low(name: str, default: float, what: str, label: str) -> Hyper:
    return Hyper(name, default, 0.0, 1.0, False, what, label=label)


def _gamma(default: float, low: float, log: bool, what: str, label: str) -> Hyper:
    return Hyper("gamma", default, low, 1.0, log, what, label=label)


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
            Hyper(
                "every",
                100,
                1,
                1000,
                True,
                "How many steps there are between two cuts. Turned up, there are fewer cuts.",
                whole=True,
                label="steps between cuts k",
            ),
            _gamma(
                0.5,
                0.01,
                True,
                "What each cut multiplies the rate by. Turned up, a cut takes less; at 1 nothing.",
                "factor of a cut γ",
            ),
        ),
        latex=r"\gamma^{\lfloor t/k \rfloor}",
        idea="Plateaus of equal length, each at a fixed fraction of the one before.",
    ),
    ScheduleKind(
        key="exponential",
        name="Exponential decay",
        factory=exponential,
        parameters=(
            _gamma(
                0.99,
                0.8,
                False,
                "What each step multiplies the rate by. Turned up, it falls more slowly; at 1 not.",
                "factor of a step γ",
            ),
        ),
        latex=r"\gamma^t",
        idea="The same fraction is lost at every step. If any is lost, the sum of all rates is "
        "finite: a run may come to rest before it has arrived.",
    ),
    ScheduleKind(
        key="inverse_time",
        name="Inverse time",
        factory=inverse_time,
        parameters=(
            Hyper(
                "k",
                0.02,
                1e-4,
                1.0,
                True,
                "How fast the rate falls: by half in 1/k steps. Turned up, it falls sooner.",
                label="speed of decay k",
            ),
        ),
        latex=r"\frac{1}{1+kt}",
        idea="In the long run like 1/t: the sum of all rates has no bound, so no place is too far, "
        "and that of their squares has one, so noise dies out.",
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
            _steps("Step at which the lowest factor is reached."),
            _low(
                "floor",
                0.0,
                "Where the wave ends. Turned up, the rate falls less; at 1 it stays.",
                "lowest factor ℓ",
            ),
        ),
        latex=r"\ell + (1-\ell)\,\tfrac12\left(1 + \cos\frac{\pi t}{T}\right)",
        idea="Half a cosine wave from 1 to its lowest factor: slow at both ends, fast between.",
    ),
    ScheduleKind(
        key="one_cycle",
        name="One cycle",
        factory=one_cycle,
        parameters=(
            _steps("Length of the cycle."),
            Hyper(
                "rise",
                0.3,
                0.0,
                0.9,
                False,
                "The share of the cycle in which the rate rises. Turned up, it peaks later.",
                label="share of the rise h",
            ),
            _low(
                "low",
                0.04,
                "Where the rise begins. Turned up, it begins higher; at 1 there is none.",
                "factor at the start u",
            ),
            _low(
                "floor",
                0.0,
                "Where the fall ends. Turned up, the rate falls less; at 1 not at all.",
                "factor at the end e",
            ),
        ),
        latex=r"\begin{cases} u \to 1 & t < hT \\ 1 \to e & hT \le t \le T \end{cases}",
        idea="Up to the full rate once and down to the end, each way along half a cosine wave.",
    ),
    ScheduleKind(
        key="triangular",
        name="Cyclical",
        factory=triangular,
        parameters=(
            Hyper(
                "period",
                100,
                2,
                1000,
                True,
                "How many steps there are from one low to the next. Turned up, there are fewer.",
                whole=True,
                label="length of a cycle n",
            ),
            _low(
                "low",
                0.1,
                "The factor between two rises. Turned up, the rate swings less; at 1 not at all.",
                "lowest factor ℓ",
            ),
        ),
        latex=r"1 - (1-\ell)\left|\frac{2\,(t \bmod n)}{n} - 1\right|",
        idea="Up and down in straight lines, again and again: from its lowest factor to 1.",
    ),
)

SCHEDULES = MappingProxyType({kind.key: kind for kind in _ALL})
