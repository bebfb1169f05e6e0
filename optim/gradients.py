"""Where gradients come from: the formula itself, noise on top of it, mini-batches; and clipping.

A source turns a surface and a seed into an endless stream of gradient functions, one a step. Its
random draws depend on the seed and the step alone, so that every optimizer and every lane meets the
same ones, however many there are and however long they run. With a seed of its own each lane is the
single run with that seed.

A finite-sum surface has `examples`, their number, and `batch(indices)`, a surface whose `gradient`
is the mean over those examples. Indices have shape `(B,)`, or `(n, B)` for lanes with seeds of
their own; the gradient then takes coordinates of shape `(n,)`. Where a batch is a named tuple of
numbers, `batch_of` is its class: such a gradient can be written down.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, repeat
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from formula.numeric import Array, Number, maximum, minimum, sqrt

from .checks import NOT_NEGATIVE, POSITIVE, whole

# (x, y) -> (gx, gy); on a curve (x) -> (gx,).
Gradient: TypeAlias = Callable[..., tuple[Number, ...]]
# One seed for all, or one for each lane.
Seed: TypeAlias = int | NDArray[np.int64]
# Gives a source's own number by its name, as a symbol.
Symbols: TypeAlias = Callable[[str], Number]

# Random numbers are drawn up to this many at a time: few calls, and little memory for many lanes.
_CHUNK = 2**20


class Source(Protocol):
    """Where the gradients of a run come from."""

    def stream(self, surface: Any, seed: Seed) -> Iterator[Gradient]:
        """The gradient function of step 1, of step 2, and so on without end."""

    def costs(self, surface: Any, steps: int) -> NDArray[np.int64]:
        """How many gradients each step evaluates, shape `(steps,)`."""

    def numbers(self) -> dict[str, float]:
        """The numbers that shape it, by name."""

    def width(self, surface: Any) -> int:
        """How many random numbers a step has.

        Raises:
            ValueError: if what it draws is no such number.
        """

    def draws(self, surface: Any, seed: int, steps: int) -> Array:
        """These numbers, shape `(steps, width)`."""

    def step(self, surface: Any, symbol: Symbols, draws: Sequence[Number]) -> Gradient:
        """One step as a formula of the source's numbers and its draws.

        Args:
            surface: its `gradient` is a tuple of symbols, on a curve too.

        Raises:
            ValueError: if it is none.
        """


def exact() -> Source:
    """The surface's own gradient; on a finite sum a step costs all examples."""
    return _Exact()


def noisy(sigma: float, batch: int = 1) -> Source:
    """The exact gradient plus Gaussian noise of standard deviation `sigma / √batch`.

    Each coordinate has its own noise, as the mean of `batch` noisy gradients would; a step costs
    `batch`. Where `sigma` is 0 the gradient is exact, and nothing is drawn.

    Raises:
        ValueError: if `sigma` is negative or not finite, or `batch` is not a whole number above 0.
    """
    return _Noisy(NOT_NEGATIVE.number("noisy: sigma", sigma), whole("noisy: batch", batch, least=1))


def mini_batch(size: int, replacement: bool = False) -> Source:
    """The mean gradient over `size` examples of a finite-sum surface; a step costs as many.

    Without replacement the examples are shuffled every epoch and taken in turn, so that an epoch
    meets each once and its last batch may be short. With replacement every draw is from them all.

    Raises:
        ValueError: if `size` is not a whole number above 0; when it is used, if the surface is no
            finite sum, or has fewer than `size` examples and there is no replacement.
    """
    return _MiniBatch(whole("mini_batch: size", size, least=1), bool(replacement))


def clipped(source: Source, norm: float | None = None, value: float | None = None) -> Source:
    """The gradient of `source`, cut to a largest size.

    `value` limits each coordinate, `norm` then the length, keeping the direction.

    Raises:
        ValueError: if neither limit is given, or one is not above 0.
    """
    if norm is None and value is None:
        raise ValueError("clipped: give norm, value or both")
    if norm is not None:
        norm = POSITIVE.number("clipped: norm", norm)
    if value is not None:
        value = POSITIVE.number("clipped: value", value)
    return _Clipped(source, norm, value)


@dataclass(frozen=True)
class _Exact:
    def stream(self, surface: Any, seed: Seed) -> Iterator[Gradient]:
        return repeat(_components(surface, _dimension(surface)))

    def costs(self, surface: Any, steps: int) -> NDArray[np.int64]:
        return np.full(steps, getattr(surface, "examples", 1), dtype=np.int64)

    def numbers(self) -> dict[str, float]:
        return {}

    def width(self, surface: Any) -> int:
        return 0

    def draws(self, surface: Any, seed: int, steps: int) -> Array:
        return np.empty((steps, 0))

    def step(self, surface: Any, symbol: Symbols, draws: Sequence[Number]) -> Gradient:
        gradient: Gradient = surface.gradient
        return gradient


@dataclass(frozen=True)
class _Noisy:
    sigma: float
    batch: int

    def stream(self, surface: Any, seed: Seed) -> Iterator[Gradient]:
        dimension = _dimension(surface)
        gradient = _components(surface, dimension)
        spread: float = _spread(self.sigma, float(self.batch))
        if not spread:
            yield from repeat(gradient)

        def draw(rng: Generator, count: int) -> Array:
            return spread * rng.standard_normal((count, dimension))

        for noise in _draws(seed, draw, dimension):
            # Coordinates first: two floats for all lanes, or two rows with a column a lane.
            yield partial(_with_noise, gradient, noise.T if noise.ndim > 1 else noise.tolist())

    def costs(self, surface: Any, steps: int) -> NDArray[np.int64]:
        return np.full(steps, self.batch, dtype=np.int64)

    def numbers(self) -> dict[str, float]:
        return {"sigma": self.sigma, "batch": float(self.batch)}

    def width(self, surface: Any) -> int:
        return _dimension(surface)

    def draws(self, surface: Any, seed: int, steps: int) -> Array:
        width = self.width(surface)
        rows = _draws(seed, lambda rng, count: rng.standard_normal((count, width)), width)
        return _rows(rows, steps, width)

    def step(self, surface: Any, symbol: Symbols, draws: Sequence[Number]) -> Gradient:
        spread = _spread(symbol("sigma"), symbol("batch"))
        return partial(_with_noise, surface.gradient, [spread * normal for normal in draws])


@dataclass(frozen=True)
class _MiniBatch:
    size: int
    replacement: bool

    def stream(self, surface: Any, seed: Seed) -> Iterator[Gradient]:
        dimension, examples = _dimension(surface), self._examples(surface)
        for indices in self._batches(examples, seed):
            yield _components(surface.batch(indices), dimension)

    def costs(self, surface: Any, steps: int) -> NDArray[np.int64]:
        examples = self._examples(surface)
        if self.replacement:
            return np.full(steps, self.size, dtype=np.int64)
        starts = np.arange(0, examples, self.size)
        return np.resize(np.minimum(self.size, examples - starts), steps)

    def numbers(self) -> dict[str, float]:
        return {"batch": float(self.size)}

    def width(self, surface: Any) -> int:
        if getattr(surface, "batch_of", None) is None:
            raise ValueError("mini_batch: the surface's batches are no numbers")
        return len(surface.batch_of._fields)

    def draws(self, surface: Any, seed: int, steps: int) -> Array:
        batches = self._batches(self._examples(surface), seed)
        return _rows(map(surface.batch, batches), steps, self.width(surface))

    def step(self, surface: Any, symbol: Symbols, draws: Sequence[Number]) -> Gradient:
        gradient: Gradient = surface.batch_of(*draws).gradient
        return gradient

    def _examples(self, surface: Any) -> int:
        examples = getattr(surface, "examples", None)
        if examples is None:
            raise ValueError("mini_batch: the surface is no finite sum: it has no examples")
        if self.size > examples and not self.replacement:
            raise ValueError(
                f"mini_batch: size must be from 1 to {examples}, the number of examples, "
                f"not {self.size}; or draw with replacement"
            )
        return int(examples)

    def _batches(self, examples: int, seed: Seed) -> Iterator[NDArray[np.int64]]:
        """Which examples are met at each step."""
        return (self._drawn if self.replacement else self._shuffled)(examples, seed)

    def _drawn(self, examples: int, seed: Seed) -> Iterator[NDArray[np.int64]]:
        def draw(rng: Generator, count: int) -> NDArray[np.int64]:
            return rng.integers(examples, size=(count, self.size))

        return _draws(seed, draw, self.size)

    def _shuffled(self, examples: int, seed: Seed) -> Iterator[NDArray[np.int64]]:
        def shuffle(rng: Generator, count: int) -> NDArray[np.int64]:
            return rng.permuted(np.tile(np.arange(examples), (count, 1)), axis=1)

        if self.size == examples:
            # All of them in one order: a sum that rounding cannot make noisy.
            yield from repeat(np.broadcast_to(np.arange(examples), (*np.shape(seed), examples)))
        for order in _draws(seed, shuffle, examples):
            for start in range(0, examples, self.size):
                yield order[..., start : start + self.size]


@dataclass(frozen=True)
class _Clipped:
    source: Source
    norm: Number | None
    value: Number | None

    def stream(self, surface: Any, seed: Seed) -> Iterator[Gradient]:
        for gradient in self.source.stream(surface, seed):
            yield partial(self._clip, gradient)

    def costs(self, surface: Any, steps: int) -> NDArray[np.int64]:
        return self.source.costs(surface, steps)

    def numbers(self) -> dict[str, float]:
        if isinstance(self.source, _Clipped):
            raise ValueError("clipped: a limit on a limit has no formula of its own")
        limits = {"norm": self.norm, "value": self.value}
        return self.source.numbers() | {n: x for n, x in limits.items() if x is not None}

    def width(self, surface: Any) -> int:
        return self.source.width(surface)

    def draws(self, surface: Any, seed: int, steps: int) -> Array:
        return self.source.draws(surface, seed, steps)

    def step(self, surface: Any, symbol: Symbols, draws: Sequence[Number]) -> Gradient:
        norm = None if self.norm is None else symbol("norm")
        value = None if self.value is None else symbol("value")
        inner = self.source.step(surface, symbol, draws)
        return partial(_Clipped(self.source, norm, value)._clip, inner)

    def _clip(self, gradient: Gradient, *point: Number) -> tuple[Number, ...]:
        g = gradient(*point)
        if self.value is not None:
            g = tuple(minimum(maximum(c, -self.value), self.value) for c in g)
        if self.norm is not None:
            length = sqrt(sum(c * c for c in g))
            # Exactly 1 for a gradient that is short enough, so that it passes untouched.
            scale = self.norm / maximum(length, self.norm)
            g = tuple(c * scale for c in g)
        return g


def replaces(source: Source) -> bool | None:
    """Whether it draws each example from all of them; None if it draws no examples."""
    if isinstance(source, _Clipped):
        return replaces(source.source)
    return source.replacement if isinstance(source, _MiniBatch) else None


def is_random(source: Source) -> bool:
    """Whether chance has a part in its gradients.

    Raises:
        ValueError: if its numbers cannot be told.
    """
    return replaces(source) is not None or source.numbers().get("sigma", 0.0) > 0.0


def _rows(numbers: Iterable[Any], steps: int, width: int) -> Array:
    """So many of them, a row each."""
    return np.array([*islice(numbers, steps)], dtype=np.float64).reshape(steps, width)


def _draws(
    seed: Seed, draw: Callable[[Generator, int], NDArray[Any]], width: int
) -> Iterator[NDArray[Any]]:
    """Endless rows of `draw(rng, count)`, one a step; with a seed for each lane, a row a lane.

    A generator hands out the same numbers in whatever portions it is asked, so the size of the
    portions leaves no trace.
    """
    # Lanes that share a seed share its generator.
    seeds, owner = np.unique(np.atleast_1d(seed), return_inverse=True)
    generators = [default_rng(own) for own in seeds.tolist()]
    count = max(1, min(256, _CHUNK // (width * len(owner))))
    while True:
        rows = [draw(rng, count) for rng in generators]
        yield from np.stack(rows, axis=1)[:, owner] if isinstance(seed, np.ndarray) else rows[0]


def _spread(sigma: Number, batch: Number) -> Number:
    """The standard deviation of the mean of `batch` gradients."""
    return sigma / sqrt(batch)


def _with_noise(
    gradient: Gradient, noise: list[float] | Array, *point: Number
) -> tuple[Number, ...]:
    return tuple(g + e for g, e in zip(gradient(*point), noise, strict=True))


def _components(surface: Any, dimension: int) -> Gradient:
    """The surface's gradient as a tuple of its components, on a curve too."""
    gradient: Callable[..., Any] = surface.gradient
    return gradient if dimension > 1 else lambda x: (gradient(x),)


def _dimension(surface: Any) -> int:
    return int(getattr(surface, "dimension", 2))
