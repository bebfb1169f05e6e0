"""Where faulty code gets its gradients from: examples never shuffled, noise that dies out.

No browser knows these sources: their runs are followed here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formula.numeric import Array, Number
from optim import gradients
from optim.gradients import Gradient

# On it a noisy gradient is the noise.
_PLAIN = SimpleNamespace(gradient=lambda x, y: (0.0 * x, 0.0 * y))


class _FollowedHere:
    """A source whose step is written in no formula that a browser could be given."""

    def costs(self, surface: Any, steps: int) -> NDArray[np.int64]:
        """One gradient a step."""
        return np.ones(steps, dtype=np.int64)

    def width(self, surface: Any) -> int:
        """Always raises: what a step draws is not known to the browser."""
        raise ValueError(f"{type(self).__name__}: its steps are followed on the server")

    def draws(self, surface: Any, seed: int, steps: int) -> Array:
        """As `width`."""
        raise ValueError(f"{type(self).__name__}: its steps are followed on the server")

    def step(self, surface: Any, symbol: Any, draws: Sequence[Number]) -> Gradient:
        """As `width`."""
        raise ValueError(f"{type(self).__name__}: its steps are followed on the server")


@dataclass(frozen=True)
class InOrder(_FollowedHere):
    """Single examples as they come, over and over: a source that forgot to shuffle."""

    def stream(self, surface: Any, seed: Any) -> Iterator[Gradient]:
        """The gradient of the first example, of the second, and so on."""
        while True:
            for i in range(surface.examples):
                yield surface.batch([i]).gradient

    def numbers(self) -> dict[str, float]:
        """There are none."""
        return {}


@dataclass(frozen=True)
class FadingNoise(_FollowedHere):
    """Each slope times 1 plus noise of standard deviation `sigma`: where it is 0, so is the noise.

    It meets the random numbers of `gradients.noisy` with the same seed.
    """

    sigma: float

    def stream(self, surface: Any, seed: Any) -> Iterator[Gradient]:
        """The gradient of the first step, of the second, and so on."""
        for noise in gradients.noisy(self.sigma).stream(_PLAIN, seed):
            yield partial(_faded, surface.gradient, noise)

    def numbers(self) -> dict[str, float]:
        """The spread."""
        return {"sigma": self.sigma}


def _faded(gradient: Gradient, noise: Gradient, x: Number, y: Number) -> tuple[Number, ...]:
    slopes, shares = gradient(x, y), noise(x, y)
    return tuple(slope * (1.0 + share) for slope, share in zip(slopes, shares, strict=True))
