"""Contour levels: surface values on a grid, scaled so that equal steps show the valley floor."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surfaces import Surface

SIDE = 121
BANDS = 18

LARGEST = 1e150
"""Levels are chosen as if no value were larger."""


@dataclass(frozen=True)
class Scaling:
    """A rising function of the surface's values, the same for the whole picture.

    `"log"` is log(1 + (f − low) / scale): logarithmic where values span decades and close to linear
    at the bottom, so that neither a ravine's floor nor a plain bowl is all one colour. `"both"` is
    arsinh((f − low) / scale), the same up and down, for a surface without a bottom.
    """

    kind: str
    low: float
    scale: float = 1.0

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The scaled values, of the same shape."""
        above = (values - self.low) / self.scale
        if self.kind == "log":
            return np.asarray(np.log1p(np.maximum(above, 0.0)))
        return np.asarray(np.arcsinh(above))


@dataclass(frozen=True)
class Contour:
    """What the browser draws: scaled values on a square grid, and evenly spaced levels.

    Attributes:
        heights: shape `(side, side)`, a row for each y, NaN where the surface has no value; None
            where the browser works them out.
        first, last, step: the lowest and the highest level, and their distance.
        x, y: the first coordinate and the spacing of the grid, in data units.
    """

    heights: NDArray[np.float64] | None
    side: int
    scaling: Scaling
    first: float
    last: float
    step: float
    x: tuple[float, float]
    y: tuple[float, float]


def contour(surface: Surface, *, with_heights: bool = True) -> Contour:
    """Sample the surface over its domain and choose the levels."""
    _, _, values = surface.grid(SIDE, SIDE)
    known = np.clip(values[np.isfinite(values)], -LARGEST, LARGEST)
    known = known if known.size else np.zeros(1)
    scaling = _scaling(known, surface.lowest)
    with np.errstate(all="ignore"):
        heights = np.where(np.isfinite(values), scaling(values), np.nan)
    low, high = (float(end) for end in scaling(np.array([known.min(), known.max()])))
    step = (high - low) / BANDS or 1.0
    x, y = ((first, (end - first) / (SIDE - 1)) for first, end in surface.domain)
    kept = heights if with_heights else None
    return Contour(kept, SIDE, scaling, low + step, high - step, step, x, y)


def _scaling(values: NDArray[np.float64], lowest: float | None) -> Scaling:
    if lowest is None:
        middle = float(np.median(values))
        return Scaling("both", middle, float(np.quantile(np.abs(values - middle), 0.5)) or 1.0)
    low = min(float(values.min()), lowest)
    return Scaling("log", low, float(np.quantile(values - low, 0.1)) or 1.0)
