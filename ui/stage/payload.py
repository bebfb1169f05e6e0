"""A stage as one block of bytes: a JSON header, then the float32 arrays it points into."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from surfaces import Curve, Surface
from ui.page.palette import ARROWS
from ui.stage.contour import SIDE, contour
from ui.stage.programs import program
from ui.stage.scene import Arrow, Cloud, DataPanel, Panel, Path

ArrayPlace = tuple[int, int, int]
"""Where an array lies: its offset, how many numbers are stored, and how many it has.

Numbers that are all the same are stored once.
"""


def pack(header: Mapping[str, Any], arrays: Sequence[NDArray[np.float32]]) -> bytes:
    """One block: the header's length (4 bytes, little-endian), the header, the float32 arrays.

    The header is padded with spaces so that the arrays start at a multiple of four bytes.
    """
    text = json.dumps(header, separators=(",", ":"), allow_nan=False).encode()
    text += b" " * (-len(text) % 4)
    return b"".join([len(text).to_bytes(4, "little"), text, *(a.tobytes() for a in arrays)])


class Arrays:
    """Float32 arrays one behind the other."""

    def __init__(self) -> None:
        self.arrays: list[NDArray[np.float32]] = []
        self._length = 0

    def add(self, values: ArrayLike) -> ArrayPlace:
        """Append the values, whatever their shape, row by row."""
        # What is too large for float32 becomes infinite, and so leaves every frame.
        with np.errstate(over="ignore"):
            flat = np.asarray(values, dtype=np.float64).astype(np.float32).ravel()
        stored = flat[:1] if (flat == flat[:1]).all() else flat
        place = (self._length, stored.size, flat.size)
        self.arrays.append(stored)
        self._length += stored.size
        return place


def identity(surface: Surface | Curve) -> str:
    """A name that two surfaces share only if they are the same function on the same domain."""
    arguments = ",".join(f"{name}={value!r}" for name, value in surface.arguments.items())
    # All typed formulas share a key: their LaTeX tells them apart.
    return f"{surface.key}({arguments})@{surface.domain}:{surface.latex}"


def describe(
    panels: Sequence[Panel | DataPanel], known: Collection[str], arrays: Arrays
) -> dict[str, Any]:
    """The header's part on the panels; surfaces that the browser knows are named only."""
    surfaces = {identity(p.surface): p.surface for p in panels if isinstance(p, Panel)}
    return {
        "arrows": {part: {"light": c[0], "dark": c[1]} for part, c in ARROWS.items()},
        "panels": [_panel(panel, arrays) for panel in panels],
        "surfaces": {
            name: _surface(surface, arrays)
            for name, surface in surfaces.items()
            if name not in known
        },
    }


def _panel(panel: Panel | DataPanel, arrays: Arrays) -> dict[str, Any]:
    if isinstance(panel, DataPanel):
        return _data_panel(panel, arrays)
    surface = panel.surface
    marks = [{"kind": mark.kind, "point": mark.point} for mark in panel.marks]
    return {
        "kind": "contour" if surface.dimension == 2 else "line",
        "surface": identity(surface),
        "title": panel.title,
        "domain": _frame(surface),
        "axes": surface.axes if isinstance(surface, Surface) else ("x", "f(x)"),
        "marks": _known_marks(surface) + marks,
        "paths": [_path(path, surface, arrays) for path in panel.paths],
        "clouds": [_cloud(cloud, arrays) for cloud in panel.clouds],
    }


def _data_panel(panel: DataPanel, arrays: Arrays) -> dict[str, Any]:
    return {
        "kind": "data",
        "surface": "",
        "title": panel.title,
        "domain": panel.domain,
        "axes": panel.axes,
        "marks": [],
        "paths": [_path(path, None, arrays) for path in panel.paths],
        "clouds": [],
        "data": arrays.add(panel.data),
    }


def _frame(surface: Surface | Curve) -> tuple[tuple[float, float], tuple[float, float]]:
    """The panel's domain; on a line the height leaves room above and below the curve."""
    if isinstance(surface, Surface):
        return surface.domain
    _, values = surface.grid(401)
    low, high = float(values.min()), float(values.max())
    return surface.domain, (low - 0.08 * (high - low), high)


def _known_marks(surface: Surface | Curve) -> list[dict[str, Any]]:
    if isinstance(surface, Curve):
        kinds = {"minimum": surface.minima, "maximum": surface.maxima}
        return [
            {"kind": kind, "point": (x, surface.value(x))}
            for kind, all in kinds.items()
            for x in all
        ]
    known = {"minimum": surface.minima, "saddle": surface.saddles, "maximum": surface.maxima}
    return [{"kind": kind, "point": point} for kind, points in known.items() for point in points]


def _path(path: Path, surface: Surface | Curve | None, arrays: Arrays) -> dict[str, Any]:
    return {
        "name": path.name,
        "detail": path.detail,
        "note": path.note,
        "faint": path.faint,
        "style": asdict(path.style),
        "points": arrays.add(_in_plane(path.points, surface)),
        "curves": {key: arrays.add(values) for key, values in path.curves.items()},
        "ticks": None if path.ticks is None else arrays.add(path.ticks),
        "arrows": [_arrow(arrow, arrays) for arrow in path.arrows],
        "readings": [
            {"label": r.label, "width": _width(r.values), "values": arrays.add(r.values)}
            for r in path.readings
        ],
        "tangents": None if path.tangents is None else arrays.add(path.tangents),
    }


def _in_plane(points: NDArray[Any], surface: Surface | Curve | None) -> NDArray[Any]:
    """Points of a line as points of the picture: `(x, f(x))`."""
    if not isinstance(surface, Curve):
        return points
    with np.errstate(all="ignore"):
        return np.column_stack([points, surface.value(np.ravel(points))])


def _arrow(arrow: Arrow, arrays: Arrays) -> dict[str, Any]:
    return {
        "name": arrow.name,
        "colour": arrow.colour,
        "to_scale": arrow.to_scale,
        "vectors": arrays.add(_flat_arrow(arrow.vectors)),
        "tails": None if arrow.tails is None else arrays.add(_flat_arrow(arrow.tails)),
    }


def _flat_arrow(vectors: ArrayLike) -> NDArray[np.float64]:
    """Vectors of shape `(steps, 2)`; those on a line lie along x."""
    array = np.asarray(vectors, dtype=np.float64)
    return array if array.shape[1] == 2 else np.column_stack([array, np.zeros(len(array))])


def _width(values: ArrayLike) -> int:
    shape = np.shape(values)
    return shape[1] if len(shape) > 1 else 1


def _cloud(cloud: Cloud, arrays: Arrays) -> dict[str, Any]:
    return {
        "name": cloud.name,
        "detail": cloud.detail,
        "style": asdict(cloud.style),
        "count": cloud.points.shape[1],
        "points": arrays.add(cloud.points),
    }


def _surface(surface: Surface | Curve, arrays: Arrays) -> dict[str, Any]:
    if isinstance(surface, Curve):
        return {"tape": program(surface)}
    drawn = contour(surface)
    (x0, x1), (y0, y1) = surface.domain
    return {
        "tape": program(surface),
        "heights": arrays.add(drawn.heights),
        "side": SIDE,
        "x": (x0, (x1 - x0) / (SIDE - 1)),
        "y": (y0, (y1 - y0) / (SIDE - 1)),
        "levels": (drawn.first, drawn.last, drawn.step),
        "scaling": asdict(drawn.scaling),
    }
