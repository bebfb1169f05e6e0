"""A plan: everything a descent needs, checked once, before the first step."""

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.numeric import Array, Number, plain

from .checks import NOT_NEGATIVE, as_floats, whole
from .gradients import Gradient, Seed, Source, exact
from .hypers import checked
from .rules import Optimizer
from .rules import optimizer as rule_of
from .run_schedule import RunSchedule
from .schedules import Schedule

# A path farther than this from the origin has left all bounds.
FAR = 1e6


@dataclass(frozen=True, eq=False)
class Plan:
    """The checked arguments of a descent.

    Attributes:
        optimizer: the rule to follow.
        surface: what to descend on.
        start: floats `(x, y)` or `(x,)`; with lanes an array of shape `(dimension, n)`.
        hypers: every hyper-parameter of the rule: floats, or arrays of shape `(n,)`.
        schedule: the factor on the learning rate by step; None where it is always 1.
        factors: that of each step.
        source, seed: where gradients come from.
        costs: how many gradients each step evaluates, shape `(steps,)`.
        tolerance: the squared gradient norm at which a path stops; −1 if it never does.
        lanes: their number `n`; None for a single path.
    """

    optimizer: Optimizer
    surface: Any
    start: Any
    hypers: Mapping[str, Number]
    schedule: Schedule | None
    factors: list[float]
    source: Source
    seed: Seed
    costs: NDArray[np.int64]
    tolerance: float
    lanes: int | None

    def identity(self, surface: Hashable) -> Hashable:
        """What two plans of a single path share only if all that it does is the same.

        Args:
            surface: the same of its surface.
        """
        # As texts: 0.0 and −0.0 are equal and yet not the same number.
        numbers = repr((self.start, list(self.hypers.items()), self.tolerance))
        # Two kinds of schedule may have the same factors until their knobs are turned.
        kind = self.schedule if isinstance(self.schedule, RunSchedule) else None
        factors = (kind, tuple(self.factors))
        return self.optimizer.key, surface, numbers, factors, self.source, self.seed

    @property
    def dimension(self) -> int:
        """2 on a surface, 1 on a curve."""
        return len(self.start)

    def stream(self) -> Iterator[Gradient]:
        """The gradient function of each step."""
        return self.source.stream(self.surface, self.seed)

    def rates(self) -> Array:
        """The learning rate at each step, shape `(steps,)` or `(steps, n)`."""
        with np.errstate(all="ignore"):
            return np.multiply.outer(self.factors, self.hypers["lr"])

    def value(self, points: Array) -> Array:
        """The surface's value at points whose first axis is the coordinate."""
        values = np.empty(points.shape[1:])
        with np.errstate(all="ignore"):
            values[...] = self.surface.value(*points)
        return values

    def in_lanes(self) -> "Plan":
        """The same plan on arrays; a single path becomes the only lane."""
        return (
            self if self.lanes else replace(self, start=_spread(np.array(self.start), 1), lanes=1)
        )

    def block(self, lanes: slice) -> "Plan":
        """The plan of some of the lanes."""
        start = self.start[:, lanes]
        hypers = {name: _part(value, lanes) for name, value in self.hypers.items()}
        seed = _part(self.seed, lanes)
        return replace(self, start=start, hypers=hypers, seed=seed, lanes=start.shape[1])


def prepare(
    optimizer: str | Optimizer,
    surface: Any,
    start: Any,
    *,
    steps: int,
    hypers: Mapping[str, Any],
    schedule: Schedule | None = None,
    gradient: Source | None = None,
    seed: Any = 0,
    tolerance: float | None = None,
) -> Plan:
    """Check the arguments of a descent and put them in their plainest form.

    Raises:
        ValueError: naming what is wrong and what is allowed.
    """
    optimizer = optimizer if isinstance(optimizer, Optimizer) else rule_of(optimizer)
    steps = whole("steps", steps, least=0)
    place = _start(start, int(getattr(surface, "dimension", 2)))
    numbers = _hypers(optimizer, hypers)
    seed = _seed(seed)
    lanes = _lanes({"start": place.T, **numbers, "seed": seed})
    if gradient is not None and not (hasattr(gradient, "stream") and hasattr(gradient, "costs")):
        raise ValueError(f"gradient must be a source from optim.gradients, not {gradient!r}")
    source = gradient or exact()
    return Plan(
        optimizer=optimizer,
        surface=surface,
        start=tuple(place.tolist()) if lanes is None else _spread(place, lanes),
        hypers=numbers,
        schedule=schedule,
        factors=_factors(schedule, steps),
        source=source,
        seed=seed,
        costs=source.costs(surface, steps),
        tolerance=_tolerance(tolerance),
        lanes=lanes,
    )


def _hypers(optimizer: Optimizer, given: Mapping[str, Any]) -> dict[str, Number]:
    owner, values = f"optimizer {optimizer.key!r}", optimizer.defaults
    for name in given:
        if name not in values:
            raise ValueError(
                f"{owner} has no hyper-parameter {name!r}; it takes {', '.join(values)}"
            )
    return {name: checked(owner, name, value) for name, value in (values | dict(given)).items()}


def _start(start: Any, dimension: int) -> Array:
    """The start as an array of shape `(dimension,)` or, with lanes, `(dimension, n)`."""
    shapes = "(2,) or (n, 2)" if dimension == 2 else "() or (n, 1)"
    array = as_floats("start", start)
    if array.ndim == 0 and dimension == 1:
        array = array[np.newaxis]
    if array.ndim not in (1, 2) or array.shape[-1] != dimension or array.size == 0:
        raise ValueError(f"start must have shape {shapes}, not {array.shape}")
    with np.errstate(over="ignore"):
        near = (array * array).sum(axis=-1) <= FAR * FAR
    if not near.all():
        raise ValueError(f"start must be finite and at most {FAR:g} from the origin, not {start!r}")
    return np.ascontiguousarray(array.T)


def _seed(seed: Any) -> Seed:
    array = np.asarray(seed)
    if array.dtype.kind not in "iu" or array.ndim > 1 or array.size == 0 or (array < 0).any():
        raise ValueError(
            f"seed must be a whole number and at least 0, or an array of them "
            f"of shape (n,), not {seed!r}"
        )
    return int(array) if array.ndim == 0 else array


def _lanes(named: Mapping[str, Any]) -> int | None:
    """How many lanes the arguments ask for; None if none of them does."""
    sizes = {name: len(a) for name, a in named.items() if np.ndim(a) > 0}
    if np.ndim(named["start"]) == 1:
        del sizes["start"]
    if len(set(sizes.values())) > 1:
        told = ", ".join(f"{name} {size}" for name, size in sizes.items())
        raise ValueError(f"lanes must agree in number, not {told}")
    return next(iter(sizes.values()), None)


def _spread(place: Array, lanes: int) -> Array:
    return np.repeat(place[:, np.newaxis], lanes, axis=1) if place.ndim == 1 else place


def _factors(schedule: Schedule | None, steps: int) -> list[float]:
    if schedule is None:
        return [1.0] * steps
    if not callable(schedule):
        raise ValueError(
            f"schedule must be a function of the step, such as schedules.cosine(steps=300), "
            f"not {schedule!r}"
        )
    return [_factor(schedule(t), t) for t in range(1, steps + 1)]


def _factor(value: Any, t: int) -> float:
    factor = plain(value)
    if not math.isfinite(factor):
        raise ValueError(f"schedule must give finite factors, not {value!r} at step {t}")
    return factor


def _tolerance(tolerance: float | None) -> float:
    if tolerance is None:
        return -1.0
    norm = NOT_NEGATIVE.number("tolerance", tolerance)
    return norm * norm


def _part(value: Any, lanes: slice) -> Any:
    return value[lanes] if isinstance(value, np.ndarray) else value
