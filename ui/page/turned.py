"""A valley whose start turns with it, so that what moves alike in every direction shows it."""

import math
from dataclasses import replace

from surfaces import Surface, valley

_MARGIN = 0.5


def turned_valley(kappa: float, angle: float) -> Surface:
    """The valley turned by `angle` degrees, and its start about the minimum with it.

    Where the turned start would leave the picture, the picture grows.
    """
    plain = valley(kappa, angle)
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = plain.start
    start = (c * x - s * y, s * x + c * y)
    across, (low, high) = plain.domain
    edge = abs(start[1]) + _MARGIN
    return replace(plain, start=start, domain=(across, (min(low, -edge), max(high, edge))))
