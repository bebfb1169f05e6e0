"""A record as one block of bytes: a JSON header, then the float32 arrays it points into.

A dataclass becomes an object with the names of its fields, an array becomes its place in the block,
`{"$": [offset, stored, count]}`, or `{"$$": ...}` in double precision. Surfaces, programs and the
lines of formulas become their identity; what the browser lacks of them is described once, under
"surfaces", "programs" and "lines".
Everything else is as JSON has it. So a new field of a path is written once in `scene.py`, and once
in the browser, where it is drawn.
"""

import hashlib
import json
import struct
from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optim.program import Program
from surfaces import Curve, Surface
from ui.stage.contour import Contour, contour
from ui.stage.formula import Lines
from ui.stage.live import Exact
from ui.stage.programs import program

ArrayPlace = tuple[int, int, int]
"""Where an array lies: its offset, how many numbers are stored, and how many it has.

Numbers that are all the same are stored once.
"""


Shared: TypeAlias = Surface | Curve | Program | Lines

SHARED = ("surfaces", "programs", "lines")
"""What answers have in common: each is described once, under one of these names."""


@dataclass(frozen=True)
class SurfaceData:
    """What the browser must know of a surface: name, formula and, in the plane, contour.

    Attributes:
        arguments: the values that the formula's parameters have.
        lowest: the value at the lowest known minimum, above which losses are measured.
        found: whether its minima are known by a search alone.
    """

    name: str
    arguments: Mapping[str, float]
    lowest: float | None
    found: bool
    tape: dict[str, Any] | None
    contour: Contour | None


def nothing_new(answer: int) -> bytes:
    """A block without a header, for a browser that has what there is: the answer's id alone."""
    return struct.pack("<Id", 0, answer)


def encode(record: Any, known: Collection[str] = ()) -> bytes:
    """The block of a dataclass or a mapping; `known` is what the browser has of what is shared."""
    return encode_once(record, known)[0]


def encode_once(
    record: Any, known: Collection[str] = (), before: bytes = b"", sent: Any = None
) -> tuple[bytes, bytes]:
    """The block and its digest; `nothing_new` where the block before had the same digest.

    The digest is the record's alone, whichever request it answers: what is described with it makes
    no difference.

    Args:
        sent: what is sent in the record's place, if that says the same to this browser.
    """
    encoder = _Encoder()
    header = encoder.encode(record)
    answers = {name: header.pop(name) for name in ("answer",) if name in header}
    text = _json(header)
    digest = hashlib.blake2b(_block(text, encoder.arrays.arrays)).digest()
    if digest == before:
        return nothing_new(answers["answer"]), digest
    if sent is not None:
        encoder = _Encoder()
        text = _json({**encoder.encode(sent), **answers})
        answers = {}
    described: dict[str, dict[str, Any]] = {kind: {} for kind in SHARED}
    for name, (kind, each) in list(encoder.shared.items()):
        if name not in known:
            described[kind][name] = encoder.encode(_described(each))
    # What has been written for the digest is not written again.
    whole = _joined(text, _json({**answers, **described}))
    return _block(whole, encoder.arrays.arrays), digest


def identity(surface: Surface | Curve) -> str:
    """A name that two surfaces share only if they are the same function on the same domain."""
    arguments = ",".join(f"{name}={value!r}" for name, value in surface.arguments.items())
    # All typed formulas share a key: their LaTeX tells them apart. So do data, with their LaTeX.
    examples = getattr(surface, "digest", "")
    return f"{surface.key}({arguments})@{surface.domain}:{surface.latex}{examples}"


def pack(header: Mapping[str, Any], arrays: Sequence[NDArray[np.float32]]) -> bytes:
    """One block: the header's length (4 bytes, little-endian), the header, the float32 arrays.

    The header is padded with spaces so that the arrays start at a multiple of four bytes.
    """
    return _block(_json(header), arrays)


def _block(text: bytes, arrays: Sequence[NDArray[np.float32]]) -> bytes:
    text += b" " * (-len(text) % 4)
    return b"".join([len(text).to_bytes(4, "little"), text, *(a.tobytes() for a in arrays)])


_WRITER = json.JSONEncoder(separators=(",", ":"), allow_nan=False)


def _json(record: Mapping[str, Any]) -> bytes:
    return _WRITER.encode(record).encode()


def _joined(one: bytes, other: bytes) -> bytes:
    """Two objects as one, the second of which has something in it."""
    return other if one == b"{}" else one[:-1] + b"," + other[1:]


@lru_cache
def sent_fields(kind: type) -> list[str]:
    """The names of a dataclass's fields, but for those whose metadata say that they stay."""
    return [each.name for each in fields(kind) if each.metadata.get("sent", True)]


class Arrays:
    """Float32 arrays one behind the other; a number in double precision has two places there."""

    def __init__(self) -> None:
        self.arrays: list[NDArray[np.float32]] = []
        self._length = 0
        self._offsets: dict[bytes, int] = {}

    def add(self, values: ArrayLike) -> ArrayPlace:
        """Append the values, whatever their shape, row by row."""
        # What is too large for float32 becomes infinite, and so leaves every frame.
        with np.errstate(over="ignore"):
            flat = np.asarray(values, dtype=np.float64).astype(np.float32).ravel()
        return self._stored(flat[:1] if (flat == flat[:1]).all() else flat, flat.size)

    def add_exact(self, values: ArrayLike) -> ArrayPlace:
        """Append the values in double precision."""
        flat = np.asarray(values, dtype=np.float64).ravel()
        kept = flat[:1] if (flat == flat[:1]).all() else flat
        return self._stored(kept.view(np.float32), flat.size)

    def _stored(self, stored: NDArray[np.float32], count: int) -> ArrayPlace:
        # What is there already is not sent twice.
        offset = self._offsets.setdefault(stored.tobytes(), self._length)
        if offset == self._length:
            self.arrays.append(stored)
            self._length += stored.size
        return offset, stored.size, count


_PLAIN = frozenset((str, int, float, bool, type(None)))


def _is_plain(value: tuple[Any, ...]) -> bool:
    """Whether JSON can hold it as it is; asked of the same tapes with every answer."""
    try:
        return _holds_plain(value)
    except TypeError:
        # What has no hash is no constant.
        return False


@lru_cache(maxsize=4096)
def _holds_plain(value: tuple[Any, ...]) -> bool:
    return all(
        _holds_plain(each) if type(each) is tuple else type(each) in _PLAIN for each in value
    )


class _Encoder:
    """Turns records into what JSON can hold; keeps the arrays and what is shared that it met."""

    def __init__(self) -> None:
        self.arrays = Arrays()
        self.shared: dict[str, tuple[str, Shared]] = {}

    def encode(self, value: Any) -> Any:
        # Most values are plain ones, some hundreds an answer.
        if type(value) in _PLAIN:
            return value
        if isinstance(value, Surface | Curve):
            return self._share("surfaces", identity(value), value)
        if isinstance(value, Program):
            return self._share("programs", value.name, value)
        if isinstance(value, Lines):
            return self._share("lines", value.name, value)
        if isinstance(value, np.ndarray):
            return {"$": self.arrays.add(value)}
        if isinstance(value, Exact):
            return {"$$": self.arrays.add_exact(value.values)}
        if isinstance(value, bytes):
            return b64encode(value).decode()
        if is_dataclass(value):
            kind: type = type(value)
            return self._parts({name: getattr(value, name) for name in sent_fields(kind)})
        if type(value) is tuple and _is_plain(value):
            return value
        if isinstance(value, list | tuple):
            return [each if type(each) in _PLAIN else self.encode(each) for each in value]
        if isinstance(value, Mapping):
            return self._parts(value)
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [self.encode(each) for each in value]
        return value

    def _parts(self, record: Mapping[Any, Any]) -> dict[Any, Any]:
        return {
            key: each if type(each) in _PLAIN else self.encode(each) for key, each in record.items()
        }

    def _share(self, kind: str, name: str, value: Shared) -> str:
        self.shared[name] = kind, value
        return name


def _described(shared: Shared) -> Any:
    """What the browser must know of it."""
    if isinstance(shared, Program):
        return {each.name: getattr(shared, each.name) for each in fields(shared)}
    if isinstance(shared, Lines):
        return list(shared)
    return _surface(shared)


def _surface(surface: Surface | Curve) -> SurfaceData:
    formula = program(surface)
    drawn = contour(surface, with_heights=formula is None) if isinstance(surface, Surface) else None
    return SurfaceData(
        surface.name,
        surface.arguments,
        surface.lowest,
        getattr(surface, "found", False),
        formula,
        drawn,
    )
