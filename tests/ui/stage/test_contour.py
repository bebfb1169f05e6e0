"""Contour levels: inside the picture's heights, evenly spaced, and telling at the valley floor."""

import numpy as np
import pytest

from surfaces import SURFACES
from ui.stage.contour import BANDS, SIDE, contour


@pytest.mark.parametrize("key", SURFACES)
def test_levels_divide_the_heights(key: str) -> None:
    drawn = contour(SURFACES[key])
    assert drawn.heights is not None
    assert drawn.heights.shape == (SIDE, SIDE)
    assert np.isfinite(drawn.heights).all()
    low, high = drawn.heights.min(), drawn.heights.max()
    assert drawn.step > 0
    assert low < drawn.first < drawn.last < high
    assert (drawn.last - drawn.first) / drawn.step == pytest.approx(BANDS - 2)


@pytest.mark.parametrize("key", SURFACES)
def test_scaling_keeps_the_order_of_heights(key: str) -> None:
    surface = SURFACES[key]
    _, _, values = surface.grid(SIDE, SIDE)
    heights = contour(surface).heights
    assert heights is not None
    assert (np.diff(heights.ravel()[np.argsort(values, axis=None)]) >= 0).all()


@pytest.mark.parametrize("key", SURFACES)
def test_no_level_swallows_the_picture(key: str) -> None:
    drawn = contour(SURFACES[key])
    assert drawn.heights is not None
    levels = np.arange(BANDS - 1) * drawn.step + drawn.first
    shares = np.bincount(np.digitize(drawn.heights.ravel(), levels), minlength=BANDS) / SIDE**2
    assert shares.max() < 0.35
    assert (shares > 0.002).sum() > BANDS // 2
