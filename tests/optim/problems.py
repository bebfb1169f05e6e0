"""Small things to descend on, each as plain as a test needs it."""

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

Number = Any


@dataclass(frozen=True)
class Parabola:
    """½λx² on a line."""

    curvature: float = 2.0
    dimension: ClassVar[int] = 1

    def value(self, x: Number) -> Number:
        return 0.5 * self.curvature * (x * x)

    def gradient(self, x: Number) -> Number:
        return self.curvature * x


@dataclass(frozen=True)
class Quadratic:
    """½(λx² + μy²)."""

    low: float = 1.0
    high: float = 20.0

    def value(self, x: Number, y: Number) -> Number:
        return 0.5 * (self.low * (x * x) + self.high * (y * y))

    def gradient(self, x: Number, y: Number) -> tuple[Number, Number]:
        return self.low * x, self.high * y


@dataclass(frozen=True)
class Slope:
    """A plane: the same gradient everywhere, given as plain numbers even to arrays."""

    gx: float = 1.0
    gy: float = 1.0

    def value(self, x: Number, y: Number) -> Number:
        return self.gx * x + self.gy * y

    def gradient(self, x: Number, y: Number) -> tuple[Number, Number]:
        return self.gx, self.gy


@dataclass(frozen=True)
class Fit:
    """Mean of (wx + b − y)² over data: a finite sum, in (w, b)."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]

    @property
    def examples(self) -> int:
        return int(self.x.shape[-1])

    def batch(self, indices: NDArray[np.int64]) -> "Fit":
        return Fit(self.x[indices], self.y[indices])

    def _residuals(self, w: Number, b: Number) -> NDArray[np.float64]:
        w, b = np.asarray(w)[..., np.newaxis], np.asarray(b)[..., np.newaxis]
        return np.asarray(w * self.x + b - self.y)

    def value(self, w: Number, b: Number) -> Number:
        r = self._residuals(w, b)
        return (r * r).mean(axis=-1)

    def gradient(self, w: Number, b: Number) -> tuple[Number, Number]:
        r = self._residuals(w, b)
        return (2.0 * r * self.x).mean(axis=-1), (2.0 * r).mean(axis=-1)


def fit(examples: int = 20) -> Fit:
    random = np.random.default_rng(7)
    x = random.uniform(-1.0, 1.0, examples)
    return Fit(x, 1.5 * x - 0.5 + 0.3 * random.standard_normal(examples))


@dataclass(frozen=True)
class Cliff:
    """Falls off at x > 1: floats raise there, arrays overflow."""

    def value(self, x: Number, y: Number) -> Number:
        return -x - y

    def gradient(self, x: Number, y: Number) -> tuple[Number, Number]:
        if isinstance(x, float):
            if x > 1.0:
                raise OverflowError("math range error")
            return -1.0, -1.0
        return np.where(x > 1.0, -math.inf, -1.0), -1.0
