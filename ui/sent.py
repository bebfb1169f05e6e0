"""Numbers in what a browser sends as JSON, where nothing is trusted."""

import math
from typing import Any, TypeGuard


def is_whole(value: Any) -> TypeGuard[int]:
    """Whether it is a whole number, and no switch."""
    return isinstance(value, int) and not isinstance(value, bool)


def finite_numbers(values: Any) -> list[float]:
    """The values of a list as floats; empty unless all are finite numbers."""
    if not isinstance(values, list):
        return []
    real = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
    return [float(v) for v in values] if real and all(map(_is_finite, values)) else []


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False
