"""Contour levels: a surface's values on a grid, bent so that equal steps show its valley floor."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surfaces import Surface

SIDE = 121
BANDS = 18


@dataclass(frozen=True)
class Contour:
    """What the browser draws: `heights` of shape `(SIDE, SIDE)` (float32) and evenly spaced levels.

    `heights` are bent values: a monotone function of the surface's values, the same for all.
    """

    heights: NDArray[np.float32]
    first: float
    last: float
    step: float


def contour(surface: Surface) -> Contour:
    """Sample the surface over its domain and choose the levels."""
    _, _, values = surface.grid(SIDE, SIDE)
    heights = _above_minimum(values, surface.lowest) if surface.minima else _about_saddle(values)
    low, high = float(heights.min()), float(heights.max())
    step = (high - low) / BANDS
    return Contour(heights.astype(np.float32), low + step, high - step, step)


def _above_minimum(values: NDArray[np.float64], lowest: float | None) -> NDArray[np.float64]:
    # Logarithmic where values span decades, and close to linear within the lowest tenth of the
    # picture, so that neither a ravine's floor nor a plain bowl is all one colour.
    above = values - min(float(values.min()), values.min() if lowest is None else lowest)
    scale = float(np.quantile(above, 0.1)) or 1.0
    return np.asarray(np.log1p(above / scale))


def _about_saddle(values: NDArray[np.float64]) -> NDArray[np.float64]:
    centred = values - float(np.median(values))
    return np.asarray(np.sign(centred) * np.sqrt(np.abs(centred)))
