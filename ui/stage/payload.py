"""A record as one block of bytes: a JSON header, then the float32 arrays it points into.

A dataclass becomes an object with the names of its fields, an array becomes its place in the block,
`{"$": [offset, stored, count]}`, and a surface its identity; a surface that the browser lacks is
described once, under "surfaces". Everything else is as JSON has it. So a new field of a path is
written once in `scene.py`, and once in the browser, where it is drawn.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from surfaces import Curve, Surface
from ui.stage.contour import Contour, contour
from ui.stage.programs import program

ArrayPlace = tuple[int, int, int]
"""Where an array lies: its offset, how many numbers are stored, and how many it has.

Numbers that are all the same are stored once.
"""


@dataclass(frozen=True)
class SurfaceData:
    """What the browser must know of a surface: name, formula and, in the plane, contour."""

    name: str
    tape: dict[str, Any] | None
    contour: Contour | None


NOTHING_NEW = b"\0\0\0\0"
"""A block without a header: the browser has what there is."""


def encode(record: Any, known: Collection[str] = ()) -> bytes:
    """The block of a dataclass or a mapping; `known` are the surfaces that the browser has."""
    return encode_once(record, known)[0]


def encode_once(
    record: Any, known: Collection[str] = (), before: bytes = b""
) -> tuple[bytes, bytes]:
    """The block and its digest; `NOTHING_NEW` where the block before had the same digest.

    The digest is the record's alone: whether surfaces are described with it makes no difference.
    """
    encoder = _Encoder()
    header = encoder.encode(record)
    block = pack({**header, "surfaces": {}}, encoder.arrays.arrays)
    digest = hashlib.blake2b(block).digest()
    lacking = {name: each for name, each in encoder.surfaces.items() if name not in known}
    if lacking:
        described = {name: encoder.encode(_described(each)) for name, each in lacking.items()}
        block = pack({**header, "surfaces": described}, encoder.arrays.arrays)
    return (NOTHING_NEW if digest == before else block), digest


def identity(surface: Surface | Curve) -> str:
    """A name that two surfaces share only if they are the same function on the same domain."""
    arguments = ",".join(f"{name}={value!r}" for name, value in surface.arguments.items())
    # All typed formulas share a key: their LaTeX tells them apart.
    return f"{surface.key}({arguments})@{surface.domain}:{surface.latex}"


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
        self._offsets: dict[bytes, int] = {}

    def add(self, values: ArrayLike) -> ArrayPlace:
        """Append the values, whatever their shape, row by row."""
        # What is too large for float32 becomes infinite, and so leaves every frame.
        with np.errstate(over="ignore"):
            flat = np.asarray(values, dtype=np.float64).astype(np.float32).ravel()
        stored = flat[:1] if (flat == flat[:1]).all() else flat
        # What is there already is not sent twice.
        offset = self._offsets.setdefault(stored.tobytes(), self._length)
        if offset == self._length:
            self.arrays.append(stored)
            self._length += stored.size
        return offset, stored.size, flat.size


class _Encoder:
    """Turns records into what JSON can hold; keeps the arrays and surfaces it met."""

    def __init__(self) -> None:
        self.arrays = Arrays()
        self.surfaces: dict[str, Surface | Curve] = {}

    def encode(self, value: Any) -> Any:
        if isinstance(value, Surface | Curve):
            name = identity(value)
            self.surfaces[name] = value
            return name
        if isinstance(value, np.ndarray):
            return {"$": self.arrays.add(value)}
        if is_dataclass(value):
            return {each.name: self.encode(getattr(value, each.name)) for each in fields(value)}
        if isinstance(value, Mapping):
            return {key: self.encode(each) for key, each in value.items()}
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [self.encode(each) for each in value]
        return value


def _described(surface: Surface | Curve) -> SurfaceData:
    formula = program(surface)
    if not isinstance(surface, Surface):
        return SurfaceData(surface.name, formula, None)
    return SurfaceData(surface.name, formula, contour(surface, with_heights=formula is None))
