"""What a search costs: the best of so many tries, drawn at random from all that there are."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def expected_best(values: ArrayLike) -> Array:
    """The expected least of k of these numbers, drawn without replacement, for every k.

    Exactly, from the order statistics: of N numbers the r-th smallest, from 1, is the least of k in
    C(N − r, k − 1) of the C(N, k) draws.

    Args:
        values: shape `(N,)`, finite.

    Returns:
        Shape `(N,)`: for k = 1, their mean, up to k = N, the least of them.

    Raises:
        ValueError: if there are none, or one is not finite.
    """
    rising = np.sort(np.asarray(values, dtype=np.float64))
    count = rising.size
    if rising.ndim != 1 or not count or not np.isfinite(rising).all():
        raise ValueError(f"expected_best: values must be finite, of shape (N,), not {values!r}")
    tries = np.arange(1, count + 1)
    # C(N − r − 1, k − 1) is (N − r − k + 1)/(N − r) times C(N − r, k − 1).
    weight, expected = tries / count, np.zeros(count)
    for rank, value in enumerate(rising, start=1):
        expected += weight * value
        if rank < count:
            weight = weight * np.maximum(count - rank - tries + 1, 0) / (count - rank)
    return expected
