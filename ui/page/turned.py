"""A valley whose start turns with it, so that what moves alike in every direction shows it."""

from dataclasses import replace

from formula.numeric import Number, cos, maximum, minimum, sin
from surfaces import SURFACES, Surface, valley
from surfaces.analytic import RADIAN
from ui.page.settings import Settings
from ui.stage.derived import Derived, derived

_PLAIN = SURFACES["valley"]
_MARGIN = 0.5


def turned_valley(kappa: float, angle: float) -> Surface:
    """The valley turned by `angle` degrees, and its start about the minimum with it."""
    domain = _PLAIN.domain[0], turned_heights(angle)
    return replace(valley(kappa, angle), start=turned_start(angle), domain=domain)


def turned_start(angle: Number) -> tuple[Number, Number]:
    """The start, turned by `angle` degrees."""
    c, s = cos(angle * RADIAN), sin(angle * RADIAN)
    x, y = _PLAIN.start
    return c * x - s * y, s * x + c * y


def turned_heights(angle: Number) -> tuple[Number, Number]:
    """From where to where the picture goes in y: where the start would leave it, it grows."""
    (low, high), edge = _PLAIN.domain[1], abs(turned_start(angle)[1]) + _MARGIN
    return minimum(low, -edge), maximum(high, edge)


def turned(settings: Settings) -> list[Derived]:
    """What follows from the angle: the frame, and the start where the reader has set none."""
    frame = derived(turned_heights, "domain.low", "domain.high")
    return [frame] if settings["start"] else [frame, derived(turned_start, "start.x", "start.y")]
