"""Where a formula's slope is zero in a frame: looked for from many places, found and not proved.

Two searches share their steps, which follow the curvature. One goes to wherever the slope vanishes;
the other downhill alone, on the formula with its kinks rounded off less and less, so that it ends
in the corner of `abs` too. What they find is kept where the slope is small beside how much the
values about it differ. Where curvature cannot tell what it is, those values do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formula.algebra import Algebra
from formula.derive import first_and_second
from formula.graph import LEAVES
from formula.numeric import Array
from formula.python import function

from .surface import Domain, Point

SIDE = 24
"""The searches start from the middles of so many by so many cells."""

FINE = 121
"""Lows of the values on a grid with so many points a side are starts, too."""

MOST_LOWS = 200
MOST_OPERATIONS = 150_000
"""What all rounds of a search may cost together: operations, each on all starts at once."""

DEAR = {"sin", "cos", "tan", "exp", "log", "tanh", "raise"}
TIMES = 8
"""So many times what a sum costs these do."""

ROUNDS = (12, 45)
"""The fewest and the most rounds of a search."""

LONGEST = 1.5 / SIDE
"""No step is longer, in units of the frame."""

SETTLED = 1e-7
"""A search has ended where its step is shorter, in units of the frame."""

SAME = 1e-4
"""Places that are closer are one, in units of the frame."""

RING = 0.01
"""How far off values are compared with the place's own, in units of the frame."""

ANGLES = 64
SMALL_SLOPE = 1e-6
"""A slope that would change the value by at most this share of the ring's differences is none."""

FLAT = 1e-5
"""A curvature that is at most this share of the other does not tell what a place is."""

NO_BEND = 1e-14
"""A curvature that is at most this share of the other is none."""

ROUNDING = 0.1, 1e-8
"""How much a kink is rounded off at first and at last, in its own units."""

DECIMALS = range(9, 1, -1)
"""Coordinates end after so few decimals where that loses nothing."""

HALVINGS = 2.0 ** -np.arange(8.0)

Lanes = tuple[Array, Array]


@dataclass(frozen=True)
class Found:
    """What was found in a frame.

    Attributes:
        minima, saddles, maxima: places where the slope is zero, or a kink turns; isolated ones.
        flat: whether there are others that lie side by side: a level valley or plain.
    """

    minima: tuple[Point, ...]
    saddles: tuple[Point, ...]
    maxima: tuple[Point, ...]
    flat: bool


def search(graph: Algebra, f: int, domain: Domain) -> Found:
    """Search the frame for minima, saddles and maxima of node `f`, whose inputs are x and y."""
    with np.errstate(all="ignore"):
        return _Search(graph, f, domain).found()


class _Search:
    """One search: the formula with its kinks rounded off, in units of the frame."""

    def __init__(self, graph: Algebra, f: int, domain: Domain) -> None:
        (x0, x1), (y0, y1) = domain
        self.middle = 0.5 * (x0 + x1), 0.5 * (y0 + y1)
        self.size = x1 - x0, y1 - y0
        value = _rounded_off(graph, f)
        slopes = first_and_second(graph, value)
        inputs = ("x", "y", "rounding")
        self._value = function(graph, inputs, value)
        self._slopes = function(graph, inputs, *slopes)
        self.signs = (1.0,) if value == f else (1.0, -1.0)
        self.rounds = _rounds(graph, value, slopes, len(self.signs))

    def found(self) -> Found:
        """All that both searches end at, sorted out."""
        u, v = self._starts()
        last = ROUNDING[1]
        ends = [self._moved((u, v), [last] * self.rounds, 0.0)]
        for sign in self.signs:
            less = np.geomspace(*ROUNDING, self.rounds - 8)
            ends.append(self._moved((u, v), [*less, *[last] * 8], sign))
        places = _distinct(*(np.concatenate(each) for each in zip(*ends, strict=True)))
        return self._sorted_out(*self._no_slope(*places))

    def _starts(self) -> Lanes:
        """The middles of the cells, and where a finer grid has its lows."""
        cells = (np.arange(SIDE) + 0.5) / SIDE - 0.5
        u, v = (each.ravel() for each in np.meshgrid(cells, cells))
        grid = np.linspace(-0.5, 0.5, FINE)
        rows, columns = _lows(self.value(*np.meshgrid(grid, grid), ROUNDING[1]))
        kept = slice(None, None, 1 + len(rows) // MOST_LOWS)
        return np.append(u, grid[columns[kept]]), np.append(v, grid[rows[kept]])

    def value(self, u: Array, v: Array, rounding: float) -> Array:
        """The formula's values at places in units of the frame."""
        x, y = (m + s * each for m, s, each in zip(self.middle, self.size, (u, v), strict=True))
        return np.asarray(self._value(x, y, np.full_like(x, rounding)))

    def slopes(self, u: Array, v: Array, rounding: float) -> tuple[Array, ...]:
        """The first derivatives by `u` and `v`, and the three second ones."""
        x, y = (m + s * each for m, s, each in zip(self.middle, self.size, (u, v), strict=True))
        w, h = self.size
        made = self._slopes(x, y, np.full_like(x, rounding))
        scales = (w, h, w * w, w * h, h * h)
        return tuple(np.asarray(scale * each) for scale, each in zip(scales, made, strict=True))

    def _moved(self, places: Lanes, roundings: Sequence[float], sign: float) -> Lanes:
        """Where steps lead that settle within the frame.

        Args:
            sign: 1 to go downhill, −1 uphill, 0 to wherever the slope vanishes.
        """
        u, v = places
        length = np.full_like(u, np.inf)
        for rounding in roundings:
            du, dv = _step(self.slopes(u, v, rounding), sign)
            length = np.hypot(du, dv)
            shorter = np.minimum(1.0, LONGEST / length)
            du, dv = (np.where(length > 0.0, shorter * each, each) for each in (du, dv))
            if sign:
                share = self._share((u, v), (du, dv), rounding, sign)
                du, dv = share * du, share * dv
            u, v = u + du, v + dv
        kept = (length <= SETTLED) & (np.abs(u) <= 0.5) & (np.abs(v) <= 0.5)
        return u[kept], v[kept]

    def _share(self, places: Lanes, step: Lanes, rounding: float, sign: float) -> Array:
        """The longest share of each step that leads no higher; 0 where none does."""
        u, v = (a + HALVINGS[:, np.newaxis] * b for a, b in zip(places, step, strict=True))
        high = sign * self.value(*places, rounding)
        lower = sign * self.value(u, v, rounding) <= high
        return np.where(lower.any(axis=0), HALVINGS[lower.argmax(axis=0)], 0.0)

    def _no_slope(self, u: Array, v: Array) -> tuple[Array, Array, Array, Array]:
        """Those of the places that have no slope; and the lowest and highest values about them.

        Both as differences from the value at the place.
        """
        angles = np.linspace(0.0, 2.0 * np.pi, ANGLES, endpoint=False)[:, np.newaxis]
        last = ROUNDING[1]
        about = self.value(u + RING * np.cos(angles), v + RING * np.sin(angles), last)
        about = about - self.value(u, v, last)
        low, high = about.min(axis=0), about.max(axis=0)
        slope = np.hypot(*self.slopes(u, v, last)[:2])
        kept = slope * RING <= SMALL_SLOPE * np.maximum(high, -low)
        kept &= np.isfinite(self.value(u, v, 0.0))
        return u[kept], v[kept], low[kept], high[kept]

    def _sorted_out(self, u: Array, v: Array, low: Array, high: Array) -> Found:
        """Which of the places without slope are what."""
        u, v = self._refined(u, v)
        fuu, fuv, fvv = self.slopes(u, v, ROUNDING[1])[2:]
        mean, half = 0.5 * (fuu + fvv), np.hypot(0.5 * (fuu - fvv), fuv)
        least, most = mean - half, mean + half
        flatter, steeper = np.sort(np.abs([least, most]), axis=0)
        sure = flatter > FLAT * steeper
        # Side by side with others of its kind a place is part of a valley or plain.
        apart = np.hypot(u - u[:, np.newaxis], v - v[:, np.newaxis])
        apart = np.where(sure | np.eye(len(u), dtype=bool), np.inf, apart)
        alone = sure | (apart.min(axis=1, initial=np.inf) > 2.0 / SIDE)
        minimum = alone & np.where(sure, least > 0.0, low > 0.0)
        maximum = alone & np.where(sure, most < 0.0, high < 0.0)
        saddle = alone & np.where(sure, least * most < 0.0, (low < 0.0) & (high > 0.0))
        minima, saddles, maxima = (
            self._points(u[kind], v[kind]) for kind in (minimum, saddle, maximum)
        )
        return Found(minima, saddles, maxima, flat=not (minimum | saddle | maximum).all())

    def _refined(self, u: Array, v: Array) -> Lanes:
        """The places with as few decimals as leave the slope no steeper."""
        last = ROUNDING[1]
        steepest = np.hypot(*self.slopes(u, v, last)[:2])
        x, y = self._unscaled(u, v)
        for decimals in DECIMALS:
            shorter = zip((x, y), self.middle, self.size, strict=True)
            s, t = ((np.round(each, decimals) - m) / size for each, m, size in shorter)
            kept = np.hypot(*self.slopes(s, t, last)[:2]) <= steepest
            u, v = np.where(kept, s, u), np.where(kept, t, v)
        return u, v

    def _unscaled(self, u: Array, v: Array) -> Lanes:
        (mx, my), (w, h) = self.middle, self.size
        return mx + w * u, my + h * v

    def _points(self, u: Array, v: Array) -> tuple[Point, ...]:
        """Those of the places where the formula has a value, once they are rounded."""
        x, y = (np.round(each, 14) + 0.0 for each in self._unscaled(u, v))
        kept = np.isfinite(self._value(x, y, np.zeros_like(x)))
        return tuple(sorted(zip(x[kept].tolist(), y[kept].tolist(), strict=True)))


def _rounds(graph: Algebra, value: int, slopes: Sequence[int], signs: int) -> int:
    """As many rounds as there is time for."""

    def cost(results: Sequence[int]) -> int:
        names = [graph.nodes[i][0] for i in graph.needed(results)]
        return len(names) + (TIMES - 1) * sum(name in DEAR for name in names)

    # Downhill or uphill, the values after all shares of a step are compared with that before it.
    each = (1 + signs) * cost(slopes) + signs * (1 + len(HALVINGS)) * cost([value])
    fewest, most = ROUNDS
    return min(max(MOST_OPERATIONS // each, fewest), most)


def _rounded_off(graph: Algebra, f: int) -> int:
    """The same formula where kinks are round: |a| is √(a² + r²), √a is √(a + r²).

    Where there are none it is the same node, whose derivatives are known.
    """
    places: dict[int, int] = {}
    for i in graph.needed([f]):
        name, *parts = graph.nodes[i]
        if name in LEAVES:
            places[i] = i
            continue
        made = [places[part] for part in parts]
        if name in ("abs", "sqrt"):
            rounding = graph.input("rounding")
            within = graph.multiply(made[0], made[0]) if name == "abs" else made[0]
            square = graph.multiply(rounding, rounding)
            places[i] = graph.call("sqrt", graph.add(within, square))
        else:
            places[i] = graph.put(name, *made)
    return places[f]


def _step(slopes: Sequence[Array], sign: float) -> Lanes:
    """Newton's step; with a sign the one that goes downhill (1) or uphill (−1) along both axes.

    Along an axis of the curvature where there is none, there is no step.
    """
    gu, gv, guu, guv, gvv = slopes
    mean, half = 0.5 * (guu + gvv), np.hypot(0.5 * (guu - gvv), guv)
    angle = 0.5 * np.arctan2(guv, 0.5 * (guu - gvv))
    c, s = np.cos(angle), np.sin(angle)
    along = (c * gu + s * gv, c * gv - s * gu)
    bends = (mean + half, mean - half)
    least = NO_BEND * np.maximum(np.abs(bends[0]), np.abs(bends[1]))
    first, second = (
        np.where(np.abs(bend) > least, -slope / (sign * np.abs(bend) if sign else bend), 0.0)
        for slope, bend in zip(along, bends, strict=True)
    )
    return c * first - s * second, s * first + c * second


def _lows(values: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the grid points that none of their neighbours is below."""
    padded = np.pad(np.where(np.isfinite(values), values, np.inf), 1, constant_values=np.inf)
    inner = padded[1:-1, 1:-1]
    shifted = [np.roll(padded, (i, j), (0, 1))[1:-1, 1:-1] for i in (-1, 0, 1) for j in (-1, 0, 1)]
    low = (inner <= np.min(shifted, axis=0)) & np.isfinite(inner)
    rows, columns = np.nonzero(low)
    return rows, columns


def _distinct(u: Array, v: Array) -> Lanes:
    """One of the places that are the same but for rounding."""
    kept = np.zeros((0, 2))
    for place in np.column_stack([u, v]):
        if not len(kept) or np.hypot(*(kept - place).T).min() > SAME:
            kept = np.vstack([kept, place])
    return kept[:, 0], kept[:, 1]
