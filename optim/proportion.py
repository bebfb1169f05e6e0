"""Which share of all runs does something, and how surely that is known from so many runs."""

import math
from typing import NamedTuple

from .checks import whole
from .spread import SURE


class Share(NamedTuple):
    """A share, or the difference of two, with its 95 % interval."""

    share: float
    low: float
    high: float


def wilson(count: int, total: int) -> Share:
    """The share `count` of `total`, with Wilson's interval (1927).

    It stays within 0 and 1, and also where nobody or everybody counts it has a width.

    Raises:
        ValueError: unless `count` is a whole number from 0 to `total`, and `total` is above 0.
    """
    total, count = whole("wilson: total", total, least=1), whole("wilson: count", count, least=0)
    if count > total:
        raise ValueError(f"wilson: count must be at most {total}, the total, not {count}")
    share, square = count / total, SURE * SURE
    middle = (share + square / (2 * total)) / (1 + square / total)
    variance = share * (1 - share) / total + square / (4 * total * total)
    half = SURE / (1 + square / total) * math.sqrt(variance)
    # At the ends rounding may cut off the share itself.
    return Share(share, min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half)))


def difference(one: Share, other: Share) -> Share:
    """How much larger one share is than another's, with Newcombe's interval (1998).

    The two are of different runs, with random draws of their own.
    """
    below = math.hypot(one.share - one.low, other.high - other.share)
    above = math.hypot(one.high - one.share, other.share - other.low)
    gap = one.share - other.share
    return Share(gap, gap - below, gap + above)
