"""WebAssembly's binary format: instructions by their names, functions, and a module of them.

Nothing here knows of formulas. The names are those of the text format, so that code which emits
them can be read beside the specification (https://webassembly.github.io/spec/core/).
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

I32, F64, V128 = 0x7F, 0x7C, 0x7B
"""The types of numbers: an address or a count, a float, and two floats side by side."""

VOID = 0x40
"""The type of a block that leaves nothing behind."""

_PLAIN = {
    "block": 0x02,
    "loop": 0x03,
    "if": 0x04,
    "end": 0x0B,
    "br": 0x0C,
    "br_if": 0x0D,
    "call": 0x10,
    "select": 0x1B,
    "local.get": 0x20,
    "local.set": 0x21,
    "f64.load": 0x2B,
    "f64.store": 0x39,
    "i32.const": 0x41,
    "f64.const": 0x44,
    "i32.eqz": 0x45,
    "f64.eq": 0x61,
    "f64.ne": 0x62,
    "f64.lt": 0x63,
    "f64.gt": 0x64,
    "f64.le": 0x65,
    "f64.ge": 0x66,
    "i32.add": 0x6A,
    "i32.sub": 0x6B,
    "i32.or": 0x72,
    "i32.shl": 0x74,
    "f64.abs": 0x99,
    "f64.neg": 0x9A,
    "f64.sqrt": 0x9F,
    "f64.add": 0xA0,
    "f64.sub": 0xA1,
    "f64.mul": 0xA2,
    "f64.div": 0xA3,
}

_VECTOR = {
    "v128.load": 0x00,
    "v128.load64_splat": 0x0A,
    "v128.store": 0x0B,
    "v128.const": 0x0C,
    "f64x2.splat": 0x14,
    "f64x2.extract_lane": 0x21,
    "f64x2.replace_lane": 0x22,
    "f64x2.eq": 0x47,
    "f64x2.ne": 0x48,
    "f64x2.lt": 0x49,
    "f64x2.gt": 0x4A,
    "f64x2.le": 0x4B,
    "f64x2.ge": 0x4C,
    "v128.and": 0x4E,
    "v128.andnot": 0x4F,
    "v128.or": 0x50,
    "v128.bitselect": 0x52,
    "v128.any_true": 0x53,
    "f64x2.abs": 0xEC,
    "f64x2.neg": 0xED,
    "f64x2.sqrt": 0xEF,
    "f64x2.add": 0xF0,
    "f64x2.sub": 0xF1,
    "f64x2.mul": 0xF2,
    "f64x2.div": 0xF3,
}


def _unsigned(value: int) -> bytes:
    """A whole number in groups of seven bits, the lowest first (LEB128)."""
    groups = bytearray()
    while value > 0x7F:
        groups.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*groups, value])


def _signed(value: int) -> bytes:
    """The same of a number with a sign, which is the highest bit that is written."""
    groups = bytearray()
    while not -0x40 <= value < 0x40:
        groups.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*groups, value & 0x7F])


_OPCODES = {
    **{name: bytes([code]) for name, code in _PLAIN.items()},
    **{name: b"\xfd" + _unsigned(code) for name, code in _VECTOR.items()},
}


def _immediate(name: str, value: float) -> bytes:
    match name:
        case "f64.const":
            return struct.pack("<d", value)
        case "v128.const":
            return struct.pack("<dd", value, value)
        case "i32.const":
            return _signed(int(value))
    return _unsigned(int(value))


class Function:
    """A function that is being written: its parameters, its further locals and its code."""

    def __init__(self, *parameters: int) -> None:
        self.parameters = parameters
        self._locals: list[int] = []
        self._code = bytearray()

    def local(self, kind: int) -> int:
        """A new local of this type, zero at first: its number."""
        self._locals.append(kind)
        return len(self.parameters) + len(self._locals) - 1

    def emit(self, name: str, *immediates: float) -> None:
        """Append an instruction."""
        self._code += _OPCODES[name]
        for value in immediates:
            self._code += _immediate(name, value)

    def get(self, *locals: int) -> None:
        """Push locals."""
        for local in locals:
            self.emit("local.get", local)

    def set(self, local: int) -> None:
        """Pop into a local."""
        self.emit("local.set", local)

    def advance(self, local: int, by: int) -> None:
        """Add a constant to an address or a count."""
        self.get(local)
        self.emit("i32.const", by)
        self.emit("i32.add")
        self.set(local)

    def encoded(self) -> bytes:
        """The body as a module holds it."""
        runs = [(len(list(group)), kind) for kind, group in groupby(self._locals)]
        kinds = _vector(_unsigned(count) + bytes([kind]) for count, kind in runs)
        return _sized(kinds + bytes(self._code) + _OPCODES["end"])


def module(functions: Mapping[str, Function], mathematics: Sequence[str] = ()) -> bytes:
    """A module that exports these functions.

    It works on a memory that it is given as `host.memory`, and calls the functions of one float in
    `mathematics`, given as `Math.sin` and so on; those have the numbers 0, 1, ...
    """
    types = [_type((F64,), (F64,)), *(_type(f.parameters, ()) for f in functions.values())]
    imports = [_name("host") + _name("memory") + b"\x02\x00\x01"]
    imports += [_name("Math") + _name(each) + b"\x00\x00" for each in mathematics]
    first = len(mathematics)
    exports = [_name(name) + b"\x00" + _unsigned(first + i) for i, name in enumerate(functions)]
    sections = {
        1: _vector(types),
        2: _vector(imports),
        3: _vector(_unsigned(1 + i) for i in range(len(functions))),
        7: _vector(exports),
        10: _vector(function.encoded() for function in functions.values()),
    }
    body = b"".join(bytes([number]) + _sized(section) for number, section in sections.items())
    return b"\x00asm\x01\x00\x00\x00" + body


def _type(parameters: Sequence[int], results: Sequence[int]) -> bytes:
    kinds = (_vector(bytes([kind]) for kind in side) for side in (parameters, results))
    return b"\x60" + b"".join(kinds)


def _vector(items: Iterable[bytes]) -> bytes:
    listed = list(items)
    return _unsigned(len(listed)) + b"".join(listed)


def _sized(content: bytes) -> bytes:
    return _unsigned(len(content)) + content


def _name(text: str) -> bytes:
    return _sized(text.encode())
